// A list of the API as a page shows it: pages by keyset, one of four states, kept fresh by the event stream, changed at
// once by the person and rolled back where the server refuses.
import { computed, onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import { asProblem, type Problem } from './client';
import { onChange } from './events';

export type ListState = 'loading' | 'ready' | 'empty' | 'failed' | 'forbidden';
type Page<T> = { items: T[]; next?: string | null };

export type ListOptions<T> = {
	// Reads one page: what follows after a position.
	fetch: (after: string | undefined) => Promise<Page<T>>;
	// What to listen for: 'department', or several.
	entities?: string | string[];
};

// All of a list, page after page: for what there are few of.
export async function readAll<T>(read: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> {
	const items: T[] = [];
	let after: string | undefined;
	do {
		const page = await read(after);
		items.push(...page.items);
		after = page.next ?? undefined;
	} while (after);
	return items;
}

export function useList<T extends { id: number }>(options: ListOptions<T>) {
	const items = shallowRef<T[]>([]) as Ref<T[]>;
	const problem = shallowRef<Problem>();
	const loaded = ref(false);
	const loadingMore = ref(false);
	let next: string | null | undefined;
	let run = 0;
	// An answer that was asked for before a change of the person, or while one is under way, may be from before it: it is
	// not taken, and the list is read again when the last change has ended.
	let changes = 0;
	let underWay = 0;
	let stale = false;
	const isOld = (seen: number) => underWay > 0 || seen !== changes;
	async function again() {
		if (underWay > 0) stale = true;
		else await load();
	}

	const state = computed<ListState>(() => {
		if (problem.value) return problem.value.status === 403 ? 'forbidden' : 'failed';
		if (!loaded.value) return 'loading';
		return items.value.length === 0 ? 'empty' : 'ready';
	});
	const hasMore = ref(false);

	// Reads the list from the beginning. What is there stays until the answer comes, unless the list is another (`reset`).
	async function load({ reset = false } = {}): Promise<void> {
		const mine = ++run;
		const seen = changes;
		if (reset) {
			loaded.value = false;
			items.value = [];
		}
		problem.value = undefined;
		try {
			// As many as were shown, so that a change does not move the person who reads further down.
			const wanted = items.value.length;
			let page = await options.fetch(undefined);
			let all = page.items;
			while (page.next && all.length < wanted) {
				page = await options.fetch(page.next);
				all = [...all, ...page.items];
			}
			if (mine !== run) return;
			if (isOld(seen)) return await again();
			items.value = all;
			next = page.next;
			hasMore.value = !!next;
			loaded.value = true;
		} catch (error) {
			if (mine === run) problem.value = asProblem(error);
		}
	}

	async function more() {
		if (!next || loadingMore.value) return;
		const mine = run;
		const seen = changes;
		loadingMore.value = true;
		try {
			const page = await options.fetch(next);
			if (mine !== run) return;
			const known = new Set(items.value.map((item) => item.id));
			items.value = [...items.value, ...page.items.filter((item) => !known.has(item.id))];
			next = page.next;
			hasMore.value = !!next;
			if (isOld(seen)) void again();
		} catch (error) {
			problem.value = asProblem(error);
		} finally {
			loadingMore.value = false;
		}
	}

	// Puts a record where it is, or in front where it is new.
	function put(record: T) {
		changes++;
		const at = items.value.findIndex((item) => item.id === record.id);
		items.value = at < 0 ? [record, ...items.value] : items.value.with(at, record);
	}

	function remove(id: number) {
		changes++;
		items.value = items.value.filter((item) => item.id !== id);
	}

	// Shows a change at once, and takes it back where the call fails.
	async function attempt<R>(change: () => void, call: () => Promise<R>): Promise<R> {
		const before = items.value;
		underWay++;
		change();
		try {
			return await call();
		} catch (error) {
			items.value = before;
			stale = true;
			throw error;
		} finally {
			changes++;
			underWay--;
			if (stale && underWay === 0) {
				stale = false;
				void load();
			}
		}
	}

	if (options.entities) {
		let timer: ReturnType<typeof setTimeout> | undefined;
		onChange(options.entities, () => {
			clearTimeout(timer);
			timer = setTimeout(() => { if (loaded.value) void load(); }, 150);
		});
		onScopeDispose(() => clearTimeout(timer));
	}
	return { items, state, problem, hasMore, loadingMore, load, more, put, remove, attempt };
}
