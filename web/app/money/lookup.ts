// What expenses, budgets and accounts refer to, by name: read once for all pages of money, and again when one changes.
import { computed, onScopeDispose, shallowReactive } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, got, type Schemas } from '../api/client';
import { onChange } from '../api/events';
import { addMonths } from '../ui/form/day';
import { useFormat } from '../ui/format';

export type Account = Schemas['account_record'];
export type Budget = Schemas['budget_record'];
export type Department = Schemas['department_record'];
export type Member = Schemas['member_record'];

type Page<T> = { items: T[]; next?: string | null };

const known = shallowReactive({
	accounts: [] as Account[], budgets: [] as Budget[], departments: [] as Department[], members: [] as Member[], ready: false,
});
let readAt = 0;
let reading: Promise<void> | undefined;

async function all<T>(read: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> {
	const items: T[] = [];
	let after: string | undefined;
	do {
		const page = await read(after);
		items.push(...page.items);
		after = page.next ?? undefined;
	} while (after);
	return items;
}

// Budgets of half a year back and all that are to come: what one still spends from.
async function read(today: string) {
	const from_month = addMonths(today, -6);
	const query = (after: string | undefined) => ({ after, page_size: 200 });
	const [accounts, budgets, departments, members] = await Promise.all([
		all((after) => got(api.GET('/api/v2/accounts', { params: { query: query(after) } }))),
		all((after) => got(api.GET('/api/v2/budgets', { params: { query: { ...query(after), from_month } } }))),
		all((after) => got(api.GET('/api/v2/departments', { params: { query: query(after) } }))),
		all((after) => got(api.GET('/api/v2/members', { params: { query: query(after) } }))),
	]);
	Object.assign(known, { accounts, budgets, departments, members, ready: true });
	readAt = Date.now();
}

export function useLookup() {
	const { t } = useI18n();
	const format = useFormat();

	// Names are a help: where they cannot be read the page goes on without, and says what is wrong with its own list.
	function load(): Promise<void> {
		reading ??= read(format.today()).catch(() => {}).finally(() => { reading = undefined; });
		return reading;
	}
	if (Date.now() - readAt > 5000) void load();
	let timer: ReturnType<typeof setTimeout> | undefined;
	onChange(['account', 'budget', 'department', 'deposit', 'expense', 'member'], () => {
		clearTimeout(timer);
		timer = setTimeout(load, 400);
	});
	onScopeDispose(() => clearTimeout(timer));

	const byId = <T extends { id: number }>(list: () => T[]) => {
		const map = computed(() => new Map(list().map((one) => [one.id, one])));
		return (id: number | null | undefined) => (id == null ? undefined : map.value.get(id));
	};
	const account = byId(() => known.accounts);
	const budget = byId(() => known.budgets);
	const department = byId(() => known.departments);
	const member = byId(() => known.members);
	const memberName = (id: number | null | undefined) => {
		const one = member(id);
		if (!one) return id == null && known.ready ? t('ui.nobody') : '';
		return [one.first_name, one.last_name].filter(Boolean).join(' ') || one.email;
	};
	return {
		known, load, account, budget, department, member, memberName,
		departmentName: (id: number | null | undefined) => department(id)?.name ?? '',
		accountName: (id: number | null | undefined) => account(id)?.name ?? '',
		// "Sales · November 2026"
		budgetName: (one: Budget) => `${department(one.department_id)?.name ?? ''} · ${format.month(one.month)}`,
	};
}
