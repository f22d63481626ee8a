// Calls of budgets, and the list that page and panel share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey, type Schemas } from '../../api/client';
import { useList } from '../../api/list';

export type Budget = Schemas['budget_record'];
export type Entry = { month: string; until: string; department_id: number; account_id: number; category_id: number; amount: string };
export type Copying = { from_day: string; to_day: string; factor: string; period: 'month' | 'quarter' | 'year' };
export type Copied = Schemas['budget_copy'];

export const budgets = {
	list: (query: { month?: string; department_id?: number[]; after?: string }) =>
		got(api.GET('/api/v2/budgets', { params: { query: { ...query, page_size: 200 } } })),
	total: (query: { month?: string; department_id?: number[] }) => got(api.GET('/api/v2/budgets/total', { params: { query } })),
	get: (id: number) => got(api.GET('/api/v2/budgets/{id}', { params: { path: { id } } })),
	create: (body: Entry) => got(api.POST('/api/v2/budgets', { params: { header: newKey() }, body })),
	change: (one: Budget, body: Partial<Entry>) =>
		got(api.PATCH('/api/v2/budgets/{id}', { params: { path: { id: one.id }, header: match(one) }, body })),
	forecast: (id: number) => got(api.GET('/api/v2/budgets/{id}/forecast', { params: { path: { id } } })),
	transfer: (one: Budget, body: { to_id: number; amount: string }) =>
		got(api.POST('/api/v2/budgets/{id}/transfer', { params: { path: { id: one.id }, header: match(one) }, body })),
	// What would become of the budgets of a period, or, without preview, what did.
	copy: (body: Copying & { preview?: boolean }) => got(api.POST('/api/v2/budgets/copy', { params: { header: newKey() }, body })),
	carryOver: (one: Budget) => got(api.POST('/api/v2/budgets/{id}/carry-over', { params: { path: { id: one.id }, header: match(one) } })),
	remove: (one: Budget) => got(api.DELETE('/api/v2/budgets/{id}', { params: { path: { id: one.id }, header: match(one) } })),
};

export type BudgetList = ReturnType<typeof useList<Budget>> & { month: () => string };
const key: InjectionKey<BudgetList> = Symbol('budgets');

export const provideBudgets = (list: BudgetList) => provide(key, list);
export const injectBudgets = () => inject(key)!;
