// Who asks while a reading is under way gets one from after it.
import { effectScope } from 'vue';
import { expect, it, vi } from 'vitest';
import { tell } from './events';
import { oneAtATime, shared } from './reading';

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

it('reads for whoever comes after a change that nobody was there to hear', async () => {
	vi.useFakeTimers();
	let reads = 0;
	const { use } = shared(['category'], async () => { reads++; });
	const visit = () => {
		const scope = effectScope();
		scope.run(use);
		return scope;
	};
	const change = (entity: string) => tell({ id: 1, type: `${entity}.created`, entity, action: 'created', entity_id: 1, version: 1 });
	visit().stop();
	visit().stop();
	expect(reads).toBe(1); // it is fresh
	change('category');
	await vi.runAllTimersAsync();
	expect(reads).toBe(1); // nobody is there
	const page = visit();
	expect(reads).toBe(2);
	change('budget');
	await vi.runAllTimersAsync();
	expect(reads).toBe(2);
	change('category');
	await vi.runAllTimersAsync();
	expect(reads).toBe(3); // somebody is
	page.stop();
	vi.useRealTimers();
});
