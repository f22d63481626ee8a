// Files that are on their way to their expenses: one after the other, whatever page is open. What failed stays until
// somebody has seen it; what has arrived goes, since the expense has it.
import { reactive, shallowReactive } from 'vue';
import { asProblem, type Problem } from '../../api/client';

export type Upload = {
	id: string; // and Idempotency-Key: sent again, it is the same one
	expense: number;
	file: File;
	state: 'waiting' | 'sending' | 'failed';
	sent: number; // bytes
	problem?: Problem;
};
type Options<R> = {
	check: (file: File) => Promise<Problem | undefined>;
	send: (upload: Upload, progress: (sent: number) => void, signal: AbortSignal) => Promise<R>;
	added: (upload: Upload, receipt: R) => void;
	failed: (upload: Upload) => void;
};

// What may succeed when it is tried again without anything being changed.
export const mayTryAgain = ({ problem }: Pick<Upload, 'problem'>) => !!problem && (problem.status === 0 || problem.status === 401 || problem.status === 429 || problem.status >= 500);

export function makeQueue<R>({ check, send, added, failed }: Options<R>) {
	const items = shallowReactive<Upload[]>([]);
	let current: { upload: Upload; control: AbortController } | undefined;

	function fail(upload: Upload, problem: Problem) {
		Object.assign(upload, { state: 'failed', problem, sent: 0 });
		failed(upload);
	}

	async function run() {
		const upload = items.find(({ state }) => state === 'waiting');
		if (current || !upload) return;
		const control = new AbortController();
		current = { upload, control };
		upload.state = 'sending';
		try {
			const receipt = await send(upload, (sent) => { upload.sent = sent; }, control.signal);
			remove(upload);
			added(upload, receipt);
		} catch (error) {
			if (!control.signal.aborted) fail(upload, asProblem(error));
		} finally {
			current = undefined;
			void run();
		}
	}

	function remove(upload: Upload) {
		const at = items.indexOf(upload);
		if (at >= 0) items.splice(at, 1);
	}

	// Takes one away, and ends it where it is under way.
	function drop(upload: Upload) {
		remove(upload);
		if (current?.upload === upload) current.control.abort();
	}

	return {
		items,
		// Files for an expense. Those that are not worth sending are there at once with why.
		async add(expense: number, files: readonly File[]) {
			const found = await Promise.all(files.map(check));
			files.forEach((file, at) => {
				const upload = reactive<Upload>({ id: crypto.randomUUID(), expense, file, state: 'waiting', sent: 0 }) as Upload;
				items.push(upload);
				const problem = found[at];
				if (problem) fail(upload, problem);
			});
			void run();
		},
		again(upload: Upload) {
			if (upload.state !== 'failed') return;
			Object.assign(upload, { state: 'waiting', problem: undefined });
			remove(upload);
			items.push(upload);
			void run();
		},
		drop,
		// All of an expense, or of whoever was here.
		clear(expense?: number) {
			for (const upload of [...items]) if (expense === undefined || upload.expense === expense) drop(upload);
		},
		isBusy: () => items.some(({ state }) => state !== 'failed'),
	};
}
