// The first page's figures are exact sums in the calendar's order.
import { expect, it } from 'vitest';
import { linesOf, spentByMonth, sumOf } from './picture';

const november = { month: '2026-11-01', until: '2026-11-30' };
const budgets = [
	{ ...november, amount: '100.00', spent: '0.10', committed: '20.00', remaining: '79.90', department_id: 1 },
	{ month: '2026-01-01', until: '2026-12-31', amount: '50.00', spent: '0.20', committed: '0.00', remaining: '49.80', department_id: 1 },
	{ ...november, amount: '10.00', spent: '9.00', committed: '0.00', remaining: '1.00', department_id: 2 },
	{ month: '2026-09-01', until: '2026-09-30', amount: '10.00', spent: '3.00', committed: '0.00', remaining: '7.00', department_id: 2 },
];
const totals = [
	{ month: '2026-11-01', state: 'approved', amount: '9.10' }, { month: '2026-11-01', state: 'submitted', amount: '20.00' },
	{ month: '2026-09-01', state: 'approved', amount: '3.00' },
];
it('has a month for each, spent or not', () => expect(spentByMonth(totals, '2026-11-01', 3)).toEqual([
	{ month: '2026-09-01', spent: '3.00' }, { month: '2026-10-01', spent: '0' }, { month: '2026-11-01', spent: '9.10' }]));
it('tells what waits from what is spent', () => expect([sumOf(totals, '2026-11-01', 'submitted'), sumOf(totals, '2026-09-01', 'submitted')]).toEqual(['20.00', '0']));
it('adds up the budgets of a department that have the day', () => expect(linesOf(budgets, '2026-11-29')).toEqual([
	{ department: 2, amount: '10.00', spent: '9.00', committed: '0.00', remaining: '1.00' }, { department: 1, amount: '150.00', spent: '0.30', committed: '20.00', remaining: '129.70' }]));
