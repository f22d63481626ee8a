// Rates: what other currencies are in the organization's own, and percents of tax.
import { defineFeature } from '../../ui/feature';

const list = '/rates';

export default defineFeature({
	name: 'rates',
	routes: [{
		path: list,
		component: () => import('./RatesPage.vue'),
		meta: { title: 'rates.title' },
		children: [
			{ path: 'new', component: () => import('./RatePanel.vue'), meta: { title: 'rates.new' } },
			{ path: ':kind(exchange|tax)/:code/:since(\\d{4}-\\d\\d-\\d\\d)', component: () => import('./RatePanel.vue'), meta: { title: 'rates.title' } },
		],
	}],
	places: [{ key: 'rates.title', to: list, icon: 'i-lucide-percent', order: 56 }],
	commands: [{ key: 'rates.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'rates.set' }],
});
