import { describe, expect, it } from 'vitest';
import type { Expense } from '../steps';
import { entryOf, onDayOf, valuesFrom, valuesOf } from './recurring';

describe('a recurring expense in its form', () => {
	it('says nothing of a day that is the first one’s own', () => {
		expect(onDayOf('month', '2026-01-31', 31)).toBe('');
		expect(onDayOf('month', '2026-02-28', 31)).toBe('31');
		expect(onDayOf('week', '2024-01-07', 7)).toBe('');
		expect(onDayOf('week', '2024-01-01', 5)).toBe('5');
		expect(onDayOf('day', '2024-01-01', null)).toBe('');
	});
	it('leaves out what is empty, and empties what was there', () => {
		const values = { ...valuesOf(undefined, '2026-03-04'), amount: '5', description: 'Tea', department_id: '2' };
		expect(entryOf(values)).toMatchObject({ amount: '5', description: 'Tea', every: 'month', first_on: '2026-03-04', on_day: 0, department_id: 2, account_id: 0, category_id: 0 });
		expect(entryOf(values)).not.toHaveProperty('until');
		expect(entryOf(values, { ...values, until: '2027-01-01' })).toMatchObject({ until: null });
		expect(entryOf({ ...values, every: 'day', on_day: '5' }).on_day).toBe(0);
		expect(entryOf({ ...values, member_id: '7' }, { ...values, member_id: '7' })).not.toHaveProperty('member_id');
	});
	it('begins with an expense on that one’s day, and never ahead', () => {
		const one = { amount: '9.00', description: 'Rent', spent_on: '2026-02-11', department_id: 3, category_id: null, merchant: 'Them', notes: null, tags: ['a'], paid_with: 'company', billable_to: null } as unknown as Expense;
		expect(valuesFrom(one, '2026-03-04')).toMatchObject({ first_on: '2026-02-11', department_id: '3', merchant: 'Them', tags: ['a'], paid_with: 'company', on_day: '' });
		expect(valuesFrom({ ...one, spent_on: '2026-04-01' }, '2026-03-04').first_on).toBe('2026-03-04');
	});
});
