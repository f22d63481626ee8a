// Rates and what they tell the shell hold together.
import { expect, it } from 'vitest';
import feature from './feature';
import { pathOf, rowOf } from './rates';

it('leads from its place and commands to its pages', () => {
	const paths = feature.routes.flatMap(({ path, children = [] }) => [path, ...children.map((child) => `${path}/${child.path}`)]);
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(paths).toContain(to);
});
it('knows a rate by its key, whatever it is', () => {
	const rate = { kind: 'tax', code: 'full/half', since: '2026-01-01', from_quantity: '0', value: '19', unit: null, decimals: null, can: [] };
	expect(pathOf(rate)).toBe('/rates/tax/full%2Fhalf/2026-01-01');
	expect(pathOf({ kind: 'mileage', code: 'car', since: '2026-01-01', from_quantity: '10000' })).toBe('/rates/mileage/car/2026-01-01/10000');
	expect(rowOf({ ...rate, from_quantity: '5' }).id).not.toBe(rowOf(rate).id);
	expect(rowOf({ ...rate, value: '20' }).id).toBe(rowOf(rate).id);
	expect(rowOf({ ...rate, since: '2026-01-02' }).id).not.toBe(rowOf(rate).id);
});
