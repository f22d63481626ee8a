// Money as the API has it: decimal text. Computed in integers of the smallest unit, never as a float.

// A decimal as an integer and its number of decimals.
type Exact = { units: bigint; scale: number };

const shape = /^([+-]?)(\d*)(?:\.(\d*))?$/;

function exact(text: string): Exact | undefined {
	const [, sign, whole = '', part = ''] = shape.exec(text) ?? [];
	if (sign === undefined || whole + part === '') return undefined;
	return { units: BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`), scale: part.length };
}

const power = (exponent: number) => 10n ** BigInt(exponent);

function align(a: Exact, b: Exact): [bigint, bigint, number] {
	const scale = Math.max(a.scale, b.scale);
	return [a.units * power(scale - a.scale), b.units * power(scale - b.scale), scale];
}

function text({ units, scale }: Exact): string {
	const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
	const whole = digits.slice(0, digits.length - scale);
	return `${units < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

// To so many decimals, half away from zero.
function round(value: Exact, decimals: number): Exact {
	if (value.scale <= decimals) return { units: value.units * power(decimals - value.scale), scale: decimals };
	const divisor = power(value.scale - decimals);
	const size = value.units < 0n ? -value.units : value.units;
	const rounded = (size * 2n + divisor) / (divisor * 2n);
	return { units: value.units < 0n ? -rounded : rounded, scale: decimals };
}

export function add(...amounts: string[]): string {
	let sum: Exact = { units: 0n, scale: 0 };
	for (const amount of amounts) {
		const [a, b, scale] = align(sum, exact(amount) ?? { units: 0n, scale: 0 });
		sum = { units: a + b, scale };
	}
	return text(sum);
}

export const negate = (amount: string) => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
export const subtract = (a: string, b: string) => add(a, negate(b));

export function compare(a: string, b: string): -1 | 0 | 1 {
	const [left, right] = align(exact(a) ?? { units: 0n, scale: 0 }, exact(b) ?? { units: 0n, scale: 0 });
	return left < right ? -1 : left > right ? 1 : 0;
}

// A share of a whole, for a bar: the one place where a float is good enough. 0 where there is no whole.
export function share(part: string, whole: string): number {
	const [a, b] = align(exact(part) ?? { units: 0n, scale: 0 }, exact(whole) ?? { units: 0n, scale: 0 });
	return b === 0n ? 0 : Number((a * 10_000n) / b) / 10_000;
}

// From this share of a budget on the server tells that little is left.
export const nearly = 0.8;

// A typed number as the API wants it: 1.234,50 and 1,234.50 alike. The last of . and , is the decimal sign, unless it
// stands more than once, or has three digits behind it where the currency does not.
export function plainNumber(typed: string, decimals: number): string | undefined {
	const bare = typed.replace(/[\s'’\u00a0\u202f]/g, '').replace('−', '-');
	if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return undefined;
	const at = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
	if (at < 0) return bare;
	const sign = bare[at]!;
	const other = sign === '.' ? ',' : '.';
	const behind = bare.length - at - 1;
	const grouping = bare.split(sign).length > 2 || (behind === 3 && decimals !== 3 && !bare.includes(other) && /^[+-]?[1-9]\d{0,2}[.,]/.test(bare));
	if (grouping) return bare.replaceAll(sign, '').replace(other, '.');
	return `${bare.slice(0, at).replaceAll(other, '')}.${bare.slice(at + 1)}`;
}

// What somebody typed into an amount: a number, or a calculation of numbers with + - * / and brackets, exactly, rounded
// once to the currency's decimals. Undefined where it is neither.
export function calculate(typed: string, decimals: number): string | undefined {
	const tokens = typed.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-').match(/[\d.,'’\s\u00a0\u202f]+|[-+*/()]/g);
	if (!tokens || tokens.join('') !== typed.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-')) return undefined;
	const words = tokens.map((token) => token.trim()).filter(Boolean);
	let at = 0;
	type Fraction = { over: bigint; under: bigint };

	const number = (): Fraction | undefined => {
		const word = words[at];
		if (word === undefined) return undefined;
		if (word === '(') {
			at++;
			const inner = sum();
			if (words[at++] !== ')') return undefined;
			return inner;
		}
		if (word === '-' || word === '+') {
			at++;
			const inner = number();
			return inner && word === '-' ? { over: -inner.over, under: inner.under } : inner;
		}
		const value = exact(plainNumber(word, decimals) ?? '');
		at++;
		return value && { over: value.units, under: power(value.scale) };
	};
	const product = (): Fraction | undefined => {
		let left = number();
		while (left && (words[at] === '*' || words[at] === '/')) {
			const divide = words[at++] === '/';
			const right = number();
			if (!right || (divide && right.over === 0n)) return undefined;
			left = divide ? { over: left.over * right.under, under: left.under * right.over }
				: { over: left.over * right.over, under: left.under * right.under };
		}
		return left;
	};
	const sum = (): Fraction | undefined => {
		let left = product();
		while (left && (words[at] === '+' || words[at] === '-')) {
			const minus = words[at++] === '-';
			const right = product();
			if (!right) return undefined;
			left = { over: left.over * right.under + (minus ? -1n : 1n) * right.over * left.under, under: left.under * right.under };
		}
		return left;
	};

	const result = sum();
	if (!result || at !== words.length) return undefined;
	// A single number keeps its decimals: the server says that they are too many.
	if (words.length === 1) return plainNumber(words[0]!, decimals);
	const sign = result.over < 0n !== result.under < 0n ? -1n : 1n;
	const over = (result.over < 0n ? -result.over : result.over) * power(decimals);
	const under = result.under < 0n ? -result.under : result.under;
	return text({ units: (sign * ((over * 2n + under) / (under * 2n))), scale: decimals });
}

export const toDecimals = (amount: string, decimals: number) => text(round(exact(amount) ?? { units: 0n, scale: 0 }, decimals));

// An amount for people: by locale, with the decimals that the API says (Intl's own differ for some thirty currencies),
// and with a true minus.
export function formatAmount(amount: string, locale: string, decimals: number, currency?: string): string {
	const format = new Intl.NumberFormat(locale, {
		minimumFractionDigits: decimals, maximumFractionDigits: decimals,
		...(currency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {}),
	});
	return format.formatToParts(amount as Intl.StringNumericLiteral).map(({ type, value }) => (type === 'minusSign' ? '−' : value)).join('');
}
