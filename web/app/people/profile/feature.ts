// Oneself: names, e-mail, password, second factor, sessions.
import { defineFeature } from '../../ui/feature';

export default defineFeature({
	name: 'profile',
	routes: [{ path: '/profile', component: () => import('./ProfilePage.vue'), meta: { title: 'profile.title' } }],
	commands: [{ key: 'profile.title', to: '/profile', icon: 'i-lucide-circle-user' }],
});
