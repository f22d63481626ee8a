// Calls of the audit, and when its days begin.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got } from '../../api/client';
import { useList } from '../../api/list';
import type { Change } from '../../ui/change/change';

export const entities = ['expense', 'budget', 'account', 'deposit', 'department', 'category', 'member', 'session', 'organization', 'logo', 'policy'] as const;
export const audit = {
	list: (query: { entity?: string[]; member_id?: number[]; since?: string; until?: string; after?: string }) =>
		got(api.GET('/api/v2/audit', { params: { query: { ...query, page_size: 100 } } })),
};

// Whole days of the organization as times: from the beginning of the first until that of the day after the last.
export function zoneStart(day: string, zone: string | undefined): string {
	const guess = Date.parse(`${day}T00:00:00Z`);
	const offset = (at: number) => {
		const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', {
			timeZone: zone ?? 'UTC', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
		}).formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
		return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second) - at;
	};
	// Twice: the offset at the guess may be that of the other side of a change of the clock.
	const first = guess - offset(guess);
	return new Date(guess - offset(first)).toISOString();
}

export type ChangeList = ReturnType<typeof useList<Change>>;
const key: InjectionKey<ChangeList> = Symbol('audit');

export const provideChanges = (list: ChangeList) => provide(key, list);
export const injectChanges = () => inject(key)!;
