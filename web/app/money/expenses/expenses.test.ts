// What an address means, what a period is, which budget is likely; and that places and commands lead to pages.
import { expect, it } from 'vitest';
import feature from './feature';
import { codeOf, entryOf, saidColumns, saidOf, priceValues } from './values';
import { daysOf, filterNames, inOrder, isIn, likelyBudget, queryOf, type Filters } from './view';

const none = Object.fromEntries(filterNames.map((name) => [name, ''])) as Filters;
const line = { description: 'Train to Graz', amount: '35.00', spent_on: '2026-11-29', department_id: 1, budget_id: 2, member_id: 3, category_id: 8, state: 'submitted', waiting_for: 4,
	merchant: 'Railways', tags: ['Fair', 'Graz'], paid_with: 'own', kind: 'mileage' };

it.each([
	['today', '2026-11-29', '2026-11-29'], ['week', '2026-11-23', '2026-11-29'], ['month', '2026-11-01', '2026-11-30'],
	['last_month', '2026-10-01', '2026-10-31'], ['year', '2026-01-01', '2026-12-31'],
])('%s is from %s to %s', (period, from, to) => expect(daysOf(period, '2026-11-29')).toEqual({ from, to }));
it('begins a week on Monday', () => expect(daysOf('week', '2026-11-30')).toEqual({ from: '2026-11-30', to: '2026-12-06' }));
it('goes over the turn of a year', () => expect(daysOf('last_month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' }));
it('has no bounds without a period', () => expect(daysOf('', '2026-11-29')).toEqual({}));

it('reads an address, and leaves out what is no number or day', () => {
	const query = queryOf({ ...none, q: 'graz', department: '7', budget: 'x', period: 'days', from: '2026-11-01', to: 'soon', min: '20+15', max: 'much' }, '2026-11-29', 2);
	expect(query).toEqual({ contains: 'graz', department_id: [7], from_date: '2026-11-01', min_amount: '35.00' });
});
it('has of a category those below it, too', () => {
	expect(queryOf({ ...none, category: '7' }, '2026-11-29', 2, (id) => [id, 8])).toEqual({ category_id: [7, 8] });
	expect(isIn(line, { category_id: [7, 8] }, undefined)).toBe(true);
	for (const category_id of [9, null]) expect(isIn({ ...line, category_id }, { category_id: [7, 8] }, undefined)).toBe(false);
});
it('finds by what it says of itself, in any case', () => {
	expect(queryOf({ ...none, merchant: 'Railways', tag: 'fair', paid: 'company' }, '2026-11-29', 2)).toEqual({ merchant: 'Railways', tag: ['fair'], paid_with: ['company'] });
	expect(queryOf({ ...none, paid: 'cash' }, '2026-11-29', 2)).toEqual({});
	for (const query of [{ merchant: 'RAILWAYS' }, { tag: ['nothing', 'fair'] }, { paid_with: ['own' as const] }, { contains: 'rail' }]) expect(isIn(line, query, undefined)).toBe(true);
	for (const query of [{ merchant: 'Rail' }, { tag: ['gra'] }, { paid_with: ['company' as const] }]) expect(isIn(line, query, undefined)).toBe(false);
	expect(isIn({ ...line, merchant: null, tags: [] }, { merchant: '' }, undefined)).toBe(true);
	expect(isIn({ ...line, merchant: null }, { merchant: 'Railways' }, undefined)).toBe(false);
});
it('finds by kind', () => {
	expect(queryOf({ ...none, kind: 'mileage' }, '2026-11-29', 2)).toEqual({ kind: ['mileage'] });
	expect(queryOf({ ...none, kind: 'gift' }, '2026-11-29', 2)).toEqual({});
	expect(isIn(line, { kind: ['mileage'] }, undefined)).toBe(true);
	expect(isIn(line, { kind: ['expense'] }, undefined)).toBe(false);
});
it('reads a state, or what waits for whoever reads', () => {
	expect(queryOf({ ...none, state: 'rejected' }, '2026-11-29', 2)).toEqual({ state: ['rejected'] });
	expect(queryOf({ ...none, state: 'waiting' }, '2026-11-29', 2)).toEqual({ waiting_for: 'me' });
	expect(queryOf({ ...none, state: 'lost' }, '2026-11-29', 2)).toEqual({});
});
it('knows what a view has', () => {
	expect(isIn(line, {}, undefined)).toBe(true);
	expect(isIn(line, { contains: 'GRAZ', min_amount: '35', max_amount: '35', from_date: '2026-11-29', to_date: '2026-11-29', member_id: [3], state: ['draft', 'submitted'] }, undefined)).toBe(true);
	expect(isIn(line, { waiting_for: 'me' }, 4)).toBe(true);
	for (const me of [3, undefined]) expect(isIn(line, { waiting_for: 'me' }, me)).toBe(false);
	expect(isIn({ ...line, waiting_for: null }, { waiting_for: 'me' }, undefined)).toBe(false);
	for (const query of [{ contains: 'Linz' }, { min_amount: '35.01' }, { max_amount: '9' }, { to_date: '2026-11-28' }, { department_id: [2] }, { budget_id: [1] }, { state: ['approved' as const] }]) {
		expect(isIn(line, query, 3)).toBe(false);
	}
	expect(isIn({ ...line, member_id: null }, { member_id: [3] }, 3)).toBe(false);
});

const values = { ...priceValues(), amount: '1', description: 'Tea', budget_id: '2', category_id: '', spent_on: '2026-11-29', ...saidOf() };
it('gives what is said with the rest, and empties what is empty', () => {
	expect(entryOf({ ...values, merchant: 'Bistro', tags: ['a'] })).toEqual({
		amount: '1', description: 'Tea', budget_id: 2, category_id: 0, spent_on: '2026-11-29',
		merchant: 'Bistro', notes: '', tags: ['a'], paid_with: 'own', external_id: '', billable_to: '', kind: 'expense',
	});
	expect(codeOf({ ...values, tags: ['a'], billable_to: 'Them' }, values)).toEqual({ budget_id: 2, category_id: 0, tags: ['a'], billable_to: 'Them' });
});
it('has a column of a file for what at least one says', () => {
	const plain = { merchant: null, notes: null, tags: [], paid_with: 'own', external_id: null, billable_to: null, kind: 'expense',
		amount: '1.00', original_amount: null, original_currency: null, rate: null, tax_code: null, tax_rate: null, tax_amount: null };
	const shown = (all: (typeof plain)[]) => saidColumns(all, (key) => key).map(({ title }) => title);
	expect(shown([plain])).toEqual([]);
	const [kind] = saidColumns([plain, { ...plain, kind: 'per_diem' }], (key) => key);
	expect([kind!.text(plain), kind!.text({ ...plain, kind: 'per_diem' })]).toEqual(['', 'change.kind.per_diem']);
	const [tags, paid] = saidColumns([plain, { ...plain, tags: ['a', 'b'] as never[], paid_with: 'company' }], (key) => key);
	expect([tags!.text({ ...plain, tags: ['a', 'b'] }), paid!.text({ ...plain, paid_with: 'company' })]).toEqual(['a, b', 'expenses.company']);
});

const budgets = [
	{ id: 1, month: '2026-10-01', until: '2026-10-31', department_id: 1, category_id: null }, { id: 2, month: '2026-11-01', until: '2026-11-30', department_id: 1, category_id: null },
	{ id: 3, month: '2026-11-01', until: '2026-11-30', department_id: 2, category_id: null }, { id: 4, month: '2026-12-01', until: '2026-12-31', department_id: 2, category_id: null },
];
const travel = { id: 5, month: '2026-01-01', until: '2026-12-30', department_id: 1, category_id: 7 };
it('offers the budgets of the day first', () =>
	expect(inOrder(budgets, '2026-11-29', ({ department_id }) => (department_id === 1 ? 'Sales' : 'Office')).map(({ id }) => id)).toEqual([3, 2, 4, 1]));
it('takes the budget that was used last, or its department’s of the month', () => {
	expect(likelyBudget(budgets, '2026-11-29', 3, 1)).toBe(3);
	expect(likelyBudget(budgets, '2026-11-29', 1, 2)).toBe(2);
	expect(likelyBudget(budgets, '2026-11-29', undefined, 2)).toBe(3);
	expect(likelyBudget(budgets, '2026-11-29', undefined, undefined)).toBeUndefined();
	expect(likelyBudget(budgets, '2026-12-01', undefined, undefined)).toBe(4);
	expect(likelyBudget([travel, ...budgets], '2026-11-29', undefined, 1)).toBe(2);
	expect(likelyBudget([travel, ...budgets], '2026-11-29', 5, 1)).toBe(5);
	expect(likelyBudget([travel, ...budgets], '2026-12-30', undefined, 1)).toBe(5);
	expect(likelyBudget([travel, ...budgets], '2026-12-31', undefined, 1)).toBe(4);
	expect(inOrder([...budgets, travel], '2026-08-03', () => '')[0]!.id).toBe(5);
});

it('leads from its places and commands to its pages', () => {
	const paths = feature.routes.flatMap(({ path, children = [] }) => [path, ...children.map((child) => `${path}/${child.path}`)]);
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(paths).toContain(to);
});
