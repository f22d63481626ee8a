// What an expense costs, from form to server and back: what is given is sent, and the rest is left to the server to follow.
import { onScopeDispose, shallowRef, watch } from 'vue';
import { api, asProblem, got, type Problem, type Schemas } from '../../api/client';
import { ofQuantity, type Basis } from '../quantity';
import type { Expense } from '../steps';

export type Priced = Pick<Expense, 'amount' | 'original_amount' | 'original_currency' | 'rate' | 'tax_code' | 'tax_rate' | 'tax_amount'> & Partial<Pick<Expense, 'kind' | 'quantity' | 'rate_code'>>;
export type Price = Omit<Schemas['expense_price'], 'basis'> & { basis?: Basis | null };
// As texts. amount is empty where it follows from the original one, tax_amount where it follows from the rate.
export type PriceValues = { amount: string; original_amount: string; original_currency: string; rate: string; tax_code: string; tax_rate: string; tax_amount: string;
	quantity: string; rate_code: string; reductions: string[] };
export type PriceBody = {
	amount?: string | null; original_amount?: string | null; original_currency?: string | null; rate?: string | null;
	tax_code?: string | null; tax_rate?: string; tax_amount?: string | null;
	quantity?: string | null; rate_code?: string | null; reductions?: string[];
};

export const priceValues = (one?: Priced, reductions: string[] = []): PriceValues => ({
	amount: one?.rate ? '' : one?.amount ?? '', original_amount: one?.original_amount ?? '', original_currency: one?.original_currency ?? '',
	rate: one?.rate ?? '', tax_code: one?.tax_code ?? '', tax_rate: one?.tax_rate ?? '', tax_amount: one?.tax_amount ?? '',
	quantity: one?.quantity ?? '', rate_code: one?.rate_code ?? '', reductions,
});

const differs = (one: PriceValues, other: PriceValues | undefined, names: (keyof PriceValues)[]) => !other || names.some((name) => String(one[name]) !== String(other[name]));

// Whether the amount is what a quantity comes to: there is a rate of it.
const isCounted = (values: PriceValues, kind: string) => ofQuantity(kind) && values.rate_code !== '';

// What takes the place of an amount.
function quantityBody(values: PriceValues, kind: string, before?: PriceValues): PriceBody {
	const { quantity, rate_code, reductions } = values;
	const off = kind === 'per_diem' && differs(values, before, ['reductions']) && (before || reductions.length > 0) ? { reductions } : {};
	return { ...(!before && { amount: null }), ...(differs(values, before, ['quantity', 'rate_code']) && { quantity: quantity || null, rate_code }), ...off };
}

function amountBody(values: PriceValues, before?: PriceValues): PriceBody {
	const { amount, original_amount, original_currency } = values;
	if (!differs(values, before, ['amount', 'original_amount', 'original_currency'])) return {};
	if (!original_currency) return { ...(amount && { amount }), ...(before?.original_currency && { original_currency: null }) };
	if (amount) return { amount, original_amount, original_currency };
	// Given again, a currency has the rate of the day: not where only the amount is another, whose rate stays.
	const again = !before || before.amount !== '' || before.original_currency !== original_currency;
	return { ...(!before && { amount: null }), original_amount, ...(again && { original_currency }) };
}

function taxBody(values: PriceValues, before?: PriceValues): PriceBody {
	const { tax_code, tax_rate, tax_amount } = values;
	const isOther = differs(values, before, ['tax_code', 'tax_rate']);
	if (!isOther && !differs(values, before, ['tax_amount'])) return {};
	const none = !tax_code && !tax_rate && !tax_amount;
	if (none) return before?.tax_amount ? { tax_amount: null } : {};
	// A tax that was printed goes with the rate that it was printed for.
	const printed = tax_amount && (!before || tax_amount !== before.tax_amount) ? { tax_amount } : {};
	const rate = tax_code ? { tax_code } : tax_rate ? { tax_rate } : {};
	return { ...(isOther || !tax_amount ? rate : {}), ...printed };
}

// What of a form's price is to be sent: of a new expense all, else what is another than before.
export function priceBody(values: PriceValues, before?: PriceValues, kind = 'expense'): PriceBody {
	if (isCounted(values, kind)) return { ...quantityBody(values, kind, before), ...taxBody(values, before) };
	return { ...amountBody(values, before), ...(before?.rate_code && { quantity: null }), ...taxBody(values, before) };
}
export const taxOnly = (values: PriceValues, before: PriceValues): PriceBody => taxBody(values, before);

// All of a price, to bring it back as it was; nothing that is null where it is entered anew.
export const taxBack = ({ tax_code, tax_rate, tax_amount }: Priced): PriceBody =>
	(tax_amount === null ? { tax_amount } : { tax_code, ...(tax_rate !== null && { tax_rate }), tax_amount });
export const priceBack = (one: Priced): PriceBody => (one.quantity
	? { amount: undefined, quantity: one.quantity, rate_code: one.rate_code, ...taxBack(one) }
	: { ...(one.quantity === null && ofQuantity(one.kind ?? '') && { quantity: null }), amount: one.amount, original_amount: one.original_amount, original_currency: one.original_currency, rate: one.rate, ...taxBack(one) });
export const priceAgain = (one: Priced): PriceBody => Object.fromEntries(Object.entries(priceBack(one)).filter(([, value]) => value !== null && value !== undefined));

// What the server makes of it, while it is typed; nothing where there is nothing to work out.
export function usePrice(values: PriceValues & { spent_on: string; kind: string; member_id?: string }) {
	const price = shallowRef<Price>();
	const problem = shallowRef<Problem>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let asked = 0;
	async function ask() {
		const mine = ++asked;
		const { amount, original_amount, original_currency, tax_code, tax_rate, tax_amount, spent_on } = values;
		const { kind, quantity, rate_code, reductions, member_id } = values;
		const counts = isCounted(values, kind) && /\d/.test(quantity);
		const foreign = !isCounted(values, kind) && original_currency !== '' && original_amount !== '';
		if (!spent_on || !(counts || foreign || (amount && (tax_code || tax_rate || tax_amount)))) {
			price.value = problem.value = undefined;
			return;
		}
		const query = {
			spent_on, ...(amount && !isCounted(values, kind) && { amount }), ...(counts && { kind: kind as 'mileage' | 'per_diem', quantity: quantity.replace(',', '.'), rate_code,
				...(kind === 'per_diem' && { reductions }), ...(member_id && { member_id: Number(member_id) }) }), ...(foreign && { original_amount, original_currency }),
			...(tax_code ? { tax_code } : tax_rate ? { tax_rate } : {}),
		};
		const work = async (given: object) => (await got(api.GET('/api/v2/expenses/price', { params: { query: { ...query, ...given } } }))) as Price;
		// A tax from before the amount was another is not what it will be.
		const isOfTax = (error: unknown) => asProblem(error).fields.some(({ field }) => field === 'tax_amount');
		try {
			const made = await work(tax_amount ? { tax_amount } : {}).catch((error: unknown) => {
				if (!isOfTax(error)) throw error;
				return work({});
			});
			if (mine === asked) [price.value, problem.value] = [made, undefined];
		} catch (error) {
			if (mine === asked) [price.value, problem.value] = [undefined, asProblem(error)];
		}
	}
	watch(() => [values.amount, values.original_amount, values.original_currency, values.spent_on, values.tax_code, values.tax_rate, values.tax_amount, values.kind, values.quantity, values.rate_code, String(values.reductions), values.member_id], () => {
		clearTimeout(timer);
		timer = setTimeout(ask, 200);
	}, { immediate: true });
	onScopeDispose(() => clearTimeout(timer));
	return { price, problem };
}
