// What is offered is what the answer says; what is seen before the answer; and the words for whose turn it is.
import { expect, it } from 'vitest';
import { backOf, chainOf, explain, shownAfter, stepsOf, type Expense } from './steps';
import texts from './en.json';

const one = {
	id: 7, version: 3, state: 'submitted', can: ['reassign', 'recode', 'reject', 'approve'], member_id: 2, waiting_for: 1, approved_by: null, approved_at: null, reason: null,
} as unknown as Expense;
const explained = (what: object) => ({ id: 7, state: 'submitted', waiting_for: 1, rule: 'department', allowed: [] as string[], refused: {}, findings: [], needs_approval: true, payment_id: null, recurring_id: null, deputy_id: null, parts: null, basis: null, step: null, steps: null, passed_by: [] as number[], still_to_ask: [] as number[], ...what });

it('offers the steps that the answer has, and no other', () => {
	expect(stepsOf(one)).toEqual(['approve', 'reject', 'reassign']);
	expect(stepsOf({ can: [] })).toEqual([]);
	expect(stepsOf({ can: ['update', 'delete', 'submit'] })).toEqual(['submit']);
});

it('shows what is certain before the answer, and offers nothing meanwhile', () => {
	expect(shownAfter(one, 'approve', 1)).toEqual({ ...one, state: 'approved', can: [], waiting_for: null, approved_by: 1 });
	expect(shownAfter(one, 'reject', 1, 'No receipt')).toEqual({ ...one, state: 'rejected', can: [], waiting_for: null, reason: 'No receipt' });
	expect(shownAfter(one, 'recall', 2)).toMatchObject({ state: 'draft', waiting_for: null });
	// For whom it will wait only the server knows.
	for (const step of ['submit', 'unapprove', 'reassign'] as const) expect(shownAfter(one, step, 1)).toBeUndefined();
});

it('goes back only where the answer says so', () => {
	expect(backOf('approve', { can: ['unapprove', 'reject'] })).toBe('unapprove');
	expect(backOf('approve', { can: [] })).toBeUndefined();
	expect(backOf('submit', { can: ['recall'] })).toBe('recall');
	expect(backOf('reject', { can: ['submit'] })).toBeUndefined();
});

it('says whose turn it is, and by which rule', () => {
	expect(explain(one, explained({}), 1)[0]).toEqual({ key: 'steps.yours.department' });
	expect(explain(one, explained({ rule: 'administrator' }), 9)[0]).toEqual({ key: 'steps.turn.administrator', name: 1 });
	expect(explain({ ...one, waiting_for: null }, explained({ rule: 'no_approver', waiting_for: null }), 1)[0]).toEqual({ key: 'steps.turn.no_approver' });
	expect(explain({ ...one, state: 'draft' }, undefined, 1)).toEqual([{ key: 'steps.draft' }]);
	// Of closed books the page has a line of its own, and none that says how it could be changed.
	expect(explain({ ...one, state: 'approved', books: 'closed' }, explained({ state: 'approved', refused: { update: 'closed' } }), 9)).toEqual([]);
});

it('says who stands in, to everybody and to themselves', () => {
	expect(explain(one, explained({ deputy_id: 5 }), 9)).toEqual([{ key: 'steps.turn.department', name: 1 }, { key: 'steps.turn.deputy', name: 5 }]);
	expect(explain(one, explained({ deputy_id: 5 }), 1)).toEqual([{ key: 'steps.yours.department' }, { key: 'steps.turn.deputy', name: 5 }]);
	expect(explain(one, explained({ deputy_id: 5 }), 5)).toEqual([{ key: 'steps.yours.deputy', name: 1 }]);
});

it('has who approved, who decides and who is asked afterwards, in their order', () => {
	expect(chainOf(explained({ step: 2, steps: 3, passed_by: [4], still_to_ask: [6] }))).toEqual([
		{ place: 'passed', member: 4 }, { place: 'waits', member: 1 }, { place: 'later', member: 6 }]);
	expect(chainOf(explained({ state: 'approved', waiting_for: null, passed_by: [4, 5] })).map(({ place }) => place)).toEqual(['passed', 'passed']);
	// Without steps there is nothing to show.
	expect(chainOf(explained({}))).toEqual([]);
});

it('says why it is not one’s own turn, and why it stays as it is', () => {
	const own = explained({ allowed: ['recall'], refused: { approve: 'own_expense', update: 'state' } });
	expect(explain(one, own, 2).map(({ key }) => key)).toEqual(['steps.turn.department', 'steps.whyNot.own_expense', 'steps.fixed.recall']);
	for (const hand of ['entered_it', 'submitted_it']) {
		expect(explain(one, explained({ rule: 'member', refused: { approve: hand } }), 9).map(({ key }) => key)).toEqual(['steps.turn.member', `steps.whyNot.${hand}`]);
	}
	expect(explain(one, explained({ refused: { approve: 'waits_for_another' } }), 9)).toHaveLength(1);
	expect(explain({ ...one, state: 'approved' }, explained({ state: 'approved', refused: { update: 'state' } }), 2)).toEqual([{ key: 'steps.fixed.approved' }]);
	expect(explain({ ...one, state: 'rejected' }, explained({ state: 'rejected', refused: { update: 'not_yours' } }), 1)).toEqual([{ key: 'steps.fixed.not_yours' }]);
	expect(explain({ ...one, state: 'approved' }, explained({ state: 'approved', allowed: ['recode'], refused: { update: 'state' } }), 1)).toEqual([{ key: 'steps.fixed.recode' }]);
	// An explanation of another state is of yesterday.
	expect(explain({ ...one, state: 'approved' }, explained({}), 1)).toEqual([]);
});

it('has words for every rule of the server', () => {
	expect(Object.keys(texts.steps.turn).sort()).toEqual(['administrator', 'assigned', 'department', 'deputy', 'member', 'no_approver', 'person', 'role']);
	expect(Object.keys(texts.steps.yours).sort()).toEqual(['administrator', 'assigned', 'department', 'deputy', 'member', 'person', 'role']);
});
