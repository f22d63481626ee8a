// The inbox of whoever is here: calls, and how much in it is unread, which all tabs of a browser show alike.
import { onScopeDispose, ref } from 'vue';
import { api, got, type Schemas } from '../../api/client';
import { base } from '../../api/base';
import { onChange } from '../../api/events';
import { oneAtATime } from '../../api/reading';

export type Item = Schemas['inbox_record'];
export type Count = Schemas['inbox_count'];

export const inbox = {
	list: (unread: boolean | undefined, after?: string) => got(api.GET('/api/v2/inbox', { params: { query: { unread, after, page_size: 50 } } })),
	count: () => got(api.GET('/api/v2/inbox/count')),
	read: (up_to: number) => got(api.POST('/api/v2/inbox/read', { body: { up_to } })),
};

const name = `outlay-inbox:${base.path}`;

// What was read is no change that the server tells of: it is told from tab to tab.
export function tellRead() {
	const channel = new BroadcastChannel(name);
	channel.postMessage('read');
	channel.close();
	for (const run of here) run();
}
const here = new Set<() => void>();

// Runs where something was read, in this tab or another, as long as the component lives.
export function onRead(run: () => void) {
	const channel = new BroadcastChannel(name);
	channel.onmessage = run;
	here.add(run);
	onScopeDispose(() => {
		channel.close();
		here.delete(run);
	});
}

// How many are unread: once at the beginning, whenever something changes, and when they were read.
export function useUnread() {
	const count = ref(0);
	const read = oneAtATime(async () => {
		const answer = await inbox.count().catch(() => undefined);
		if (answer) count.value = answer.unread;
	});
	let timer: ReturnType<typeof setTimeout> | undefined;
	const soon = () => {
		clearTimeout(timer);
		timer = setTimeout(read, 200);
	};
	onChange(['expense', 'budget', 'recurring'], soon);
	onRead(soon);
	onScopeDispose(() => clearTimeout(timer));
	void read();
	return count;
}

// What has a sentence of its own (inbox.did.…); for others there is one that fits all.
const did = ['created', 'updated', 'deleted', 'submitted', 'recalled', 'approved', 'passed', 'rejected', 'unapproved', 'reassigned', 'split', 'merged',
	'attached', 'detached', 'commented', 'mentioned', 'scheduled', 'unscheduled', 'paid', 'bounced'] as const;
// What the same is of a budget, whoever is told of it.
const ofBudget = ['reached', 'told'];
// And of what comes again: that it could not be made, or was paused.
const ofRecurring = (action: string, comment: string | null) => (action === 'stalled' || (action === 'told' && comment) ? 'stalled' : ['paused', 'told'].includes(action) ? 'paused' : 'changed');
export function sentence({ entity, action, comment }: Pick<Item, 'entity' | 'action'> & Partial<Pick<Item, 'comment'>>): string {
	if (entity === 'budget' && ofBudget.includes(action)) return 'inbox.did.reached';
	if (entity === 'recurring') return `inbox.did.${ofRecurring(action, comment ?? null)}`;
	return `inbox.did.${entity === 'expense' && (did as readonly string[]).includes(action) ? action : 'changed'}`;
}

// Where it leads; nowhere where that is gone.
const pages: Record<string, string> = { expense: '/expenses', budget: '/budgets', recurring: '/recurring' };
export const leadsTo = ({ entity, entity_id, amount }: Pick<Item, 'entity' | 'entity_id' | 'amount'>): string | undefined =>
	(pages[entity] && entity_id !== null && amount !== null ? `${pages[entity]}/${entity_id}` : undefined);
