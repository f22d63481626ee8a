// What money is spent on: the tree of categories, and expenses by it.
import { expect } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);

// Whoever signs up gets categories in the language that they see.
export async function beginning(watch, page) {
	const email = `${unique()}@journey.example`;
	await page.goto(`${watch.base}/signup`);
	await page.getByRole('checkbox', { name: 'Begin with categories' }).waitFor();
	await page.getByLabel('Language').selectOption('de');
	await page.getByRole('checkbox', { name: 'Mit Kategorien beginnen' }).waitFor();
	await watch.look(page, 'signup-categories');
	await page.getByLabel('Name der Organisation').fill(`Anfang ${unique()}`);
	await page.getByLabel('E-Mail').fill(email);
	await page.getByLabel('Passwort').fill('correct horse battery');
	await page.getByRole('button', { name: 'Organisation anlegen' }).click();
	await page.waitForURL(/\/t\/[a-z0-9-]+\/$/);
	await page.goto(`${page.url()}categories`);
	await page.locator('[data-row]').filter({ hasText: 'Bürobedarf' }).waitFor();
	expect(await page.locator('[data-row]').count() === 8, 'eight categories to begin with');
	await watch.look(page, 'categories-begun');
}

export async function categorizing(watch, page) {
	const row = (text) => page.locator('[data-row]').filter({ hasText: text });
	const field = (name) => page.locator(`[name=${name}]`);
	await watch.signUp(page, `Categories ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	await page.goto(`${home}categories`);
	await page.getByText('No categories yet').waitFor();
	await watch.look(page, 'categories-empty');

	// One at the top, and one below it.
	await page.getByRole('link', { name: 'New category' }).first().click();
	await field('name').fill('Travel');
	await field('code').fill('6670');
	await field('name').press('Enter');
	await row('Travel').waitFor();
	await page.getByRole('link', { name: 'New category' }).first().click();
	await field('name').fill('travel');
	await field('name').press('Enter');
	await field('name').and(page.locator('[aria-invalid=true]')).waitFor();
	await field('name').fill('Train');
	await field('parent_id').locator('option', { hasText: 'Travel' }).waitFor({ state: 'attached' });
	await field('parent_id').selectOption({ index: 1 });
	await watch.look(page, 'category-new');
	await field('name').press('Enter');
	await row('Train').waitFor();
	await page.getByText('2 categories').waitFor();

	// An expense has one; a category finds those of the ones below it, too.
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month, amount: '400.00' });
	await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '5.00', spent_on: month, description: 'Pens' });
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction((id) => document.querySelector('select[name=budget_id]')?.value === String(id), budget.id);
	await field('amount').fill('35');
	await field('description').fill('Train to Graz');
	await field('category_id').selectOption({ label: await field('category_id').locator('option', { hasText: 'Train' }).innerText() });
	await watch.look(page, 'expense-new-category');
	await field('amount').press('Enter');
	await page.waitForURL(/expenses$/);
	await row('Train to Graz').waitFor();
	await row('Pens').waitFor();
	await watch.look(page, 'expenses-categories');
	await page.getByRole('button', { name: 'More filters' }).click();
	const travel = page.getByLabel('Category', { exact: true });
	await travel.selectOption({ label: await travel.locator('option', { hasText: 'Travel' }).innerText() });
	await page.waitForURL(/category=\d+/);
	await page.getByText('1 expense, £35.00').waitFor();
	await row('Train to Graz').click();
	await page.getByRole('heading', { name: 'Train to Graz' }).waitFor();
	await field('category_id').selectOption('');
	await page.getByRole('button', { name: 'Save' }).click();
	// Where the panel covers the list, that is there all the same.
	await page.getByText('Nothing matches these filters').waitFor({ state: 'attached' });
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await row('Train to Graz').waitFor({ state: 'attached' });

	// What is used is not deleted; archived, it stays with its expenses.
	await page.goto(`${home}categories`);
	await row('Train').click();
	await page.getByRole('heading', { name: 'Train', exact: true }).waitFor();
	await page.getByRole('region', { name: 'History' }).getByText('Created').waitFor();
	await watch.look(page, 'category');
	await page.getByRole('button', { name: 'Delete' }).click();
	await page.getByRole('button', { name: 'Archive it instead' }).click();
	await page.getByText('Train archived').first().waitFor();
	await row('Train').waitFor({ state: 'detached' });
	await page.goto(`${home}expenses`);
	await row('Train to Graz').click();
	await page.waitForFunction(() => document.querySelector('select[name=category_id]')?.selectedOptions[0]?.text === 'Train');
	expect(await field('category_id').locator('option').count() === 3, 'none, Travel, and the one it has');
}
