// The pages of the console: inside the shell for operators, and the log-in.
import type { RouterConfig } from '@nuxt/schema';

export default {
	routes: () => [
		{ path: '/login', component: () => import('./entry/LogInPage.vue'), meta: { title: 'console.logIn.title', open: true } },
		{
			path: '/',
			component: () => import('./shell/ConsoleShell.vue'),
			children: [
				{ path: '', redirect: '/organizations' },
				{
					path: 'organizations', component: () => import('./organizations/OrganizationsPage.vue'), meta: { title: 'console.organizations.title' },
					children: [
						{ path: 'new', component: () => import('./organizations/OrganizationNew.vue') },
						{ path: ':slug', component: () => import('./organizations/OrganizationPanel.vue') },
					],
				},
				{ path: 'fleet', component: () => import('./fleet/FleetPage.vue'), meta: { title: 'console.fleet.title' } },
				{ path: 'audit', component: () => import('./audit/AuditPage.vue'), meta: { title: 'console.audit.title' } },
				{ path: ':rest(.*)*', component: () => import('./shell/NotFoundPage.vue'), meta: { title: 'ui.notFound.title' } },
			],
		},
	],
	scrollBehavior: (to, from, saved) => saved ?? (to.matched[1] === from.matched[1] ? false : { top: 0 }),
} satisfies RouterConfig;
