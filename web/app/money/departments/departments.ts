// Calls of departments, and the list that page and panel share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey, type Schemas } from '../../api/client';
import { useList } from '../../api/list';

export type Department = Schemas['department_record'];

export const departments = {
	list: (query: { contains?: string; archived?: boolean; after?: string }) =>
		got(api.GET('/api/v2/departments', { params: { query: { ...query, page_size: 100 } } })),
	get: (id: number) => got(api.GET('/api/v2/departments/{id}', { params: { path: { id } } })),
	create: (name: string) => got(api.POST('/api/v2/departments', { params: { header: newKey() }, body: { name } })),
	change: (one: Department, body: { name: string; approver_id: number }) =>
		got(api.PATCH('/api/v2/departments/{id}', { params: { path: { id: one.id }, header: match(one) }, body })),
	archive: (one: Department, archived: boolean) =>
		got(api.POST('/api/v2/departments/{id}/archive', { params: { path: { id: one.id } }, body: { archived } })),
	remove: (one: Department) => got(api.DELETE('/api/v2/departments/{id}', { params: { path: { id: one.id }, header: match(one) } })),
};

export type DepartmentList = ReturnType<typeof useList<Department>>;
const key: InjectionKey<DepartmentList> = Symbol('departments');

export const provideDepartments = (list: DepartmentList) => provide(key, list);
export const injectDepartments = () => inject(key)!;
