// What happens to an expense where somebody approves it.
import { expect, password } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);
const row = (at, text) => at.locator('[data-row]').filter({ hasText: text });

// An organization with a budget of a department that Ada approves for, and Mia who spends; each at their own browser.
export async function office(watch, page) {
	const mail = { Ada: `${unique()}@journey.example`, Mia: `${unique()}@journey.example` };
	await watch.signUp(page, `Approving ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	await watch.api(page, 'PATCH', 'me', { first_name: 'Olga', last_name: 'Owner' });
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month, amount: '400.00' });
	const at = { home, department, budget };
	for (const [name, role] of [['Ada', 'approver'], ['Mia', 'member']]) {
		const invited = await watch.api(page, 'POST', 'invitations', { email: mail[name], role, first_name: name, last_name: 'Otieno', department_id: department.id });
		await watch.api(page, 'POST', 'invitations/accept', { invitation_token: invited.invitation_token, password });
		const own = await watch.person();
		at[name] = await own.newPage();
		await at[name].goto(`${home}login`);
		await watch.logIn(at[name], mail[name]);
		await at[name].waitForURL(home);
		await at[name].getByRole('heading', { level: 1 }).waitFor();
	}
	return at;
}

// Submitted by one, approved and rejected by another; what may not be done is not offered, and the page says why.
export async function approving(watch, page) {
	const { home, department, Ada, Mia } = await office(watch, page);
	// The owner says that there is approval, and by whom.
	await page.goto(`${home}settings`);
	await page.locator('select[name=approval]').selectOption('on');
	await page.getByText('Nobody approves their own expenses, or what they entered for others.').waitFor();
	await page.locator('select[name=approval]').scrollIntoViewIfNeeded();
	await watch.look(page, 'settings-approval');
	await page.locator('form').filter({ has: page.locator('select[name=approval]') }).getByRole('button', { name: 'Save' }).click();
	await page.waitForFunction(async (slug) => (await (await fetch(`${slug}api/v2/organization`)).json()).approval === 'on', new URL(home).pathname);
	await page.goto(`${home}departments/${department.id}`);
	await page.locator('select[name=approver_id]').selectOption({ label: 'Ada Otieno' });
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Sales saved').first().waitFor();
	await watch.look(page, 'department-approver');
	// Ada, who was here before, has a place for what waits.
	const place = (at) => at.locator('nav a[href$="/waiting"]').locator('visible=true');
	await place(Ada).waitFor();
	await place(Ada).click();
	await Ada.getByText('Nothing waits for you').waitFor();
	await watch.look(Ada, 'waiting-empty');

	// Mia submits one, keeps one as a draft, and one is beyond the budget.
	await Mia.goto(`${home}expenses`);
	await Mia.getByText('No expenses yet').waitFor();
	await Mia.keyboard.press('n');
	await Mia.waitForURL(/expenses\/new$/);
	await Mia.waitForFunction(() => document.querySelector('select[name=budget_id]')?.value);
	await Mia.locator('input[name=amount]').fill('40');
	await Mia.getByLabel('What for').fill('Train to Graz');
	await watch.look(Mia, 'expense-new-approval');
	await Mia.getByRole('button', { name: 'Submit', exact: true }).click();
	await Mia.getByText('Submitted: £40.00, waiting for Ada Otieno').first().waitFor();
	await row(Mia, 'Train to Graz').waitFor();
	for (const [amount, what] of [['25', 'Hotel in Graz'], ['1000', 'A piano']]) {
		await Mia.goto(`${home}expenses/new`);
		await Mia.waitForFunction(() => document.querySelector('select[name=budget_id]')?.value);
		await Mia.locator('input[name=amount]').fill(amount);
		await Mia.getByLabel('What for').fill(what);
		await Mia.getByRole('button', { name: 'Keep as draft' }).click();
		await Mia.getByText(`Kept as a draft: £${amount === '25' ? '25' : '1,000'}.00`).first().waitFor();
		await row(Mia, what).waitFor();
	}
	await Mia.getByText('Waiting for Ada Otieno').locator('visible=true').first().waitFor();
	await watch.look(Mia, 'expenses-states');
	await Mia.goto(`${home}expenses?state=draft`);
	await row(Mia, 'A piano').waitFor();
	expect(await row(Mia, 'Train to Graz').count() === 0, 'the filter by state');

	// What is beyond the budget is refused when it is submitted, and stays a draft.
	await row(Mia, 'A piano').click();
	const where = (at) => at.getByRole('region', { name: 'Where it stands' });
	await where(Mia).getByText(/^Nobody decides on a draft/).waitFor();
	await where(Mia).getByRole('button', { name: 'Submit' }).click();
	await where(Mia).getByText('More would be spent than the budget has.').waitFor();
	await where(Mia).getByText('Draft', { exact: true }).waitFor();
	await watch.look(Mia, 'expense-over-budget');

	// The owner says that it was Ada's; and that it was not. Mia, who may not enter for others, is not asked.
	expect(await Mia.locator('select[name=member_id]').count() === 0, 'no choice for who may not choose');
	const whose = (name) => page.waitForFunction((name) => document.querySelector('select[name=member_id]')?.selectedOptions[0]?.text === name, name);
	await page.goto(`${home}expenses?state=draft`);
	await row(page, 'A piano').click();
	await whose('Mia Otieno');
	await page.locator('select[name=member_id]').selectOption({ label: 'Ada Otieno' });
	await watch.look(page, 'expense-whose');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Saved', { exact: true }).first().waitFor();
	await whose('Ada Otieno');
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await whose('Mia Otieno');

	// The other is submitted. Mia is told whose turn it is, and why not hers; she may take it back, and submits again.
	await Mia.goto(`${home}expenses`);
	await row(Mia, 'Hotel in Graz').click();
	await where(Mia).getByRole('button', { name: 'Submit' }).click();
	await where(Mia).getByText('Ada Otieno approves what is spent from this department’s budgets.').waitFor();
	await where(Mia).getByText('Nobody approves their own expenses.').waitFor();
	expect(await where(Mia).getByRole('button', { name: /^Approve(?! less)/ }).count() === 0, 'no button for what is not hers');
	await where(Mia).getByRole('button', { name: 'Take back' }).click();
	await where(Mia).getByText('Draft', { exact: true }).waitFor();
	await where(Mia).getByRole('button', { name: 'Submit' }).click();
	await where(Mia).getByText('Waiting for Ada Otieno').waitFor();
	await watch.look(Mia, 'expense-waiting');

	// What waits is kept for it.
	await page.goto(`${home}budgets`);
	await page.getByText('£0.00 of £400.00 spent, £65.00 waiting for approval').first().waitFor();
	await watch.look(page, 'budgets-waiting');
	await page.goto(home);
	await page.getByText('£65.00 waiting for approval').first().waitFor();
	await watch.look(page, 'home-waiting');

	// Ada is where she was; both have come by themselves. By keys: the first is approved, the next rejected with a reason.
	await place(Ada).getByText('2', { exact: true }).waitFor();
	await row(Ada, 'Hotel in Graz').waitFor();
	await watch.look(Ada, 'waiting');
	await Ada.keyboard.press('j');
	await Ada.getByRole('heading', { name: 'Train to Graz' }).waitFor();
	await where(Ada).getByText('Waiting for you').waitFor();
	await where(Ada).getByText('You approve what is spent from this department’s budgets.').waitFor();
	await watch.look(Ada, 'waiting-one');
	await Ada.keyboard.press('a');
	await Ada.getByText('Approved: Train to Graz').first().waitFor();
	await Ada.getByRole('heading', { name: 'Hotel in Graz' }).waitFor();
	await place(Ada).getByText('1', { exact: true }).waitFor();
	await where(Ada).getByRole('button', { name: 'Reject' }).waitFor();
	// Before she decides she asks; Mia reads it where she is, and answers.
	const talk = (at) => at.getByRole('region', { name: 'Comments' });
	await talk(Ada).getByRole('button', { name: 'Send' }).click();
	await talk(Ada).locator('[aria-invalid=true]').waitFor();
	await talk(Ada).getByLabel('Your comment').fill('Which hotel?\nThe one at the station, or by the river?');
	await talk(Ada).getByRole('button', { name: 'Send' }).click();
	await talk(Ada).locator('li').getByText('Which hotel?').waitFor();
	await talk(Mia).locator('li').getByText('Which hotel?').waitFor();
	await talk(Mia).getByLabel('Your comment').fill('By the river.');
	await watch.look(Mia, 'expense-comment');
	await Mia.keyboard.press('Control+Enter');
	await talk(Ada).locator('li').getByText('By the river.').waitFor();
	expect(JSON.stringify(await talk(Ada).locator('li p:last-child').allTextContents()) ===
		JSON.stringify(['Which hotel?\nThe one at the station, or by the river?', 'By the river.']), 'in the order in which it was said');
	expect(await talk(Mia).getByLabel('Your comment').inputValue() === '', 'what was sent is not sent again');
	await watch.look(Ada, 'waiting-comments');
	await Ada.keyboard.press('r');
	await where(Ada).getByLabel('Reason').waitFor();
	await Ada.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
	await Ada.keyboard.press('Enter');
	await where(Ada).locator('[aria-invalid=true]').waitFor();
	await watch.look(Ada, 'expense-reject');
	await Ada.keyboard.type('There is no receipt');
	await Ada.keyboard.press('Enter');
	await Ada.getByText('Nothing waits for you').waitFor();
	// Among all expenses she has the same steps, and the filter.
	await Ada.goto(`${home}expenses?state=approved`);
	await row(Ada, 'Train to Graz').click();
	await where(Ada).getByText(/^Ada Otieno approved it/).waitFor();

	// Mia sees it where she is, with the reason, and may change it.
	await where(Mia).getByText('There is no receipt').waitFor();
	await where(Mia).getByRole('button', { name: 'Submit' }).waitFor();
	await watch.look(Mia, 'expense-rejected');

	// The owner withdraws an approval, and gives it to herself; then it is her turn and no longer Ada's.
	const { items: [train] } = await watch.api(page, 'GET', 'expenses?state=approved');
	await page.goto(`${home}expenses/${train.id}`);
	await where(page).getByRole('button', { name: 'Withdraw approval' }).click();
	await where(page).getByText('Waiting for Ada Otieno').waitFor();
	await where(page).getByRole('button', { name: 'Give to another' }).click();
	await where(page).getByLabel('Who decides').selectOption({ label: 'Olga Owner' });
	await watch.look(page, 'expense-reassign');
	await where(page).getByRole('button', { name: 'Give', exact: true }).click();
	await where(page).getByText('Waiting for you').waitFor();
	await where(page).getByRole('button', { name: /^Approve(?! less)/ }).click();
	await where(page).getByText(/^Olga Owner approved it/).waitFor();
	await watch.look(page, 'expense-approved');
}

// Ada goes away: what waits for her already is with her deputy at once, who decides in her place; and it ends when she says so.
export async function standing_in(watch, page) {
	const { home, department, budget, Ada, Mia } = await office(watch, page);
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const { items } = await watch.api(page, 'GET', 'members?page_size=10');
	const id = (name) => items.find(({ first_name }) => first_name === name).id;
	await watch.api(page, 'PATCH', `departments/${department.id}`, { approver_id: id('Ada') });
	const spent_on = new Date().toISOString().slice(0, 10);
	for (const [amount, description] of [['40', 'Train to Linz'], ['12', 'Lunch in Linz']]) {
		await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount, spent_on, description, member_id: id('Mia'), draft: true });
	}
	await Mia.goto(`${home}expenses`);
	for (const what of ['Train to Linz', 'Lunch in Linz']) {
		await row(Mia, what).click();
		await Mia.getByRole('heading', { name: what }).waitFor();
		await Mia.getByRole('region', { name: 'Where it stands' }).getByRole('button', { name: 'Submit' }).click();
		await Mia.getByText('Waiting for Ada Otieno').locator('visible=true').first().waitFor();
		await Mia.goto(`${home}expenses`);
	}
	await page.goto(`${home}waiting`);
	await page.getByText('Nothing waits for you').waitFor();

	// In her profile; whom she names is told what that means.
	await Ada.goto(`${home}profile`);
	await Ada.locator('select[name=deputy_id]').selectOption({ label: 'Olga Owner' });
	await Ada.locator('input[name=deputy_until]').fill(spent_on);
	await Ada.locator('select[name=deputy_id]').scrollIntoViewIfNeeded();
	await watch.look(Ada, 'profile-deputy');
	await Ada.locator('form').filter({ has: Ada.locator('select[name=deputy_id]') }).getByRole('button', { name: 'Save' }).click();
	await Ada.getByText('Olga Owner stands in').first().waitFor();

	// It comes by itself, where she is; Olga, who entered both, decides on neither.
	await page.getByText('Nothing waits for you').waitFor();
	await watch.api(page, 'PATCH', `members/${id('Ada')}`, { deputy_until: null });
	const mine = await watch.api(Mia, 'POST', 'expenses', { budget_id: budget.id, amount: '7', spent_on, description: 'Tram in Linz' });
	expect(mine.waiting_for === id('Ada'), 'it waits for Ada');
	await row(page, 'Tram in Linz').waitFor();
	await page.getByText('In the place of Ada Otieno').locator('visible=true').first().waitFor();
	await watch.look(page, 'waiting-deputy');
	await row(page, 'Tram in Linz').click();
	await page.getByRole('region', { name: 'Where it stands' }).getByText('It waits for Ada Otieno, in whose place you decide today.').waitFor();
	await watch.look(page, 'waiting-deputy-one');
	await Mia.goto(`${home}expenses/${mine.id}`);
	await Mia.getByText('Olga Owner may decide in their place today.').waitFor();
	await page.getByRole('region', { name: 'Where it stands' }).getByRole('button', { name: /^Approve(?! less)/ }).click();
	await page.getByText('Approved: Tram in Linz').first().waitFor();
	await Mia.getByText(/^Olga Owner approved it/).waitFor();

	// Everybody sees with the member who stands in; an owner takes it back.
	await Mia.goto(`${home}people/${id('Ada')}`);
	await Mia.getByText('Deputy', { exact: true }).waitFor();
	await page.goto(`${home}people/${id('Ada')}`);
	await page.locator('select[name=deputy_id]').scrollIntoViewIfNeeded();
	await watch.look(page, 'member-deputy');
	await page.locator('select[name=deputy_id]').selectOption('');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await page.waitForFunction(async ([slug, one]) => (await (await fetch(`${slug}api/v2/members/${one}`)).json()).deputy_id === null, [new URL(home).pathname, id('Ada')]);
}

// The owner has two approve one after the other above an amount; each sees who was asked and who is still to be.
export async function stepping(watch, page) {
	const { home, department, budget, Ada, Mia } = await office(watch, page);
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const { items } = await watch.api(page, 'GET', 'members?page_size=10');
	const id = (name) => items.find(({ first_name }) => first_name === name).id;
	await watch.api(page, 'PATCH', `departments/${department.id}`, { approver_id: id('Ada') });
	await page.goto(`${home}policy`);
	await page.getByRole('button', { name: 'Write a policy' }).click();
	const steps = page.getByRole('region', { name: 'Who approves' });
	await steps.getByRole('button', { name: 'Add a step' }).click();
	await steps.getByRole('button', { name: 'Add a step' }).click();
	await page.locator('select[name="approval.1.by"]').selectOption({ label: 'Olga Owner' });
	await page.locator('input[name="approval.1.above"]').fill('50');
	await steps.scrollIntoViewIfNeeded();
	await watch.look(page, 'policy-steps-edit');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Policy saved').first().waitFor();
	await page.getByText('Olga Owner, above £50.00').waitFor();
	await watch.look(page, 'policy-steps');

	const spent_on = new Date().toISOString().slice(0, 10);
	const one = await watch.api(Mia, 'POST', 'expenses', { budget_id: budget.id, amount: '60', spent_on, description: 'Hotel in Linz' });
	expect(one.waiting_for === id('Ada'), 'the first step is the department\'s approver');
	const where = (at) => at.getByRole('region', { name: 'Where it stands' });
	const chain = (at) => where(at).getByRole('list', { name: 'Who approves' });
	await Mia.goto(`${home}expenses/${one.id}`);
	await where(Mia).getByText('Step 1 of 2').waitFor();
	await chain(Mia).getByText('is asked afterwards').waitFor();
	await Ada.goto(`${home}waiting/${one.id}`);
	await where(Ada).getByRole('button', { name: /^Approve(?! less)/ }).click();
	await Ada.getByText('Approved: Hotel in Linz, waiting for Olga Owner now').first().waitFor();
	await where(Mia).getByText('Step 2 of 2').waitFor();
	await watch.look(Mia, 'expense-steps');
	await page.goto(`${home}waiting/${one.id}`);
	await where(page).getByText('You approve it by a step of the policy.').waitFor();
	await watch.look(page, 'waiting-steps');
	await where(page).getByRole('button', { name: /^Approve(?! less)/ }).click();
	await page.getByText('Approved: Hotel in Linz').first().waitFor();
	await Mia.getByText(/^Olga Owner approved it/).waitFor();
}
