import { describe, expect, it } from 'vitest';
import { bodyOf, restOf } from './split';

describe('a split', () => {
	it('leaves the rest to the first part, exactly', () => {
		expect(restOf('100.00', [{ amount: '33.34' }, { amount: '0.01' }])).toBe('66.65');
		expect(restOf('0.30', [{ amount: '0.1' }])).toBe('0.20');
	});

	it('leaves nothing where the others take all, or are no amounts', () => {
		expect(restOf('10.00', [{ amount: '10' }])).toBeUndefined();
		expect(restOf('10.00', [{ amount: '' }])).toBeUndefined();
		expect(restOf('10.00', [{ amount: '0' }])).toBeUndefined();
		expect(restOf('10.00', [{ amount: '1+' }])).toBeUndefined();
	});

	it('says of a part what is booked otherwise', () => {
		const one = { budget_id: 1, category_id: 3 };
		expect(bodyOf(one, '6.00', [{ amount: '4.00', budget_id: '1', category_id: '3' }])).toEqual([{ amount: '6.00' }, { amount: '4.00' }]);
		expect(bodyOf(one, '6.00', [{ amount: '4.00', budget_id: '2', category_id: '' }])).toEqual([{ amount: '6.00' }, { amount: '4.00', budget_id: 2, category_id: null }]);
	});
});
