// Accounts: where the money is. Deposits bring it, budgets take it.
import { defineFeature } from '../../ui/feature';

const list = '/accounts';

export default defineFeature({
	name: 'accounts',
	routes: [{
		path: list,
		component: () => import('./AccountsPage.vue'),
		meta: { title: 'accounts.title' },
		children: [
			{ path: 'new', component: () => import('./AccountNew.vue'), meta: { title: 'accounts.new' } },
			{ path: ':id(\\d+)', component: () => import('./AccountPanel.vue'), meta: { title: 'accounts.title' } },
		],
	}],
	places: [{ key: 'accounts.title', to: list, icon: 'i-lucide-landmark', order: 40 }],
	commands: [{ key: 'accounts.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'accounts.create' }],
});
