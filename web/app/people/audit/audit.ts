// Calls of the audit, and what a change was, field by field.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, type Schemas } from '../../api/client';
import { useList } from '../../api/list';

export type Change = Schemas['audit_record'];
export const entities = ['expense', 'budget', 'account', 'deposit', 'department', 'member', 'session', 'organization', 'logo'] as const;
// What has words of its own (audit.action.…); others are shown as they are called.
export const actions = ['created', 'updated', 'deleted', 'archived', 'restored', 'invited', 'invited_again', 'accepted', 'role_changed', 'deactivated', 'reactivated',
	'password_changed', 'password_reset', 'password_set', 'reset_issued', 'email_asked', 'email_changed', 'logged_in', 'logged_out', 'ended', 'confirmed',
	'factor_added', 'factor_removed', 'factor_reset', 'codes_renewed', 'recovery_used', 'code_refused', 'registered', 'imported', 'cloned'] as const;

export const audit = {
	list: (query: { entity?: string[]; member_id?: number[]; since?: string; until?: string; after?: string }) =>
		got(api.GET('/api/v2/audit', { params: { query: { ...query, page_size: 100 } } })),
};

type Row = Record<string, unknown>;
const asRow = (value: unknown): Row => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {});
// What says nothing to people, or is in every change.
const silent = new Set(['version', 'updated_at', 'created_at', 'id', 'can', 'own_settings', 'primary_text_color', 'accent_text_color', 'decimals']);

export type FieldChange = { name: string; before: unknown; after: unknown };

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

// The fields of a change: of an update those that differ, else those that say something.
export function fieldChanges({ before, after }: Pick<Change, 'before' | 'after'>): FieldChange[] {
	const [old, now] = [asRow(before), asRow(after)];
	return [...new Set([...Object.keys(old), ...Object.keys(now)])]
		.filter((name) => !silent.has(name) && JSON.stringify(old[name]) !== JSON.stringify(now[name]) && !(isEmpty(old[name]) && isEmpty(now[name])))
		.map((name) => ({ name, before: old[name], after: now[name] }));
}

// What the record calls itself: a name, a description, an address.
export function subject({ before, after }: Pick<Change, 'before' | 'after'>): string {
	const row = { ...asRow(before), ...asRow(after) };
	const person = [row.first_name, row.last_name].filter(Boolean).join(' ');
	return String(row.name || row.description || person || row.email || row.display_name || '');
}

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
