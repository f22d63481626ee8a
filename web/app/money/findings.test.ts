import { expect, it } from 'vitest';
import { findingsOf, keyOf, type Finding } from './findings';

const finding = (more: Partial<Finding>): Finding => ({ path: 'rules.0', code: 'expense_limit', field: 'amount', effect: 'warn', name: null, params: {}, ...more });

it('tells what keeps an expense from being submitted first', () => {
	const findings = [finding({ path: 'a' }), finding({ path: 'b', effect: 'block' }), finding({ path: 'c', effect: 'approve' })];
	expect(findingsOf({ findings } as never).map(({ path }) => path)).toEqual(['b', 'c', 'a']);
	expect(findings.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
	expect(findingsOf(undefined)).toEqual([]);
});

it('names an amount only where there is one', () => {
	expect(keyOf(finding({ code: 'receipt_missing', params: { limit: '0.00', amount: '5.00' } }))).toBe('findings.receipt_missing');
	expect(keyOf(finding({ code: 'receipt_missing', params: { limit: '25.00', amount: '30.00' } }))).toBe('findings.receipt_missingAbove');
	expect(keyOf(finding({ params: { limit: '25.00', amount: '30.00' } }))).toBe('findings.expense_limit');
});
