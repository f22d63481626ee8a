// Amounts of other currencies and tax: rates are set, an expense is worked out while it is typed, changed, approved with it
// in sight, and found in a file.
import { readFileSync } from 'node:fs';
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

export async function pricing(watch, page) {
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	const field = (name) => page.locator(`[name=${name}]`);
	const { home, department, budget, Ada } = await office(watch, page);

	// Nothing there says what to do first; a rate and two taxes are set.
	await page.goto(`${home}rates`);
	await page.getByText('No rates yet').waitFor();
	await watch.look(page, 'rates-none');
	await page.getByRole('link', { name: 'New rate' }).first().click();
	await field('code').fill('usd');
	await field('value').fill('0,8215');
	await field('since').fill(budget.month);
	await watch.look(page, 'rate-new');
	await field('value').press('Enter');
	await row('USD').waitFor();
	for (const [code, value] of [['full', '20'], ['reduced', '5']]) await watch.api(page, 'PUT', 'rates', { kind: 'tax', code, since: '2020-01-01', value });
	await row('reduced').waitFor();
	await watch.look(page, 'rates');

	// Set right, and what is wrong is said beside it.
	await row('USD').click();
	await field('value').fill('0');
	await field('value').press('Enter');
	await field('value').and(page.locator('[aria-invalid=true]')).waitFor();
	await field('value').fill('0.82');
	await field('value').press('Enter');
	await page.getByText('USD saved').locator('visible=true').first().waitFor();
	await page.waitForFunction(() => document.querySelector('[name=value]')?.value === '0.82');
	await watch.look(page, 'rate');

	// Entered: what it is, and the tax inside, are there while it is typed.
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction((id) => document.querySelector('select[name=budget_id]')?.value === String(id), budget.id);
	await field('spent_on').fill(budget.month);
	await field('amount').fill('120.5');
	await page.locator('select[name=original_currency]').selectOption('USD');
	expect(await field('original_amount').inputValue() === '120.50' || await field('original_amount').inputValue() === '120.5', 'what was typed stays');
	await page.locator('select[name=tax_code]').selectOption('code full');
	await page.getByText(/£98\.81 at 0\.82/).waitFor();
	await page.getByText(/£16\.47 tax inside, £82\.34 net/).waitFor();
	await field('description').fill('Hotel');
	await watch.look(page, 'expense-new-price');
	// A day without a rate asks for the amount.
	await field('spent_on').fill('2020-01-15');
	await page.getByText('There is no rate of this currency').waitFor();
	await watch.look(page, 'expense-new-no-rate');
	await field('spent_on').fill(budget.month);
	await page.getByText(/£98\.81 at 0\.82/).waitFor();
	await field('original_amount').press('Enter');
	await page.waitForURL(/expenses$/);
	await row('Hotel').click();
	await page.getByRole('heading', { name: 'Hotel' }).waitFor();
	await page.getByText('$120.50').locator('visible=true').first().waitFor();
	await watch.look(page, 'expense-price');

	// Given as on the statement, there is no rate; taken back, there is.
	await field('amount').fill('99');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('None: both amounts were given').waitFor();
	await page.getByText('£16.50 tax inside', { exact: false }).waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await page.getByText('None: both amounts were given').waitFor({ state: 'detached' });
	// Only the amount paid: the rate stays.
	await field('original_amount').fill('121');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('£99.22').locator('visible=true').first().waitFor();

	// The file has all of it.
	await page.goto(`${home}expenses`);
	await row('Hotel').waitFor();
	const saved = page.waitForEvent('download');
	await page.getByRole('button', { name: 'CSV of what is shown' }).click();
	const lines = readFileSync(await (await saved).path(), 'utf8');
	for (const told of ['121.00', 'USD', '0.82', 'full', '16.54', '82.68']) expect(lines.includes(told), `${told} in the CSV, not ${lines}`);

	// Whoever approves sees it, and may book the tax otherwise.
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const approver = (await watch.api(page, 'GET', 'members')).items.find(({ role }) => role === 'approver');
	await watch.api(page, 'PATCH', `departments/${department.id}`, { approver_id: approver.id });
	const waiting = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: null, original_amount: '50.00', original_currency: 'USD', tax_code: 'full', spent_on: budget.month, description: 'Taxi' });
	await Ada.goto(`${home}waiting/${waiting.id}`);
	for (const told of ['$50.00', '0.82', 'full', '£34.17']) await Ada.getByText(told).locator('visible=true').first().waitFor();
	await watch.look(Ada, 'waiting-price');
	await Ada.goto(`${home}expenses/${waiting.id}`);
	await Ada.locator('select[name=tax_code]').selectOption('code reduced');
	expect(await Ada.locator('[name=original_currency]').count() === 0, 'the amount is not to be changed any more');
	await Ada.getByRole('button', { name: 'Save' }).click();
	await Ada.getByText('£39.05').locator('visible=true').first().waitFor();
	await watch.look(Ada, 'expense-price-recoded');
	// Rates are read by everybody, and set by finance.
	await Ada.goto(`${home}rates`);
	await Ada.locator('[data-row]').filter({ hasText: 'USD' }).waitFor();
	expect(await Ada.getByRole('link', { name: 'New rate' }).count() === 0, 'rates are not for approvers to set');

	// Deleted, and brought back.
	await page.goto(`${home}rates`);
	await row('reduced').click();
	await page.getByRole('button', { name: 'Delete' }).click();
	await row('reduced').waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await row('reduced').waitFor();
}
