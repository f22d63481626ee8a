// What an expense says of itself: entered with what was said before, found by it, changed, approved with it in sight.
import { readFileSync } from 'node:fs';
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

export async function describing(watch, page) {
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	const field = (name) => page.locator(`[name=${name}]`);
	const { home, department, budget, Ada } = await office(watch, page);
	const said = { budget_id: budget.id, amount: '5.00', spent_on: budget.month, merchant: 'Railways', tags: ['Fair'], external_id: 'CARD-1' };
	await watch.api(page, 'POST', 'expenses', { ...said, description: 'Tram' });

	// Merchants and tags that were there before are offered.
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction((id) => document.querySelector('select[name=budget_id]')?.value === String(id), budget.id);
	// What may be the same expense is told as it is typed, and not any more with another amount.
	await field('spent_on').fill(budget.month);
	await field('amount').fill('5');
	await page.getByText('This may have been entered already').waitFor();
	await page.getByRole('link', { name: /Tram$/ }).waitFor();
	await watch.look(page, 'expense-new-similar');
	await field('amount').fill('35');
	await page.getByText('This may have been entered already').waitFor({ state: 'detached' });
	await page.locator('datalist option[value=Railways]').first().waitFor({ state: 'attached' });
	await page.locator('datalist option[value=Fair]').first().waitFor({ state: 'attached' });
	await field('amount').fill('35');
	await field('description').fill('Train to Graz');
	await field('merchant').fill('RAILWAYS');
	await field('tags').pressSequentially('Fair,fair,Graz');
	await field('tags').press('Enter');
	await page.getByRole('button', { name: 'Take away Graz' }).waitFor();
	expect(await page.getByRole('button', { name: /^Take away/ }).count() === 2, 'a tag once, in whatever case');
	await field('tags').press('Backspace');
	await page.getByRole('button', { name: 'Take away Graz' }).waitFor({ state: 'detached' });
	await page.getByRole('radio', { name: 'Company’s' }).check({ force: true });
	await watch.look(page, 'expense-new-said');
	await page.getByRole('button', { name: /^More:/ }).click();
	await field('notes').fill('For the fair.\nSecond class.');
	await field('external_id').fill('CARD-1');
	await field('billable_to').fill('Customer Ltd');
	// What another expense is called is refused beside the field.
	await field('amount').press('Enter');
	await field('external_id').and(page.locator('[aria-invalid=true]')).waitFor();
	await watch.look(page, 'expense-new-taken');
	await field('external_id').fill('CARD-2');
	await field('amount').press('Enter');
	await page.waitForURL(/expenses$/);
	await row('Train to Graz · RAILWAYS').waitFor();
	await watch.look(page, 'expenses-said');

	// Found in any case; the address holds it.
	await page.getByRole('button', { name: 'More filters' }).click();
	await page.getByLabel('Merchant', { exact: true }).fill('railways');
	await page.keyboard.press('Enter');
	await page.waitForURL(/merchant=railways/);
	await page.getByText('2 expenses, £40.00').waitFor();
	await page.getByLabel('Paid with').selectOption('company');
	await page.getByText('1 expense, £35.00').waitFor();
	await watch.look(page, 'expenses-by-said');
	const saved = page.waitForEvent('download');
	await page.getByRole('button', { name: 'CSV of what is shown' }).click();
	const lines = readFileSync(await (await saved).path(), 'utf8');
	for (const told of ['RAILWAYS', 'Fair', 'Company’s', 'CARD-2', 'Customer Ltd', 'Second class.']) expect(lines.includes(told), `${told} in the CSV, not ${lines}`);
	await page.getByLabel('Tag', { exact: true }).fill('nothing');
	await page.keyboard.press('Enter');
	await page.getByText('Nothing matches these filters').waitFor();
	await page.getByRole('button', { name: 'Clear filters' }).first().click();
	await page.getByRole('searchbox').or(page.getByPlaceholder('Search expenses')).first().fill('railw');
	await page.getByText('2 expenses, £40.00').waitFor();

	// Changed, told by its history, and taken back.
	await row('Train to Graz').click();
	await page.getByRole('heading', { name: 'Train to Graz' }).waitFor();
	await page.getByRole('button', { name: 'Take away Fair' }).click();
	await field('tags').pressSequentially('Graz');
	await field('merchant').fill('Bahn');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Saved').locator('visible=true').first().waitFor();
	const history = page.getByRole('region', { name: 'History' });
	await history.getByText('Merchant').locator('visible=true').first().waitFor();
	await history.getByText('Tags').locator('visible=true').first().waitFor();
	await watch.look(page, 'expense-said');
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await page.waitForFunction(() => document.querySelector('[name=merchant]')?.value === 'RAILWAYS');

	// Whoever approves sees it, and may book it otherwise, but not say something else.
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const approver = (await watch.api(page, 'GET', 'members')).items.find(({ role }) => role === 'approver');
	await watch.api(page, 'PATCH', `departments/${department.id}`, { approver_id: approver.id });
	const waiting = await watch.api(page, 'POST', 'expenses', { ...said, description: 'Ferry', external_id: 'CARD-3', notes: 'Two lines,\nas they are', billable_to: 'Customer Ltd' });
	await Ada.goto(`${home}waiting/${waiting.id}`);
	for (const told of ['Railways', 'CARD-3', 'Two lines,', 'Customer Ltd']) await Ada.getByText(told).locator('visible=true').first().waitFor();
	await watch.look(Ada, 'waiting-said');
	await Ada.goto(`${home}expenses/${waiting.id}`);
	await Ada.getByText('CARD-3').locator('visible=true').first().waitFor();
	expect(await Ada.locator('[name=merchant]').count() === 0, 'the merchant is not to be changed any more');
	await Ada.locator('[name=tags]').pressSequentially('Sea');
	await Ada.locator('[name=billable_to]').fill('Another Ltd');
	await Ada.getByRole('button', { name: 'Save' }).click();
	await Ada.getByText('Saved').locator('visible=true').first().waitFor();
	await Ada.getByRole('button', { name: 'Take away Sea' }).waitFor();
	await watch.look(Ada, 'expense-said-recoded');
}
