// What waits for whoever is here to approve.
import { session } from '../../session/session';
import { defineFeature } from '../../ui/feature';
import { useWaiting } from './waiting';

const list = '/waiting';

export default defineFeature({
	name: 'approvals',
	routes: [{
		path: list,
		component: () => import('./WaitingPage.vue'),
		meta: { title: 'approvals.title' },
		children: [{ path: ':id(\\d+)', component: () => import('./WaitingPanel.vue'), meta: { title: 'approvals.title' } }],
	}],
	places: [{
		key: 'approvals.title', short: 'approvals.short', to: list, icon: 'i-lucide-inbox', order: 16, bar: true, right: 'expenses.approve',
		count: useWaiting, only: () => session.organization.value?.approval === 'on',
	}],
	commands: [{ key: 'approvals.title', to: list, icon: 'i-lucide-inbox', right: 'expenses.approve', shortcut: 'w' }],
});
