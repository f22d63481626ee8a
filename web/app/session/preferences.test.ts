// A change of preferences, as the server makes it.
import { expect, it } from 'vitest';
import { withChange } from './preferences';

const old = { language: 'de', theme: null, columns: { expenses: ['member'] }, views: { expenses: [{ name: 'Travel', query: 'q=train' }] } };

it('leaves what is not given, replaces a list, and takes one away', () => {
	expect(withChange(old, { theme: 'dark' })).toEqual({ ...old, theme: 'dark' });
	expect(withChange(old, { columns: { budgets: ['spent'] } }).columns).toEqual({ expenses: ['member'], budgets: ['spent'] });
	expect(withChange(old, { columns: { expenses: null } })).toEqual({ ...old, columns: {} });
	expect(withChange(old, { views: { expenses: [] } }).views).toEqual({ expenses: [] });
});
