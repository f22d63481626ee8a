// Pages of members need a session; without one the address is kept for after the log-in.
import { session } from '../session/session';

export default defineNuxtRouteMiddleware(async (to) => {
	await session.begin();
	const loggedIn = session.atOrganization.value && (await session.load());
	if (!session.atOrganization.value) {
		if (to.meta.base !== true) return navigateTo('/welcome', { replace: true });
	} else if (to.matched.some(({ meta }) => meta.member)) {
		if (!loggedIn) return navigateTo({ path: '/login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }, { replace: true });
	} else if (loggedIn && to.path === '/login') {
		return navigateTo('/', { replace: true });
	}
});
