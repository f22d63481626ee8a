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
