// Filters of a list, held by the address: what is shared or reloaded is the same view.
import { computed, reactive, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export function useFilters<K extends string>(names: readonly K[]) {
	const route = useRoute();
	const router = useRouter();
	const read = () => Object.fromEntries(names.map((name) => [name, String(route.query[name] ?? '')])) as Record<K, string>;
	const values = reactive(read()) as Record<K, string>;
	const path = route.matched[1]?.path ?? route.path;

	watch(values, () => {
		const query: Record<string, string> = {};
		for (const [name, value] of Object.entries(route.query)) if (!names.includes(name as K)) query[name] = String(value);
		for (const name of names) if (values[name]) query[name] = values[name];
		void router.replace({ query });
	});
	// Back and forth in the browser's history.
	watch(() => route.query, () => { if (route.path.startsWith(path)) Object.assign(values, read()); });

	const active = computed(() => names.some((name) => values[name] !== ''));
	const clear = () => { for (const name of names) (values as Record<string, string>)[name] = ''; };
	return { values, active, clear };
}
