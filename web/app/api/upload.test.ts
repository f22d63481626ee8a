// Sending a file: how much is there, what the server says of it, an exchanged cookie, and that it can be ended.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onSessionEnd, Problem } from './client';
import { upload } from './upload';

type Answer = { status: number; body?: unknown; retryAfter?: string } | 'none' | 'waits';
let answers: Answer[] = [];
let sent: { url: string; headers: Record<string, string> }[] = [];

class Request {
	upload: { onprogress?: (event: { loaded: number }) => void } = {};
	onload = () => {};
	onerror = () => {};
	onabort = () => {};
	onloadend = () => {};
	status = 0;
	responseText = '';
	private retryAfter: string | null = null;
	private url = '';
	private headers: Record<string, string> = {};
	open(_: string, url: string) { this.url = url; }
	setRequestHeader(name: string, value: string) { this.headers[name] = value; }
	getResponseHeader() { return this.retryAfter; }
	abort() { this.onabort(); this.onloadend(); }
	send(file: Blob) {
		sent.push({ url: this.url, headers: this.headers });
		const answer = answers.shift()!;
		this.upload.onprogress?.({ loaded: Math.floor(file.size / 2) });
		if (answer === 'waits') return;
		// A browser counts what is around the file, too.
		this.upload.onprogress?.({ loaded: file.size + 7 });
		if (answer === 'none') this.onerror();
		else {
			this.status = answer.status;
			this.responseText = answer.body === undefined ? '<html>' : JSON.stringify(answer.body);
			this.retryAfter = answer.retryAfter ?? null;
			this.onload();
		}
		this.onloadend();
	}
}

beforeEach(() => {
	answers = [];
	sent = [];
	vi.stubGlobal('XMLHttpRequest', Request);
	vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
	vi.stubGlobal('navigator', {});
});
afterEach(() => vi.unstubAllGlobals());

const file = new Blob(['0123456789']);
const sending = (progress: (sent: number) => void = () => {}, signal = new AbortController().signal) =>
	upload<{ size: number }>({ path: '/api/v2/expenses/7/receipts?name=a', file, key: 'k1', progress, signal });

it('tells how much of the file is sent, never more than all, and gives the answer', async () => {
	answers = [{ status: 201, body: { size: 10 } }];
	const seen: number[] = [];
	expect(await sending((count) => seen.push(count))).toEqual({ size: 10 });
	expect(seen).toEqual([5, 10]);
	expect(sent).toEqual([{ url: '/api/v2/expenses/7/receipts?name=a', headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': 'k1' } }]);
});

it('throws what the server says, when to try again, and that there is no server', async () => {
	answers = [{ status: 503, body: { code: 'spool_full', detail: 'many send' }, retryAfter: '5' }, 'none', { status: 502 }];
	await expect(sending()).rejects.toMatchObject({ status: 503, code: 'spool_full', retryAfter: 5 });
	await expect(sending()).rejects.toMatchObject({ status: 0, code: 'offline' });
	await expect(sending()).rejects.toMatchObject({ status: 502, code: 'unknown' });
});

it('exchanges an expired cookie and sends the file again, with the same key', async () => {
	vi.stubGlobal('fetch', vi.fn(() => Promise.resolve({ ok: true })));
	answers = [{ status: 401, body: {} }, { status: 201, body: { size: 10 } }];
	expect(await sending()).toEqual({ size: 10 });
	expect(sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['k1', 'k1']);
});

it('ends the session where the cookie cannot be exchanged', async () => {
	vi.stubGlobal('fetch', vi.fn(() => Promise.resolve({ ok: false })));
	const ended = vi.fn();
	onSessionEnd(ended);
	// Later than the exchange of the test before, which counts for what was asked until then.
	vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
	answers = [{ status: 401, body: { code: 'unauthenticated' } }];
	await expect(sending()).rejects.toBeInstanceOf(Problem);
	vi.useRealTimers();
	expect(ended).toHaveBeenCalledOnce();
	expect(sent).toHaveLength(1);
});

it('ends when it is told to, under way and before', async () => {
	const control = new AbortController();
	answers = ['waits'];
	const call = sending(() => {}, control.signal);
	control.abort();
	await expect(call).rejects.toMatchObject({ name: 'AbortError' });
	await expect(sending(() => {}, control.signal)).rejects.toMatchObject({ name: 'AbortError' });
	expect(sent).toHaveLength(1);
});
