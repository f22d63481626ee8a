// Where the bars of a chart stand in a box of 100 by 44: from the line of zero up, or down where an amount is negative.
import { compare, share } from '../money/decimal';

export const chartHeight = 44;

export function barLayout(values: string[]): { zero: number; bars: { y: number; height: number }[] } {
	const highest = values.reduce((most, value) => (compare(value, most) > 0 ? value : most), '0');
	const lowest = values.reduce((least, value) => (compare(value, least) < 0 ? value : least), '0');
	const depth = lowest === '0' ? 0 : -share(lowest, highest === '0' ? lowest.slice(1) : highest);
	const unit = chartHeight / ((highest === '0' ? 0 : 1) + depth || 1);
	const zero = highest === '0' ? 0 : unit;
	const whole = highest === '0' ? (lowest === '0' ? '1' : lowest.slice(1)) : highest;
	return {
		zero: values.length === 0 || (highest === '0' && lowest === '0') ? chartHeight : zero,
		bars: values.map((value) => {
			const height = share(value, whole) * unit;
			return height >= 0 ? { y: (highest === '0' && lowest === '0' ? chartHeight : zero) - height, height } : { y: zero, height: -height };
		}),
	};
}
