// How somebody comes in: what this is, signing up, logging in; a forgotten password.
import { defineFeature } from '../../ui/feature';

const base = { base: true };

export default defineFeature({
	name: 'entry',
	routes: [],
	outside: [
		{ path: '/welcome', component: () => import('./LandingPage.vue'), meta: base },
		{ path: '/signup', component: () => import('./SignUpPage.vue'), meta: { ...base, title: 'entry.signUp.title' } },
		{ path: '/login', component: () => import('./LogInPage.vue'), meta: { ...base, title: 'entry.logIn.title' } },
		{ path: '/accept-invitation', component: () => import('./AcceptInvitationPage.vue'), meta: { title: 'entry.accept.page' } },
		{ path: '/forgotten-password', component: () => import('./ForgottenPage.vue'), meta: { title: 'entry.forgotten.title' } },
		{ path: '/reset-password', component: () => import('./ResetPasswordPage.vue'), meta: { title: 'entry.reset.title' } },
		{ path: '/confirm-email', component: () => import('./ConfirmEmailPage.vue'), meta: { title: 'entry.confirmEmail.title' } },
	],
});
