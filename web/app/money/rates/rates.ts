// Calls of rates, and the list that page and panel share. A rate is known by its kind, code, day and tier.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got } from '../../api/client';
import type { useList } from '../../api/list';
import type { Rate } from '../known-rates';

export const kinds = ['exchange', 'tax', 'mileage', 'per_diem', 'reduction'] as const;
export type Kind = (typeof kinds)[number];
export const inPercent = (kind: string) => kind === 'tax' || kind === 'reduction';
export type Key = { kind: string; code: string; since: string; from_quantity: string };
export type Values = Key & { value: string; unit: string | null };
// A row of a table has a number: here the one that its key was given when it was first seen.
export type Row = Rate & { id: number };

const numbers = new Map<string, number>();
// A tier has its distance behind the rest; what has none begins at nothing.
export const pathOf = ({ kind, code, since, from_quantity }: Key) => `/rates/${kind}/${encodeURIComponent(code)}/${since}${from_quantity === '0' ? '' : `/${from_quantity}`}`;
export function rowOf(rate: Rate): Row {
	const path = pathOf(rate);
	if (!numbers.has(path)) numbers.set(path, numbers.size + 1);
	return { ...rate, id: numbers.get(path)! };
}

export const rates = {
	list: async (query: { kind?: Kind[]; code?: string[]; after?: string }) => {
		const { items, next } = await got(api.GET('/api/v2/rates', { params: { query: { ...query, page_size: 100 } } }));
		return { items: items.map(rowOf), next };
	},
	set: async ({ kind, code, since, value, from_quantity, unit }: Values) => rowOf(await got(api.PUT('/api/v2/rates', {
		body: { kind: kind as Kind, code, since, value, ...(kind === 'mileage' && { from_quantity: from_quantity || '0', ...(unit && { unit: unit as 'km' | 'mile' }) }) } }))),
	remove: (key: Key) => got(api.DELETE('/api/v2/rates/{kind}/{code}/{since}', { params: { path: key as Key & { kind: Kind }, query: { from_quantity: key.from_quantity } } })),
};

export type RateList = ReturnType<typeof useList<Row>>;
const key: InjectionKey<RateList> = Symbol('rates');

export const provideRates = (list: RateList) => provide(key, list);
export const injectRates = () => inject(key)!;
