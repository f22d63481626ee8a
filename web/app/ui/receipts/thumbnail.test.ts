// Where a small picture is cut out of a large one.
import { expect, it } from 'vitest';
import { square } from './thumbnail';

it('is the middle of what is too long', () => {
	expect(square(400, 300)).toEqual({ x: 50, y: 0, side: 300 });
	expect(square(3, 8)).toEqual({ x: 0, y: 2, side: 3 });
	expect(square(1, 1)).toEqual({ x: 0, y: 0, side: 1 });
});
