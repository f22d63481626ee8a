// The one place that speaks HTTP. Typed by the OpenAPI document (schema.d.ts); a failure is a Problem that is thrown, so
// that a page deals with answers alone. Cookies carry who is calling (docs/http.md, "From a browser"); an expired one is
// exchanged once for all tabs, and the request is sent again; so is what was refused until the password is shown again.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';
import { base } from './base';

export type Schemas = components['schemas'];
export type FieldError = { field: string; code: string; message: string; params?: Record<string, unknown> };

// An error of the server (RFC 9457), or of the way to it: status 0.
export class Problem extends Error {
	readonly status: number;
	readonly code: string;
	readonly detail: string;
	readonly hint?: string;
	readonly fields: FieldError[];
	readonly requestId?: string;
	readonly retryAfter?: number;

	constructor(status: number, body: Partial<Schemas['Problem']> = {}, retryAfter?: number) {
		super(body.detail ?? body.title ?? `status ${status}`);
		this.name = 'Problem';
		this.status = status;
		this.code = body.code ?? (status === 0 ? 'offline' : 'unknown');
		this.detail = body.detail ?? body.title ?? '';
		this.hint = body.hint;
		this.fields = (body.errors ?? []) as FieldError[];
		this.requestId = body.request_id;
		this.retryAfter = retryAfter;
	}
}

// The code of whatever was thrown: for a text by its key.
export function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	console.error(error);
	return new Problem(500, { code: 'internal', detail: String(error) });
}

let sessionEnded: () => void = () => {};

// What happens when the session is over for good: session.ts goes to the log-in.
export function onSessionEnd(action: () => void) {
	sessionEnded = action;
}

// The session is over, as another way of sending than this one's (upload.ts) was told.
export const endSession = () => sessionEnded();

let refreshedAt = 0;

// Exchanges the cookie, once for all tabs. False where there is none that is good.
export async function refresh(): Promise<boolean> {
	const asked = Date.now();
	const exchange = async () => {
		const key = `outlay-refreshed:${base.path}`;
		const last = Math.max(refreshedAt, Number(localStorage.getItem(key) ?? 0));
		// Another tab was faster.
		if (last >= asked) return true;
		const answer = await fetch(`${base.path}/api/v2/sessions/refresh`, { method: 'POST' }).catch(() => undefined);
		if (!answer?.ok) return false;
		refreshedAt = Date.now();
		localStorage.setItem(key, String(refreshedAt));
		return true;
	};
	return navigator.locks ? navigator.locks.request(`outlay-refresh:${base.path}`, exchange) : exchange();
}

// Asks for the password again; true when it was shown.
let askConfirmation: () => Promise<boolean> = () => Promise.resolve(false);
let confirming: Promise<boolean> | undefined;

// How somebody is asked: by a dialog that ui/shell mounts.
export function onConfirmation(ask: () => Promise<boolean>) {
	askConfirmation = ask;
}

// Once for however many requests wait for it.
function confirm(): Promise<boolean> {
	confirming ??= askConfirmation().finally(() => { confirming = undefined; });
	return confirming;
}

// Whether it is refused until the password is shown again (docs/http.md, "In two steps").
async function needsConfirmation(answer: Response): Promise<boolean> {
	if (answer.status !== 403) return false;
	const problem = (await answer.clone().json().catch(() => undefined)) as Partial<Schemas['Problem']> | undefined;
	return problem?.errors?.some(({ code }) => code === 'confirmation_required') ?? false;
}

// Log-in and its like answer 401 for what they were given, not for who is calling.
const ownAnswer = /\/api\/v2\/(sessions(\/refresh|\/access|\/second-factor(\/setup)?)?|invitations\/accept)$/;

const copies = new WeakMap<Request, Request>();

const again: Middleware = {
	onRequest({ request }) {
		copies.set(request, request.clone());
		return undefined;
	},
	async onResponse({ request, response }) {
		let answer = response;
		const send = () => fetch(copies.get(request)!.clone());
		if (answer.status === 401 && !(request.method === 'POST' && ownAnswer.test(new URL(request.url).pathname))) {
			if (await refresh()) answer = await send();
			if (answer.status === 401) sessionEnded();
		}
		if ((await needsConfirmation(answer)) && (await confirm())) answer = await send();
		return answer;
	},
};

const client = createClient<paths>({ baseUrl: base.path, fetch: (request) => fetch(request) });
client.use(again);

type Answer<T> = { data?: T; error?: unknown; response: Response };

// got(api.GET(…)): the body of an answer, or a Problem that is thrown.
export async function got<T>(call: Promise<Answer<T>>): Promise<T> {
	let answer: Answer<T>;
	try {
		answer = await call;
	} catch (error) {
		if (error instanceof TypeError) throw new Problem(0);
		throw error;
	}
	if (!answer.response.ok) {
		const wait = Number(answer.response.headers.get('Retry-After'));
		throw new Problem(answer.response.status, (answer.error ?? {}) as Partial<Schemas['Problem']>, wait || undefined);
	}
	return answer.data as T;
}

export const api = client;

// A key for a POST that must not happen twice, however often it is sent.
export const newKey = () => ({ 'Idempotency-Key': crypto.randomUUID() });

// If-Match: the change is refused (version_conflict) where the record has moved on.
export const match = (record: { version: number }) => ({ 'If-Match': `"${record.version}"` });
