// Budgets of a quarter, of other days, and of a category: made, listed where they have a day, and kept in mind by the form of
// an expense.
import { expect } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);

export async function budgeting(watch, page) {
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	const field = (name) => page.locator(`[name=${name}]`);
	const kind = (name) => page.locator(`[data-choice=kind-${name}]`).locator('..');
	await watch.signUp(page, `Budgets ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	const today = new Date().toISOString().slice(0, 10);
	const year = today.slice(0, 4);
	await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '50000.00' });
	const travel = await watch.api(page, 'POST', 'categories', { name: 'Travel' });
	await watch.api(page, 'POST', 'categories', { name: 'Train', parent_id: travel.id });
	await watch.api(page, 'POST', 'categories', { name: 'Office' });

	// A quarter, for anything.
	await page.goto(`${home}budgets/new`);
	await field('amount').fill('9000');
	await kind('quarter').click();
	await watch.look(page, 'budget-new-quarter');
	await field('amount').press('Enter');
	await row('Sales').waitFor();
	await page.getByText('£0.00 of £9,000.00 spent').locator('visible=true').first().waitFor();

	// The year of a category.
	await page.goto(`${home}budgets/new`);
	await field('amount').fill('2400');
	await kind('year').click();
	await field('category_id').selectOption(String(travel.id));
	await field('amount').press('Enter');
	await row(`Travel · ${year}`).waitFor();

	// Days that are chosen: the end before the beginning is told beside it.
	await page.goto(`${home}budgets/new`);
	await field('amount').fill('300');
	await kind('other').click();
	await field('until').waitFor();
	await field('month').fill(today);
	await field('until').fill('2024-01-01');
	await field('amount').press('Enter');
	await page.getByText('This is before the first day.').waitFor();
	await watch.look(page, 'budget-new-days');
	await field('until').fill(today);
	await field('amount').press('Enter');
	await page.getByText('£0.00 of £11,700.00 spent').locator('visible=true').first().waitFor();
	await watch.look(page, 'budgets-spans');

	// An expense of the budget for travel is of that or below it.
	const { items } = await watch.api(page, 'GET', 'budgets');
	const trips = items.find(({ category_id }) => category_id === travel.id);
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction(() => document.querySelectorAll('select[name=budget_id] option').length > 3);
	await field('budget_id').selectOption(String(trips.id));
	await page.waitForFunction((id) => document.querySelector('select[name=category_id]')?.value === String(id), travel.id);
	expect(await field('category_id').locator('option', { hasText: 'Office' }).count() === 0, 'what the budget is not for is not offered');
	await page.getByText('This budget is only for Travel').waitFor();
	await field('amount').fill('35');
	await field('description').fill('To the fair');
	await watch.look(page, 'expense-new-of-category');
	await field('category_id').selectOption('');
	await field('amount').press('Enter');
	await page.getByText('This is not a category of the budget.').waitFor();
	await field('category_id').selectOption(String(travel.id));
	await field('amount').press('Enter');
	await row('To the fair').waitFor();

	await page.goto(`${home}budgets/${trips.id}`);
	await page.getByText('£35.00 of £2,400.00 spent').locator('visible=true').first().waitFor();
	await page.locator('dd', { hasText: year }).first().waitFor();
	// The year has days behind it and before it, but at its ends.
	if (!/-(01-01|12-31)$/.test(today)) await page.getByRole('region', { name: 'At this pace' }).waitFor();
	await watch.look(page, 'budget-of-category');
	// Money goes to another one, and back by undo.
	await page.getByRole('button', { name: 'Move money' }).click();
	const section = page.getByRole('region', { name: 'Move money' });
	await section.locator('[name=amount]').fill('9999');
	await section.locator('[name=to_id]').selectOption({ index: 1 });
	await section.getByRole('button', { name: 'Move', exact: true }).click();
	await section.getByText('More would be spent than the budget has.').waitFor();
	await watch.look(page, 'budget-move');
	await section.locator('[name=amount]').fill('365');
	await section.getByRole('button', { name: 'Move', exact: true }).click();
	await page.getByText('£35.00 of £2,035.00 spent').locator('visible=true').first().waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await page.getByText('£35.00 of £2,400.00 spent').locator('visible=true').first().waitFor();

	// What is left of last year's goes to this year's, once.
	const last = await watch.api(page, 'POST', 'budgets', { account_id: trips.account_id, department_id: trips.department_id, category_id: travel.id,
		month: `${Number(year) - 1}-01-01`, until: `${Number(year) - 1}-12-31`, amount: '100.00' });
	await page.goto(`${home}budgets/${last.id}`);
	await page.getByRole('button', { name: 'Carry over what is left' }).waitFor();
	await watch.look(page, 'budget-ended');
	await page.getByRole('button', { name: 'Carry over what is left' }).click();
	await page.getByText('£100.00 carried over to the next budget').locator('visible=true').first().waitFor();
	await page.getByRole('button', { name: 'Carry over what is left' }).waitFor({ state: 'detached' });
	await page.goto(`${home}budgets/${trips.id}`);
	await page.getByText('£35.00 of £2,500.00 spent').locator('visible=true').first().waitFor();
	await page.getByRole('button', { name: `Same for ${Number(year) + 1}` }).click();
	await row(`Travel · ${Number(year) + 1}`).waitFor();
	await page.goto(home);
	await page.getByText('£35.00').locator('visible=true').first().waitFor();
	await watch.look(page, 'home-spans');

	// Next year's from this year's, with a factor: what is there already is told, and what was made goes by undo.
	await watch.api(page, 'PATCH', 'organization', { over_account: 'refuse' });
	const months = [`${year}-01-01`, `${year}-02-01`];
	for (const month of months) await watch.api(page, 'POST', 'budgets', { account_id: trips.account_id, department_id: trips.department_id, month, amount: '1000.10' });
	await page.goto(`${home}budgets`);
	await page.getByRole('link', { name: 'Copy for the next period' }).click();
	const seen = page.getByRole('region', { name: 'What will be made' });
	await page.locator('[data-choice=period-year]').locator('..').click();
	await field('factor').fill('1,05');
	await seen.getByText('Exists already').waitFor();
	await seen.getByText('1,050.11').locator('visible=true').first().waitFor();
	await seen.getByText('Bank:').waitFor();
	await watch.look(page, 'budget-copy');
	await field('factor').fill('90');
	await seen.locator('.text-error').waitFor();
	await page.getByRole('button', { name: /Make \d+ budgets/ }).click();
	await page.getByText('The account does not hold that much.').waitFor();
	await watch.look(page, 'budget-copy-refused');
	await field('factor').fill('0');
	await page.getByText('It must be more than zero.').waitFor();
	await field('factor').fill('1.05');
	await seen.getByText('1,050.11').locator('visible=true').first().waitFor();
	const { items: before } = await watch.api(page, 'GET', 'budgets?page_size=200');
	await page.getByRole('button', { name: /Make \d+ budgets/ }).click();
	await page.getByText(/\d+ budgets made/).locator('visible=true').first().waitFor();
	const made = (await watch.api(page, 'GET', 'budgets?page_size=200')).items;
	expect(made.length > before.length + 1, 'the copies are there');
	expect(made.filter(({ month, amount }) => month === `${Number(year) + 1}-02-01` && amount === '1050.11').length === 1, 'with the factor, rounded once');
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await page.getByText('1,050.11').first().waitFor({ state: 'detached' });
	while ((await watch.api(page, 'GET', 'budgets?page_size=200')).items.length > before.length) await page.waitForTimeout(100);
}

// A budget comes to 80 percent, then to all of it: who looks after the money is told where they are, and finds it in the inbox.
export async function alerting(watch, page) {
	const bell = page.locator('a[href$="/inbox"]').locator('visible=true').first();
	await watch.signUp(page, `Marks ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	const today = new Date().toISOString().slice(0, 10);
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '5000.00' });
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month: today, amount: '100.00' });
	const spend = (amount) => watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount, spent_on: today, description: 'Chairs' });
	await page.goto(`${home}budgets`);
	await page.getByText('£0.00 of £100.00 spent').locator('visible=true').first().waitFor();
	// The stream is there once what another did is seen.
	await spend('79.99');
	await page.getByText('£79.99 of £100.00 spent').locator('visible=true').first().waitFor();
	await spend('5.01');
	await page.getByText('85% of the budget of Sales is taken').locator('visible=true').first().waitFor();
	await watch.look(page, 'budget-told');
	await bell.getByText('1', { exact: true }).waitFor();
	await page.getByRole('button', { name: 'Show' }).or(page.getByRole('link', { name: 'Show' })).first().click();
	await page.waitForURL(new RegExp(`budgets/${budget.id}$`));
	await page.getByText('85% of this budget is taken.').waitFor();
	await watch.look(page, 'budget-nearly');
	await spend('15.00');
	await page.getByText('100% of this budget is taken.').waitFor();
	await bell.getByText('2', { exact: true }).waitFor();
	await bell.click();
	const items = page.locator('[data-item]');
	await items.filter({ hasText: '80% of the budget of Sales is taken' }).waitFor();
	await items.filter({ hasText: '100% of the budget of Sales is taken' }).waitFor();
	await watch.look(page, 'inbox-budget');
	await items.first().getByRole('link').click();
	await page.waitForURL(new RegExp(`budgets/${budget.id}$`));
}
