// Something that is read for a page: its state, and again. A page that reads anew keeps showing what it has.
import { onMounted, ref, shallowRef } from 'vue';
import type { ListState } from '../app/api/list';
import { asProblem, type Problem } from './api';

export function useRead<T>(fetch: () => Promise<T>, isEmpty: (found: T) => boolean = () => false) {
	const found = shallowRef<T>();
	const problem = shallowRef<Problem>();
	const state = ref<ListState>('loading');
	const busy = ref(false);
	let asked = 0;

	async function load() {
		const mine = ++asked;
		busy.value = true;
		try {
			const value = await fetch();
			if (mine !== asked) return;
			found.value = value;
			problem.value = undefined;
			state.value = isEmpty(value) ? 'empty' : 'ready';
		} catch (error) {
			if (mine !== asked) return;
			problem.value = asProblem(error);
			if (found.value === undefined) state.value = 'failed';
		} finally {
			if (mine === asked) busy.value = false;
		}
	}
	return { found, problem, state, busy, load, now: () => { onMounted(load); } };
}
