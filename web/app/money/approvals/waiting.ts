// How many expenses wait for whoever is here: once at the beginning, and whenever one changes.
import { onScopeDispose, ref } from 'vue';
import { api, got } from '../../api/client';
import { onChange } from '../../api/events';

export function useWaiting() {
	const count = ref(0);
	let asked = 0;
	async function read() {
		const mine = ++asked;
		const answer = await got(api.GET('/api/v2/expenses/total', { params: { query: { waiting_for: 'me' } } })).catch(() => undefined);
		if (mine === asked && answer) count.value = answer.items[0]?.count ?? 0;
	}
	let timer: ReturnType<typeof setTimeout> | undefined;
	onChange('expense', () => {
		clearTimeout(timer);
		timer = setTimeout(read, 200);
	});
	onScopeDispose(() => clearTimeout(timer));
	void read();
	return count;
}
