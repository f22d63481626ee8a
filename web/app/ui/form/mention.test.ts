import { describe, expect, it } from 'vitest';
import { matching, mentioned, pieces, typedAt, withName, type Person } from './mention';

const people: Person[] = [{ id: 1, name: 'Ann' }, { id: 2, name: 'Ann Lee' }, { id: 3, name: 'Zoë Maier' }, { id: 4, name: 'Zoë Maier' }, { id: 5, name: 'b@acme.example' }];

describe('what is typed behind an @', () => {
	it('is found in front of the caret, with blanks in it', () => {
		expect(typedAt('Hello @an', 9)).toEqual({ from: 6, query: 'an' });
		expect(typedAt('@Ann L', 6)).toEqual({ from: 0, query: 'Ann L' });
		expect(typedAt('(@', 2)).toEqual({ from: 1, query: '' });
	});
	it('is none in an address, behind a line or a blank', () => {
		expect(typedAt('a@an', 4)).toBeUndefined();
		expect(typedAt('@ an', 4)).toBeUndefined();
		expect(typedAt('@a\nan', 5)).toBeUndefined();
		expect(typedAt('nobody', 6)).toBeUndefined();
	});
});

describe('who fits', () => {
	it('begins so, in any word and without accents, the name itself first', () => {
		expect(matching(people, 'an').map(({ id }) => id)).toEqual([1, 2]);
		expect(matching(people, 'zoe').map(({ id }) => id)).toEqual([3, 4]);
		expect(matching(people, 'mai').map(({ id }) => id)).toEqual([3, 4]);
		expect(matching(people, 'nn')).toEqual([]);
		expect(matching(people, '', 2)).toHaveLength(2);
	});
});

describe('a name in a text', () => {
	it('takes the place of what was typed, with one blank behind it', () => {
		expect(withName('Hi @an', { from: 3, query: 'an' }, 'Ann Lee')).toEqual({ text: 'Hi @Ann Lee ', caret: 12 });
		expect(withName('Hi @an there', { from: 3, query: 'an' }, 'Ann')).toEqual({ text: 'Hi @Ann there', caret: 8 });
	});
	it('is the longest that fits, and no part of a word', () => {
		expect(pieces('@Ann Lee, @Ann: @Anne x@Ann', people)).toEqual([{ text: '@Ann Lee', id: 2 }, { text: ', ' }, { text: '@Ann', id: 1 }, { text: ': @Anne x@Ann' }]);
		expect(pieces('nobody', people)).toEqual([{ text: 'nobody' }]);
		expect(pieces('', people)).toEqual([]);
	});
	it('means who was chosen, else the only one of that name', () => {
		expect(mentioned('@Ann and @Zoë Maier', people, new Set([4]))).toEqual([1, 4]);
		expect(mentioned('@Zoë Maier', people, new Set())).toEqual([]);
		expect(mentioned('@Ann @Ann', people, new Set([2]))).toEqual([1]);
		expect(mentioned('gone', people, new Set([1]))).toEqual([]);
	});
});
