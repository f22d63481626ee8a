// Splitting an expense: its calls, and what a new part leaves of the first.
import { api, got, match } from '../../api/client';
import { compare, subtract } from '../../ui/money/decimal';
import type { Expense } from '../steps';

// A part as it is typed; the first one has what the others leave.
export type PartValues = { amount: string; budget_id: string; category_id: string };
export type Part = { id: number; amount: string; budget_id: number; category_id: number | null; state: Expense['state']; waiting_for: number | null };

const to = (one: Expense) => ({ path: { id: one.id }, header: match(one) });
export const splits = {
	split: (one: Expense, parts: object[]) => got(api.POST('/api/v2/expenses/{id}/split', { params: to(one), body: { parts } as never })),
	merge: (one: Expense) => got(api.POST('/api/v2/expenses/{id}/merge', { params: to(one), body: {} })),
};

// What is left for the first part; undefined where an amount is none, or nothing would be left.
export function restOf(whole: string, parts: Pick<PartValues, 'amount'>[]): string | undefined {
	if (!parts.every(({ amount }) => /^\d+(\.\d+)?$/.test(amount) && compare(amount, '0') > 0)) return undefined;
	const rest = parts.reduce((left, { amount }) => subtract(left, amount), whole);
	return compare(rest, '0') > 0 ? rest : undefined;
}

// As the API takes them: what is booked like the whole is not said.
export function bodyOf(one: Pick<Expense, 'budget_id' | 'category_id'>, rest: string, parts: PartValues[]) {
	return [{ amount: rest }, ...parts.map(({ amount, budget_id, category_id }) => ({
		amount,
		...(Number(budget_id) !== one.budget_id && { budget_id: Number(budget_id) }),
		...(category_id !== String(one.category_id ?? '') && { category_id: Number(category_id) || null }),
	}))];
}
