// The journeys: what people do, over the real stack. Each begins with a browser that knows nothing.
import { expect } from './browser.mjs';

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
