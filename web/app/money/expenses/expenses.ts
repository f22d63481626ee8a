// Calls of expenses, and the list that page and panel share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey } from '../../api/client';
import { useList } from '../../api/list';
import type { Kind } from '../said';
import type { Expense } from '../steps';
import type { PriceBody } from './price';
import type { Query, Sort } from './view';

type Said = { description: string; budget_id: number; category_id: number; spent_on: string; member_id?: number; draft?: boolean;
	merchant: string; notes: string; tags: string[]; paid_with: 'own' | 'company'; external_id: string; billable_to: string; kind: Kind };
export type Entry = Said & PriceBody;
// As the API takes them: of a new one nothing but the amount is null, of a change just that is not.
type NewEntry = Said & { amount: string | null } & { [K in keyof Omit<PriceBody, 'amount'>]: Exclude<PriceBody[K], null> };
type Changes = Partial<Said> & Omit<PriceBody, 'amount'> & { amount?: string };

export const expenses = {
	list: (query: Query & { sort?: Sort; after?: string }, page_size = 100) =>
		got(api.GET('/api/v2/expenses', { params: { query: { ...query, page_size } } })),
	total: (query: Query) => got(api.GET('/api/v2/expenses/total', { params: { query } })),
	get: (id: number) => got(api.GET('/api/v2/expenses/{id}', { params: { path: { id } } })),
	history: (id: number, after?: string) => got(api.GET('/api/v2/expenses/{id}/history', { params: { path: { id }, query: { after, page_size: 5 } } })),
	create: (body: Entry) => got(api.POST('/api/v2/expenses', { params: { header: newKey() }, body: body as NewEntry })),
	change: (one: Expense, body: Partial<Entry>) =>
		got(api.PATCH('/api/v2/expenses/{id}', { params: { path: { id: one.id }, header: match(one) }, body: body as Changes })),
	remove: (one: Expense) => got(api.DELETE('/api/v2/expenses/{id}', { params: { path: { id: one.id }, header: match(one) } })),
	budget: (id: number) => got(api.GET('/api/v2/budgets/{id}', { params: { path: { id } } })),
};

export type ExpenseList = ReturnType<typeof useList<Expense>> & { query: () => Query; count: () => Promise<void> };
const key: InjectionKey<ExpenseList> = Symbol('expenses');

export const provideExpenses = (list: ExpenseList) => provide(key, list);
export const injectExpenses = () => inject(key)!;
