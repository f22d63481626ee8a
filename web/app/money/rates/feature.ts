// Rates: what other currencies are in the organization's own, percents of tax, mileage, per diems and what is taken off them.
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
			{ path: 'import', component: () => import('./RateImport.vue'), meta: { title: 'rates.import.title' } },
			{ path: ':kind(exchange|tax|mileage|per_diem|reduction)/:code/:since(\\d{4}-\\d\\d-\\d\\d)/:from([\\d.]+)?', component: () => import('./RatePanel.vue'), meta: { title: 'rates.title' } },
		],
	}],
	places: [{ key: 'rates.title', to: list, icon: 'i-lucide-percent', order: 56 }],
	commands: [
		{ key: 'rates.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'rates.set' },
		{ key: 'rates.import.title', to: `${list}/import`, icon: 'i-lucide-upload', right: 'rates.set' },
	],
});
