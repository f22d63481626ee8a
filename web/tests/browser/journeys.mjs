// The journeys: what people do, over the real stack. Each begins with a browser that knows nothing.
import { readFileSync } from 'node:fs';
import { expect, password } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);

// From the landing to the first department, out and in again.
export async function newcomer(watch, page) {
	await page.goto(`${watch.base}/`);
	await page.getByRole('heading', { level: 1 }).waitFor();
	await watch.look(page, 'landing');
	await page.getByRole('link', { name: 'Create an organization' }).click();
	await page.getByLabel('Name of the organization').fill('Åse & Söhne');
	await page.getByText(/^ase-sohne\.localhost/).waitFor();
	await page.getByRole('button', { name: 'Create organization' }).click();
	await page.locator('[aria-invalid=true]').first().waitFor();
	await watch.look(page, 'signup');

	const email = `${unique()}@journey.example`;
	const name = `Journey ${unique()}`;
	console.log(`signed up in ${await watch.signUp(page, name, email)} ms`);
	await page.getByText('First steps').waitFor();
	await watch.look(page, 'home-empty');
	// The name and the address that it has now are taken, which is told to the next before anything is sent.
	const taken = new URL(page.url()).pathname.split('/')[2];
	await page.goto(`${watch.base}/signup`);
	await page.getByLabel('Name of the organization').fill(name);
	await page.getByText('This is in use already.').waitFor();
	await page.getByText('This address is in use.').waitFor();
	await watch.look(page, 'signup-taken');
	await page.getByRole('button', { name: `Take ${taken}-2.localhost` }).click();
	await page.getByText('This address is in use.').waitFor({ state: 'detached' });
	await page.waitForFunction((slug) => document.querySelector('[name=slug] input, input[maxlength="50"]')?.value === slug, `${taken}-2`);
	await page.goto(`${watch.base}/t/${taken}/`);
	await page.getByText('First steps').waitFor();

	await page.getByRole('link', { name: 'Create one' }).first().click();
	await page.waitForURL(/departments\/new$/);
	// The focus is in the first field.
	await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
	await page.keyboard.type('Office');
	await watch.look(page, 'department-new');
	await page.keyboard.press('Enter');
	await page.getByRole('link', { name: 'Office', exact: true }).waitFor();
	await watch.look(page, 'departments');

	// The same name again is refused beside the field.
	await page.goto(page.url().replace(/departments.*/, 'departments/new'));
	await page.getByLabel('Name').fill('Office');
	await page.keyboard.press('Enter');
	await page.getByText('This is in use already.').waitFor();

	// Rename, and undo.
	await page.goto(page.url().replace(/departments.*/, 'departments'));
	await page.getByRole('link', { name: 'Office', exact: true }).click();
	await page.getByLabel('Name').fill('Head office');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Renamed to Head office').first().waitFor();
	// A toast stays for ten seconds: first this, then the look.
	await page.getByRole('button', { name: 'Undo' }).click();
	await page.getByRole('heading', { name: 'Office', exact: true }).waitFor();
	await watch.look(page, 'department');

	// Archive, bring back.
	await page.getByRole('button', { name: 'Archive', exact: true }).click();
	await page.getByText('Office archived').first().waitFor();
	await page.getByText('No departments yet').waitFor();
	await watch.look(page, 'departments-empty');
	await page.getByRole('button', { name: 'Archived' }).click();
	await page.getByRole('link', { name: 'Office', exact: true }).click();
	await page.getByRole('button', { name: 'Bring back' }).click();
	await page.waitForURL(/departments\?archived=1$/);

	// Out, and in again where one was.
	await page.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
	await page.getByRole('menuitem', { name: 'Log out' }).waitFor();
	await watch.look(page, 'menu');
	await page.getByRole('menuitem', { name: 'Log out' }).click();
	await page.waitForURL(/\/login$/);
	await watch.look(page, 'login');
	await page.goto(page.url().replace(/login$/, 'departments'));
	await page.waitForURL(/login\?next=/);
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill('wrong password');
	await page.getByRole('button', { name: 'Log in' }).click();
	await page.getByText('E-mail or password is wrong.').waitFor();
	await watch.logIn(page, email);
	await page.waitForURL(/\/departments$/);
	await page.getByRole('link', { name: 'Office', exact: true }).waitFor();

	// The base host remembers.
	await page.goto(`${watch.base}/login`);
	await page.getByRole('link', { name }).waitFor();
	await watch.look(page, 'find');
}

// What budgets refer to cannot be deleted: the panel says why, and offers to archive it.
export async function refused(watch, page) {
	await watch.signUp(page, `Refused ${unique()}`, `${unique()}@journey.example`);
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month, amount: '400.00' });
	await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '350.00', spent_on: month, description: 'Trade fair' });
	await page.reload();
	await page.getByText('Trade fair').waitFor();
	await watch.look(page, 'home');
	await page.getByRole('button', { name: 'As a table' }).click();
	await page.getByRole('cell', { name: /350\.00/ }).first().waitFor();
	await page.goto(page.url() + `departments/${department.id}`);
	await page.getByRole('button', { name: 'Delete' }).click();
	await page.getByText(/cannot be deleted/).waitFor();
	await watch.look(page, 'department-refused');
	await page.getByRole('button', { name: 'Archive it instead' }).click();
	await page.getByText('Sales archived').first().waitFor();
	await page.goto(page.url().replace(/departments.*/, 'nothing/here'));
	await page.getByText('There is no such page').waitFor();
	await watch.look(page, 'not-found');
}

// A change in one tab is seen in the others, and eight tabs hold one stream.
export async function live(watch, page) {
	const streams = new Set();
	watch.context.on('request', (request) => { if (request.url().includes('/api/v2/events')) streams.add(request); });
	const ended = (request) => streams.delete(request);
	watch.context.on('requestfailed', ended);
	watch.context.on('requestfinished', ended);
	await watch.signUp(page, `Live ${unique()}`, `${unique()}@journey.example`);
	const list = `${page.url()}departments`;
	const tabs = [page];
	while (tabs.length < 8) tabs.push(await watch.page());
	for (const tab of tabs) {
		await tab.goto(list);
		await tab.getByText('No departments yet').waitFor();
	}
	expect(streams.size === 1, `one stream for eight tabs, not ${streams.size}`);
	await watch.api(tabs[7], 'POST', 'departments', { name: 'Seen everywhere' });
	for (const tab of tabs) await tab.getByText('Seen everywhere').waitFor();
	// The tab that held the stream goes; another takes over.
	await tabs[0].close();
	await watch.api(tabs[7], 'POST', 'departments', { name: 'Seen after that' });
	for (const tab of tabs.slice(1)) await tab.getByText('Seen after that').waitFor();
}

// A change that arrives while somebody types takes nothing away: what was not touched follows, both versions are shown.
export async function overtaken(watch, page) {
	await watch.signUp(page, `Overtaken ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month, amount: '400.00' });
	const expense = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '35.00', spent_on: month, description: 'Trade fair' });
	const elsewhere = await watch.page();
	await elsewhere.goto(home);
	await elsewhere.getByRole('heading', { level: 1 }).waitFor();

	// Another field: it follows, what was typed stays, and there is nothing to ask.
	await page.goto(`${home}expenses/${expense.id}`);
	await page.getByLabel('What for').fill('Trade fair in Graz');
	await watch.api(elsewhere, 'PATCH', `expenses/${expense.id}`, { amount: '36.00' });
	await page.waitForFunction(() => document.querySelector('input[name=amount]').value === '36.00');
	expect((await page.getByLabel('What for').inputValue()) === 'Trade fair in Graz', 'what was typed stays');
	expect(!(await page.getByText('Somebody changed this meanwhile').isVisible()), 'nothing to ask');
	// The same field: both versions, and the choice.
	await watch.api(elsewhere, 'PATCH', `expenses/${expense.id}`, { description: 'Trade fair in Linz' });
	await page.getByText('Somebody changed this meanwhile').waitFor();
	expect((await page.getByLabel('What for').inputValue()) === 'Trade fair in Graz', 'what was typed stays');
	await watch.look(page, 'overtaken');
	await page.getByRole('button', { name: 'Save mine' }).click();
	await page.getByRole('heading', { name: 'Trade fair in Graz' }).waitFor();
	await page.getByText('Somebody changed this meanwhile').waitFor({ state: 'detached' });
	// The other way: what is there stays.
	await page.getByLabel('What for').fill('Something else');
	await watch.api(elsewhere, 'PATCH', `expenses/${expense.id}`, { description: 'Trade fair in Wels' });
	await page.getByRole('button', { name: 'Keep what is there' }).click();
	await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === 'Trade fair in Wels'));
}

// Two organizations in one browser never mix.
export async function side_by_side(watch, page) {
	await watch.signUp(page, `Left ${unique()}`, `${unique()}@journey.example`);
	const left = page.url();
	await watch.api(page, 'POST', 'departments', { name: 'Of the left' });
	const other = await watch.page();
	await watch.signUp(other, `Right ${unique()}`, `${unique()}@journey.example`);
	await watch.api(other, 'POST', 'departments', { name: 'Of the right' });
	await page.goto(`${left}departments`);
	await page.getByText('Of the left').waitFor();
	await other.goto(`${other.url()}departments`);
	await other.getByText('Of the right').waitFor();
	expect(!(await page.getByText('Of the right').isVisible()) && !(await other.getByText('Of the left').isVisible()), 'each its own');
	await other.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
	await other.getByRole('menuitem', { name: 'Log out' }).click();
	await other.waitForURL(/login$/);
	await page.reload();
	await page.getByText('Of the left').waitFor();
}

// Every page in every language, and back; what is chosen stays.
export async function languages(watch, page) {
	const titles = { fr: 'Services', de: 'Abteilungen', sw: 'Idara', en: 'Departments' };
	await watch.signUp(page, `Words ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	for (const [code, title] of Object.entries(titles)) {
		await page.evaluate((language) => localStorage.setItem('outlay-language', language), code);
		await page.goto(`${home}departments`);
		await page.getByRole('heading', { name: title, level: 1 }).waitFor();
		await page.waitForFunction((language) => document.documentElement.lang === language, code);
		await watch.look(page, `departments-${code}`);
		await page.goto(home);
		await page.getByRole('heading', { level: 1 }).waitFor();
		await watch.look(page, `home-${code}`);
	}
}

// By keyboard: the palette goes and acts, rows are walked by arrows, Escape closes.
export async function keyboard(watch, page) {
	await watch.signUp(page, `Keys ${unique()}`, `${unique()}@journey.example`);
	for (const name of ['First', 'Second', 'Third']) await watch.api(page, 'POST', 'departments', { name });
	await page.keyboard.press('Control+k');
	await page.getByRole('combobox').waitFor();
	await watch.look(page, 'palette');
	await page.keyboard.type('depart');
	await page.keyboard.press('Enter');
	await page.waitForURL(/departments$/);
	await page.getByRole('link', { name: 'Third', exact: true }).focus();
	await page.keyboard.press('ArrowDown');
	await page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Second');
	await page.keyboard.press('Enter');
	await page.waitForURL(/departments\/\d+$/);
	await page.getByRole('heading', { name: 'Second' }).waitFor();
	await page.keyboard.press('Escape');
	await page.waitForURL(/departments$/);
}

// Expenses: by one key from anywhere, one after the other, found, changed, copied, deleted and back.
export async function spending(watch, page) {
	await watch.signUp(page, `Spending ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	await page.goto(`${home}expenses`);
	await page.getByText('No expenses yet').waitFor();
	await watch.look(page, 'expenses-empty');
	await page.goto(`${home}expenses/new`);
	await page.getByText('First a budget').waitFor();
	await watch.look(page, 'expense-no-budget');
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const office = await watch.api(page, 'POST', 'departments', { name: 'Office' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	let budget;
	for (const [one, amount] of [[department, '400.00'], [office, '300.00']]) {
		budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: one.id, month, amount });
	}
	await page.goto(home);
	await page.getByRole('heading', { level: 1 }).waitFor();

	// By keyboard alone, from the first page.
	let keys = 0;
	const press = async (...names) => { for (const name of names) { keys++; await page.keyboard.press(name); } };
	const type = async (text) => { keys += text.length; await page.keyboard.type(text); };
	await press('n');
	await page.waitForURL(/expenses\/new$/);
	await page.waitForFunction(() => document.activeElement?.closest('form') && document.querySelectorAll('select[name=budget_id] option').length > 2);
	await type('22+13');
	await press('Tab');
	await type('Train to Graz');
	await press('Enter');
	// There are two budgets and none was used before: the server says beside the field what is missing.
	await page.locator('select[name=budget_id][aria-invalid=true]').waitFor();
	await watch.look(page, 'expense-new');
	await page.getByLabel('Budget', { exact: true }).selectOption({ index: 2 });
	await page.locator('input[name=spent_on]').focus();
	const today = await page.locator('input[name=spent_on]').inputValue();
	await press('ArrowUp', 'ArrowDown');
	expect(await page.locator('input[name=spent_on]').inputValue() === today, 'a day up and down');
	// Save and next: day and budget stay, the amount has the focus.
	await press('Control+Enter');
	await page.getByText('Saved: £35.00').first().waitFor();
	await page.waitForFunction(() => document.activeElement?.name === 'amount');
	expect(await page.locator('select[name=budget_id]').inputValue() !== '', 'the budget stays');
	keys = 0;
	await type('12.5');
	await press('Tab');
	await type('Coffee');
	await press('Enter');
	await page.waitForURL(/expenses$/);
	console.log(`the second expense took ${keys} keys`);
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	await row('Coffee').waitFor();
	await row('Train to Graz').waitFor();
	await page.getByText('2 expenses, £47.50').waitFor();
	await watch.look(page, 'expenses');

	// A day of another month than its budget's is told beside it.
	const late = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '3.00', spent_on: '2024-01-31', description: 'An old taxi' });
	await page.goto(`${home}expenses/${late.id}`);
	await page.getByText(/^This day is not in the budget’s period/).waitFor();
	await watch.look(page, 'expense-outside-month');
	await page.getByRole('button', { name: 'Delete' }).click();
	await page.getByText('Deleted: £3.00').first().waitFor();
	await page.goto(`${home}expenses`);
	await row('Coffee').waitFor();

	// Filters stand in the address, and what is not there leads nowhere.
	await page.getByLabel('Period').selectOption('month');
	await page.waitForURL(/period=month/);
	await page.getByRole('button', { name: 'More filters' }).click();
	await page.getByLabel('At least').fill('20');
	await page.keyboard.press('Enter');
	await page.waitForURL(/min=20/);
	await page.getByText('1 expense, £35.00').waitFor();
	await watch.look(page, 'expenses-filtered');
	await page.reload();
	await page.getByText('1 expense, £35.00').waitFor();
	await page.getByLabel('At least').fill('500');
	await page.keyboard.press('Enter');
	await page.getByText('Nothing matches these filters').waitFor();
	await page.getByRole('button', { name: 'Clear filters' }).first().click();
	await page.getByText('2 expenses, £47.50').waitFor();
	await page.getByRole('button', { name: /^Amount/ }).click();
	await page.waitForURL(/sort=amount/);
	await page.waitForFunction(() => document.querySelector('[data-row]')?.textContent.includes('Coffee'));
	// As a file: what is shown, in its order.
	const saved = page.waitForEvent('download');
	await page.getByRole('button', { name: 'CSV of what is shown' }).click();
	const lines = readFileSync(await (await saved).path(), 'utf8').split('\r\n');
	expect(lines.length === 4 && lines[3] === '' && /^\uFEFFNumber,Day,/.test(lines[0]) && /,Coffee,.*,12\.50,GBP$/.test(lines[1]) && /,Train to Graz,/.test(lines[2]), `the rows as CSV, not ${lines}`);

	// Change, and undo.
	await row('Train to Graz').click();
	await page.getByRole('heading', { name: 'Train to Graz' }).waitFor();
	await page.getByLabel('What for').fill('Train to Linz');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('heading', { name: 'Train to Linz' }).waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await page.getByRole('heading', { name: 'Train to Graz' }).waitFor();
	// Its history: what was from what to what, the latest first.
	const history = page.getByRole('region', { name: 'History' });
	await history.getByText('Created').waitFor();
	await page.waitForFunction(() => document.querySelectorAll('section ol > li').length === 3);
	const told = await history.getByRole('listitem').filter({ hasText: 'Description' }).first().innerText();
	expect(/Train to Linz[\s\S]*Train to Graz/.test(told), `the undo comes first, not ${told}`);
	await watch.look(page, 'expense');
	await history.scrollIntoViewIfNeeded();
	await watch.look(page, 'expense-history');
	await page.locator('input[name=amount]').fill('4000');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('More would be spent than the budget has.').waitFor();
	await watch.look(page, 'expense-refused');

	// Copy one, delete one, and bring it back.
	await page.getByRole('link', { name: 'Copy' }).click();
	await page.getByRole('heading', { name: 'Copy of an expense' }).waitFor();
	await page.waitForFunction(() => document.querySelector('select[name=budget_id]')?.value);
	expect(await page.getByLabel('What for').inputValue() === 'Train to Graz', 'the copy has its text');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByText('3 expenses, £82.50').waitFor();
	await row('Coffee').click();
	await page.getByRole('button', { name: 'Delete' }).click();
	await page.getByText('2 expenses, £70.00').waitFor();
	await page.getByText('Deleted: £12.50').first().waitFor();
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await row('Coffee').waitFor();
	await page.getByText('3 expenses, £82.50').waitFor();
}

// How somebody wants it goes with them to another device: language, theme, a view and the columns of the expenses.
export async function own_way(watch, page) {
	const email = `${unique()}@journey.example`;
	await watch.signUp(page, `Own way ${unique()}`, email);
	const home = page.url();
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month, amount: '400.00' });
	for (const description of ['Train to Graz', 'Coffee']) await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '12.00', spent_on: month, description });
	await page.goto(`${home}expenses?q=train`);
	const row = (at, text) => at.locator('[data-row]').filter({ hasText: text });
	await row(page, 'Train to Graz').waitFor();
	await page.getByRole('button', { name: 'Views' }).click();
	await page.getByText('Nothing kept yet').waitFor();
	await page.getByLabel('Name of this view').fill('Trains');
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Trains', exact: true }).first().waitFor();
	if (watch.size === 'desk') {
		await page.getByRole('columnheader', { name: 'Who' }).waitFor();
		await page.getByLabel('Who', { exact: true }).click();
		await page.getByRole('columnheader', { name: 'Who' }).waitFor({ state: 'detached' });
	}
	await watch.look(page, 'expenses-views');
	await page.keyboard.press('Escape');
	const choose = async (menu, choice) => {
		await page.getByRole('button', { name: /^(Your account|Dein Konto)/ }).filter({ visible: true }).click();
		await page.getByRole('menuitem', { name: menu }).click();
		const saved = page.waitForResponse((answer) => answer.url().endsWith('/me/preferences') && answer.request().method() === 'PATCH');
		await page.getByRole('menuitem', { name: choice }).click();
		expect((await saved).ok(), `${choice} is kept`);
		await page.keyboard.press('Escape');
	};
	const theme = watch.theme === 'dark' ? 'Light' : 'Dark';
	await choose('Appearance', theme);
	await choose('Language', 'Deutsch');

	// Another device, in English and of the other theme until somebody has logged in.
	const elsewhere = await watch.browser.newContext({ viewport: page.viewportSize(), colorScheme: watch.theme, locale: 'en-GB', reducedMotion: 'reduce' });
	const other = await elsewhere.newPage();
	await other.goto(`${home}login`);
	await watch.logIn(other, email);
	await other.waitForFunction((dark) => document.documentElement.lang === 'de' && document.documentElement.classList.contains('dark') === dark, theme === 'Dark');
	await other.goto(`${home}expenses`);
	await row(other, 'Coffee').waitFor();
	expect(await other.getByRole('columnheader', { name: 'Wer' }).count() === 0, 'the column stays away');
	await other.getByRole('button', { name: 'Ansichten' }).click();
	await other.getByRole('button', { name: 'Trains', exact: true }).click();
	await other.waitForURL(/expenses\?q=train$/);
	await row(other, 'Coffee').waitFor({ state: 'detached' });
	await row(other, 'Train to Graz').waitFor();
	await other.getByRole('button', { name: 'Trains' }).click();
	await other.getByRole('button', { name: 'Trains vergessen' }).click();
	await other.getByText('Noch keine.').waitFor();
	await elsewhere.close();
}

// Accounts and budgets: money comes, is set aside, is taken; what is referred to stays.
export async function funding(watch, page) {
	await watch.signUp(page, `Funding ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	await page.goto(`${home}budgets`);
	await page.getByText(/^No budgets for/).waitFor();
	await watch.look(page, 'budgets-empty');
	await page.goto(`${home}accounts`);
	await page.getByText('No accounts yet').waitFor();
	await watch.look(page, 'accounts-empty');
	await page.getByRole('link', { name: 'New account' }).first().click();
	await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
	await page.keyboard.type('Bank');
	await page.keyboard.press('Tab');
	await page.keyboard.type('1000+500');
	await watch.look(page, 'account-new');
	await page.keyboard.press('Enter');
	await page.getByText('1 account, £1,500.00').waitFor();
	await watch.look(page, 'accounts');
	await page.locator('[data-row]').filter({ hasText: 'Bank' }).click();
	await page.getByRole('button', { name: 'New deposit' }).click();
	await page.keyboard.type('-100');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await page.getByText('£100.00 taken out').first().waitFor();
	await page.getByText('−£100.00').waitFor();
	await page.locator('p', { hasText: '£1,400.00' }).first().waitFor();
	await watch.look(page, 'account');
	await page.getByRole('button', { name: 'Delete' }).click();
	await page.getByText(/cannot be deleted/).waitFor();
	await watch.look(page, 'account-refused');

	// A budget, from nothing but a department.
	await page.goto(`${home}budgets/new`);
	await page.getByText('First a department').waitFor();
	await watch.look(page, 'budget-missing');
	await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	await page.getByLabel('Department', { exact: true }).locator('visible=true').last().waitFor();
	await page.locator('input[name=amount]').fill('5000');
	await page.getByRole('button', { name: 'Create budget' }).click();
	await page.getByText('The account does not hold that much.').waitFor();
	await watch.look(page, 'budget-new');
	await page.locator('input[name=amount]').fill('400');
	await page.getByRole('button', { name: 'Create budget' }).click();
	await page.locator('[data-row]').filter({ hasText: 'Sales' }).waitFor();
	const { items: [budget] } = await watch.api(page, 'GET', 'budgets');
	await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '350.00', spent_on: budget.month, description: 'Trade fair' });
	await page.getByText('£350.00 of £400.00 spent').first().waitFor();
	await watch.look(page, 'budgets');
	await page.locator('[data-row]').filter({ hasText: 'Sales' }).click();
	await page.getByRole('link', { name: 'Its expenses' }).waitFor();
	await watch.look(page, 'budget');
	// What the server would refuse is not offered; the panel says why.
	await page.getByText(/Expenses are paid from it/).waitFor();
	expect(!(await page.getByRole('button', { name: 'Delete' }).isVisible()), 'a budget with expenses is not to be deleted');
	await page.locator('input[name=amount]').fill('300');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('More would be spent than the budget has.').waitFor();
	await watch.look(page, 'budget-refused');
	await page.getByRole('link', { name: 'Its expenses' }).click();
	await page.waitForURL(/expenses\?budget=\d+$/);
	await page.locator('[data-row]').filter({ hasText: 'Trade fair' }).waitFor();
	await page.goto(`${home}budgets/${budget.id}`);
	await page.getByRole('button', { name: /^Same for/ }).click();
	await page.waitForURL(/budgets\?month=\d{4}-\d\d$/);
	await page.locator('[data-row]').filter({ hasText: 'Sales' }).waitFor();
	await page.getByRole('button', { name: 'Month before' }).click();
	await page.getByText('£350.00 of £400.00 spent').first().waitFor();
}

// Somebody is invited by a link, joins, and is given and refused what the role says.
export async function people(watch, page) {
	const owner = `${unique()}@journey.example`;
	const guest = `${unique()}@journey.example`;
	await watch.signUp(page, `People ${unique()}`, owner);
	const home = page.url();
	const sales = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	await page.goto(`${home}people`);
	await page.getByText('Only you so far').waitFor();
	await watch.look(page, 'people-alone');
	await page.getByRole('link', { name: 'Invite the first colleague' }).click();
	await page.getByRole('button', { name: 'Invite', exact: true }).click();
	await page.locator('[aria-invalid=true]').first().waitFor();
	await page.getByLabel('E-mail').fill(guest);
	await page.getByLabel('First name').fill('Amina');
	await page.getByLabel('Last name').fill('Otieno');
	await page.locator('select[name=department_id]').selectOption({ label: 'Sales' });
	await watch.look(page, 'people-invite');
	await page.getByRole('button', { name: 'Invite', exact: true }).click();
	const link = await page.getByLabel('Link of the invitation').inputValue();
	expect(/\/accept-invitation#oi_/.test(link) && link.startsWith(home), `a link to this organization, not ${link}`);
	await watch.look(page, 'people-link');

	// Another role, and back.
	await page.goto(`${home}people`);
	await page.getByRole('link', { name: 'Amina Otieno' }).click();
	await page.getByRole('radio', { name: /^Approver/ }).check();
	await watch.look(page, 'people-member');
	await page.getByRole('button', { name: 'Make this person: Approver' }).click();
	await page.getByText('Amina Otieno is now: Approver').first().waitFor();
	await page.goto(`${home}people?role=approver`);
	await page.getByRole('link', { name: 'Amina Otieno' }).waitFor();
	await watch.look(page, 'people');

	// One to a wrong address is corrected, which asks for nothing else, and then taken back.
	const wrong = `${unique()}@journey.example`;
	const right = `${unique()}@journey.example`;
	const { member_id } = await watch.api(page, 'POST', 'invitations', { email: wrong, role: 'member', first_name: 'Baraka', last_name: 'Juma' });
	await page.goto(`${home}people`);
	await page.getByRole('link', { name: 'Baraka Juma' }).click();
	await page.getByRole('button', { name: 'Correct the address' }).click();
	await page.getByLabel('Right address').fill(guest);
	await page.getByRole('button', { name: 'Invite at this address' }).click();
	await page.locator('[aria-invalid=true]').first().waitFor();
	await page.getByLabel('Right address').fill(right);
	await watch.look(page, 'people-correct');
	await page.getByRole('button', { name: 'Invite at this address' }).click();
	await page.getByText(`Pass this link on to ${right}`).waitFor();
	await page.getByText(right, { exact: true }).first().waitFor();
	await watch.look(page, 'people-corrected');
	// As long as there is an expense of theirs, the page says what is to be done instead.
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '100.00' });
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: sales.id, month: '2026-01-01', amount: '100.00' });
	const expense = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '5.00', spent_on: '2026-01-02', description: 'Train', member_id });
	await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
	await page.getByText('Expenses were entered for Baraka Juma already').waitFor();
	await watch.look(page, 'people-referenced');
	await watch.api(page, 'PATCH', `expenses/${expense.id}`, { member_id: 1 });
	await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
	await page.getByText('The invitation of Baraka Juma is withdrawn').first().waitFor();
	await page.waitForURL(/people$/);
	await page.getByRole('link', { name: 'Baraka Juma' }).waitFor({ state: 'detached' });

	// The invited person joins.
	await page.goto(link);
	await page.getByRole('heading', { level: 1 }).waitFor();
	await watch.look(page, 'join');
	await page.getByLabel('Password').fill('short');
	await page.getByRole('button', { name: 'Join' }).click();
	await page.locator('[aria-invalid=true]').first().waitFor();
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Join' }).click();
	await page.waitForURL(home);
	await page.getByRole('heading', { level: 1 }).waitFor();
	await page.goto(`${home}audit`);
	await page.getByText('Who may: Owner, Admin, Auditor').waitFor();
	await watch.look(page, 'audit-forbidden');
	await page.goto(`${home}settings`);
	await page.getByText('Who may: Owner, Admin').waitFor();
	await page.goto(`${home}people/1`);
	await page.getByText(owner).last().waitFor();
	expect(!(await page.getByRole('button', { name: 'Save' }).isVisible()), 'no form for who may not change it');
	// The link is good once.
	await page.goto(link);
	await page.reload();
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Join' }).click();
	await page.getByText('This link is not good any more').waitFor();
	await watch.look(page, 'join-void');

	// The owner comes back, and ends it.
	await page.goto(home);
	await page.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
	await page.getByRole('menuitem', { name: 'Log out' }).click();
	await page.waitForURL(/login$/);
	await watch.logIn(page, owner);
	await page.waitForURL(home);
	await page.goto(`${home}people`);
	await page.getByRole('link', { name: 'Amina Otieno' }).click();
	await page.getByRole('button', { name: 'Deactivate' }).click();
	await page.getByText('Amina Otieno deactivated').first().waitFor();
	await page.getByRole('button', { name: 'Let in again' }).click();
	await page.getByText('Amina Otieno may log in again').first().waitFor();
}

// Oneself: a name, a password, and where one is logged in.
export async function own_profile(watch, page) {
	const email = `${unique()}@journey.example`;
	await watch.signUp(page, `Profile ${unique()}`, email);
	const home = page.url();
	// Log-ins from elsewhere.
	for (let count = 0; count < 2; count++) {
		await page.evaluate(async ([slug, who, word]) => {
			await fetch(`${slug}api/v2/sessions`, { method: 'POST', credentials: 'omit', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: who, password: word }) });
		}, [new URL(home).pathname, email, password]);
	}
	await page.goto(home);
	await page.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
	await page.getByRole('menuitem', { name: 'Your profile' }).click();
	await page.waitForURL(/profile$/);
	await page.getByRole('button', { name: 'End all others' }).waitFor();
	await watch.look(page, 'profile');
	await page.getByRole('button', { name: /^End Chrome/ }).first().click();
	await page.getByText('1 session ended').first().waitFor();
	await page.getByLabel('First name').fill('Kim');
	await page.getByLabel('Last name').fill('Lee');
	await page.locator('form').filter({ has: page.getByLabel('First name') }).getByRole('button', { name: 'Save' }).click();
	await page.getByText('Your name is saved').first().waitFor();
	await page.getByLabel('Present password').fill('not this one');
	await page.getByLabel('New password').fill('four green kettles');
	await page.getByRole('button', { name: 'Change password' }).click();
	await page.getByText('This is not your password.').waitFor();
	await page.getByLabel('Present password').fill(password);
	await page.getByRole('button', { name: 'Change password' }).click();
	await page.getByText('Password changed; 1 other session ended').first().waitFor();
}

const logo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

// The look, the region and the rules of an organization; and the audit tells of it.
export async function settings(watch, page) {
	await watch.signUp(page, `Look ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	await page.goto(`${home}settings`);
	await page.getByLabel('Display name').waitFor();
	await watch.look(page, 'settings');
	const brand = () => page.evaluate(() => document.documentElement.style.getPropertyValue('--brand-light'));
	const before = await brand();
	await page.getByLabel('Main colour', { exact: true }).fill('#ffcc00');
	// Seen before it is saved, and made readable.
	await page.waitForFunction((old) => document.documentElement.style.getPropertyValue('--brand-light') !== old, before);
	expect((await brand()) !== '#ffcc00', 'a colour on which text can be read');
	await page.getByLabel('Display name').fill('The Look');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await page.getByText('Saved', { exact: true }).first().waitFor();
	await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
	await page.getByText('The logo is saved').first().waitFor();
	await page.getByLabel('Time zone').selectOption('Africa/Nairobi');
	await page.getByRole('button', { name: 'Save' }).nth(1).click();
	await page.waitForFunction(async (slug) => (await (await fetch(`${slug}api/v2/organization`)).json()).time_zone === 'Africa/Nairobi', new URL(home).pathname);
	await page.getByLabel('An expense beyond its budget').selectOption('warn');
	await page.getByRole('button', { name: 'Save' }).nth(2).click();
	await page.waitForFunction(async (slug) => (await (await fetch(`${slug}api/v2/organization`)).json()).over_budget === 'warn', new URL(home).pathname);
	await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	await page.goto(`${home}audit`);
	await page.getByRole('link', { name: 'Department: Sales' }).waitFor();
	await watch.look(page, 'audit');
	await page.getByRole('combobox', { name: 'What' }).selectOption('organization');
	await page.waitForURL(/entity=organization/);
	await page.getByRole('link', { name: 'Organization' }).first().click();
	await page.getByRole('rowheader', { name: 'Beyond the budget' }).waitFor();
	await watch.look(page, 'audit-change');
	// No day but one long gone: nothing, and the way back.
	await page.goto(`${home}audit?to=2020-01-01`);
	await page.getByText('Nothing matches these filters').waitFor();
}

// The pages about people and settings in every language that is not the journeys' own.
export async function languages_people(watch, page) {
	await watch.signUp(page, `Words ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	for (const code of ['fr', 'de', 'sw']) {
		await page.evaluate((language) => localStorage.setItem('outlay-language', language), code);
		for (const name of ['people/new', 'profile', 'settings', 'audit']) {
			await page.goto(home + name);
			// On a phone the panel is the page.
			await page.locator('main :is(h1, h2)').locator('visible=true').first().waitFor();
			await page.waitForFunction((language) => document.documentElement.lang === language, code);
			await watch.look(page, `${name.replace('/', '-')}-${code}`);
		}
	}
}
