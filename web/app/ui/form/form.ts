// A form: its values, the server's errors beside their fields, and one submission at a time.
import { computed, reactive, ref, shallowRef, toRaw } from 'vue';
import { asProblem, type Problem } from '../../api/client';
import { useProblemText } from '../problem';

export function useForm<V extends Record<string, unknown>>(initial: () => V, send: (values: V) => Promise<void>) {
	const values = reactive(initial()) as V;
	const problem = shallowRef<Problem>();
	const busy = ref(false);
	const { text, field } = useProblemText();
	const names = new Set(Object.keys(initial()));

	const errors = computed(() => {
		const found: Partial<Record<string, string>> = {};
		for (const error of problem.value?.fields ?? []) found[error.field] ??= field(error);
		return found;
	});
	// What belongs to no field of this form stands above it.
	const message = computed(() => {
		if (!problem.value) return '';
		const fields = problem.value.fields;
		if (fields.length > 0 && fields.every((error) => names.has(error.field))) return '';
		const rest = fields.filter((error) => !names.has(error.field)).map(field);
		return rest.length > 0 ? rest.join(' ') : text(problem.value);
	});

	async function submit() {
		if (busy.value) return;
		busy.value = true;
		try {
			await send({ ...toRaw(values) });
			problem.value = undefined;
		} catch (error) {
			problem.value = asProblem(error);
		} finally {
			busy.value = false;
		}
	}

	function reset() {
		Object.assign(values, initial());
		problem.value = undefined;
	}

	const changed = computed(() => JSON.stringify(values) !== JSON.stringify(initial()));
	return { values, errors, message, problem, busy, changed, submit, reset };
}
