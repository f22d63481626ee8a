// Amounts of other currencies and tax: rates are set and taken from a file, an expense is worked out while it is typed, changed,
// approved with it in sight, and found in a file.
import { readFileSync } from 'node:fs';
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

// Rates as the European Central Bank has them: what is wrong is told with its place, what would be is seen, and then it is.
async function importing(watch, page, home, month) {
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	const choose = (text) => page.locator('input[data-rates]').setInputFiles({ name: 'eurofxref.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
	const counted = async (counts) => {
		for (const [what, count] of Object.entries(counts)) await page.locator(`[data-count=${what}] td`).getByText(count, { exact: true }).waitFor();
	};
	const kept = async () => (await watch.api(page, 'GET', 'rates?kind=exchange&sort=code')).items.map(({ code, since, value }) => `${code} ${since} ${Number(value)}`);
	const before = await kept();
	await page.goto(`${home}rates`);
	await row('USD').waitFor();
	await page.getByRole('link', { name: 'Import a file' }).locator('visible=true').first().click();
	await page.getByRole('button', { name: 'Choose a file' }).waitFor();
	expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled(), 'without a file there is nothing to import');
	await watch.look(page, 'rates-import');

	await choose(`Date,USD,JPY,GBP,\n${month},1.0551,x,0.5\n`);
	await page.locator('[data-wrong]').getByText('Line 2, column 3').waitFor();
	await page.locator('[data-wrong]').getByText('Here must be a number').waitFor();
	await watch.look(page, 'rates-import-wrong');
	// In pounds a euro is what the file says, a dollar 0.5 / 0.625; and one code is of long ago.
	const wide = `Date,USD,JPY,CYP,GBP,\n${month},0.625,N/A,0.58,0.5,\n2020-03-11,0.64,100,,0.8,\n`;
	await choose(wide);
	await counted({ made: '4', changed: '1', same: '0' });
	await page.locator('[data-wrong]').waitFor({ state: 'detached' });
	await page.getByText('CYP', { exact: true }).waitFor();
	expect(JSON.stringify(await kept()) === JSON.stringify(before), 'a preview keeps nothing');
	await watch.look(page, 'rates-import-preview');
	// Other days are said, and what is wrong with that is the file's.
	await page.locator('select[name=days]').selectOption('dd.mm.yyyy');
	await page.locator('[data-wrong]').getByText('Line 2, column 1').waitFor();
	expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled(), 'what cannot be read is not to be confirmed');
	await page.locator('select[name=days]').selectOption('yyyy-mm-dd');
	await page.locator('[name=base]').fill('XXQ');
	await page.locator('[name=base]').and(page.locator('[aria-invalid=true]')).waitFor();
	await page.locator('[name=base]').fill('');
	await page.locator('[name=since]').fill(month);
	await counted({ made: '1', changed: '1', same: '0' });
	await page.locator('[name=since]').fill('');
	await counted({ made: '4', changed: '1', same: '0' });
	await page.getByRole('button', { name: 'Import 5 rates' }).click();
	await page.getByText('5 rates imported: 4 new, 1 changed').locator('visible=true').first().waitFor();
	await row('JPY').waitFor();
	const now = [`EUR ${month} 0.5`, 'EUR 2020-03-11 0.8', 'JPY 2020-03-11 0.008', `USD ${month} 0.8`, 'USD 2020-03-11 1.25'];
	expect(JSON.stringify((await kept()).sort()) === JSON.stringify(now.sort()), `${await kept()} are kept`);

	// Dropped once more, all of it is there.
	await page.goto(`${home}rates/import`);
	await page.getByRole('button', { name: 'Choose a file' }).waitFor();
	const dropped = await page.evaluateHandle((text) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([text], 'again.csv', { type: 'text/csv' }));
		return transfer;
	}, wide);
	await page.locator('body').dispatchEvent('drop', { dataTransfer: dropped });
	await counted({ made: '0', changed: '0', same: '5' });
	await page.getByText('All of them are there already.').waitFor();
	await watch.look(page, 'rates-import-again');
	for (const code of ['EUR', 'JPY', 'USD']) await watch.api(page, 'DELETE', `rates/exchange/${code}/2020-03-11`);
	await watch.api(page, 'DELETE', `rates/exchange/EUR/${month}`);
	await watch.api(page, 'PUT', 'rates', { kind: 'exchange', code: 'USD', since: month, value: '0.82' });
}

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
	await importing(watch, page, home, budget.month);

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
	for (const name of ['New rate', 'Import a file']) expect(await Ada.getByRole('link', { name }).count() === 0, 'rates are not for approvers to set');
	await Ada.goto(`${home}rates/import`);
	await Ada.getByText('This is not for your role').waitFor();

	// Deleted, and brought back.
	await page.goto(`${home}rates`);
	await row('reduced').click();
	await page.getByRole('button', { name: 'Delete' }).click();
	await row('reduced').waitFor({ state: 'detached' });
	await page.getByText('reduced deleted').first().waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await row('reduced').waitFor();
}
