// Tags as people type them.
import { expect, it } from 'vitest';
import { added, isSame } from './tags';

it('takes what is typed, each once, and the first spelling', () => {
	expect(added([], ' Berlin ,fair,, BERLIN ')).toEqual(['Berlin', 'fair']);
	expect(added(['Zürich'], 'ZÜRICH')).toEqual(['Zürich']);
	expect(added(['a'], ' ')).toEqual(['a']);
	expect(added([], 'trade   fair')).toEqual(['trade fair']);
});
it('leaves the list that it was given as it was', () => {
	const tags = ['a'];
	added(tags, 'b');
	expect(tags).toEqual(['a']);
});
it('knows the same in any case and however it is composed', () => {
	expect(isSame('Café', 'CAFE\u0301')).toBe(true);
	expect(isSame('fair', 'fairs')).toBe(false);
});
