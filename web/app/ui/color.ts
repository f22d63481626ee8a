// The organization's colour, made readable. A colour may be anything; what is shown is darkened (on light) or lightened
// (on dark) until text has 4.5:1 on it, and it has 4.5:1 as text on a page and on its own tint (WCAG 2.2, 1.4.3).
export type Rgb = readonly [number, number, number];

export const parseColor = (hex: string): Rgb | undefined => {
	const digits = /^#?([0-9a-f]{6})$/i.exec(hex)?.[1];
	return digits ? [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb : undefined;
};

export const toHex = (color: Rgb) => `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const linear = (part: number) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);

export const luminance = ([red, green, blue]: Rgb) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

export function contrast(one: Rgb, other: Rgb): number {
	const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (high + 0.05) / (low + 0.05);
}

// A share of one colour over another.
export const mix = (over: Rgb, under: Rgb, share: number): Rgb =>
	[0, 1, 2].map((at) => over[at]! * share + under[at]! * (1 - share)) as unknown as Rgb;

export const readable = 4.5;
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
// The page in light and in dark, and the greyest ground that a coloured word stands on there.
export const grounds = { light: [white, [245, 245, 245] as Rgb], dark: [[23, 23, 23] as Rgb, [38, 38, 38] as Rgb] } as const;

// The nearest colour that is readable in a theme: as text on every ground and on a tint of a tenth of itself, and with
// the theme's inverted text on it.
export function readableColor(color: Rgb, theme: 'light' | 'dark'): Rgb {
	const towards = theme === 'light' ? black : white;
	const good = (candidate: Rgb) => grounds[theme].every((ground) =>
		contrast(candidate, ground) >= readable && contrast(candidate, mix(candidate, ground, 0.1)) >= readable);
	for (let step = 0; step <= 100; step++) {
		const candidate = mix(towards, color, step / 100);
		const rounded = parseColor(toHex(candidate))!;
		if (good(rounded)) return rounded;
	}
	return towards;
}

// Sets the organization's colour for both themes; nothing is stored, so a change is seen at once.
export function applyColor(hex: string | undefined) {
	const color = parseColor(hex ?? '');
	const style = document.documentElement.style;
	for (const theme of ['light', 'dark'] as const) {
		if (color) style.setProperty(`--brand-${theme}`, toHex(readableColor(color, theme)));
		else style.removeProperty(`--brand-${theme}`);
	}
}
