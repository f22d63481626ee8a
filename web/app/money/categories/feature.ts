// Categories: what money is spent on.
import { defineFeature } from '../../ui/feature';

const list = '/categories';

export default defineFeature({
	name: 'categories',
	routes: [{
		path: list,
		component: () => import('./CategoriesPage.vue'),
		meta: { title: 'categories.title' },
		children: [
			{ path: 'new', component: () => import('./CategoryNew.vue'), meta: { title: 'categories.new' } },
			{ path: ':id(\\d+)', component: () => import('./CategoryPanel.vue'), meta: { title: 'categories.title' } },
		],
	}],
	places: [{ key: 'categories.title', to: list, icon: 'i-lucide-tags', order: 55 }],
	commands: [{ key: 'categories.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'categories.create' }],
});
