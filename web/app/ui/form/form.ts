// A form: its values, the server's errors beside their fields, and one submission at a time. A form over a record follows
// it (`follow`): a change from elsewhere comes into what was not touched, and takes nothing that was typed.
import { computed, reactive, ref, shallowRef, toRaw, watch } from 'vue';
import { asProblem, type Problem } from '../../api/client';
import { useProblemText } from '../problem';
import { follow as merge } from './merge';

export function useForm<V extends Record<string, unknown>>(initial: () => V, send: (values: V, before: V) => Promise<void>) {
	const values = reactive(initial()) as V;
	const problem = shallowRef<Problem>();
	const busy = ref(false);
	// What the record said when the fields were filled; whether somebody else has changed what was typed in since.
	const before = shallowRef(initial());
	const overtaken = ref(false);
	let follows = false;
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
			await send({ ...toRaw(values) }, before.value);
			problem.value = undefined;
			// What is saved is what the record says now.
			if (follows) reset();
		} catch (error) {
			problem.value = asProblem(error);
			if (follows) take();
		} finally {
			busy.value = false;
		}
	}

	function reset() {
		before.value = initial();
		Object.assign(values, initial());
		problem.value = undefined;
		overtaken.value = false;
	}

	function take() {
		const now = initial();
		const merged = merge({ ...toRaw(values) }, before.value, now);
		before.value = now;
		Object.assign(values, merged.values);
		if (merged.overtaken.length > 0) overtaken.value = true;
	}

	// follow(() => record.version): while a submission is under way its answer comes first.
	function follow(version: () => unknown) {
		follows = true;
		watch(version, () => { if (!busy.value) take(); });
	}

	const changed = computed(() => JSON.stringify(values) !== JSON.stringify(before.value));
	// Both versions are to be shown.
	const conflict = computed(() => overtaken.value || problem.value?.code === 'version_conflict');
	return { values, errors, message, problem, busy, changed, conflict, submit, reset, follow };
}
