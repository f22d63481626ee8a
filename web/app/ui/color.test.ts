// Whatever colour an organization chooses, what is written in it and on it can be read.
import { expect, it } from 'vitest';
import { contrast, grounds, mix, parseColor, readable, readableColor } from './color';

const colors = ['#000000', '#ffffff', '#ffff00', '#1f5f8b', '#c8553d', '#00ff88', '#777777', '#ff00ff', '#123456', '#fedcba'];

it.each(colors)('%s is readable in both themes', (hex) => {
	for (const theme of ['light', 'dark'] as const) {
		const color = readableColor(parseColor(hex)!, theme);
		for (const ground of grounds[theme]) {
			expect(contrast(color, ground)).toBeGreaterThanOrEqual(readable);
			expect(contrast(color, mix(color, ground, 0.1))).toBeGreaterThanOrEqual(readable);
		}
	}
});

it('keeps a colour that is readable already', () => expect(readableColor([31, 95, 139], 'light')).toEqual([31, 95, 139]));
it('knows what a colour is', () => expect(parseColor('blue')).toBeUndefined());
