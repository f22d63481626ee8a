// Calls of accounts and their deposits, and the list that page and panel share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey, type Schemas } from '../../api/client';
import { useList } from '../../api/list';

export type Account = Schemas['account_record'];
export type Deposit = Schemas['deposit_record'];

export const accounts = {
	list: (query: { contains?: string; archived?: boolean; after?: string }) =>
		got(api.GET('/api/v2/accounts', { params: { query: { ...query, page_size: 100 } } })),
	get: (id: number) => got(api.GET('/api/v2/accounts/{id}', { params: { path: { id } } })),
	create: (body: { name: string; initial_deposit?: string }) => got(api.POST('/api/v2/accounts', { params: { header: newKey() }, body })),
	rename: (one: Account, name: string) =>
		got(api.PATCH('/api/v2/accounts/{id}', { params: { path: { id: one.id }, header: match(one) }, body: { name } })),
	archive: (one: Account, archived: boolean) =>
		got(api.POST('/api/v2/accounts/{id}/archive', { params: { path: { id: one.id } }, body: { archived } })),
	remove: (one: Account) => got(api.DELETE('/api/v2/accounts/{id}', { params: { path: { id: one.id }, header: match(one) } })),
	deposits: (account_id: number, after?: string) =>
		got(api.GET('/api/v2/accounts/{account_id}/deposits', { params: { path: { account_id }, query: { after, page_size: 20 } } })),
	deposit: (account_id: number, body: { amount: string; description?: string }) =>
		got(api.POST('/api/v2/accounts/{account_id}/deposits', { params: { path: { account_id }, header: newKey() }, body })),
};

export type AccountList = ReturnType<typeof useList<Account>>;
const key: InjectionKey<AccountList> = Symbol('accounts');

export const provideAccounts = (list: AccountList) => provide(key, list);
export const injectAccounts = () => inject(key)!;
