// What the audit computes: when a day begins, and that each kind of record has a word.
import { expect, it } from 'vitest';
import words from '../../ui/change/en.json';
import { entities, zoneStart } from './audit';

it('begins a day where the organization is, also when the clock changes', () => {
	expect(zoneStart('2026-11-29', 'UTC')).toBe('2026-11-29T00:00:00.000Z');
	expect(zoneStart('2026-11-29', 'Europe/Vienna')).toBe('2026-11-28T23:00:00.000Z');
	expect(zoneStart('2026-03-29', 'Europe/Vienna')).toBe('2026-03-28T23:00:00.000Z');
	expect(zoneStart('2026-03-30', 'Europe/Vienna')).toBe('2026-03-29T22:00:00.000Z');
	expect(zoneStart('2026-11-29', 'America/Los_Angeles')).toBe('2026-11-29T08:00:00.000Z');
});

it('has a word for every entity', () => {
	expect(Object.keys(words.change.entity)).toEqual(expect.arrayContaining([...entities]));
});
