// A spreadsheet reads back what was there, and runs none of it.
import { expect, it } from 'vitest';
import { formulaFree, toCsv } from './csv';

it('quotes what would end a cell', () => {
	expect(toCsv([['a', 'say "x", y', 'two\nlines']])).toBe('\uFEFFa,"say ""x"", y","two\nlines"\r\n');
});
it('takes the life out of formulas, and leaves figures alone', () => {
	for (const text of ['=1+1', '+1', '-1', '@x', '\tx']) expect(formulaFree(text)).toBe(`'${text}`);
	expect(toCsv([['-x', { figures: '-12.50' }]])).toBe("\uFEFF'-x,-12.50\r\n");
});
