// The one place of the console that speaks HTTP, typed by its own document (schema.d.ts). Who is calling is in the cookie.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';

export { asProblem, got, Problem } from '../app/api/client';
export type Schemas = components['schemas'];

let sessionEnded: () => void = () => {};

// What happens when the session is over: session.ts goes to the log-in.
export function onSessionEnd(action: () => void) {
	sessionEnded = action;
}

const watch: Middleware = {
	onResponse({ request, response }) {
		// The log-in answers 401 for what it was given, not for who is calling.
		if (response.status === 401 && !new URL(request.url).pathname.startsWith('/api/console/log-in')) sessionEnded();
		return undefined;
	},
};

export const api = createClient<paths>({ fetch: (request) => fetch(request) });
api.use(watch);
