// Months as the address has them (2026-11), and those that a budget may be for.
import { addMonths, isDay } from '../../ui/form/day';

// The first day of the month in the address, or of this month.
export function monthOf(text: string, today: string): string {
	const first = `${text}-01`;
	return /^\d{4}-\d\d$/.test(text) && isDay(first) ? first : `${today.slice(0, 7)}-01`;
}

export const inAddress = (month: string, today: string) => (month.slice(0, 7) === today.slice(0, 7) ? '' : month.slice(0, 7));

// From three months back to a year from now, which is as far as the server goes; and the one that is shown.
export function monthsAround(today: string, shown: string): string[] {
	const first = `${today.slice(0, 7)}-01`;
	const months = Array.from({ length: 16 }, (_, at) => addMonths(first, at - 3));
	return months.includes(shown) ? months : [...months, shown].sort();
}
