// Rates that forms offer: currencies that there are any of; taxes, mileage and per diems as they are on a day. Read once for all pages of money,
// and again when one changes.
import { shallowReactive } from 'vue';
import { api, got, type Schemas } from '../api/client';
import { readAll } from '../api/list';
import { shared } from '../api/reading';

export type Rate = Schemas['rate_record'];
export type Currency = { code: string; decimals: number };

const known = shallowReactive({ currencies: [] as Currency[], taxes: [] as Rate[], mileage: [] as Rate[], per_diem: [] as Rate[], reduction: [] as Rate[] });

// Each currency once, with the decimals that the API says.
export const currenciesOf = (rates: Pick<Rate, 'code' | 'decimals'>[]): Currency[] =>
	[...new Map(rates.map(({ code, decimals }) => [code, decimals ?? 2]))].map(([code, decimals]) => ({ code, decimals }))
		.sort((a, b) => a.code.localeCompare(b.code));

// What each code is on a day: the latest that has begun by then.
export function taxesOn<T extends Pick<Rate, 'code' | 'since'>>(rates: T[], day: string): T[] {
	const found = new Map<string, T>();
	for (const rate of rates) {
		const other = found.get(rate.code);
		if (rate.since <= day && (!other || other.since < rate.since)) found.set(rate.code, rate);
	}
	return [...found.values()].sort((a, b) => a.code.localeCompare(b.code));
}

// The newest page of exchange rates has all currencies that are kept up.
async function read() {
	const [exchange, others] = await Promise.all([
		got(api.GET('/api/v2/rates', { params: { query: { kind: ['exchange'], page_size: 200 } } })),
		readAll((after) => got(api.GET('/api/v2/rates', { params: { query: { kind: ['tax', 'mileage', 'per_diem', 'reduction'], after, page_size: 200 } } }))),
	]);
	const of = (kind: string) => others.filter((one) => one.kind === kind);
	Object.assign(known, { currencies: currenciesOf(exchange.items), taxes: of('tax'), mileage: of('mileage'), per_diem: of('per_diem'), reduction: of('reduction') });
}

// A help: without them an amount is in the organization's currency.
const { use } = shared(['rate'], () => read().catch(() => {}));
export function useRates() {
	use();
	return known;
}
