// A few letters find a command, with or without accents.
import { expect, it } from 'vitest';
import { rank } from './rank';

const all = ['New department', 'Departments', 'Dépenses', 'Home'];
it('finds by the beginnings of words, the nearest first', () => expect(rank('dep', all, (one) => one)).toEqual(['Departments', 'Dépenses', 'New department']));
it('wants every word', () => expect(rank('new dep', all, (one) => one)).toEqual(['New department']));
it('shows all for nothing', () => expect(rank('', all, (one) => one)).toEqual(all));
