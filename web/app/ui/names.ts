// Who and where, by number: members and departments, read once for all pages.
import { computed, shallowReactive } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, got, type Schemas } from '../api/client';
import { readAll } from '../api/list';
import { shared } from '../api/reading';

export type Member = Schemas['member_record'];
export type Department = Schemas['department_record'];

export const fullName = (member: Pick<Member, 'first_name' | 'last_name' | 'email'>) =>
	[member.first_name, member.last_name].filter(Boolean).join(' ') || member.email;

const known = shallowReactive({ members: [] as Member[], departments: [] as Department[], ready: false });

async function read() {
	const [members, departments] = await Promise.all([
		readAll((after) => got(api.GET('/api/v2/members', { params: { query: { after, page_size: 200 } } }))),
		readAll((after) => got(api.GET('/api/v2/departments', { params: { query: { after, page_size: 200 } } }))),
	]);
	Object.assign(known, { members, departments, ready: true });
}

// Names are a help: where they cannot be read the page goes on, and says what is wrong with its own list.
const { load, use } = shared(['member', 'department'], () => read().catch(() => {}));

export function useNames() {
	const { t } = useI18n();
	use();

	const members = computed(() => new Map(known.members.map((one) => [one.id, one])));
	const departments = computed(() => new Map(known.departments.map((one) => [one.id, one])));
	const member = (id: number | null | undefined) => (id == null ? undefined : members.value.get(id));
	const department = (id: number | null | undefined) => (id == null ? undefined : departments.value.get(id));
	return {
		known, load, member, department,
		memberName: (id: number | null | undefined) => {
			const one = member(id);
			return one ? fullName(one) : id == null && known.ready ? t('ui.nobody') : '';
		},
		// Who can be chosen to approve: by their role, and whoever is chosen already.
		approvers: (present?: number | null, except?: number | null) => known.members
			.filter((one) => one.id !== except && (one.id === present || (one.status === 'active' && ['owner', 'admin', 'approver'].includes(one.role))))
			.map((one) => ({ value: String(one.id), label: fullName(one) })).sort((a, b) => a.label.localeCompare(b.label)),
		// Whose an expense can be: of whoever has not left, and whose it is already.
		spenders: (present?: number | null) => known.members.filter((one) => one.id === present || one.status !== 'deactivated')
			.map((one) => ({ value: String(one.id), label: fullName(one) })).sort((a, b) => a.label.localeCompare(b.label)),
		departmentName: (id: number | null | undefined) => department(id)?.name ?? '',
	};
}
