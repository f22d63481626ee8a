// Calls of what waits for whoever is here, and the list that page and panel share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got } from '../../api/client';
import { useList } from '../../api/list';
import type { Expense } from '../steps';

export const approvals = {
	// What was not touched for the longest time comes first.
	list: (after?: string) => got(api.GET('/api/v2/expenses', { params: { query: { waiting_for: 'me', sort: 'updated_at', after, page_size: 100 } } })),
	get: (id: number) => got(api.GET('/api/v2/expenses/{id}', { params: { path: { id } } })),
	budget: (id: number) => got(api.GET('/api/v2/budgets/{id}', { params: { path: { id } } })),
	history: (id: number, after?: string) => got(api.GET('/api/v2/expenses/{id}/history', { params: { path: { id }, query: { after, page_size: 5 } } })),
};

// The one after or before another in a list; of one that is not there any more, the first. None at the end.
export function beside(ids: number[], id: number | undefined, step: 1 | -1): number | undefined {
	const at = id === undefined ? -1 : ids.indexOf(id);
	return at < 0 ? ids[0] : ids[at + step];
}

// Where one goes when one is done with another: the next, else the one before.
export const following = (ids: number[], id: number): number | undefined => beside(ids, id, 1) ?? ids.filter((other) => other !== id).at(-1);

export type Page = ReturnType<typeof useList<Expense>> & {
	// The panel tells what its keys do, and when it is done.
	keys: (press: ((step: 'approve' | 'reject') => Promise<void>) | undefined) => void;
	done: (id: number) => Promise<void>;
};
const key: InjectionKey<Page> = Symbol('approvals');

export const providePage = (page: Page) => provide(key, page);
export const injectPage = () => inject(key)!;
