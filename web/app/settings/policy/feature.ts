// The policy: what members may spend. Everybody reads it.
import { defineFeature } from '../../ui/feature';

export default defineFeature({
	name: 'policy',
	routes: [{ path: '/policy', component: () => import('./PolicyPage.vue'), meta: { title: 'policy.title' } }],
	places: [{ key: 'policy.title', to: '/policy', icon: 'i-lucide-scale', order: 88 }],
});
