// Who did what, and when.
import { defineFeature } from '../../ui/feature';

const list = '/audit';

export default defineFeature({
	name: 'audit',
	routes: [{
		path: list,
		component: () => import('./AuditPage.vue'),
		meta: { title: 'audit.title' },
		children: [{ path: ':id(\\d+)', component: () => import('./ChangePanel.vue'), meta: { title: 'audit.title' } }],
	}],
	places: [{ key: 'audit.title', to: list, icon: 'i-lucide-history', order: 80, right: 'audit.read' }],
});
