// Expenses: what was spent, by whom, from which budget.
import { defineFeature } from '../../ui/feature';

const list = '/expenses';

export default defineFeature({
	name: 'expenses',
	routes: [{
		path: list,
		component: () => import('./ExpensesPage.vue'),
		meta: { title: 'expenses.title' },
		children: [
			{ path: 'new', component: () => import('./ExpenseNew.vue'), meta: { title: 'expenses.new' } },
			{ path: ':id(\\d+)', component: () => import('./ExpensePanel.vue'), meta: { title: 'expenses.title' } },
			{ path: ':id(\\d+)/copy', component: () => import('./ExpenseNew.vue'), meta: { title: 'expenses.new' } },
		],
	}],
	places: [
		{ key: 'expenses.title', to: list, icon: 'i-lucide-receipt', order: 10, bar: true },
		{ key: 'expenses.newShort', to: `${list}/new`, icon: 'i-lucide-circle-plus', order: 15, bar: true, phone: true, right: 'expenses.create' },
	],
	commands: [{ key: 'expenses.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'expenses.create', shortcut: 'n' }],
});
