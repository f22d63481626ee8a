// What the policy finds in an expense, as the API explains it.
import type { Schemas } from '../api/client';

export const effects = ['block', 'approve', 'warn'] as const;
export type Effect = (typeof effects)[number];
export type Finding = {
	path: string; code: string; field: string; effect: Effect; name: string | null;
	params: { limit?: string | number; amount?: string; days?: number; currency?: string };
};

// The strictest come first; an explanation of before the policy has none.
export const findingsOf = (explanation: Pick<Schemas['expense_explanation'], 'findings'> | undefined): Finding[] =>
	[...((explanation?.findings ?? []) as Finding[])].sort((a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect));

// Which of two texts: whether what is needed is needed by all, or above an amount.
export const keyOf = ({ code, params }: Finding): string =>
	`findings.${code}${/_missing$/.test(code) && /[1-9]/.test(String(params.limit ?? '')) ? 'Above' : ''}`;
