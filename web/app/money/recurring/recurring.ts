// Calls of recurring expenses, one as its form holds it, and the list that page and panels share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey, type Schemas } from '../../api/client';
import type { useList } from '../../api/list';
import type { Expense } from '../steps';

export type Recurring = Schemas['recurring_record'];
export const periods = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

// Texts, ids too, as the browser's select has them; on_day: nothing is the day that the first one has.
export type Values = {
	amount: string; description: string; every: Period; first_on: string; on_day: string; until: string; department_id: string;
	account_id: string; category_id: string; merchant: string; notes: string; tags: string[]; paid_with: string; billable_to: string; member_id?: string;
};
export type Days = Pick<Values, 'every' | 'first_on' | 'on_day' | 'until'>;

// What is on the first one's own day says nothing of the day.
export function onDayOf(every: string, first_on: string, on_day: number | null): string {
	const first = new Date(`${first_on}T00:00:00Z`);
	const own = every === 'week' ? first.getUTCDay() || 7 : first.getUTCDate();
	return on_day === null || on_day === own ? '' : String(on_day);
}

export const valuesOf = (one: Recurring | undefined, today: string): Values => ({
	amount: one?.amount ?? '', description: one?.description ?? '', every: (one?.every ?? 'month') as Period, first_on: one?.first_on ?? today,
	on_day: one ? onDayOf(one.every, one.first_on, one.on_day) : '', until: one?.until ?? '', department_id: String(one?.department_id ?? ''),
	account_id: String(one?.account_id ?? ''), category_id: String(one?.category_id ?? ''), merchant: one?.merchant ?? '', notes: one?.notes ?? '',
	tags: [...(one?.tags ?? [])], paid_with: one?.paid_with ?? 'own', billable_to: one?.billable_to ?? '',
});

// The same of an expense that is to come again: from the next month on, on its day.
export const valuesFrom = (one: Expense, today: string): Values => ({
	...valuesOf(undefined, today), amount: one.amount, description: one.description, first_on: one.spent_on > today ? today : one.spent_on,
	department_id: String(one.department_id), category_id: String(one.category_id ?? ''), merchant: one.merchant ?? '', notes: one.notes ?? '',
	tags: [...(one.tags ?? [])], paid_with: one.paid_with, billable_to: one.billable_to ?? '',
});

const day = ({ every, on_day }: Days) => (every === 'day' ? 0 : Number(on_day));
// What is empty is left out, or empties; what the server needs it says is missing.
export function entryOf(values: Values, before?: Values) {
	const { amount, description, every, first_on, until, department_id, account_id, category_id, merchant, notes, tags, paid_with, billable_to, member_id } = values;
	return {
		...(amount && { amount }), description, every, ...(first_on && { first_on }), on_day: day(values),
		...(until ? { until } : before?.until ? { until: null } : {}), ...(department_id && { department_id: Number(department_id) }),
		account_id: Number(account_id), category_id: Number(category_id), merchant, notes, tags, paid_with: paid_with as 'own' | 'company', billable_to,
		...(member_id && member_id !== before?.member_id && { member_id: Number(member_id) }),
	};
}
type Entry = Required<Pick<ReturnType<typeof entryOf>, 'amount' | 'first_on' | 'department_id'>> & ReturnType<typeof entryOf> & { until?: string };

const to = (one: Recurring) => ({ path: { id: one.id }, header: match(one) });
export const recurring = {
	list: (after?: string) => got(api.GET('/api/v2/recurring', { params: { query: { sort: 'next_on', after, page_size: 50 } } })),
	get: (id: number) => got(api.GET('/api/v2/recurring/{id}', { params: { path: { id } } })),
	history: (id: number, after?: string) => got(api.GET('/api/v2/recurring/{id}/history', { params: { path: { id }, query: { after, page_size: 5 } } })),
	days: (values: Days) => got(api.GET('/api/v2/recurring/days', {
		params: { query: { every: values.every, first_on: values.first_on, on_day: day(values), ...(values.until && { until: values.until }), count: 5 } },
	})),
	create: (body: ReturnType<typeof entryOf>) => got(api.POST('/api/v2/recurring', { params: { header: newKey() }, body: body as Entry })),
	change: (one: Recurring, body: Partial<ReturnType<typeof entryOf>>) => got(api.PATCH('/api/v2/recurring/{id}', { params: to(one), body })),
	pause: (one: Recurring) => got(api.POST('/api/v2/recurring/{id}/pause', { params: to(one), body: {} })),
	resume: (one: Recurring) => got(api.POST('/api/v2/recurring/{id}/resume', { params: to(one), body: {} })),
	remove: (one: Recurring) => got(api.DELETE('/api/v2/recurring/{id}', { params: to(one) })),
};

export type RecurringList = ReturnType<typeof useList<Recurring>>;
const key: InjectionKey<RecurringList> = Symbol('recurring');
export const provideRecurring = (list: RecurringList) => provide(key, list);
export const injectRecurring = () => inject(key)!;
