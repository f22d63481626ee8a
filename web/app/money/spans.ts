// The days that budgets are for: months, quarters, years and what else there is.
import { addDays, addMonths, isDay } from '../ui/form/day';

export type Span = { month: string; until: string }; // first and last day
export const kinds = ['month', 'quarter', 'year', 'other'] as const;
export type Kind = typeof kinds[number];
const lengths = { month: 1, quarter: 3, year: 12 };

export const endOfMonth = (day: string) => addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1);
export const covers = ({ month, until }: Span, day: string) => month <= day && day <= until;

// How many whole months it has; 0: it begins or ends within one.
export function monthsOf({ month, until }: Span): number {
	if (!month.endsWith('-01') || until !== endOfMonth(until)) return 0;
	const at = (day: string) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
	return at(until) - at(month) + 1;
}

// The month, quarter or year that a day is in.
export function spanAround(kind: Exclude<Kind, 'other'>, day: string): Span {
	const length = lengths[kind];
	const month = addMonths(`${day.slice(0, 7)}-01`, -((Number(day.slice(5, 7)) - 1) % length));
	return { month, until: endOfMonth(addMonths(month, length - 1)) };
}

// From the one that a day is in, or some before, each after the other.
export const spansFrom = (kind: Exclude<Kind, 'other'>, day: string, count: number, before = 0) =>
	Array.from({ length: count }, (_, at) => spanAround(kind, addMonths(`${day.slice(0, 7)}-01`, (at - before) * lengths[kind])));

// As long again: as many whole months, or as many days.
export function spanAfter(span: Span): Span {
	const months = monthsOf(span);
	const month = addDays(span.until, 1);
	if (months > 0) return { month, until: endOfMonth(addMonths(month, months - 1)) };
	return { month, until: addDays(span.until, (Date.parse(span.until) - Date.parse(span.month)) / 86_400_000 + 1) };
}

// What two fields say, as the API takes it: what is no day is left for the server to refuse.
export const given = (month: string, until: string) => ({ ...(isDay(month) && { month }), ...(isDay(until) && { until }) });
