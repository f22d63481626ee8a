// The steps of an expense from one state to the next: their calls, what is seen before the answer, and why one is missing.
// Who may do what is the API's to say (`can`, explain_expense()); nothing here decides it.
import { api, got, match, type Schemas } from '../api/client';

export type Expense = Schemas['expense_record'];
export const states = ['draft', 'submitted', 'approved', 'rejected', 'paying', 'paid'] as const;
export type State = (typeof states)[number];

// In the order in which they are offered: what leads on comes first.
export const order = ['approve', 'submit', 'reject', 'recall', 'unapprove', 'reassign'] as const;
export type Step = (typeof order)[number];
export const stepsOf = ({ can }: Pick<Expense, 'can'>): Step[] => order.filter((step) => can.includes(step));

const to = (one: Expense) => ({ path: { id: one.id }, header: match(one) });
export const steps = {
	submit: (one: Expense) => got(api.POST('/api/v2/expenses/{id}/submit', { params: to(one), body: {} })),
	recall: (one: Expense) => got(api.POST('/api/v2/expenses/{id}/recall', { params: to(one), body: {} })),
	approve: (one: Expense) => got(api.POST('/api/v2/expenses/{id}/approve', { params: to(one), body: {} })),
	approveLess: (one: Expense, amount: string, reason: string) => got(api.POST('/api/v2/expenses/{id}/approve-less', { params: to(one), body: { amount, reason } })),
	unapprove: (one: Expense) => got(api.POST('/api/v2/expenses/{id}/unapprove', { params: to(one), body: {} })),
	reject: (one: Expense, reason: string) => got(api.POST('/api/v2/expenses/{id}/reject', { params: to(one), body: { reason } })),
	reassign: (one: Expense, member_id: number) => got(api.POST('/api/v2/expenses/{id}/reassign', { params: to(one), body: { member_id } })),
	explain: (id: number) => got(api.GET('/api/v2/expenses/{id}/explanation', { params: { path: { id } } })),
};

// The expense as it will be, where that is certain before the answer. Nothing is offered meanwhile. Whoever it will wait
// for only the server knows.
export function shownAfter(one: Expense, step: Step, me: number | undefined, reason: string | null = null): Expense | undefined {
	const moved = { ...one, can: [], waiting_for: null };
	switch (step) {
		case 'approve': return { ...moved, state: 'approved', approved_by: me ?? null };
		case 'reject': return { ...moved, state: 'rejected', approved_by: null, approved_at: null, reason };
		case 'recall': return { ...moved, state: 'draft' };
		default: return undefined;
	}
}

// The step that takes one back, where the answer says that it may be done.
const backs: Partial<Record<Step, 'recall' | 'submit' | 'unapprove'>> = { approve: 'unapprove', submit: 'recall', recall: 'submit' };
export function backOf(step: Step, changed: Pick<Expense, 'can'>) {
	const back = backs[step];
	return back && changed.can.includes(back) ? back : undefined;
}

// One after the other: who has approved, for whom it waits, who is asked afterwards.
export type Link = { place: 'passed' | 'waits' | 'later'; member: number | null };
export const chainOf = ({ state, waiting_for, passed_by, still_to_ask, step }: Schemas['expense_explanation']): Link[] => [
	...passed_by.map((member) => ({ place: 'passed' as const, member })),
	...(state === 'submitted' && step !== null ? [{ place: 'waits' as const, member: waiting_for }] : []),
	...still_to_ask.map((member) => ({ place: 'later' as const, member })),
];

// A sentence by its text's key, and the name in it.
export type Sentence = { key: string; name?: number };
type Explanation = Schemas['expense_explanation'];

// What keeps somebody from approving it whoever's turn it is.
const whyNot: Record<string, string> = {
	own_expense: 'steps.whyNot.own_expense', entered_it: 'steps.whyNot.entered_it', submitted_it: 'steps.whyNot.submitted_it',
};

// Why the expense is where it is, whose turn that makes it, and what is missing and why: sentences, the most telling first.
export function explain(one: Expense, explanation: Explanation | undefined, me: number | undefined): Sentence[] {
	const said: Sentence[] = [];
	const about = explanation?.state === one.state ? explanation : undefined;
	const refused = (about?.refused ?? {}) as Record<string, string | undefined>;
	if (one.state === 'draft') said.push({ key: 'steps.draft' });
	if (one.state === 'submitted' && about) {
		if (about.waiting_for === null) said.push({ key: 'steps.turn.no_approver' });
		else if (about.waiting_for === me) said.push({ key: `steps.yours.${about.rule}` });
		else if (about.deputy_id !== null && about.deputy_id === me) said.push({ key: 'steps.yours.deputy', name: about.waiting_for });
		else said.push({ key: `steps.turn.${about.rule}`, name: about.waiting_for });
		if (about.deputy_id !== null && about.deputy_id !== me) said.push({ key: 'steps.turn.deputy', name: about.deputy_id });
		// To whom it never could be it need not be said that it is another's turn: the sentence above did.
		if (refused.approve && refused.approve in whyNot) said.push({ key: whyNot[refused.approve]! });
	}
	// Of closed books the page says it once for all.
	if (one.books === 'closed') return said;
	if (about && refused.update && about.allowed.includes('recode')) said.push({ key: 'steps.fixed.recode' });
	else if (about && refused.update === 'state') said.push({ key: about.allowed.includes('recall') ? 'steps.fixed.recall' : `steps.fixed.${one.state}` });
	else if (about && refused.update) said.push({ key: `steps.fixed.${refused.update}` });
	return said;
}
