// Calls of closed days, the list that page and panels share, and the days that are offered.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, newKey, type Schemas } from '../../api/client';
import type { useList } from '../../api/list';
import { addDays, addMonths } from '../../ui/form/day';

export type Period = Schemas['period_record'];
// One that was closed or opened has a number; what is only looked at has none.
export type Done = Period & { id: number };

export const months = {
	list: async (after?: string) => {
		const { items, next } = await got(api.GET('/api/v2/periods', { params: { query: { after, page_size: 50 } } }));
		return { items: items as Done[], next };
	},
	get: (id: number) => got(api.GET('/api/v2/periods/{id}', { params: { path: { id } } })),
	preview: (until: string) => got(api.GET('/api/v2/periods/preview', { params: { query: { until } } })),
	close: async (until: string) => await got(api.POST('/api/v2/periods/close', { params: { header: newKey() }, body: { until } })) as Done,
	// Without a last day that stays closed none does.
	reopen: async (reason: string, until: string) =>
		await got(api.POST('/api/v2/periods/reopen', { params: { header: newKey() }, body: { reason, ...(until && { until }) } })) as Done,
};

export type MonthList = ReturnType<typeof useList<Done>>;
const key: InjectionKey<MonthList> = Symbol('months');

export const provideMonths = (list: MonthList) => provide(key, list);
export const injectMonths = () => inject(key)!;

const firstOf = (day: string) => `${day.slice(0, 7)}-01`;

// Until when one is likely to close: the end of the first month that has an open day, where it is over; at first last month's.
export function nextEnd(closed: string | null, today: string): string {
	if (!closed) return addDays(firstOf(today), -1);
	const end = addDays(addMonths(firstOf(addDays(closed, 1)), 1), -1);
	return end < today ? end : addDays(today, -1);
}

// What stays closed where the last month that is closed is opened again.
export const endBefore = (closed: string) => addDays(firstOf(closed), -1);

// Sums as the record has them: of all that was booked, or of some of it. Amounts are in the organization's currency.
export type Sum = { count: number; amount: string; tax_amount: string; net_amount: string };
type Totals = {
	month: (Sum & { month: string })[];
	tax: (Sum & { tax_code: string | null; tax_rate: string | null })[];
	original_currency: (Sum & { original_currency: string | null })[];
};
export const totalsOf = (one: Period) => (one.totals ?? { month: [], tax: [], original_currency: [] }) as Totals;

// The list of what was spent until then and waits, which will be booked later.
export const waitingUntil = (day: string) => ({ path: '/expenses', query: { state: 'submitted', period: 'days', to: day } });
