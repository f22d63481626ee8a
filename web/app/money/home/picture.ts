// What the first page shows, computed from budgets: exactly, and in the order of the calendar.
import { add, compare } from '../../ui/money/decimal';
import { addMonths } from '../../ui/form/day';

type Budget = { month: string; amount: string; spent: string; committed: string; remaining: string; department_id: number };
export type Line = { department: number; amount: string; spent: string; committed: string; remaining: string };

// Spent in each of the months up to the last one, in order; nothing spent is '0'.
export function spentByMonth(budgets: Budget[], last: string, count: number): { month: string; spent: string }[] {
	return Array.from({ length: count }, (_, at) => {
		const month = addMonths(last, at - count + 1);
		return { month, spent: add(...budgets.filter((budget) => budget.month === month).map(({ spent }) => spent)) };
	});
}

// The budgets of one month, a line for each department, the one that has used most first.
export function linesOf(budgets: Budget[], month: string): Line[] {
	const lines = new Map<number, Line>();
	for (const budget of budgets.filter((one) => one.month === month)) {
		const before = lines.get(budget.department_id) ?? { department: budget.department_id, amount: '0', spent: '0', committed: '0', remaining: '0' };
		lines.set(budget.department_id, {
			department: budget.department_id, amount: add(before.amount, budget.amount), spent: add(before.spent, budget.spent),
			committed: add(before.committed, budget.committed), remaining: add(before.remaining, budget.remaining),
		});
	}
	return [...lines.values()].sort((a, b) => compare(b.spent, a.spent));
}
