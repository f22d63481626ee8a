// Bars are as high as their amounts are large, on either side of zero.
import { expect, it } from 'vitest';
import { barLayout, chartHeight } from './bars';

it('fills the box with the highest', () => {
	const { zero, bars } = barLayout(['10', '5', '0']);
	expect(zero).toBe(chartHeight);
	expect(bars.map(({ height }) => height)).toEqual([44, 22, 0]);
});
it('goes down for what is negative', () => {
	const { zero, bars } = barLayout(['10', '-10']);
	expect(zero).toBe(22);
	expect(bars[1]).toEqual({ y: 22, height: 22 });
});
it('stays in the box where all is negative or nothing is there', () => {
	expect(barLayout(['-4', '-8']).bars[1]!.height).toBe(44);
	expect(barLayout(['0']).bars[0]!.height).toBe(0);
	expect(barLayout([]).zero).toBe(44);
});
