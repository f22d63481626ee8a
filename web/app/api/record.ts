// One record as a panel shows it: at once where a list has it already, read anew when somebody changes it.
import { computed, shallowRef } from 'vue';
import { asProblem, type Problem } from './client';
import { concerns, onChange } from './events';
import type { ListState } from './list';
import { oneAtATime } from './reading';

// The later of what was read and what is known by now: a change of one's own may have been answered meanwhile.
export function newer<T extends { version: number }>(read: T, known: T | undefined): T {
	return known && known.version > read.version ? known : read;
}

// Changes after which there is no record to read any more.
const ends = ['deleted', 'withdrawn'];

export function useRecord<T extends { version: number }>(options: { fetch: () => Promise<T>; entity: string; id: number; first?: T }) {
	const value = shallowRef<T | undefined>(options.first);
	const problem = shallowRef<Problem>();

	const load = oneAtATime(async () => {
		problem.value = undefined;
		try {
			value.value = newer(await options.fetch(), value.value);
		} catch (error) {
			problem.value = asProblem(error);
		}
	});

	const state = computed<ListState>(() => {
		if (problem.value) return problem.value.status === 403 ? 'forbidden' : 'failed';
		return value.value ? 'ready' : 'loading';
	});
	onChange(options.entity, (change) => {
		if (concerns(change, options.id) && change.version !== value.value?.version && !ends.includes(change.action)) void load();
	});
	void load();
	return { value, state, problem, load };
}
