// Payments: what is owed to members, and paid back.
import { defineFeature } from '../../ui/feature';

const list = '/payments';

export default defineFeature({
	name: 'payments',
	routes: [{
		path: list,
		component: () => import('./PaymentsPage.vue'),
		meta: { title: 'payments.title' },
		children: [
			{ path: 'new', component: () => import('./PaymentNew.vue'), meta: { title: 'payments.new' } },
			{ path: ':id(\\d+)', component: () => import('./PaymentPanel.vue'), meta: { title: 'payments.title' } },
		],
	}],
	places: [{ key: 'payments.title', to: list, icon: 'i-lucide-banknote', order: 35, right: 'payments.read' }],
	commands: [{ key: 'payments.new', to: `${list}/new`, icon: 'i-lucide-plus', right: 'payments.create' }],
});
