// Days that are offered, sums as they are taken, and where places and commands lead.
import { expect, it } from 'vitest';
import feature from './feature';
import { endBefore, nextEnd, totalsOf, type Period } from './months';

it('leads from its place and commands to its pages', () => {
	const paths = feature.routes.flatMap(({ path, children = [] }) => [path, ...children.map((child) => `${path}/${child.path}`)]);
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(paths).toContain(to);
});
it('offers the end of the next month that is over', () => {
	expect(nextEnd(null, '2026-11-30')).toBe('2026-10-31');
	expect(nextEnd('2026-08-31', '2026-11-30')).toBe('2026-09-30');
	expect(nextEnd('2026-09-15', '2026-11-30')).toBe('2026-09-30');
	expect(nextEnd('2027-12-31', '2028-03-01')).toBe('2028-01-31');
	expect(nextEnd('2028-01-31', '2028-03-01')).toBe('2028-02-29');
	// A month that is not over ends, for now, yesterday.
	expect(nextEnd('2026-10-31', '2026-11-30')).toBe('2026-11-29');
});
it('opens the last month that is closed', () => {
	expect(endBefore('2026-10-31')).toBe('2026-09-30');
	expect(endBefore('2026-01-10')).toBe('2025-12-31');
});
it('takes sums as they are, and none where there are none', () => {
	const sum = { count: 1, amount: '1.00', tax_amount: '0.00', net_amount: '1.00', original_currency: 'USD' };
	expect(totalsOf({ totals: { month: [], tax: [], original_currency: [sum] } } as unknown as Period).original_currency).toEqual([sum]);
	expect(totalsOf({ totals: null } as Period).month).toEqual([]);
});
