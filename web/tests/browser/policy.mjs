// The policy: written, tried over what was spent, in force for everybody, and what it finds where expenses are entered.
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

export async function policing(watch, page) {
	const { home, budget, Ada } = await office(watch, page);
	const field = (name) => page.locator(`[name="${name}"]`);
	const spent = (amount, more) => watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount, spent_on: budget.month, description: `Spent ${amount}`, ...more });
	for (const amount of ['12.00', '48.50', '90.00']) await spent(amount);

	// Nothing yet: it says what to do, and does it.
	await page.goto(`${home}policy`);
	await page.getByText('No rules yet').waitFor();
	await watch.look(page, 'policy-empty');
	await page.getByRole('button', { name: 'Write a policy' }).click();
	await page.getByRole('button', { name: 'Add a rule' }).click();
	await field('rules.0.above').fill('50');
	await field('rules.0.name').fill('Nothing large');
	await field('rules.0.effect').selectOption('block');
	await page.getByRole('button', { name: 'Add a rule' }).click();
	await field('rules.1.rule').selectOption('receipt');
	await field('rules.1.above').fill('20');
	await page.getByRole('button', { name: 'Add a rule' }).click();
	await field('rules.2.rule').selectOption('age');
	await field('rules.2.days').fill('soon');

	// What is wrong stands beside its field, whether it is tried or saved.
	await page.getByRole('button', { name: 'Save' }).click();
	await field('rules.2.days').and(page.locator('[aria-invalid=true]')).waitFor();
	await watch.look(page, 'policy-refused');
	await page.getByRole('button', { name: 'Remove rule' }).last().click();
	await field('rules.2.days').waitFor({ state: 'detached' });

	// Tried: what it would have found, whose, by which rule.
	await page.getByRole('button', { name: 'Try it' }).click();
	await page.getByText('In 2 of 3 expenses something would have been found, £138.50 in all.').waitFor();
	await page.getByText('2 more than under the present policy, £138.50 in all.').waitFor();
	await page.getByRole('columnheader', { name: 'Newest' }).scrollIntoViewIfNeeded();
	expect(await page.getByText('Some fields need another look.').count() === 0, 'what was wrong is no more');
	await watch.look(page, 'policy-tried');
	await field('rules.0.above').fill('40');
	await page.getByText('The rules have been changed since. Try again.').waitFor();
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('An expense of more than £40.00', { exact: true }).waitFor();
	await page.getByText('An expense of more than £20.00 without a receipt').waitFor();
	await watch.look(page, 'policy');

	// Where it is entered: refused beside the amount, and a draft says what is found, with the figures.
	await page.goto(`${home}expenses/new`);
	await page.waitForFunction((id) => document.querySelector('select[name=budget_id]')?.value === String(id), budget.id);
	await field('amount').fill('64');
	await field('description').fill('Chairs');
	await field('amount').press('Enter');
	await field('amount').and(page.locator('[aria-invalid=true]')).waitFor();
	await page.getByText('This is more than the policy allows for one expense.').waitFor();
	await watch.look(page, 'policy-expense-refused');
	const draft = await spent('64.00', { draft: true });
	await page.goto(`${home}expenses/${draft.id}`);
	await page.getByText('£64.00 is more than the £40.00 that one expense may come to.').waitFor();
	await page.getByText('A receipt is missing, which is needed above £20.00.').waitFor();
	await watch.look(page, 'policy-findings');

	// Everybody reads the rules, and who does not set them is offered nothing.
	await Ada.goto(`${home}policy`);
	await Ada.getByText('An expense of more than £40.00', { exact: true }).waitFor();
	expect(await Ada.getByRole('button', { name: 'Edit' }).count() === 0, 'a member cannot edit the policy');
	await watch.look(Ada, 'policy-read');
}
