// A change in words: which fields changed, what a record is called, and that every action has a word.
import { expect, it } from 'vitest';
import { actions, fieldChanges, ofReceipt, subject } from './change';
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

it('knows the name of a file from that of an expense', () => {
	const of = (entity: string, action: string) => ofReceipt({ entity, action } as Parameters<typeof ofReceipt>[0]);
	expect([of('expense', 'attached'), of('expense', 'detached'), of('expense', 'updated'), of('member', 'attached')]).toEqual([true, true, false, false]);
});

it('has words for every action', () => {
	expect(Object.keys(words.change.action).sort()).toEqual([...actions].sort());
});
