// What comes again: from an expense, with its days seen beforehand; made by whoever makes it, found in the inbox, paused.
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

export async function repeating(watch, page) {
	const { home, department, budget, Mia } = await office(watch, page);
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const slug = /\/t\/([^/]+)/.exec(page.url())[1];
	const today = (await watch.api(page, 'GET', 'recurring/days?every=day&first_on=2024-01-01&count=1')).items[0].due_on;
	const run = () => watch.sql('SELECT run_recurring()', slug);
	const field = (at, name) => at.locator(`[name=${name}]`);
	const row = (at, text) => at.locator('[data-row]').filter({ hasText: text });

	await Mia.goto(`${home}recurring`);
	await Mia.getByText('Nothing comes again yet').waitFor();
	await watch.look(Mia, 'recurring-empty');

	// From an expense that there is: its panel offers it, the form has what that was, and says the days.
	const ticket = await watch.api(Mia, 'POST', 'expenses', { budget_id: budget.id, amount: '49.00', spent_on: today, description: 'Monthly ticket', draft: true, tags: ['train'] });
	await Mia.goto(`${home}expenses/${ticket.id}`);
	await Mia.getByRole('link', { name: 'Repeat' }).click();
	await Mia.waitForURL(/recurring\/new/);
	await Mia.waitForFunction(() => document.querySelector('[name=description]')?.value === 'Monthly ticket');
	const days = Mia.locator('[data-days]');
	await days.getByText('The next days').waitFor();
	await field(Mia, 'every').selectOption('week');
	await field(Mia, 'on_day').selectOption('5');
	await days.waitFor();
	await watch.look(Mia, 'recurring-new');
	await field(Mia, 'every').selectOption('day');
	await field(Mia, 'on_day').waitFor({ state: 'detached' });
	await field(Mia, 'amount').fill('0');
	await Mia.getByRole('button', { name: 'Save' }).click();
	await Mia.getByText('It must be more than zero.').waitFor();
	await field(Mia, 'amount').fill('49');
	await Mia.getByRole('button', { name: 'Save' }).click();
	await row(Mia, 'Monthly ticket').waitFor();
	await watch.look(Mia, 'recurring');

	// On its day it is a draft, which is in the inbox, and says what it was made of.
	run();
	await Mia.goto(`${home}inbox`);
	const item = (text) => Mia.locator('[data-item]').filter({ hasText: text });
	await item('entered Monthly ticket for you').getByRole('link').click();
	await Mia.waitForURL(/expenses\/\d+$/);
	await Mia.getByText('Comes again', { exact: true }).or(Mia.getByText('From a recurring expense', { exact: true })).first().waitFor();
	await watch.look(Mia, 'recurring-made');
	await Mia.locator('dd a[href*="/recurring/"]').click();
	await Mia.waitForURL(/recurring\/\d+$/);
	await Mia.getByText('Last made for').waitFor();
	await watch.look(Mia, 'recurring-one');
	await Mia.getByRole('button', { name: 'Pause' }).click();
	await Mia.getByText('Paused since').waitFor();
	await watch.look(Mia, 'recurring-paused');
	await Mia.getByRole('button', { name: 'Go on' }).click();
	await Mia.getByText('Next on').first().waitFor();

	// What has no budget is told once, with the reason; the owner reads it, too, and changes it for her.
	const other = await watch.api(page, 'POST', 'departments', { name: 'Nobody pays' });
	const lost = await watch.api(Mia, 'POST', 'recurring', { department_id: other.id, amount: '5.00', description: 'Lost', every: 'day', first_on: today });
	run();
	await Mia.goto(`${home}inbox`);
	await item('Lost could not be entered').getByText('There is no budget of the department for that day.').waitFor();
	await watch.look(Mia, 'inbox-recurring');
	await page.goto(`${home}recurring/${lost.id}`);
	await page.getByText('There is no budget of the department for that day.').waitFor();
	await watch.look(page, 'recurring-without-budget');
	await field(page, 'department_id').selectOption(String(department.id));
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('There is no budget of the department for that day.').waitFor({ state: 'detached' });
	run();
	await page.getByText('Last made for').waitFor();
	const { items } = await watch.api(page, 'GET', 'expenses?contains=Lost');
	expect(items.length === 1, 'it was made once');
	await page.getByRole('button', { name: 'Delete' }).click();
	await row(page, 'Lost').waitFor({ state: 'detached' });
	// The row may be gone before the toast is there, and that of what was saved has an Undo, too.
	await page.getByText('Lost deleted').first().waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await row(page, 'Lost').waitFor();
	await watch.look(page, 'recurring-all');
}
