// Departments (cost centres): what budgets and people belong to.
import { defineFeature } from '../../ui/feature';

const list = '/departments';

export default defineFeature({
	name: 'departments',
	routes: [{
		path: list,
		component: () => import('./DepartmentsPage.vue'),
		meta: { title: 'departments.title' },
		children: [
			{ path: 'new', component: () => import('./DepartmentNew.vue'), meta: { title: 'departments.new' } },
			{ path: ':id(\\d+)', component: () => import('./DepartmentPanel.vue'), meta: { title: 'departments.title' } },
		],
	}],
	places: [{ key: 'departments.title', to: list, icon: 'i-lucide-network', order: 50 }],
	commands: [{ key: 'departments.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'departments.create' }],
});
