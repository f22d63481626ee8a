// Behind /t/<slug>/ all addresses of the app begin with that; its files stay where they are.
import { base } from '../api/base';

export default defineNuxtPlugin({
	name: 'outlay-base',
	order: -50,
	setup() {
		const config = useRuntimeConfig();
		config.app.cdnURL = '/';
		if (base.path) config.app.baseURL = `${base.path}/`;
	},
});
