// A file to the server, with how much of it is there: fetch() does not tell that of what it sends. Else as client.ts does
// it: an expired cookie is exchanged and the file sent again, a failure is a Problem that is thrown.
import { base } from './base';
import { endSession, Problem, refresh, type Schemas } from './client';

export type Upload = {
	path: string; // of the API, with its query: /api/v2/…
	file: Blob;
	key: string; // Idempotency-Key
	signal: AbortSignal;
	progress: (sent: number) => void;
};
type Answer = { status: number; text: string; retryAfter?: number };

// Sends it once. Rejects with the signal's reason where that ends it; the answer has status 0 where there was none.
function send({ path, file, key, signal, progress }: Upload): Promise<Answer> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const request = new XMLHttpRequest();
		const abort = () => request.abort();
		request.open('POST', `${base.path}${path}`);
		request.setRequestHeader('Content-Type', 'application/octet-stream');
		request.setRequestHeader('Idempotency-Key', key);
		request.upload.onprogress = ({ loaded }) => progress(Math.min(loaded, file.size));
		request.onabort = () => reject(signal.reason);
		request.onerror = () => resolve({ status: 0, text: '' });
		request.onload = () => resolve({ status: request.status, text: request.responseText, retryAfter: Number(request.getResponseHeader('Retry-After')) || undefined });
		request.onloadend = () => signal.removeEventListener('abort', abort);
		signal.addEventListener('abort', abort);
		request.send(file);
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

// The body of the answer.
export async function upload<T>(file: Upload): Promise<T> {
	let answer = await send(file);
	if (answer.status === 401) {
		if (await refresh()) answer = await send(file);
		if (answer.status === 401) endSession();
	}
	const body = parse(answer.text);
	if (answer.status >= 200 && answer.status < 300) return body as T;
	throw new Problem(answer.status, (body ?? {}) as Partial<Schemas['Problem']>, answer.retryAfter);
}
