// What keeps an expense of one's own from being done: a text's key each, the most telling first.
import type { Schemas } from '../../api/client';

type Expense = Pick<Schemas['expense_record'], 'state' | 'receipts' | 'category_id' | 'outside_month'>;

// A category is missing only where the organization has any.
export function missingOf({ state, receipts, category_id, outside_month }: Expense, hasCategories: boolean): string[] {
	return [
		...(state === 'rejected' ? ['home.missing.rejected'] : []),
		...(receipts === 0 ? ['home.missing.receipt'] : []),
		...(hasCategories && category_id === null ? ['home.missing.category'] : []),
		...(outside_month ? ['home.missing.outsideMonth'] : []),
	];
}
