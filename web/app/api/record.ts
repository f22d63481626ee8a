// One record as a panel shows it: at once where a list has it already, read anew when somebody changes it.
import { computed, shallowRef } from 'vue';
import { asProblem, type Problem } from './client';
import { onChange } from './events';
import type { ListState } from './list';

export function useRecord<T extends { version: number }>(options: { fetch: () => Promise<T>; entity: string; id: number; first?: T }) {
	const value = shallowRef<T | undefined>(options.first);
	const problem = shallowRef<Problem>();

	async function load() {
		problem.value = undefined;
		try {
			value.value = await options.fetch();
		} catch (error) {
			problem.value = asProblem(error);
		}
	}

	const state = computed<ListState>(() => {
		if (problem.value) return problem.value.status === 403 ? 'forbidden' : 'failed';
		return value.value ? 'ready' : 'loading';
	});
	onChange(options.entity, (change) => {
		if (change.entity_id === options.id && change.version !== value.value?.version && change.action !== 'deleted') void load();
	});
	void load();
	return { value, state, problem, load };
}
