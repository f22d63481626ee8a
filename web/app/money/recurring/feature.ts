// Recurring expenses: what comes again, and when next.
import { defineFeature } from '../../ui/feature';

const list = '/recurring';

export default defineFeature({
	name: 'recurring',
	routes: [{
		path: list,
		component: () => import('./RecurringPage.vue'),
		meta: { title: 'recurring.title' },
		children: [
			{ path: 'new', component: () => import('./RecurringNew.vue'), meta: { title: 'recurring.new' } },
			{ path: ':id(\\d+)', component: () => import('./RecurringPanel.vue'), meta: { title: 'recurring.title' } },
		],
	}],
	places: [{ key: 'recurring.title', to: list, icon: 'i-lucide-repeat', order: 20 }],
	commands: [{ key: 'recurring.new', to: `${list}/new`, icon: 'i-lucide-repeat', right: 'recurring.create' }],
});
