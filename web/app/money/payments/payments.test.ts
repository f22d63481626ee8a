// What payments come to, what may be put into one, and how files are called.
import { expect, it } from 'vitest';
import { parted } from '../../ui/iban';
import { fileOf, formats, formatsIn, payable, states, sumOf, type Owed } from './payments';
import words from './en.json';
import changes from '../../ui/change/en.json';

it('adds up exactly', () => {
	expect(sumOf([{ amount: '0.10' }, { amount: '0.20' }, { amount: '99999999999999.99' }])).toBe('100000000000000.29');
	expect(sumOf([])).toBe('0');
});

it('offers what the answer says, and no more', () => {
	const rows = [{ member_id: 1, can: ['schedule'] }, { member_id: 2, can: [] }] as unknown as Owed[];
	expect(payable(rows).map(({ member_id }) => member_id)).toEqual([1]);
});

it('calls files by their payment and what they are', () => {
	expect(formats.map((format) => fileOf(7, format).name)).toEqual(['payment-7.xml', 'payment-7.xml', 'payment-7.csv']);
});

it('has words for every format and state', () => {
	expect(Object.keys(words.payments.format)).toEqual(formats.map((format) => format.replaceAll('.', '_')));
	for (const state of states) expect(changes.change.state[state]).toBeTruthy();
});

it('parts an IBAN in fours', () => {
	expect(parted('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
	expect(parted('AT61')).toBe('AT61');
	expect(parted(null)).toBe('');
});

it('offers a file for SEPA where the currency is euro', () => {
	expect(formatsIn('EUR')).toEqual([...formats]);
	for (const currency of ['GBP', 'JPY', undefined]) expect(formatsIn(currency)).toEqual(['csv']);
});
