// Months of the address and of the form; places and commands lead to pages.
import { expect, it } from 'vitest';
import feature from './feature';
import { inAddress, monthOf, spansAround } from './months';

it('reads the month of the address, or takes this one', () => {
	expect(monthOf('2026-02', '2026-11-29')).toBe('2026-02-01');
	for (const text of ['', 'soon', '2026-13', '2026-1']) expect(monthOf(text, '2026-11-29')).toBe('2026-11-01');
	expect(inAddress('2026-11-01', '2026-11-29')).toBe('');
	expect(inAddress('2026-12-01', '2026-11-29')).toBe('2026-12');
});
it('offers the spans that the server takes, and the one that is shown', () => {
	const months = spansAround('month', '2026-11-29', '2026-11-01').map(({ month }) => month);
	expect([months[0], months.at(-1), months.length]).toEqual(['2026-08-01', '2027-11-01', 16]);
	expect(spansAround('month', '2026-11-29', '2025-01-01')[0]).toEqual({ month: '2025-01-01', until: '2025-01-31' });
	expect(spansAround('quarter', '2026-11-29', '2026-11-01').map(({ month }) => month)).toEqual(
		['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01', '2027-01-01', '2027-04-01', '2027-07-01', '2027-10-01']);
	expect(spansAround('year', '2026-11-29', '2024-11-01').map(({ month }) => month)).toEqual(['2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01']);
});
it('leads from its place and commands to its pages', () => {
	const paths = feature.routes.flatMap(({ path, children = [] }) => [path, ...children.map((child) => `${path}/${child.path}`)]);
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(paths).toContain(to);
});
