import { expect, it } from 'vitest';
import { sizeOf } from './format';

it('counts bytes in the unit that leaves at most three figures', () => {
	expect(sizeOf(0)).toEqual({ value: 0, unit: 'byte' });
	expect(sizeOf(999)).toEqual({ value: 999, unit: 'byte' });
	expect(sizeOf(392_000)).toEqual({ value: 392, unit: 'kilobyte' });
	expect(sizeOf(999_600)).toEqual({ value: 0.9996, unit: 'megabyte' });
	expect(sizeOf(18_400_000)).toEqual({ value: 18.4, unit: 'megabyte' });
	expect(sizeOf(5e15)).toEqual({ value: 5000, unit: 'terabyte' });
});
