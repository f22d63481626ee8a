// The routes of all features: inside the shell for members, outside of it for everybody.
import type { RouterConfig } from '@nuxt/schema';
import { features } from './features';

export default {
	routes: () => [
		...features.flatMap(({ outside }) => outside ?? []),
		{
			path: '/',
			component: () => import('./ui/shell/AppShell.vue'),
			meta: { member: true },
			children: [
				...features.flatMap(({ routes }) => routes),
				{ path: ':rest(.*)*', component: () => import('./ui/state/NotFoundPage.vue'), meta: { title: 'ui.notFound.title' } },
			],
		},
	],
	scrollBehavior: (to, from, saved) => saved ?? (to.matched[1] === from.matched[1] ? false : { top: 0 }),
} satisfies RouterConfig;
