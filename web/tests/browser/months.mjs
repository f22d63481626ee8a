// Months that close: what closing would close, seen before it is done; what is booked then stays, what is late is booked later; opened
// again with a reason.
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

const shown = (day) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

export async function closing(watch, page) {
	const { home, department, Ada, Mia } = await office(watch, page);
	const row = (at, text) => at.locator('[data-row]').filter({ hasText: text });
	const field = (at, name) => at.locator(`[name=${name}]`);
	const today = (await watch.api(page, 'GET', 'recurring/days?every=day&first_on=2024-01-01&count=1')).items[0].due_on;
	const first = `${today.slice(0, 7)}-01`;
	const before = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
	const lastMonth = `${before.slice(0, 7)}-01`;
	const { items: [account] } = await watch.api(page, 'GET', 'accounts');
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month: lastMonth, amount: '300.00' });
	const paper = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '119.00', spent_on: lastMonth, description: 'Paper' });
	await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '111.02', original_amount: '120.50', original_currency: 'USD', spent_on: before, description: 'Hotel' });
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const late = await watch.api(Mia, 'POST', 'expenses', { budget_id: budget.id, amount: '40.00', spent_on: before, description: 'Handed in late' });
	expect(late.state === 'submitted', 'it waits');

	// Before anything is closed; by whoever may read, and by nobody else.
	const place = (at) => at.locator('nav a[href$="/months"]');
	await Mia.goto(`${home}months`);
	await Mia.getByText('Who may: Owner, Admin, Auditor.').waitFor();
	expect(await place(Mia).count() === 0, 'who may not read is shown no place');
	await watch.look(Mia, 'months-forbidden');
	await page.goto(`${home}months`);
	await page.getByText('Nothing is closed yet').waitFor();
	await watch.look(page, 'months-empty');

	// The preview, a day that is not over, and the list of what waits.
	await page.getByRole('link', { name: 'Close months' }).first().click();
	const preview = page.getByRole('region', { name: 'What will be closed' });
	await preview.getByText('£230.02').first().waitFor();
	await preview.getByText('2 expenses are booked on these days').waitFor();
	const dollars = preview.getByRole('region', { name: 'By the currency that was paid in' }).locator('li').filter({ hasText: 'USD' });
	await dollars.getByText('£111.02').waitFor();
	await preview.getByText('1 expense of £40.00 is submitted and not approved.').waitFor();
	await watch.look(page, 'months-close');
	await field(page, 'until').fill(today);
	await page.getByText('Choose a day before today.').waitFor();
	expect(await page.getByRole('button', { name: /^Close until/ }).isDisabled(), 'what is not seen is not closed');
	await watch.look(page, 'months-close-refused');
	await field(page, 'until').fill(before);
	await preview.getByRole('link', { name: 'Look at what waits' }).click();
	await row(page, 'Handed in late').waitFor();
	expect(await page.locator('[data-row]').count() === 1, 'the list has what waits, and nothing else');
	await watch.look(page, 'months-waiting');
	await page.goBack();
	await page.getByText('£230.02').first().waitFor();
	await page.getByRole('button', { name: `Close until ${shown(before)}` }).click();
	await page.waitForURL(/months\/\d+$/);
	await page.getByText('1 expense of £40.00 was submitted and not approved then.').waitFor();
	await watch.look(page, 'months-one');
	await page.goto(`${home}months`);
	await row(page, `Closed until ${shown(before)}`).waitFor();
	await page.getByText('230.02', { exact: true }).locator('visible=true').first().waitFor();
	await page.getByText(`The books are closed until ${shown(before)}.`).waitFor();
	await watch.look(page, 'months');

	// What is booked there is locked, and what was late is booked on the first open day.
	await page.goto(`${home}expenses/${paper.id}`);
	const lock = page.getByText('The books of its day are closed: it stays as it is.');
	await lock.waitFor();
	expect(await lock.count() === 1, 'it is said once');
	expect(await page.getByRole('button', { name: /^(Save|Delete)$/ }).count() === 0, 'nothing of it can be changed');
	await watch.look(page, 'expense-closed');
	await page.goto(`${home}expenses/${late.id}`);
	await page.getByRole('button', { name: 'Approve', exact: true }).click();
	await page.locator('dt', { hasText: 'Booked on' }).waitFor();
	await page.locator('dd', { hasText: shown(first) }).first().waitFor();
	await watch.look(page, 'expense-booked-later');

	// An admin sees it all, and closes nothing.
	const { items: members } = await watch.api(page, 'GET', 'members');
	const ada = members.find(({ first_name }) => first_name === 'Ada');
	await watch.api(page, 'PUT', `members/${ada.id}/role`, { role: 'admin' });
	await Ada.goto(`${home}months`);
	await row(Ada, `Closed until ${shown(before)}`).waitFor();
	expect(await Ada.getByRole('link', { name: /Close months|Open again/ }).count() === 0, 'what only owners do is not offered');
	await Ada.goto(`${home}months/reopen`);
	await Ada.getByText('Who may: Owner.').waitFor();

	// Opened again: not without a reason.
	await page.goto(`${home}months`);
	await page.getByRole('link', { name: 'Open again' }).click();
	await page.getByRole('button', { name: 'Open again' }).click();
	await page.getByText('Fill this in.').waitFor();
	await watch.look(page, 'months-reopen');
	await field(page, 'reason').fill('A bill was forgotten');
	await page.getByRole('button', { name: 'Open again' }).click();
	await page.waitForURL(/months\/\d+$/);
	await page.locator('blockquote', { hasText: 'A bill was forgotten' }).waitFor();
	await watch.look(page, 'months-reopened');
	await page.goto(`${home}months`);
	await row(page, 'A bill was forgotten').waitFor();
	await watch.look(page, 'months-both');
	await page.goto(`${home}expenses/${paper.id}`);
	await page.locator('dt', { hasText: 'Number' }).waitFor();
	expect(await lock.count() === 0, 'what is open again has no lock');
}
