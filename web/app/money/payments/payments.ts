// Calls of payments, what they come to, and the list that page and panels share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey, type Schemas } from '../../api/client';
import { readAll, type useList } from '../../api/list';
import { add } from '../../ui/money/decimal';

export type Payment = Schemas['payment_record'];
export type Owed = Schemas['owed_record'];
export type Transfer = Schemas['transfer_record'];
export const states = ['open', 'exported', 'paid', 'cancelled'] as const;
export type State = (typeof states)[number];

// Files for a bank; the first is what most take.
export const formats = ['pain.001.001.09', 'pain.001.001.03', 'csv'] as const;
export type Format = (typeof formats)[number];
// SEPA is of euro; whoever has another currency has the list alone.
export const formatsIn = (currency: string | undefined): Format[] => formats.filter((format) => format === 'csv' || currency === 'EUR');
export const fileOf = (id: number, format: Format) => ({ name: `payment-${id}.${format === 'csv' ? 'csv' : 'xml'}`, type: format === 'csv' ? 'text/csv' : 'application/xml' });

// What is chosen comes to.
export const sumOf = (rows: { amount: string }[]) => add('0', ...rows.map(({ amount }) => amount));
// What may be put into a payment by who looks at it, as the API says.
export const payable = (rows: Owed[]) => rows.filter(({ can }) => can.includes('schedule'));

const to = (one: Payment) => ({ path: { id: one.id }, header: match(one) });
export const payments = {
	list: (state: State | undefined, after?: string) =>
		got(api.GET('/api/v2/payments', { params: { query: { state: state && [state], after, page_size: 50 } } })),
	get: (id: number) => got(api.GET('/api/v2/payments/{id}', { params: { path: { id } } })),
	owed: () => readAll((after) => got(api.GET('/api/v2/owed', { params: { query: { after, page_size: 200 } } }))),
	transfers: (id: number) => readAll((after) => got(api.GET('/api/v2/payments/{id}/transfers', { params: { path: { id }, query: { after, page_size: 200 } } }))),
	expenses: (id: number, member: number) =>
		readAll((after) => got(api.GET('/api/v2/payments/{id}/expenses', { params: { path: { id }, query: { member_id: [member], after, page_size: 200 } } }))),
	history: (id: number, after?: string) => got(api.GET('/api/v2/payments/{id}/history', { params: { path: { id }, query: { after, page_size: 5 } } })),
	create: (members: number[], execute_on: string) => got(api.POST('/api/v2/payments', { params: { header: newKey() }, body: { member_id: members, execute_on } })),
	remove: (one: Payment, expense: number) =>
		got(api.DELETE('/api/v2/payments/{id}/expenses/{expense_id}', { params: { path: { id: one.id, expense_id: expense }, header: match(one) } })),
	file: async (one: Payment, format: Format, renew: boolean) =>
		String(await got(api.POST('/api/v2/payments/{id}/export', { params: to(one), body: { format, renew }, parseAs: 'text' }))),
	confirm: (one: Payment, paid_on: string) => got(api.POST('/api/v2/payments/{id}/confirm', { params: to(one), body: { paid_on } })),
	cancel: (one: Payment) => got(api.POST('/api/v2/payments/{id}/cancel', { params: to(one), body: {} })),
	bounce: (one: Payment, member_id: number) => got(api.POST('/api/v2/payments/{id}/bounce', { params: to(one), body: { member_id } })),
};

export type PaymentList = ReturnType<typeof useList<Payment>>;
const key: InjectionKey<PaymentList> = Symbol('payments');

export const providePayments = (list: PaymentList) => provide(key, list);
export const injectPayments = () => inject(key)!;
