// Months as the address has them (2026-11), and the spans that a budget may be for.
import { isDay } from '../../ui/form/day';
import { spanAround, spansFrom, type Kind, type Span } from '../spans';

// The first day of the month in the address, or of this month.
export function monthOf(text: string, today: string): string {
	const first = `${text}-01`;
	return /^\d{4}-\d\d$/.test(text) && isDay(first) ? first : `${today.slice(0, 7)}-01`;
}

export const inAddress = (month: string, today: string) => (month.slice(0, 7) === today.slice(0, 7) ? '' : month.slice(0, 7));

// From three before to a year from now, which is as far as the server lets one begin; and the one that is shown.
const offered: Record<string, [number, number]> = { month: [16, 3], quarter: [8, 3], year: [3, 1] };
export function spansAround(kind: Exclude<Kind, 'other'>, today: string, shown: string): Span[] {
	const spans = spansFrom(kind, today, ...offered[kind]!);
	const one = spanAround(kind, shown);
	return spans.some(({ month }) => month === one.month) ? spans : [...spans, one].sort((a, b) => a.month.localeCompare(b.month));
}
