// What others did to what is mine, and where they mention me.
import { defineFeature } from '../../ui/feature';
import { useUnread } from './inbox';

const list = '/inbox';

export default defineFeature({
	name: 'inbox',
	routes: [{ path: list, component: () => import('./InboxPage.vue'), meta: { title: 'inbox.title' } }],
	places: [{ key: 'inbox.title', to: list, icon: 'i-lucide-bell', order: 5, top: true, count: useUnread }],
	commands: [{ key: 'inbox.title', to: list, icon: 'i-lucide-bell', shortcut: 'i' }],
});
