import { expect, test } from 'vitest';
import { inOrder, keyOfText, type Comment } from './comments';

const said = (id: number) => ({ id, comment: String(id) }) as Comment;

test('what was said first stands first, and the list stays as it is', () => {
	const items = [said(3), said(2), said(1)];
	expect(inOrder(items).map((one) => one.id)).toEqual([1, 2, 3]);
	expect(items.map((one) => one.id)).toEqual([3, 2, 1]);
});

test('the same text has the same key until it was taken, another text another', () => {
	const key = keyOfText();
	const first = key.of('Why?');
	expect(key.of('Why?')).toBe(first);
	expect(key.of('When?')).not.toEqual(first);
	const again = key.of('When?');
	key.taken();
	expect(key.of('When?')).not.toEqual(again);
});
