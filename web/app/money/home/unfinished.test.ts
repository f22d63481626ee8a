import { describe, expect, it } from 'vitest';
import { missingOf } from './unfinished';

describe('what is missing', () => {
	const done = { state: 'draft', receipts: 1, category_id: 7, outside_month: false };
	it('is nothing where all is there', () => {
		expect(missingOf(done, true)).toEqual([]);
	});
	it('is told, why it came back first', () => {
		expect(missingOf({ state: 'rejected', receipts: 0, category_id: null, outside_month: true }, true))
			.toEqual(['home.missing.rejected', 'home.missing.receipt', 'home.missing.category', 'home.missing.outsideMonth']);
	});
	it('is no category where there are none', () => {
		expect(missingOf({ ...done, category_id: null }, false)).toEqual([]);
	});
});
