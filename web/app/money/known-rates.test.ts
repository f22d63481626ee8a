// Which currencies and taxes are offered.
import { expect, it } from 'vitest';
import { currenciesOf, taxesOn } from './known-rates';

it('offers each currency once, with the decimals that the API says', () => {
	expect(currenciesOf([{ code: 'USD', decimals: 2 }, { code: 'HUF', decimals: 2 }, { code: 'USD', decimals: 2 }, { code: 'JPY', decimals: 0 }]))
		.toEqual([{ code: 'HUF', decimals: 2 }, { code: 'JPY', decimals: 0 }, { code: 'USD', decimals: 2 }]);
});
it('offers each tax as it is on the day, and none that begins later', () => {
	const rates = [{ code: 'full', since: '2026-08-20', value: '21' }, { code: 'full', since: '2020-01-01', value: '19' }, { code: 'new', since: '2026-09-01', value: '3' }];
	expect(taxesOn(rates, '2026-08-19').map(({ value }) => value)).toEqual(['19']);
	expect(taxesOn(rates, '2026-08-20').map(({ value }) => value)).toEqual(['21']);
	expect(taxesOn(rates, '2019-12-31')).toEqual([]);
});
