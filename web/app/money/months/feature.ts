// Months: until which day the books are closed, what that closed, and what was opened again.
import { defineFeature } from '../../ui/feature';

const list = '/months';

export default defineFeature({
	name: 'months',
	routes: [{
		path: list,
		component: () => import('./MonthsPage.vue'),
		meta: { title: 'months.title' },
		children: [
			{ path: 'close', component: () => import('./MonthClose.vue'), meta: { title: 'months.close' } },
			{ path: 'reopen', component: () => import('./MonthReopen.vue'), meta: { title: 'months.reopen' } },
			{ path: ':id(\\d+)', component: () => import('./MonthPanel.vue'), meta: { title: 'months.title' } },
		],
	}],
	places: [{ key: 'months.title', to: list, icon: 'i-lucide-book-lock', order: 36, right: 'months.read' }],
	commands: [{ key: 'months.close', to: `${list}/close`, icon: 'i-lucide-lock', right: 'months.close' }],
});
