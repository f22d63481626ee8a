// Who is logged in at the console.
import { shallowRef } from 'vue';
import { api, got, onSessionEnd, Problem, type Schemas } from './api';

const current = shallowRef<Schemas['console_session']>();
const pending = shallowRef<Schemas['console_ticket']>();
let known = false;

onSessionEnd(() => { current.value = undefined; });

export const session = {
	current,
	pending, // a log-in that waits for its code

	// Whether somebody is logged in; asked once.
	async load(): Promise<boolean> {
		if (!known) {
			known = true;
			try {
				current.value = await got(api.GET('/api/console/session'));
			} catch (error) {
				if (!(error instanceof Problem) || error.status !== 401) known = false;
				if (!(error instanceof Problem)) throw error;
			}
		}
		return current.value !== undefined;
	},

	async logIn(email: string, password: string) {
		pending.value = await got(api.POST('/api/console/log-in', { body: { email, password } }));
	},

	async showCode(code: string) {
		const body = { ticket: pending.value?.ticket ?? '', code: code.replace(/\s/g, ''), cookies: true };
		const made = await got(api.POST('/api/console/log-in/code', { body }));
		// A browser keeps the cookie over https alone, or at localhost.
		known = false;
		current.value = undefined;
		if (!(await session.load())) throw new Problem(401, { code: 'cookie_refused' });
		pending.value = undefined;
		return made;
	},

	async logOut() {
		await got(api.DELETE('/api/console/session'));
		current.value = undefined;
	},
};
