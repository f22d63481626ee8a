// The policy as a document, and as rows of an editor.
import { api, got, match, type Schemas } from '../../api/client';

export const kinds = ['expense_limit', 'day_limit', 'month_limit', 'receipt', 'merchant', 'notes', 'category', 'allowed_categories', 'allowed_currencies', 'age', 'weekend', 'over_budget'] as const;
export type Kind = (typeof kinds)[number];
export const effects = ['warn', 'approve', 'block'] as const;
export type Effect = (typeof effects)[number];
export const roles = ['owner', 'admin', 'approver', 'member', 'auditor'] as const;

export type Rule = {
	rule: Kind; effect: Effect; name?: string; above?: string; days?: number;
	allowed_ids?: number[]; currencies?: string[]; category_ids?: number[]; member_ids?: number[]; roles?: string[];
};
// Who is asked at a step, in their order; each above an amount, or always.
export const approvingRoles = ['owner', 'admin', 'approver'] as const;
export type Step = { above?: string } & ({ by: 'department' | 'member' } | { by: 'role'; role: string } | { by: 'person'; member_id: number });
export type Document = { rules?: Rule[]; approve_below?: { below: string; receipt?: boolean }; approval?: Step[] };
export type PolicyRecord = Schemas['policy_record'];
export type Trial = Schemas['policy_trial'];
export type Tally = { count: number; amount: string };
export type TrialRule = { in: 'draft' | 'in_force'; path: string; rule: Kind; effect: Effect; name: string | null; found: Tally };
export type TrialMember = { member_id: number | null; draft: Tally; in_force: Tally };
export type TrialExpense = { id: number; member_id: number | null; spent_on: string; amount: string; draft: string[]; in_force: string[] };

// What a rule of a kind says beside what and whom it is about.
export const needsAmount = (kind: Kind) => kind.endsWith('_limit');
export const mayAmount = (kind: Kind) => ['receipt', 'merchant', 'notes', 'category', 'weekend'].includes(kind);
export const mayCategories = (kind: Kind) => !['category', 'allowed_categories'].includes(kind);

// A row of the editor: texts as they are typed. Whom: role:member or member:3.
export type Row = { key: number; rule: Kind; effect: Effect; name: string; above: string; days: string; currencies: string; allowed: string[]; categories: string[]; whom: string[] };
// A step as it is edited; who: department, member, role:admin or person:3.
export type StepRow = { key: number; who: string; above: string };
export type Values = { rows: Row[]; automatic: boolean; below: string; receipt: boolean; steps: StepRow[] };

let last = 0;
export const newRow = (rule: Kind = 'expense_limit'): Row => ({ key: ++last, rule, effect: 'warn', name: '', above: '', days: '', currencies: '', allowed: [], categories: [], whom: [] });

export const newStep = (who = 'department'): StepRow => ({ key: ++last, who, above: '' });

const texts = (ids: number[] | undefined) => (ids ?? []).map(String);
export const valuesOf = (document: Document): Values => ({
	rows: (document.rules ?? []).map((one) => ({
		...newRow(one.rule), effect: one.effect, name: one.name ?? '', above: one.above ?? '', days: one.days === undefined ? '' : String(one.days),
		currencies: (one.currencies ?? []).join(' '), allowed: texts(one.allowed_ids), categories: texts(one.category_ids),
		whom: [...(one.roles ?? []).map((role) => `role:${role}`), ...(one.member_ids ?? []).map((id) => `member:${id}`)],
	})),
	automatic: document.approve_below !== undefined, below: document.approve_below?.below ?? '', receipt: document.approve_below?.receipt ?? false,
	steps: (document.approval ?? []).map((step) => ({
		...newStep(step.by === 'role' ? `role:${step.role}` : step.by === 'person' ? `person:${step.member_id}` : step.by), above: step.above ?? '',
	})),
});

const after = (whom: string[], kind: string) => whom.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1));
const ids = (chosen: string[]) => chosen.map(Number);

// What a kind does not know is left out, and so is what is empty where it may be.
export function ruleOf(row: Row): Rule {
	const made: Rule = { rule: row.rule, effect: row.effect };
	const members = ids(after(row.whom, 'member'));
	const named = after(row.whom, 'role');
	if (row.name.trim()) made.name = row.name.trim();
	if (needsAmount(row.rule) || (mayAmount(row.rule) && row.above.trim())) made.above = row.above.trim();
	// What is no number is sent as it is, to be refused at its place.
	if (row.rule === 'age') made.days = /^\d+$/.test(row.days.trim()) ? Number(row.days) : (row.days as unknown as number);
	if (row.rule === 'allowed_currencies') made.currencies = row.currencies.toUpperCase().split(/[\s,;]+/).filter(Boolean);
	if (row.rule === 'allowed_categories') made.allowed_ids = ids(row.allowed);
	if (mayCategories(row.rule) && row.categories.length) made.category_ids = ids(row.categories);
	if (members.length) made.member_ids = members;
	if (named.length) made.roles = named;
	return made;
}

export function stepOf({ who, above }: StepRow): Step {
	const [by, what] = who.split(':');
	const amount = above.trim() && { above: above.trim() };
	if (by === 'role') return { by, role: what!, ...amount };
	if (by === 'person') return { by, member_id: Number(what), ...amount };
	return { by: by as 'department' | 'member', ...amount };
}

export function documentOf(values: Values): Document {
	return {
		...(values.rows.length > 0 && { rules: values.rows.map(ruleOf) }),
		...(values.automatic && { approve_below: { below: values.below.trim(), ...(values.receipt && { receipt: true }) } }),
		...(values.steps.length > 0 && { approval: values.steps.map(stepOf) }),
	};
}

// Which field of which row an error of the server's is about: policy.rules.0.above, policy.approval.0.by.
export function placeOf(field: string, list: 'rules' | 'approval' = 'rules'): { row: number; key: string } | undefined {
	const found = /^policy\.(rules|approval)\.(\d+)\.?(\w*)$/.exec(field);
	return found && found[1] === list ? { row: Number(found[2]), key: found[3]! } : undefined;
}

export const policies = {
	get: () => got(api.GET('/api/v2/policy', {})),
	set: (before: PolicyRecord, document: Document) => got(api.PUT('/api/v2/policy', { params: { header: match(before) }, body: { policy: document } })),
	try: (document: Document, from_date: string, to_date: string) =>
		got(api.POST('/api/v2/policy/try', { body: { policy: document, from_date, to_date, page_size: 20 } })),
};
