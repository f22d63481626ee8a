// The first page: what there is, what is spent, what to do first.
import { defineFeature } from '../../ui/feature';

export default defineFeature({
	name: 'home',
	routes: [{ path: '', component: () => import('./HomePage.vue'), meta: { title: 'home.title' } }],
	places: [{ key: 'home.title', to: '/', icon: 'i-lucide-house', order: 0, bar: true }],
});
