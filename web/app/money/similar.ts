// Expenses that may be the same as one, and what is asked for them.
import { api, got } from '../api/client';
import { kinds, type Kind } from './said';

export type Paid = { amount: string; spent_on: string; original_amount?: string | null; original_currency?: string | null; kind?: string };
type Asked = { spent_on: string; amount?: string; original_amount?: string; original_currency?: string; except_id?: number; kind?: Kind; page_size: number };

const isAmount = (text: string | null | undefined): text is string => /^\d+(\.\d+)?$/.test(text ?? '') && Number(text) > 0;

// What to ask for what somebody has typed so far, or for one that is there; nothing where too little of it is known.
export function similarAsked({ amount, spent_on, original_amount, original_currency, kind }: Paid, except?: number): Asked | undefined {
	const same = kinds.find((one) => one === kind);
	const rest = { spent_on, ...(except !== undefined && { except_id: except }), ...(same && { kind: same }), page_size: 5 };
	if (!spent_on) return undefined;
	if (original_currency) return isAmount(original_amount) ? { ...rest, original_amount, original_currency } : undefined;
	return isAmount(amount) ? { ...rest, amount } : undefined;
}

export const similarTo = async (query: Asked) => (await got(api.GET('/api/v2/expenses/similar', { params: { query } }))).items;
