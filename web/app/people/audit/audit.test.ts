// What the audit computes: which fields changed, what a record is called, when a day begins, and that all has words.
import { expect, it } from 'vitest';
import { actions, entities, fieldChanges, subject, zoneStart } from './audit';
import words from './en.json';

it('shows the fields that differ, and none that says nothing', () => {
	expect(fieldChanges({ before: { id: 1, name: 'Sales', version: 1, note: null }, after: { id: 1, name: 'Trade', version: 2, note: '' } }))
		.toEqual([{ name: 'name', before: 'Sales', after: 'Trade' }]);
	expect(fieldChanges({ before: null, after: { id: 4, amount: '12.50', archived_at: null } })).toEqual([{ name: 'amount', before: undefined, after: '12.50' }]);
	expect(fieldChanges({ before: null, after: null })).toEqual([]);
});

it('calls a record by what people call it', () => {
	expect(subject({ before: null, after: { description: 'Trade fair', amount: '1.00' } })).toBe('Trade fair');
	expect(subject({ before: { first_name: 'Kim', last_name: 'Lee', email: 'kim@example.com' }, after: null })).toBe('Kim Lee');
	expect(subject({ before: null, after: null })).toBe('');
});

it('begins a day where the organization is, also when the clock changes', () => {
	expect(zoneStart('2026-11-29', 'UTC')).toBe('2026-11-29T00:00:00.000Z');
	expect(zoneStart('2026-11-29', 'Europe/Vienna')).toBe('2026-11-28T23:00:00.000Z');
	expect(zoneStart('2026-03-29', 'Europe/Vienna')).toBe('2026-03-28T23:00:00.000Z');
	expect(zoneStart('2026-03-30', 'Europe/Vienna')).toBe('2026-03-29T22:00:00.000Z');
	expect(zoneStart('2026-11-29', 'America/Los_Angeles')).toBe('2026-11-29T08:00:00.000Z');
});

it('has words for every entity and action', () => {
	expect(Object.keys(words.audit.entity)).toEqual(expect.arrayContaining([...entities]));
	expect(Object.keys(words.audit.action).sort()).toEqual([...actions].sort());
});
