// What the first page shows, computed from budgets: exactly, and in the order of the calendar.
import { add, compare, subtract } from '../../ui/money/decimal';
import { addMonths } from '../../ui/form/day';

type Budget = { month: string; amount: string; spent: string; department_id: number };
export type Line = { department: number; amount: string; spent: string; remaining: string };

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
		const before = lines.get(budget.department_id) ?? { department: budget.department_id, amount: '0', spent: '0', remaining: '0' };
		const amount = add(before.amount, budget.amount);
		const spent = add(before.spent, budget.spent);
		lines.set(budget.department_id, { department: budget.department_id, amount, spent, remaining: subtract(amount, spent) });
	}
	return [...lines.values()].sort((a, b) => compare(b.spent, a.spent));
}
