// Which one comes next; and places and commands lead to pages.
import { expect, it } from 'vitest';
import { beside, following } from './approvals';
import feature from './feature';

it('goes on and back, and stays at the ends', () => {
	expect(beside([4, 2, 9], 2, 1)).toBe(9);
	expect(beside([4, 2, 9], 2, -1)).toBe(4);
	expect(beside([4, 2, 9], 9, 1)).toBeUndefined();
	expect(beside([4, 2, 9], 4, -1)).toBeUndefined();
	// From the list, or from one that is gone, to the first.
	expect(beside([4, 2, 9], undefined, 1)).toBe(4);
	expect(beside([4, 2, 9], 5, -1)).toBe(4);
	expect(beside([], undefined, 1)).toBeUndefined();
});
it('has the next before whoever is done with one, else what is left', () => {
	expect(following([4, 2, 9], 4)).toBe(2);
	expect(following([4, 2, 9], 9)).toBe(2);
	expect(following([4], 4)).toBeUndefined();
	// Somebody else was faster: the first.
	expect(following([2, 9], 4)).toBe(2);
});
it('leads from its place and command to its page', () => {
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(feature.routes.map(({ path }) => path)).toContain(to);
});
