// Distances and days: rates in tiers are set, a trip is worked out while it is typed, entered, explained and changed, and days
// with what is taken off them.
import { office } from './approval.mjs';

export async function driving(watch, page) {
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	const field = (name) => page.locator(`[name=${name}]`);
	const { home, budget } = await office(watch, page);
	const since = `${budget.month.slice(0, 4)}-01-01`;

	// A tier of a car, then the rest by the API.
	await page.goto(`${home}rates/new?kind=mileage`);
	await field('code').fill('car');
	await field('since').fill(since);
	await page.getByLabel('From distance of the year').fill('50');
	await field('value').fill('0,3');
	await watch.look(page, 'rate-new-mileage');
	await field('value').press('Enter');
	await row('car, from 50 km').waitFor();
	for (const [kind, code, value] of [['mileage', 'car', '0.45'], ['per_diem', 'Town', '28'], ['reduction', 'breakfast', '20'], ['reduction', 'dinner', '40']])
		await watch.api(page, 'PUT', 'rates', { kind, code, since, value });
	// The list shows mileage alone, as the address says.
	await page.goto(`${home}rates`);
	await row('dinner').waitFor();
	await watch.look(page, 'rates-mileage');
	await row('car, from 50 km').click();
	await page.getByRole('heading', { name: /car > 50/ }).waitFor();
	await field('value').fill('0.25');
	await field('value').press('Enter');
	await page.getByText('car saved').locator('visible=true').first().waitFor();

	// What a distance comes to is there while it is typed.
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction((id) => document.querySelector('select[name=budget_id]')?.value === String(id), budget.id);
	await page.getByText('Mileage', { exact: true }).click();
	await field('spent_on').fill(budget.month);
	await field('quantity').fill('60');
	await page.getByText('50 km × 0.45 + 10 km × 0.25 = £25.00').waitFor();
	await field('description').fill('To the customer');
	await watch.look(page, 'expense-new-mileage');
	await field('description').press('Enter');
	await page.waitForURL(/expenses$/);
	await row('To the customer').click();
	await page.getByText('50 km × 0.45 + 10 km × 0.25').locator('visible=true').first().waitFor();
	await page.getByText(/0 km before it this year/).waitFor();
	await watch.look(page, 'expense-mileage');
	await field('quantity').fill('40');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('£18.00').locator('visible=true').first().waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await page.getByText('£25.00').locator('visible=true').first().waitFor();

	// A distance without a rate on its day is said beside it; days, with breakfasts taken off.
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction((id) => document.querySelector('select[name=budget_id]')?.value === String(id), budget.id);
	await page.getByText('Per diem', { exact: true }).click();
	await field('spent_on').fill(budget.month);
	await field('quantity').fill('3');
	await page.locator('[name=reductions-breakfast]').fill('2');
	await page.getByText('3 d × 28 − 2 × 20 % breakfast = £72.80').waitFor();
	await field('description').fill('Fair');
	await watch.look(page, 'expense-new-per-diem');
	await field('description').press('Enter');
	await page.waitForURL(/expenses$/);
	await row('Fair').click();
	await page.getByText('3 d × 28 − 2 × 20 % breakfast').locator('visible=true').first().waitFor();
	await page.waitForFunction(() => document.querySelector('[name=reductions-breakfast]')?.value === '2');
	await watch.look(page, 'expense-per-diem');
	await page.locator('[name=reductions-dinner]').fill('1');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('£61.60').locator('visible=true').first().waitFor();
	// What is taken off stays; the fields follow the answer.
	await page.waitForFunction(() => document.querySelector('[name=reductions-breakfast]')?.value === '2');

	// The amount may be typed, too.
	await page.locator('select[name=rate_code]').selectOption('');
	await field('amount').fill('50');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('£50.00').locator('visible=true').first().waitFor();
}
