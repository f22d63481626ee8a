import { expect, test } from 'vitest';
import { similarAsked } from './similar';

test('what is asked is what was paid, of about which day', () => {
	expect(similarAsked({ amount: '48.20', spent_on: '2026-11-12' })).toEqual({ amount: '48.20', spent_on: '2026-11-12', page_size: 5 });
	expect(similarAsked({ amount: '48.20', spent_on: '2026-11-12' }, 7)).toEqual({ amount: '48.20', spent_on: '2026-11-12', except_id: 7, page_size: 5 });
	expect(similarAsked({ amount: '48.20', spent_on: '2026-11-12', kind: 'mileage' })).toEqual({ amount: '48.20', spent_on: '2026-11-12', kind: 'mileage', page_size: 5 });
	expect(similarAsked({ amount: '93', spent_on: '2026-11-12', original_amount: '100', original_currency: 'USD' }))
		.toEqual({ original_amount: '100', original_currency: 'USD', spent_on: '2026-11-12', page_size: 5 });
});

test('nothing is asked of what is half typed', () => {
	for (const amount of ['', '0', '0.00', '12,', '22+13', '-5']) expect(similarAsked({ amount, spent_on: '2026-11-12' })).toBeUndefined();
	expect(similarAsked({ amount: '5', spent_on: '' })).toBeUndefined();
	expect(similarAsked({ amount: '5', spent_on: '2026-11-12', original_amount: '', original_currency: 'USD' })).toBeUndefined();
});
