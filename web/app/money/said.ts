// What expenses said of themselves lately, to be offered again: merchants and tags, the most frequent first. Read once, when a
// field first asks, and then every few minutes; what one enters oneself is there at once.
import { shallowReactive } from 'vue';
import { api, got } from '../api/client';
import { addMonths } from '../ui/form/day';
import { isSame } from '../ui/form/tags';

export const kinds = ['expense', 'mileage', 'per_diem'] as const;
export type Kind = (typeof kinds)[number];

const OFFERED = 50;
const FRESH_MS = 300_000;
const said = shallowReactive({ merchants: [] as string[], tags: [] as string[] });
let readAt = -Infinity;

// The most frequent first.
export const offered = <T extends { count: number | null }>(rows: T[], name: (row: T) => string | null | undefined) =>
	[...rows].sort((a, b) => (b.count ?? 0) - (a.count ?? 0)).map(name).filter((one): one is string => !!one).slice(0, OFFERED);

export function useSaid(today: string) {
	if (Date.now() - readAt > FRESH_MS) {
		readAt = Date.now();
		const total = async (by: 'merchant' | 'tag') =>
			(await got(api.GET('/api/v2/expenses/total', { params: { query: { by: [by], from_date: addMonths(today, -6) } } }))).items;
		// A help, no more: without it people type.
		void total('merchant').then((rows) => { said.merchants = offered(rows, ({ merchant }) => merchant); }, () => {});
		void total('tag').then((rows) => { said.tags = offered(rows, ({ tag }) => tag); }, () => {});
	}
	return said;
}

// What has just been entered comes first.
export function remember({ merchant, tags }: { merchant: string | null; tags: string[] }) {
	const first = (known: string[], fresh: string[]) => [...fresh, ...known.filter((one) => !fresh.some((other) => isSame(one, other)))].slice(0, OFFERED);
	if (merchant) said.merchants = first(said.merchants, [merchant]);
	said.tags = first(said.tags, tags);
}
