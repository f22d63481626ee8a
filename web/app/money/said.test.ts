// What is offered again.
import { expect, it } from 'vitest';
import { offered } from './said';

it('offers the most frequent first, and not what says nothing', () => {
	const rows = [{ merchant: 'Bistro', count: 1 }, { merchant: null, count: 9 }, { merchant: 'Railways', count: 3 }];
	expect(offered(rows, ({ merchant }) => merchant)).toEqual(['Railways', 'Bistro']);
	expect(rows[0]!.merchant).toBe('Bistro');
});
it('offers a bounded number', () => {
	expect(offered(Array.from({ length: 80 }, (_, n) => ({ tag: `t${n}`, count: n })), ({ tag }) => tag)).toHaveLength(50);
});
