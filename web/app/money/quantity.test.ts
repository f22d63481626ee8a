// What a quantity was worked out from, read and said.
import { expect, it } from 'vitest';
import { codesOf, counted, sumOf, type Basis } from './quantity';

const trip: Basis = { unit: 'km', since: '2026-01-01', before: '60', reductions: [],
	parts: [{ from: '0', quantity: '40', value: '0.42' }, { from: '100', quantity: '20.5', value: '0.305' }] };
const days: Basis = { unit: 'day', since: '2026-01-01', before: '0', parts: [{ from: '0', quantity: '3', value: '28' }],
	reductions: [{ code: 'breakfast', count: '2', percent: '20' }, { code: 'dinner', count: '1', percent: '40' }] };
const unit = (name: string, quantity: string) => `${quantity} ${name}`;

it('says each part by its tier, and what is taken off', () => {
	expect(sumOf(trip, unit, String)).toBe('40 km × 0.42 + 20.5 km × 0.305');
	expect(sumOf(days, unit, String)).toBe('3 day × 28 − 2 × 20 % breakfast − 1 × 40 % dinner');
});
it('has each code once for each time', () => {
	expect(codesOf(days)).toEqual(['breakfast', 'breakfast', 'dinner']);
	expect(codesOf(undefined)).toEqual([]);
	expect(counted(['breakfast', 'dinner'], 'breakfast', 3)).toEqual(['breakfast', 'breakfast', 'breakfast', 'dinner']);
	expect(counted(['breakfast', 'dinner'], 'dinner', 0)).toEqual(['breakfast']);
	expect(counted([], 'dinner', -1)).toEqual([]);
});
