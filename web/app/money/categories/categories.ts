// Calls of categories, and the list that page and panel share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey } from '../../api/client';
import { readAll, type useList } from '../../api/list';
import type { Category } from '../tree';

export type Values = { name: string; code: string; parent_id: string };
// The top and no code are said, too: what is not given stays.
export const bodyOf = ({ name, code, parent_id }: Values) => ({ name, code, parent_id: Number(parent_id) });
export const valuesOf = (from: Category | undefined): Values => ({ name: from?.name ?? '', code: from?.code ?? '', parent_id: String(from?.parent_id ?? '') });

export const categories = {
	// All of them: a tree is shown whole.
	list: async (archived: boolean) => ({
		items: await readAll((after) => got(api.GET('/api/v2/categories', { params: { query: { archived, after, page_size: 200 } } }))),
	}),
	get: (id: number) => got(api.GET('/api/v2/categories/{id}', { params: { path: { id } } })),
	history: (id: number, after?: string) => got(api.GET('/api/v2/categories/{id}/history', { params: { path: { id }, query: { after, page_size: 5 } } })),
	create: (values: Values) => got(api.POST('/api/v2/categories', { params: { header: newKey() }, body: bodyOf(values) })),
	change: (one: Category, values: Values) =>
		got(api.PATCH('/api/v2/categories/{id}', { params: { path: { id: one.id }, header: match(one) }, body: bodyOf(values) })),
	archive: (one: Category, archived: boolean) =>
		got(api.POST('/api/v2/categories/{id}/archive', { params: { path: { id: one.id } }, body: { archived } })),
	remove: (one: Category) => got(api.DELETE('/api/v2/categories/{id}', { params: { path: { id: one.id }, header: match(one) } })),
};

export type CategoryList = ReturnType<typeof useList<Category>>;
const key: InjectionKey<CategoryList> = Symbol('categories');

export const provideCategories = (list: CategoryList) => provide(key, list);
export const injectCategories = () => inject(key)!;
