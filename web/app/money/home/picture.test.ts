// The first page's figures are exact sums in the calendar's order.
import { expect, it } from 'vitest';
import { linesOf, spentByMonth } from './picture';

const budgets = [
	{ month: '2026-11-01', amount: '100.00', spent: '0.10', committed: '20.00', remaining: '79.90', department_id: 1 },
	{ month: '2026-11-01', amount: '50.00', spent: '0.20', committed: '0.00', remaining: '49.80', department_id: 1 },
	{ month: '2026-11-01', amount: '10.00', spent: '9.00', committed: '0.00', remaining: '1.00', department_id: 2 },
	{ month: '2026-09-01', amount: '10.00', spent: '3.00', committed: '0.00', remaining: '7.00', department_id: 2 },
];
it('has a month for each, spent or not', () => expect(spentByMonth(budgets, '2026-11-01', 3)).toEqual([
	{ month: '2026-09-01', spent: '3.00' }, { month: '2026-10-01', spent: '0' }, { month: '2026-11-01', spent: '9.30' }]));
it('adds the budgets of a department up', () => expect(linesOf(budgets, '2026-11-01')).toEqual([
	{ department: 2, amount: '10.00', spent: '9.00', committed: '0.00', remaining: '1.00' }, { department: 1, amount: '150.00', spent: '0.30', committed: '20.00', remaining: '129.70' }]));
