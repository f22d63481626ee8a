// Whether the name and the address of a new organization are in use, told while somebody types. Nothing waits for the
// answer, and nothing is kept by it: signing up says it again.
import { onScopeDispose, shallowRef, watch } from 'vue';
import { api, type Schemas } from '../../api/client';

const pauseMs = 300;

export function useAddressCheck(values: { name: string; slug: string }) {
	const found = shallowRef<Schemas['address_check']>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let latest = 0;

	async function ask(number: number) {
		// What cannot be a name or an address is told when the form is sent.
		const { data } = await api.GET('/api/v2/organization-address', { params: { query: { name: values.name, slug: values.slug || undefined } } })
			.catch(() => ({ data: undefined }));
		if (number === latest) found.value = data;
	}

	watch(() => [values.name, values.slug], () => {
		const number = ++latest;
		found.value = undefined;
		clearTimeout(timer);
		if (values.name.trim() !== '') timer = setTimeout(() => void ask(number), pauseMs);
	});
	onScopeDispose(() => { latest++; clearTimeout(timer); });
	return found;
}
