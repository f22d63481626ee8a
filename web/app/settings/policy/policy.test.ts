import { expect, it } from 'vitest';
import { documentOf, newRow, placeOf, ruleOf, valuesOf, type Document } from './policy';

const document: Document = {
	rules: [
		{ rule: 'day_limit', effect: 'approve', above: '50.00', category_ids: [3, 4], name: 'Meals' },
		{ rule: 'receipt', effect: 'block', roles: ['member'], member_ids: [7] },
		{ rule: 'age', effect: 'warn', days: 90 },
		{ rule: 'allowed_categories', effect: 'block', allowed_ids: [1] },
		{ rule: 'allowed_currencies', effect: 'block', currencies: ['USD', 'CHF'], category_ids: [2] },
	],
	approve_below: { below: '25.00', receipt: true },
	approval: [{ by: 'department' }, { by: 'member', above: '50.00' }, { by: 'role', role: 'admin', above: '100.00' }, { by: 'person', member_id: 7 }],
};

it('comes out of the editor as it went in', () => {
	expect(documentOf(valuesOf(document))).toEqual(document);
	expect(documentOf(valuesOf({}))).toEqual({});
	expect(documentOf(valuesOf({ rules: [{ rule: 'weekend', effect: 'warn' }] }))).toEqual({ rules: [{ rule: 'weekend', effect: 'warn' }] });
});

it('leaves out what another kind of rule had', () => {
	const row = { ...newRow('age'), days: '30', above: '5', allowed: ['1'], categories: ['2'] };
	expect(ruleOf(row)).toEqual({ rule: 'age', effect: 'warn', days: 30, category_ids: [2] });
	expect(ruleOf({ ...row, rule: 'allowed_categories' })).toEqual({ rule: 'allowed_categories', effect: 'warn', allowed_ids: [1] });
	expect(ruleOf({ ...row, rule: 'allowed_currencies', currencies: 'usd, CHF' }).currencies).toEqual(['USD', 'CHF']);
	expect(ruleOf({ ...row, rule: 'over_budget', above: '' })).toEqual({ rule: 'over_budget', effect: 'warn', category_ids: [2] });
});

it('sends what is wrong as it is, for the server to say where', () => {
	expect(ruleOf({ ...newRow('age'), days: 'many' }).days).toBe('many');
	expect(ruleOf(newRow('day_limit')).above).toBe('');
	expect(placeOf('policy.approval.1.above', 'approval')).toEqual({ row: 1, key: 'above' });
	expect(placeOf('policy.approval.1.above')).toBeUndefined();
	expect(placeOf('policy.rules.12.above')).toEqual({ row: 12, key: 'above' });
	expect(placeOf('policy.rules.3')).toEqual({ row: 3, key: '' });
	expect(placeOf('policy.approve_below.below')).toBeUndefined();
});
