// The organization: its look, its region, its rules.
import { defineFeature } from '../../ui/feature';

export default defineFeature({
	name: 'organization',
	routes: [{ path: '/settings', component: () => import('./SettingsPage.vue'), meta: { title: 'organization.title' } }],
	places: [{ key: 'organization.title', to: '/settings', icon: 'i-lucide-settings', order: 90, right: 'organization.update' }],
});
