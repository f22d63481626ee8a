// Who asks while a reading is under way gets one from after it.
import { expect, it } from 'vitest';
import { oneAtATime } from './reading';

it('reads once more, however many asked meanwhile, and shows the last', async () => {
	let state = 'first';
	let shown = '';
	const held: (() => void)[] = [];
	const settled = () => new Promise((resolve) => setTimeout(resolve));
	const read = oneAtATime(async () => {
		const answer = state;
		await new Promise<void>((resolve) => held.push(resolve));
		shown = answer;
	});
	void read();
	state = 'second';
	void read();
	const last = read();
	expect(held.length).toBe(1);
	held.shift()!();
	await settled();
	expect([shown, held.length]).toEqual(['first', 1]);
	held.shift()!();
	await last;
	expect([shown, held.length]).toEqual(['second', 0]);
	void read();
	expect(held.length).toBe(1);
});
