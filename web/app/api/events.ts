// The one event stream of a browser. Of all tabs of an organization the one that holds the lock opens it and tells the
// others, since a browser opens six connections to a host, and a stream takes one. When that tab closes, the lock goes to
// the next, which resumes after the last event that it heard of.
import { onScopeDispose } from 'vue';
import { base } from './base';
import { refresh } from './client';

export type Change = { id: number; type: string; entity: string; action: string; entity_id: number | null; version: number | null };
type Handler = (change: Change) => void;

const handlers = new Set<{ entities: string[]; run: Handler }>();
const name = `outlay-events:${base.path}`;
let last = '';
let running: AbortController | undefined;

export function parseChange(data: string): Change {
	const event = JSON.parse(data) as Omit<Change, 'entity' | 'action'>;
	const [entity = '', action = ''] = event.type.split('.');
	return { ...event, entity, action };
}

// A stream that goes on from nothing does not say what changed before it was open, which pages may have read before.
const reset: Change = { id: 0, type: 'stream.reset', entity: 'stream', action: 'reset', entity_id: null, version: null };

export function tell(change: Change) {
	if (change !== reset) last = String(change.id);
	for (const { entities, run } of handlers) {
		if (change.entity === 'stream' || entities.includes('*') || entities.includes(change.entity)) run(change);
	}
}

// Reads the stream until the signal; opens it again when it ends, later and later where that fails.
async function lead(channel: BroadcastChannel, signal: AbortSignal) {
	let wait = 1000;
	while (!signal.aborted) {
		const source = new EventSource(`${base.path}/api/v2/events${last ? `?last_event_id=${last}` : ''}`);
		const closed = await new Promise<boolean>((resolve) => {
			signal.addEventListener('abort', () => resolve(false), { once: true });
			const pass = (change: Change) => {
				tell(change);
				channel.postMessage(change);
			};
			source.onopen = () => {
				wait = 1000;
				if (!last) pass(reset);
			};
			source.onmessage = (message: MessageEvent<string>) => pass(parseChange(message.data));
			// An end of the stream is followed by the browser's own attempt, but an answer like 401 is final.
			source.onerror = () => { if (source.readyState === EventSource.CLOSED) resolve(true); };
		});
		source.close();
		if (!closed) return;
		await refresh();
		await new Promise((resolve) => setTimeout(resolve, wait));
		wait = Math.min(wait * 2, 60_000);
	}
}

// Whether a change is of the record with an id, or may be.
export const concerns = (change: Change, id: number | undefined) => change.entity === 'stream' || change.entity_id === id;

// Begins to listen: once somebody is logged in.
export function startEvents() {
	if (running) return;
	running = new AbortController();
	const { signal } = running;
	const channel = new BroadcastChannel(name);
	channel.onmessage = (message: MessageEvent<Change>) => tell(message.data.id ? message.data : reset);
	signal.addEventListener('abort', () => channel.close());
	if (navigator.locks) navigator.locks.request(name, { signal }, () => lead(channel, signal)).catch(() => {});
	else void lead(channel, signal);
}

export function stopEvents() {
	running?.abort();
	running = undefined;
	last = '';
}

// Runs the handler for each change of these entities ('*': all), as long as the component lives. After a gap in the
// stream (stream.reset) it runs too: read everything anew.
export function onChange(entities: string | string[], run: Handler) {
	onScopeDispose(listen(entities, run));
}

// The same until the function that it returns is called.
export function listen(entities: string | string[], run: Handler): () => void {
	const entry = { entities: [entities].flat(), run };
	handlers.add(entry);
	return () => handlers.delete(entry);
}
