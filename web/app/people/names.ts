// Who and where, by number: members and departments, read once for all pages about people.
import { computed, onScopeDispose, shallowReactive } from 'vue';
import { api, got, type Schemas } from '../api/client';
import { onChange } from '../api/events';

export type Member = Schemas['member_record'];
export type Department = Schemas['department_record'];

export const fullName = (member: Pick<Member, 'first_name' | 'last_name' | 'email'>) =>
	[member.first_name, member.last_name].filter(Boolean).join(' ') || member.email;

const known = shallowReactive({ members: [] as Member[], departments: [] as Department[] });
let reading: Promise<void> | undefined;

async function all<T>(read: (after: string | undefined) => Promise<{ items: T[]; next?: string | null }>): Promise<T[]> {
	const items: T[] = [];
	let after: string | undefined;
	do {
		const page = await read(after);
		items.push(...page.items);
		after = page.next ?? undefined;
	} while (after);
	return items;
}

async function read() {
	const [members, departments] = await Promise.all([
		all((after) => got(api.GET('/api/v2/members', { params: { query: { after, page_size: 200 } } }))),
		all((after) => got(api.GET('/api/v2/departments', { params: { query: { after, page_size: 200 } } }))),
	]);
	Object.assign(known, { members, departments });
}

// Names are a help: where they cannot be read the page goes on, and says what is wrong with its own list.
export function useNames() {
	const load = () => {
		reading ??= read().catch(() => {}).finally(() => { reading = undefined; });
		return reading;
	};
	void load();
	let timer: ReturnType<typeof setTimeout> | undefined;
	onChange(['member', 'department'], () => {
		clearTimeout(timer);
		timer = setTimeout(load, 300);
	});
	onScopeDispose(() => clearTimeout(timer));

	const members = computed(() => new Map(known.members.map((one) => [one.id, one])));
	const departments = computed(() => new Map(known.departments.map((one) => [one.id, one])));
	return {
		known,
		member: (id: number | null) => (id === null ? undefined : members.value.get(id)),
		memberName: (id: number | null) => {
			const one = id === null ? undefined : members.value.get(id);
			return one ? fullName(one) : '';
		},
		departmentName: (id: number | null) => (id === null ? '' : (departments.value.get(id)?.name ?? '')),
	};
}
