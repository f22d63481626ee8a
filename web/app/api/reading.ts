import { onScopeDispose } from 'vue';
import { listen } from './events';

// A reading that any number of places may ask for at any time. One runs; who asks meanwhile may know of something later
// than its answer, so that it runs once more after it. The last answer taken is from after the last time somebody asked.
// `read` tells its own failures.
export function oneAtATime(read: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	let again = false;
	async function run() {
		do {
			again = false;
			await read();
		} while (again);
	}
	return () => {
		if (running) again = true;
		else running = run().finally(() => { running = undefined; });
		return running;
	};
}

// What all pages share and keep when they go, such as names: read when one comes that uses it and it is old, or a change
// was told since, and soon after a change where one is there. `read` tells its own failures.
export function shared(entities: string[], read: () => Promise<void>) {
	let readAt = 0;
	let users = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isHeard = false;
	const load = oneAtATime(() => {
		readAt = Date.now();
		return read();
	});
	function changed() {
		readAt = 0;
		clearTimeout(timer);
		if (users > 0) timer = setTimeout(load, 300);
	}
	return {
		load,
		// To be called where a page is set up.
		use() {
			if (!isHeard) listen(entities, changed);
			isHeard = true;
			users++;
			onScopeDispose(() => { users--; });
			if (Date.now() - readAt > 5000) void load();
		},
	};
}
