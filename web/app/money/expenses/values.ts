// An expense as its form holds it: texts, an id too, as the browser's select has it.
import type { Expense } from '../steps';
import type { Entry } from './expenses';

type Said = Pick<Expense, 'merchant' | 'notes' | 'tags' | 'paid_with' | 'external_id' | 'billable_to'>;

export type Values = {
	amount: string; description: string; budget_id: string; category_id: string; spent_on: string; member_id?: string;
	merchant: string; notes: string; tags: string[]; paid_with: string; external_id: string; billable_to: string;
};

// What it says of itself beside that, as a form holds it; of none: nothing said.
export const saidOf = (one?: Said) => ({
	merchant: one?.merchant ?? '', notes: one?.notes ?? '', tags: [...(one?.tags ?? [])], paid_with: one?.paid_with ?? 'own',
	external_id: one?.external_id ?? '', billable_to: one?.billable_to ?? '',
});

// What is empty is left out: the server says that it is missing. No category is 0, which takes one away. Whose it is says
// who may change that.
export const entryOf = ({ amount, description, budget_id, category_id, spent_on, member_id, ...said }: Values) => ({
	...(amount && { amount }), description, ...(budget_id && { budget_id: Number(budget_id) }), ...(spent_on && { spent_on }),
	category_id: Number(category_id), ...said, ...(member_id && { member_id: Number(member_id) }),
}) as Entry;

// How it is booked, which may be changed when the rest may not any more.
export const codeOf = ({ budget_id, category_id, tags, billable_to }: Values) =>
	({ budget_id: Number(budget_id), category_id: Number(category_id), tags, billable_to });

// Columns of a file for what at least one of the expenses says.
export const saidColumns = (all: Said[], t: (key: string) => string) => [
	{ title: t('expenses.merchant'), text: ({ merchant }: Said) => merchant ?? '' },
	{ title: t('expenses.tags'), text: ({ tags }: Said) => (tags ?? []).join(', ') },
	{ title: t('expenses.paidWith'), text: ({ paid_with }: Said) => (paid_with === 'company' ? t('expenses.company') : '') },
	{ title: t('expenses.externalId'), text: ({ external_id }: Said) => external_id ?? '' },
	{ title: t('expenses.billableTo'), text: ({ billable_to }: Said) => billable_to ?? '' },
	{ title: t('expenses.notes'), text: ({ notes }: Said) => notes ?? '' },
].filter(({ text }) => all.some((one) => text(one) !== ''));
