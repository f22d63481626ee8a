// Budgets: what a department may spend in a month or another span.
import { defineFeature } from '../../ui/feature';
import { useBudgetNotices } from './notices';

const list = '/budgets';

export default defineFeature({
	name: 'budgets',
	routes: [{
		path: list,
		component: () => import('./BudgetsPage.vue'),
		meta: { title: 'budgets.title' },
		children: [
			{ path: 'new', component: () => import('./BudgetNew.vue'), meta: { title: 'budgets.new' } },
			{ path: 'copy', component: () => import('./BudgetCopy.vue'), meta: { title: 'budgets.copy' } },
			{ path: ':id(\\d+)', component: () => import('./BudgetPanel.vue'), meta: { title: 'budgets.title' } },
		],
	}],
	always: useBudgetNotices,
	places: [{ key: 'budgets.title', to: list, icon: 'i-lucide-chart-pie', order: 30, bar: true }],
	commands: [{ key: 'budgets.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'budgets.create' }],
});
