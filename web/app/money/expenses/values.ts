// An expense as its form holds it: texts, an id too, as the browser's select has it.
import { subtract } from '../../ui/money/decimal';
import type { Expense } from '../steps';
import type { Entry } from './expenses';
import { priceBody, priceValues, taxOnly, type Priced, type PriceValues } from './price';

type Said = Pick<Expense, 'merchant' | 'notes' | 'tags' | 'paid_with' | 'external_id' | 'billable_to' | 'kind'>;

export type Values = PriceValues & {
	description: string; budget_id: string; category_id: string; spent_on: string; member_id?: string;
	merchant: string; notes: string; tags: string[]; paid_with: string; external_id: string; billable_to: string; kind: string;
};

// What it says of itself beside that, as a form holds it; of none: nothing said.
export const saidOf = (one?: Said) => ({
	merchant: one?.merchant ?? '', notes: one?.notes ?? '', tags: [...(one?.tags ?? [])], paid_with: one?.paid_with ?? 'own',
	external_id: one?.external_id ?? '', billable_to: one?.billable_to ?? '', kind: one?.kind ?? 'expense',
});
export { priceValues };

// Decimal signs of all languages mean the same in a quantity, which has no groups of digits.
const plain = (values: Values) => ({ ...values, quantity: values.quantity.trim().replace(',', '.') });

// What is empty is left out: the server says that it is missing. No category is 0, which takes one away. Whose it is says
// who may change that. Of a price what is another than before.
export function entryOf(values: Values, before?: Values): Entry {
	const { description, budget_id, category_id, spent_on, member_id, merchant, notes, tags, paid_with, external_id, billable_to, kind } = values;
	return {
		...priceBody(plain(values), before, values.kind), description, ...(budget_id && { budget_id: Number(budget_id) }), ...(spent_on && spent_on !== before?.spent_on && { spent_on }),
		category_id: Number(category_id), merchant, notes, tags, paid_with, external_id, billable_to, kind, ...(member_id && { member_id: Number(member_id) }),
	} as Entry;
}

// How it is booked, which may be changed when the rest may not any more.
export const codeOf = (values: Values, before: Values) => ({
	budget_id: Number(values.budget_id), category_id: Number(values.category_id), tags: values.tags, billable_to: values.billable_to, ...taxOnly(values, before),
});

// Columns of a file for what at least one of the expenses says.
export const saidColumns = (all: (Said & Priced)[], t: (key: string) => string) => [
	{ title: t('expenses.kind'), text: ({ kind }: Said) => (kind === 'expense' ? '' : t(`change.kind.${kind}`)) },
	{ title: t('expenses.quantity'), text: ({ quantity }: Priced) => quantity ?? '' },
	{ title: t('expenses.rateCode'), text: ({ rate_code }: Priced) => rate_code ?? '' },
	{ title: t('expenses.merchant'), text: ({ merchant }: Said) => merchant ?? '' },
	{ title: t('expenses.tags'), text: ({ tags }: Said) => (tags ?? []).join(', ') },
	{ title: t('expenses.paidWith'), text: ({ paid_with }: Said) => (paid_with === 'company' ? t('expenses.company') : '') },
	{ title: t('expenses.externalId'), text: ({ external_id }: Said) => external_id ?? '' },
	{ title: t('expenses.billableTo'), text: ({ billable_to }: Said) => billable_to ?? '' },
	{ title: t('expenses.notes'), text: ({ notes }: Said) => notes ?? '' },
	{ title: t('expenses.originalAmount'), text: ({ original_amount }: Priced) => original_amount ?? '' },
	{ title: t('expenses.originalCurrency'), text: ({ original_currency }: Priced) => original_currency ?? '' },
	{ title: t('expenses.rate'), text: ({ rate }: Priced) => rate ?? '' },
	{ title: t('expenses.tax'), text: ({ tax_code }: Priced) => tax_code ?? '' },
	{ title: t('expenses.taxRate'), text: ({ tax_rate }: Priced) => tax_rate ?? '' },
	{ title: t('expenses.taxAmount'), text: ({ tax_amount }: Priced) => tax_amount ?? '' },
	{ title: t('expenses.net'), text: ({ amount, tax_amount }: Priced) => (tax_amount === null ? '' : subtract(amount, tax_amount)) },
].filter(({ text }) => all.some((one) => text(one) !== ''));
