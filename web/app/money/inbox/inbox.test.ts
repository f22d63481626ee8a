import { describe, expect, it } from 'vitest';
import en from './en.json';
import { leadsTo, sentence } from './inbox';

describe('an item of the inbox', () => {
	it('has a sentence of its own, else one that fits all', () => {
		expect(sentence({ entity: 'expense', action: 'rejected' })).toBe('inbox.did.rejected');
		expect(sentence({ entity: 'expense', action: 'of tomorrow' })).toBe('inbox.did.changed');
		expect(sentence({ entity: 'budget', action: 'updated' })).toBe('inbox.did.changed');
		const { reached, stalled, paused, ...did } = en.inbox.did;
		expect(reached).toContain('{percent}');
		expect(stalled).not.toBe(paused);
		expect(sentence({ entity: 'recurring', action: 'stalled', comment: 'no_budget' })).toBe('inbox.did.stalled');
		expect(sentence({ entity: 'recurring', action: 'told', comment: 'no_budget' })).toBe('inbox.did.stalled');
		expect(sentence({ entity: 'recurring', action: 'told', comment: null })).toBe('inbox.did.paused');
		for (const action of ['reached', 'told']) expect(sentence({ entity: 'budget', action })).toBe('inbox.did.reached');
		for (const action of Object.keys(did)) expect(sentence({ entity: 'expense', action })).toBe(`inbox.did.${action}`);
	});
	it('leads to its expense or budget as long as that is there', () => {
		expect(leadsTo({ entity: 'expense', entity_id: 7, amount: '1.00' })).toBe('/expenses/7');
		expect(leadsTo({ entity: 'expense', entity_id: 7, amount: null })).toBeUndefined();
		expect(leadsTo({ entity: 'budget', entity_id: 7, amount: '1.00' })).toBe('/budgets/7');
		expect(leadsTo({ entity: 'budget', entity_id: 7, amount: null })).toBeUndefined();
		expect(leadsTo({ entity: 'member', entity_id: 7, amount: '1.00' })).toBeUndefined();
	});
});
