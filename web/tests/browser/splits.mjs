// What was paid at once and is booked apart: split, its parts, merged again; and less approved than was asked for.
import { expect } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);

export async function splitting(watch, page) {
	const field = (name) => page.locator(`[name="${name}"]`);
	await watch.signUp(page, `Splitting ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const today = new Date().toISOString().slice(0, 10);
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month: today, amount: '900.00' });
	const meals = await watch.api(page, 'POST', 'categories', { name: 'Meals' });
	const hotel = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '300.00', spent_on: today, description: 'Hotel with breakfast' });

	// The first part has what the other leaves.
	await page.goto(`${home}expenses/${hotel.id}`);
	await page.getByRole('button', { name: 'Split', exact: true }).click();
	await field('parts.1.amount').fill('300');
	expect(await page.getByRole('button', { name: 'Split it' }).isDisabled(), 'nothing is left for the first part');
	await field('parts.1.amount').fill('40+10.01');
	await field('parts.1.category_id').selectOption(String(meals.id));
	await page.getByRole('region', { name: 'Parts' }).getByText('249.99').waitFor();
	await watch.look(page, 'expense-split');
	await page.getByRole('button', { name: 'Split it' }).click();
	await page.getByRole('button', { name: 'Merge the parts' }).waitFor();
	const parts = page.getByRole('region', { name: 'Parts' }).getByRole('listitem');
	await parts.nth(1).waitFor();
	expect(await parts.count() === 2, 'two parts');
	await watch.look(page, 'expense-parts');

	// The other part leads back to the whole.
	await parts.filter({ hasText: 'Meals' }).getByRole('link').click();
	await page.waitForURL(new RegExp(`/expenses/(?!${hotel.id})\\d+`));
	await page.getByRole('button', { name: 'Merge the parts' }).click();
	await page.waitForURL(new RegExp(`/expenses/${hotel.id}$`));
	await page.getByRole('button', { name: 'Split', exact: true }).waitFor();
	expect((await watch.api(page, 'GET', `expenses/${hotel.id}`)).amount === '300.00', 'the whole again');

	// Less is approved than was asked for, by whom it waits.
	const invited = await watch.api(page, 'POST', 'invitations', { email: `${unique()}@journey.example`, role: 'member', first_name: 'Sue' });
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const taxi = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '80.00', spent_on: today, description: 'Taxi', member_id: invited.member_id });
	const slug = new URL(home).pathname.split('/')[2];
	watch.sql(`UPDATE expense SET entered_by = NULL, submitted_by = NULL, waiting_for = 1 WHERE id = ${taxi.id}`, slug);
	await page.goto(`${home}expenses/${taxi.id}`);
	await page.getByRole('button', { name: 'Approve less' }).click();
	await field('amount').fill('80');
	await field('reason').fill('The bus goes there, too');
	await page.getByRole('button', { name: 'Approve that much' }).click();
	await field('amount').and(page.locator('[aria-invalid=true]')).waitFor();
	await field('amount').fill('50');
	await watch.look(page, 'approve-less');
	await page.getByRole('button', { name: 'Approve that much' }).click();
	const region = page.getByRole('region', { name: 'Parts' });
	await region.getByText('50.00').waitFor();
	await region.getByText('30.00').waitFor();
	await watch.look(page, 'approved-less');
}
