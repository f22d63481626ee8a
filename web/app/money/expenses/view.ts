// What the list shows, from what its address says; and which budget a new expense is likely to be from.
import { addDays, addMonths, isDay } from '../../ui/form/day';
import { calculate, compare } from '../../ui/money/decimal';
import { isSame } from '../../ui/form/tags';
import { kinds, type Kind } from '../said';
import { covers } from '../spans';
import { states, type State } from '../steps';

export const filterNames = ['q', 'state', 'department', 'budget', 'member', 'category', 'merchant', 'tag', 'paid', 'kind', 'period', 'from', 'to', 'min', 'max', 'sort'] as const;
export type Filters = Record<(typeof filterNames)[number], string>;

export const periods = ['today', 'week', 'month', 'last_month', 'year', 'days'] as const;
export type Period = (typeof periods)[number];

export type Query = {
	contains?: string; department_id?: number[]; budget_id?: number[]; member_id?: number[]; category_id?: number[];
	merchant?: string; tag?: string[]; paid_with?: Paid[]; kind?: Kind[];
	from_date?: string; to_date?: string; min_amount?: string; max_amount?: string;
	state?: State[]; waiting_for?: 'me';
};

export const paid = ['own', 'company'] as const;
type Paid = (typeof paid)[number];

const sorts = ['spent_on', '-spent_on', 'amount', '-amount'] as const;
export type Sort = (typeof sorts)[number];

// The order that the address asks for, else the newest first.
export const sortOf = (text: string): Sort => sorts.find((sort) => sort === text) ?? '-spent_on';

// The first and the last day of a period; weeks begin on Monday.
export function daysOf(period: string, today: string): { from?: string; to?: string } {
	const first = `${today.slice(0, 7)}-01`;
	switch (period) {
		case 'today': return { from: today, to: today };
		case 'week': {
			const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
			return { from: monday, to: addDays(monday, 6) };
		}
		case 'month': return { from: first, to: addDays(addMonths(first, 1), -1) };
		case 'last_month': return { from: addMonths(first, -1), to: addDays(first, -1) };
		case 'year': return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
		default: return {};
	}
}

// What the address calls a state: one of an expense's, or `waiting`: for whoever reads.
function stateOf(text: string): Pick<Query, 'state' | 'waiting_for'> {
	if (text === 'waiting') return { waiting_for: 'me' };
	const state = states.find((one) => one === text);
	return state ? { state: [state] } : {};
}

// `below`: a category and those below it.
export function queryOf(filters: Filters, today: string, decimals: number, below = (id: number) => [id]): Query {
	const days = filters.period === 'days' ? { from: filters.from, to: filters.to } : daysOf(filters.period, today);
	const day = (text: string | undefined) => (text && isDay(text) ? text : undefined);
	const amount = (text: string) => (text ? calculate(text, decimals) : undefined);
	const id = (text: string) => (/^[1-9]\d{0,17}$/.test(text) ? [Number(text)] : undefined);
	const category = id(filters.category)?.flatMap(below);
	return {
		contains: filters.q || undefined,
		department_id: id(filters.department), budget_id: id(filters.budget), member_id: id(filters.member), category_id: category,
		from_date: day(days.from), to_date: day(days.to),
		min_amount: amount(filters.min), max_amount: amount(filters.max),
		merchant: filters.merchant || undefined, tag: filters.tag ? [filters.tag] : undefined,
		paid_with: paid.some((one) => one === filters.paid) ? [filters.paid as Paid] : undefined,
		kind: kinds.some((one) => one === filters.kind) ? [filters.kind as Kind] : undefined,
		...stateOf(filters.state),
	};
}

type Line = {
	description: string; amount: string; spent_on: string; department_id: number; budget_id: number; member_id: number | null;
	category_id: number | null; state: string; waiting_for: number | null;
	merchant: string | null; tags: string[]; paid_with: string; kind: string;
};

// Whether a list with this query has the expense: what was just made is seen, or the page says why not.
export function isIn(line: Line, query: Query, me: number | undefined): boolean {
	const among = (ids: number[] | undefined, id: number | null) => !ids || (id !== null && ids.includes(id));
	return among(query.department_id, line.department_id) && among(query.budget_id, line.budget_id) && among(query.member_id, line.member_id) && among(query.category_id, line.category_id)
		&& (!query.merchant || (line.merchant !== null && isSame(line.merchant, query.merchant)))
		&& (!query.tag || query.tag.some((tag) => line.tags.some((one) => isSame(one, tag)))) && (!query.paid_with || query.paid_with.some((one) => one === line.paid_with))
		&& (!query.kind || query.kind.some((one) => one === line.kind))
		&& (!query.state || query.state.some((state) => state === line.state)) && (!query.waiting_for || (line.waiting_for !== null && line.waiting_for === me))
		&& (!query.from_date || line.spent_on >= query.from_date) && (!query.to_date || line.spent_on <= query.to_date)
		&& (!query.min_amount || compare(line.amount, query.min_amount) >= 0) && (!query.max_amount || compare(line.amount, query.max_amount) <= 0)
		&& (!query.contains || [line.description, line.merchant ?? ''].some((text) => text.toLocaleLowerCase().includes(query.contains!.toLocaleLowerCase())));
}

type BudgetLine = { id: number; month: string; until: string; department_id: number; category_id: number | null };

// Budgets to choose from: those that have the day first, then the others, the newest before.
export function inOrder<T extends BudgetLine>(budgets: T[], day: string, nameOf: (one: T) => string): T[] {
	const away = (one: T) => (covers(one, day) ? 0 : 1);
	return [...budgets].sort((a, b) => away(a) - away(b) || b.month.localeCompare(a.month) || nameOf(a).localeCompare(nameOf(b)));
}

// The budget for a day: the one that was used last, else of its department, else of one's own, else the only one that
// there is. Those for anything come before those for a category.
export function likelyBudget(budgets: BudgetLine[], day: string, last: number | undefined, own: number | null | undefined): number | undefined {
	const open = budgets.filter((one) => covers(one, day)).sort((a, b) => Number(a.category_id !== null) - Number(b.category_id !== null));
	const used = budgets.find(({ id }) => id === last)?.department_id;
	const found = (open.find(({ id }) => id === last) ?? open.find(({ department_id }) => department_id === used)
		?? open.find(({ department_id }) => department_id === own)
		?? (open.length === 1 ? open[0] : undefined));
	return found?.id;
}
