// What is sent of a price: what was given, so that the rest follows.
import { expect, it } from 'vitest';
import { priceAgain, priceBack, priceBody, priceValues } from './price';

const base = { amount: '10.00', original_amount: null, original_currency: null, rate: null, tax_code: null, tax_rate: null, tax_amount: null };
const foreign = { ...base, amount: '112.07', original_amount: '120.50', original_currency: 'USD', rate: '0.93', tax_code: 'full', tax_rate: '19', tax_amount: '17.89' };

it('sends an amount of its own currency alone', () => {
	expect(priceBody(priceValues(base))).toEqual({ amount: '10.00' });
	expect(priceBody({ ...priceValues(), tax_code: 'full' })).toEqual({ tax_code: 'full' });
});
it('leaves the amount to the rate, unless it is given', () => {
	const typed = { ...priceValues(), original_amount: '5', original_currency: 'USD' };
	expect(priceBody(typed)).toEqual({ amount: null, original_amount: '5', original_currency: 'USD' });
	expect(priceBody({ ...typed, amount: '4.60' })).toEqual({ amount: '4.60', original_amount: '5', original_currency: 'USD' });
});
it('sends of a change what is another', () => {
	const before = priceValues(foreign);
	expect(priceBody(before, before)).toEqual({});
	expect(priceBody({ ...before, original_amount: '121' }, before)).toEqual({ original_amount: '121' });
	expect(priceBody({ ...before, original_currency: 'JPY' }, before)).toEqual({ original_amount: '120.50', original_currency: 'JPY' });
	expect(priceBody({ ...before, amount: '113' }, before)).toEqual({ amount: '113', original_amount: '120.50', original_currency: 'USD' });
	expect(priceBody({ ...before, original_currency: '', original_amount: '', amount: '9' }, before)).toEqual({ amount: '9', original_currency: null });
});
it('has the tax follow its rate, and takes it away whole', () => {
	const before = priceValues(foreign);
	expect(priceBody({ ...before, tax_code: '', tax_rate: '', tax_amount: '' }, before)).toEqual({ tax_amount: null });
	expect(priceBody({ ...before, tax_code: 'reduced', tax_rate: '', tax_amount: '' }, before)).toEqual({ tax_code: 'reduced' });
	expect(priceBody({ ...before, tax_amount: '17.90' }, before)).toEqual({ tax_amount: '17.90' });
	expect(priceBody({ ...before, tax_amount: '' }, before)).toEqual({ tax_code: 'full' });
});
it('sends a quantity in the place of an amount, and takes it away whole', () => {
	const trip = { ...base, kind: 'mileage', amount: '25.20', quantity: '60', rate_code: 'car' };
	const before = priceValues(trip);
	expect(priceBody(before, undefined, 'mileage')).toEqual({ amount: null, quantity: '60', rate_code: 'car' });
	expect(priceBody(before, before, 'mileage')).toEqual({});
	expect(priceBody({ ...before, quantity: '61' }, before, 'mileage')).toEqual({ quantity: '61', rate_code: 'car' });
	expect(priceBody({ ...before, rate_code: '', amount: '9' }, before, 'mileage')).toEqual({ amount: '9', quantity: null });
	expect(priceBody(priceValues({ ...trip, quantity: '3', rate_code: 'DE' }, ['dinner']), undefined, 'per_diem')).toEqual({ amount: null, quantity: '3', rate_code: 'DE', reductions: ['dinner'] });
	const days = priceValues({ ...trip, quantity: '3', rate_code: 'DE' }, ['dinner']);
	expect(priceBody({ ...days, reductions: [] }, days, 'per_diem')).toEqual({ reductions: [] });
	expect(priceBody({ ...before, rate_code: 'car' }, undefined, 'expense')).toEqual({ amount: '25.20' });
	expect(priceAgain(trip)).toEqual({ quantity: '60', rate_code: 'car' });
});
it('brings all of it back', () => {
	expect(priceBack(foreign)).toEqual(foreign);
	expect(priceBack(base)).toEqual({ amount: '10.00', original_amount: null, original_currency: null, rate: null, tax_amount: null });
	expect(priceAgain(base)).toEqual({ amount: '10.00' });
	expect(priceAgain({ ...foreign, rate: null, tax_code: null })).toEqual({ amount: '112.07', original_amount: '120.50', original_currency: 'USD', tax_rate: '19', tax_amount: '17.89' });
});
