// How many expenses wait for whoever is here: once at the beginning, and whenever one changes.
import { onScopeDispose, ref } from 'vue';
import { api, got } from '../../api/client';
import { onChange } from '../../api/events';
import { oneAtATime } from '../../api/reading';

export function useWaiting() {
	const count = ref(0);
	const read = oneAtATime(async () => {
		const answer = await got(api.GET('/api/v2/expenses/total', { params: { query: { waiting_for: 'me' } } })).catch(() => undefined);
		if (answer) count.value = answer.items[0]?.count ?? 0;
	});
	let timer: ReturnType<typeof setTimeout> | undefined;
	// A deputy of another has what waits for that one, too.
	onChange(['expense', 'member'], () => {
		clearTimeout(timer);
		timer = setTimeout(read, 200);
	});
	onScopeDispose(() => clearTimeout(timer));
	void read();
	return count;
}
