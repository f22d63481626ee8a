// Answers that cross a change of the person, in every order in which they can come.
import { expect, it } from 'vitest';
import { useList } from './list';

type Row = { id: number; text?: string };

// A server whose answers the test lets go: each has the rows of when it was asked.
function server(...rows: Row[]) {
	const held: (() => void)[] = [];
	const all = {
		rows, held,
		fetch: () => {
			const items = [...all.rows];
			return new Promise<{ items: Row[] }>((resolve) => held.push(() => resolve({ items })));
		},
		async answer() {
			held.shift()!();
			await settled();
		},
	};
	return all;
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const ids = (list: { items: { value: Row[] } }) => list.items.value.map(({ id }) => id);

async function shown(of: ReturnType<typeof server>) {
	const list = useList<Row>({ fetch: of.fetch });
	void list.load();
	await of.answer();
	return list;
}

it('does not bring back what was deleted after the list was asked for', async () => {
	const all = server({ id: 1 }, { id: 2 });
	const list = await shown(all);
	void list.load();
	list.remove(2);
	all.rows = [{ id: 1 }];
	await all.answer();
	expect(ids(list)).toEqual([1]);
	expect(all.held.length).toBe(1); // read again
	await all.answer();
	expect(ids(list)).toEqual([1]);
});

it('reads again when a change has ended, not while it is under way', async () => {
	const all = server({ id: 1, text: 'old' });
	const list = await shown(all);
	let done!: () => void;
	const change = list.attempt(() => list.put({ id: 1, text: 'new' }), () => new Promise<void>((resolve) => { done = resolve; }));
	void list.load();
	await all.answer();
	expect(list.items.value[0]?.text).toBe('new');
	expect(all.held.length).toBe(0);
	all.rows = [{ id: 1, text: 'new' }, { id: 7 }];
	done();
	await change;
	await all.answer();
	expect(list.items.value).toEqual(all.rows);
});

it('takes a refused change back and asks how it is', async () => {
	const all = server({ id: 1, text: 'old' });
	const list = await shown(all);
	await expect(list.attempt(() => list.remove(1), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(list.items.value[0]?.text).toBe('old');
	all.rows = [{ id: 1, text: 'theirs' }];
	expect(all.held.length).toBe(1);
});

it('keeps the last of two readings', async () => {
	const all = server({ id: 1 });
	const list = await shown(all);
	void list.load();
	all.rows = [{ id: 2 }];
	void list.load();
	const [first, second] = all.held.splice(0) as [() => void, () => void];
	second();
	await settled();
	first();
	await settled();
	expect(ids(list)).toEqual([2]);
});
