// An expense as its form holds it: texts, an id too, as the browser's select has it.
import type { Entry } from './expenses';

export type Values = { amount: string; description: string; budget_id: string; category_id: string; spent_on: string; member_id?: string };

// What is empty is left out: the server says that it is missing. No category is 0, which takes one away. Whose it is says
// who may change that.
export const entryOf = ({ amount, description, budget_id, category_id, spent_on, member_id }: Values) => ({
	...(amount && { amount }), description, ...(budget_id && { budget_id: Number(budget_id) }), ...(spent_on && { spent_on }),
	category_id: Number(category_id), ...(member_id && { member_id: Number(member_id) }),
}) as Entry;
