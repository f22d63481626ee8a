// The people of an organization: who they are, what they may do, and inviting more.
import { defineFeature } from '../../ui/feature';

const list = '/people';

export default defineFeature({
	name: 'people',
	routes: [{
		path: list,
		component: () => import('./PeoplePage.vue'),
		meta: { title: 'people.title' },
		children: [
			{ path: 'new', component: () => import('./InvitePanel.vue'), meta: { title: 'people.invite.title' } },
			{ path: ':id(\\d+)', component: () => import('./MemberPanel.vue'), meta: { title: 'people.title' } },
		],
	}],
	places: [{ key: 'people.title', to: list, icon: 'i-lucide-users', order: 60 }],
	commands: [{ key: 'people.invite.title', to: `${list}/new`, icon: 'i-lucide-user-plus', right: 'members.invite' }],
});
