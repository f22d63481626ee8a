// Categories in the order in which a tree is read.
import { expect, it } from 'vitest';
import { branches, optionsOf, withBelow, type Category } from './tree';

const one = (id: number, name: string, parent_id: number | null = null, code: string | null = null) => ({ id, name, parent_id, code }) as Category;
const all = [one(4, 'Taxi', 1), one(2, 'Train', 1), one(1, 'Travel'), one(3, 'Meals'), one(5, 'Night train', 2), one(6, 'Lost', 99), one(7, 'Rent', null, '10')];

it('has each before what is below it, by code and name', () => {
	expect(branches(all).map(({ one: { name }, level }) => [name, level]))
		.toEqual([['Lost', 0], ['Meals', 0], ['Travel', 0], ['Taxi', 1], ['Train', 1], ['Night train', 2], ['Rent', 0]]);
});
it('finds what is below one, however deep', () => {
	expect(withBelow(all, 1).sort()).toEqual([1, 2, 4, 5]);
	expect(withBelow(all, 3)).toEqual([3]);
});
it('indents what one chooses from', () => {
	expect(optionsOf(all).find(({ value }) => value === '5')?.label).toBe('\u2007\u2007\u2007\u2007Night train');
	expect(optionsOf(all).at(-1)?.label).toBe('10 Rent');
});
