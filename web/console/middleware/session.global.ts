// All pages but the log-in need a session; without one the address is kept for after the log-in.
import { session } from '../session';

export default defineNuxtRouteMiddleware(async (to) => {
	const loggedIn = await session.load();
	if (to.meta.open === true) {
		if (loggedIn) return navigateTo('/', { replace: true });
	} else if (!loggedIn) {
		return navigateTo({ path: '/login', query: to.path === '/' ? {} : { next: to.fullPath } }, { replace: true });
	}
});
