// What expenses, budgets and accounts refer to, by name: read once for all pages of money, and again when one changes.
// Departments and members are those of ui/names.
import { computed, shallowReactive } from 'vue';
import { api, got, type Schemas } from '../api/client';
import { readAll } from '../api/list';
import { shared } from '../api/reading';
import { addMonths } from '../ui/form/day';
import { useFormat } from '../ui/format';
import { useNames } from '../ui/names';
import type { Category } from './tree';

export type Account = Schemas['account_record'];
export type Budget = Schemas['budget_record'];

const money = shallowReactive({ accounts: [] as Account[], budgets: [] as Budget[], categories: [] as Category[], read: false });
let today = () => '';

// Budgets of half a year back and all that are to come: what one still spends from.
async function read() {
	const from_month = addMonths(today(), -6);
	const [accounts, budgets] = await Promise.all([
		readAll((after) => got(api.GET('/api/v2/accounts', { params: { query: { after, page_size: 200 } } }))),
		readAll((after) => got(api.GET('/api/v2/budgets', { params: { query: { after, page_size: 200, from_month } } }))),
	]);
	Object.assign(money, { accounts, budgets, read: true });
}

// Of expenses that come and go they know nothing, so they are read by themselves.
async function readCategories() {
	const read = await Promise.all([false, true].map((archived) =>
		readAll((after) => got(api.GET('/api/v2/categories', { params: { query: { after, archived, page_size: 200 } } })))));
	money.categories = read.flat();
}

// Names are a help: where they cannot be read the page goes on without, and says what is wrong with its own list.
const { load, use } = shared(['account', 'budget', 'deposit', 'expense'], () => read().catch(() => {}));
const tree = shared(['category'], () => readCategories().catch(() => {}));

export function useLookup() {
	const format = useFormat();
	const names = useNames();
	today = format.today;
	use();
	tree.use();

	const byId = <T extends { id: number }>(list: () => T[]) => {
		const map = computed(() => new Map(list().map((one) => [one.id, one])));
		return (id: number | null | undefined) => (id == null ? undefined : map.value.get(id));
	};
	const account = byId(() => money.accounts);
	const category = byId(() => money.categories);
	const categories = computed(() => money.categories.filter(({ archived_at }) => archived_at === null));
	return {
		known: {
			get accounts() { return money.accounts; },
			get budgets() { return money.budgets; },
			// Those in use; names there are of all.
			get categories() { return categories.value; },
			get departments() { return names.known.departments; },
			get members() { return names.known.members; },
			get ready() { return money.read && names.known.ready; },
		},
		load: () => Promise.all([load(), names.load()]),
		account, budget: byId(() => money.budgets), department: names.department, member: names.member,
		memberName: names.memberName, departmentName: names.departmentName, spenders: names.spenders,
		categoryName: (id: number | null | undefined) => category(id)?.name ?? '',
		accountName: (id: number | null | undefined) => account(id)?.name ?? '',
		// "Sales · Travel · January – March 2026"
		budgetName: (one: Budget) => [names.departmentName(one.department_id), category(one.category_id)?.name, format.span(one)].filter(Boolean).join(' · '),
	};
}
