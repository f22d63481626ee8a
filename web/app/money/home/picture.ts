// What the first page shows, computed from budgets and totals: exactly, and in the order of the calendar.
import { add, compare } from '../../ui/money/decimal';
import { addMonths } from '../../ui/form/day';
import { covers, type Span } from '../spans';

type Budget = Span & { amount: string; spent: string; committed: string; remaining: string; department_id: number };
export type Total = { month: string | null; state: string | null; amount: string };
export type Line = { department: number; amount: string; spent: string; committed: string; remaining: string };

// What expenses of a month and a state come to; none is '0'.
export const sumOf = (totals: Total[], month: string, state: string) =>
	add(...totals.filter((one) => one.month === month && one.state === state).map(({ amount }) => amount));

// Spent in each of the months up to the last one, in order.
export function spentByMonth(totals: Total[], last: string, count: number): { month: string; spent: string }[] {
	return Array.from({ length: count }, (_, at) => {
		const month = addMonths(last, at - count + 1);
		return { month, spent: sumOf(totals, month, 'approved') };
	});
}

// The budgets that have a day, a line for each department, the one that has used most first.
export function linesOf(budgets: Budget[], day: string): Line[] {
	const lines = new Map<number, Line>();
	for (const budget of budgets.filter((one) => covers(one, day))) {
		const before = lines.get(budget.department_id) ?? { department: budget.department_id, amount: '0', spent: '0', committed: '0', remaining: '0' };
		lines.set(budget.department_id, {
			department: budget.department_id, amount: add(before.amount, budget.amount), spent: add(before.spent, budget.spent),
			committed: add(before.committed, budget.committed), remaining: add(before.remaining, budget.remaining),
		});
	}
	return [...lines.values()].sort((a, b) => compare(b.spent, a.spent));
}
