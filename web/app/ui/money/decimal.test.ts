// Money is exact: no float ever touches it, and what somebody types means what they think.
import { describe, expect, it } from 'vitest';
import { add, calculate, compare, formatAmount, negate, plainNumber, share, subtract, toDecimals } from './decimal';

describe('amounts', () => {
	it('add up exactly where floats do not', () => {
		expect(add('0.1', '0.2')).toBe('0.3');
		expect(add('9007199254740993.01', '0.02')).toBe('9007199254740993.03');
		expect(add('-1.50', '0.25')).toBe('-1.25');
		expect(add()).toBe('0');
		expect(subtract('10.00', '10.01')).toBe('-0.01');
		expect(negate('-3')).toBe('3');
	});
	it('compare across decimals', () => {
		expect(compare('1.10', '1.1')).toBe(0);
		expect(compare('-2', '1')).toBe(-1);
		expect(share('25', '100')).toBe(0.25);
		expect(share('1', '0')).toBe(0);
	});
	it('round half away from zero', () => {
		expect(toDecimals('0.005', 2)).toBe('0.01');
		expect(toDecimals('-0.005', 2)).toBe('-0.01');
		expect(toDecimals('12', 2)).toBe('12.00');
		expect(toDecimals('1.5', 0)).toBe('2');
	});
});

describe('what is typed into an amount', () => {
	it.each([
		['22+13', '35.00'], ['22 + 13,50', '35.50'], ['3*19.99', '59.97'], ['100/3', '33.33'], ['(1+2)*3', '9.00'],
		['10-2.5-1', '6.50'], ['2×3', '6.00'], ['-5+2', '-3.00'], ['5−2', '3.00'], ['0.1+0.2', '0.30'], ['1/3*3', '1.00'],
	])('%s is %s', (typed, amount) => expect(calculate(typed, 2)).toBe(amount));
	it.each(['', '22+', '1/0', '(1', 'abc', '1e3', '2**3', '--', '1+a'])('%s is none', (typed) => expect(calculate(typed, 2)).toBeUndefined());
	it.each([
		['1.234,50', '1234.50'], ['1,234.50', '1234.50'], ['1’234.50', '1234.50'], ['1 234,5', '1234.5'], ['12,5', '12.5'],
		['1.234', '1234'], ['0.125', '0.125'], ['1.234.567', '1234567'],
	])('%s reads as %s', (typed, plain) => expect(plainNumber(typed, 2)).toBe(plain));
	it('keeps too many decimals, for the server to refuse', () => expect(calculate('0.125', 2)).toBe('0.125'));
	it('has no decimals in yen', () => expect(calculate('100/3', 0)).toBe('33'));
});

describe('what is shown', () => {
	it('has the decimals of the API, not those of Intl', () => {
		expect(formatAmount('1234.5', 'en', 2, 'HUF')).toContain('1,234.50');
		expect(formatAmount('1234', 'en', 0, 'JPY')).toBe('¥1,234');
	});
	it('has a true minus, and every digit of a large amount', () => {
		expect(formatAmount('-1.00', 'en', 2)).toBe('−1.00');
		expect(formatAmount('12345678901234567890.12', 'en', 2)).toBe('12,345,678,901,234,567,890.12');
	});
});
