// What somebody types is not lost when a change arrives, and what arrives is not overwritten without a word.
import { expect, it } from 'vitest';
import { follow } from './merge';

const before = { amount: '10.00', note: 'Tea' };

it('follows the record where nothing was typed', () => {
	expect(follow({ ...before }, before, { amount: '12.00', note: 'Tea' })).toEqual({ values: { amount: '12.00', note: 'Tea' }, overtaken: [] });
});
it('keeps what was typed, and takes the rest', () => {
	expect(follow({ amount: '10.00', note: 'Coffee' }, before, { amount: '12.00', note: 'Tea' })).toEqual({ values: { amount: '12.00', note: 'Coffee' }, overtaken: [] });
});
it('names what both changed', () => {
	expect(follow({ amount: '10.00', note: 'Coffee' }, before, { amount: '10.00', note: 'Milk' })).toEqual({ values: { amount: '10.00', note: 'Coffee' }, overtaken: ['note'] });
});
it('has nothing to ask where both changed it to the same', () => {
	expect(follow({ amount: '10.00', note: 'Milk' }, before, { amount: '10.00', note: 'Milk' }).overtaken).toEqual([]);
});
