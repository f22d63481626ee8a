// The queue of uploads: one after the other, one that fails holds up none, each can be ended or tried again.
import { expect, it, vi } from 'vitest';
import { Problem } from '../../api/client';
import { makeQueue, mayTryAgain, type Upload } from './queue';

// A server whose answers the test gives.
function world() {
	const calls: { upload: Upload; progress: (sent: number) => void; signal: AbortSignal; answer: (name: string) => void; refuse: (error: unknown) => void }[] = [];
	const added = vi.fn();
	const failed = vi.fn();
	const queue = makeQueue<string>({
		check: (file) => Promise.resolve(file.size === 0 ? new Problem(422, { code: 'invalid' }) : undefined),
		send: (upload, progress, signal) => new Promise((answer, refuse) => {
			signal.addEventListener('abort', () => refuse(signal.reason));
			calls.push({ upload, progress, signal, answer, refuse });
		}),
		added: ({ expense, file }, receipt) => added(expense, file.name, receipt),
		failed: ({ expense, file }) => failed(expense, file.name),
	});
	return { queue, calls, added, failed, states: () => queue.items.map(({ file, state }) => `${file.name} ${state}`) };
}
const file = (name: string, text = 'x') => new File([text], name);
const settle = () => new Promise((resolve) => { setTimeout(resolve); });

it('sends one after the other, in the order in which they came', async () => {
	const { queue, calls, added, states } = world();
	await queue.add(7, [file('a'), file('b')]);
	await queue.add(8, [file('c')]);
	expect(states()).toEqual(['a sending', 'b waiting', 'c waiting']);
	calls[0]!.progress(1);
	expect(queue.items[0]!.sent).toBe(1);
	calls[0]!.answer('A');
	await settle();
	expect(states()).toEqual(['b sending', 'c waiting']);
	calls[1]!.answer('B');
	await settle();
	calls[2]!.answer('C');
	await settle();
	expect(queue.items).toEqual([]);
	expect(queue.isBusy()).toBe(false);
	expect(added.mock.calls).toEqual([[7, 'a', 'A'], [7, 'b', 'B'], [8, 'c', 'C']]);
});

it('does not send what is refused before, and says so at once', async () => {
	const { queue, calls, failed, states } = world();
	await queue.add(7, [file('empty', ''), file('good')]);
	expect(states()).toEqual(['empty failed', 'good sending']);
	expect(calls.map(({ upload }) => upload.file.name)).toEqual(['good']);
	expect(failed).toHaveBeenCalledWith(7, 'empty');
	expect(mayTryAgain(queue.items[0]!)).toBe(false);
});

it('goes on after a failure, keeps what failed with why, and sends it again with the same key', async () => {
	const { queue, calls, failed, states } = world();
	await queue.add(7, [file('a'), file('b')]);
	calls[0]!.refuse(new Problem(0));
	await settle();
	expect(states()).toEqual(['a failed', 'b sending']);
	expect(queue.items[0]!.problem?.code).toBe('offline');
	expect(mayTryAgain(queue.items[0]!)).toBe(true);
	expect(failed).toHaveBeenCalledExactlyOnceWith(7, 'a');
	queue.again(queue.items[0]!);
	expect(states()).toEqual(['b sending', 'a waiting']);
	calls[1]!.answer('B');
	await settle();
	expect(calls[2]!.upload.id).toBe(calls[0]!.upload.id);
	calls[2]!.answer('A');
	await settle();
	expect(queue.items).toEqual([]);
	// What is under way, or has arrived, is not sent once more.
	queue.again(calls[2]!.upload);
	expect(calls).toHaveLength(3);
});

it('ends one under way and goes on, without calling that a failure', async () => {
	const { queue, calls, added, failed, states } = world();
	await queue.add(7, [file('a'), file('b'), file('c')]);
	queue.drop(queue.items[1]!);
	queue.drop(queue.items[0]!);
	expect(calls[0]!.signal.aborted).toBe(true);
	await settle();
	expect(states()).toEqual(['c sending']);
	expect(failed).not.toHaveBeenCalled();
	expect(added).not.toHaveBeenCalled();
});

it('forgets those of one expense, or all', async () => {
	const { queue, states } = world();
	await queue.add(7, [file('a')]);
	await queue.add(8, [file('b'), file('c', '')]);
	queue.clear(7);
	await settle();
	expect(states()).toEqual(['b sending', 'c failed']);
	queue.clear();
	await settle();
	expect(states()).toEqual([]);
});

it('offers again what the server or the way to it could not do, not what it would not', () => {
	const again = (status: number) => mayTryAgain({ problem: new Problem(status) });
	expect([0, 401, 429, 500, 503].every(again)).toBe(true);
	expect([403, 404, 409, 412, 413, 422].some(again)).toBe(false);
});
