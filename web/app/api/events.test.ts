// An event says which entity it is about: lists listen by that.
import { expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { baseOf } from './base';
import { concerns, onChange, parseChange, startEvents, stopEvents } from './events';

it('splits entity and action', () => expect(parseChange('{"id":7,"type":"member.role_changed","entity_id":3,"version":2}'))
	.toMatchObject({ entity: 'member', action: 'role_changed', entity_id: 3 }));
it('finds the organization in the address', () => {
	expect(baseOf('/t/acme/departments/1')).toEqual({ path: '/t/acme', slug: 'acme' });
	expect(baseOf('/t/acme')).toEqual({ path: '/t/acme', slug: 'acme' });
	expect(baseOf('/expenses')).toEqual({ path: '' });
	expect(baseOf('/team/x')).toEqual({ path: '' });
});

it('has everything read anew when the stream opens first: what changed before is not told', () => {
	const opened: { url: string; onopen?: () => void; onmessage?: (message: { data: string }) => void; close: () => void }[] = [];
	vi.stubGlobal('EventSource', class { close = () => {}; constructor(public url: string) { opened.push(this); } });
	vi.stubGlobal('BroadcastChannel', class { postMessage() {} close() {} });
	vi.stubGlobal('navigator', {});
	const heard: string[] = [];
	effectScope().run(() => onChange('expense', (change) => heard.push(`${change.type} ${concerns(change, 7)}`)));
	startEvents();
	const [stream] = opened;
	expect(stream?.url).toBe('/api/v2/events');
	stream?.onopen?.();
	stream?.onmessage?.({ data: '{"id":5,"type":"expense.updated","entity_id":8,"version":2}' });
	stream?.onopen?.(); // goes on where it was
	expect(heard).toEqual(['stream.reset true', 'expense.updated false']);
	stopEvents();
	vi.unstubAllGlobals();
});
