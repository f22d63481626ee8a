// Distances and days: what an amount was worked out from, as the API says it, and in words.
import type { Schemas } from '../api/client';

export type Basis = {
	unit: string; since: string; before: string;
	parts: { from: string; quantity: string; value: string }[];
	reductions: { code: string; count: string; percent: string }[];
};

export const basisOf = (one: { basis: Schemas['expense_explanation']['basis'] } | undefined): Basis | undefined => (one?.basis ?? undefined) as Basis | undefined;

// Kinds whose amount is a quantity times a rate.
export const ofQuantity = (kind: string) => kind === 'mileage' || kind === 'per_diem';

// The codes of what was taken off, each once for each time.
export const codesOf = (basis: Basis | undefined) => (basis?.reductions ?? []).flatMap(({ code, count }) => Array<string>(Number(count)).fill(code));

// The same list with a code so many times.
export const counted = (codes: string[], code: string, count: number) =>
	[...codes.filter((one) => one !== code), ...Array<string>(Math.max(0, Math.min(count, 100))).fill(code)].sort();

// How it came to that, in the marks of arithmetic: 40 km × 0.42 + 20.5 km × 0.305.
export const sumOf = ({ unit, parts, reductions }: Basis, unitName: (unit: string, quantity: string) => string, number: (text: string) => string) =>
	[parts.map(({ quantity, value }) => `${unitName(unit, number(quantity))} × ${number(value)}`).join(' + '),
		...reductions.map(({ code, count, percent }) => ` − ${count} × ${number(percent)} % ${code}`)].join('');
