// What others did to what is mine, and where they mention me.
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

const bell = (at) => at.locator('a[href$="/inbox"]').locator('visible=true');
const items = (at) => at.locator('[data-item]');
const item = (at, text) => items(at).filter({ hasText: text });

// Ada asks and mentions Olga, and rejects; Mia reads it in her inbox, in two tabs, and goes where it leads.
export async function mentioning(watch, page) {
	const { home, department, budget, Ada, Mia } = await office(watch, page);
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	const { items: people } = await watch.api(page, 'GET', 'members');
	await watch.api(page, 'PATCH', `departments/${department.id}`, { approver_id: people.find(({ first_name }) => first_name === 'Ada').id });
	const today = new Date().toISOString().slice(0, 10);
	const enter = (description, amount) => watch.api(Mia, 'POST', 'expenses', { budget_id: budget.id, amount, spent_on: today, description });
	const train = await enter('Train to Graz', '40.00');
	const hotel = await enter('Hotel in Graz', '125.50');

	// Nothing has happened yet, and it says what will come.
	await Mia.goto(`${home}inbox`);
	await Mia.getByText('Nothing here yet').waitFor();
	await watch.look(Mia, 'inbox-empty');

	// Ada writes, and is offered the people whose names begin so: by keys, then by a touch.
	const talk = (at) => at.getByRole('region', { name: 'Comments' });
	await Ada.goto(`${home}waiting/${hotel.id}`);
	const field = talk(Ada).getByLabel('Your comment');
	await field.fill('Do you know this hotel, ');
	await field.press('End');
	await Ada.keyboard.type('@o');
	const offer = (at) => at.getByRole('listbox', { name: 'People to mention' });
	await offer(Ada).getByRole('option', { name: 'Olga Owner' }).waitFor();
	expect(await offer(Ada).getByRole('option', { name: 'Ada' }).count() === 0, 'nobody is offered to mention themselves');
	await offer(Ada).scrollIntoViewIfNeeded();
	await watch.look(Ada, 'comment-mention');
	await Ada.keyboard.press('Escape');
	await offer(Ada).waitFor({ state: 'hidden' });
	await Ada.keyboard.press('Backspace');
	await Ada.keyboard.press('Backspace');
	await Ada.keyboard.type('@');
	// All are offered, by their names: Mia first.
	await offer(Ada).getByRole('option', { name: 'Mia Otieno', selected: true }).waitFor();
	await Ada.keyboard.press('ArrowDown');
	await offer(Ada).getByRole('option', { name: 'Olga Owner', selected: true }).waitFor();
	await Ada.keyboard.press('Enter');
	expect(await field.inputValue() === 'Do you know this hotel, @Olga Owner ', 'the name in the text');
	await Ada.keyboard.type('and you, @mi');
	await offer(Ada).getByRole('option', { name: 'Mia Otieno' }).click();
	expect(await field.inputValue() === 'Do you know this hotel, @Olga Owner and you, @Mia Otieno ', 'the other name in the text');
	await talk(Ada).getByRole('button', { name: 'Send' }).click();
	await talk(Ada).locator('[data-mention]').nth(1).waitFor();
	expect(JSON.stringify(await talk(Ada).locator('[data-mention]').allTextContents()) === JSON.stringify(['@Olga Owner', '@Mia Otieno']), 'names are told from the rest');
	await watch.api(Ada, 'POST', `expenses/${hotel.id}/reject`, { reason: 'There is no receipt' });
	await watch.api(Ada, 'POST', `expenses/${train.id}/approve`, {});

	// Mia sees it where she is, the latest first, and each whose name was in it.
	await item(Mia, 'Ada Otieno approved Train to Graz').waitFor();
	await item(Mia, 'Ada Otieno rejected Hotel in Graz').getByText('There is no receipt').waitFor();
	await item(Mia, 'Ada Otieno commented on Hotel in Graz').getByText('Do you know this hotel').waitFor();
	await bell(Mia).first().getByText('3', { exact: true }).waitFor();
	await watch.look(Mia, 'inbox');
	await bell(page).first().getByText('1', { exact: true }).waitFor();
	await bell(page).first().click();
	await item(page, 'Ada Otieno mentioned you in a comment on Hotel in Graz').waitFor();
	await watch.look(page, 'inbox-mentioned');

	// On her first page stands what she has to finish, and what is missing.
	const tab = await Mia.context().newPage();
	await tab.goto(home);
	const unfinished = tab.getByRole('region', { name: 'Yours to finish' });
	await unfinished.getByText('Rejected: There is no receipt · No receipt').waitFor();
	await unfinished.scrollIntoViewIfNeeded();
	await watch.look(tab, 'home-unfinished');
	await unfinished.getByRole('link').click();
	await tab.waitForURL(new RegExp(`expenses/${hotel.id}$`));
	await tab.close();

	// A second tab of hers shows the same. Who opens one has read up to it, in both.
	const other = await Mia.context().newPage();
	await other.goto(`${home}inbox?unread=1`);
	await item(other, 'approved').waitFor();
	expect(await items(other).count() === 3, 'all are unread');
	await item(Mia, 'rejected').getByRole('link').click();
	await Mia.waitForURL(new RegExp(`expenses/${hotel.id}$`));
	await bell(Mia).first().getByText('1', { exact: true }).waitFor();
	await bell(other).first().getByText('1', { exact: true }).waitFor();
	await item(other, 'rejected').waitFor({ state: 'detached' });
	await watch.look(other, 'inbox-unread');
	await other.getByRole('button', { name: 'Mark all as read' }).click();
	await other.getByText('Nothing unread').waitFor();
	await watch.look(other, 'inbox-read');
	await bell(Mia).first().getByText(/^\d+$/).waitFor({ state: 'detached' });
	await other.getByRole('button', { name: 'Show all' }).click();
	await item(other, 'approved').waitFor();
	expect(await other.locator('[data-unread]').count() === 0, 'nothing is unread any more');
	// By one key from anywhere.
	await Mia.goto(home);
	await Mia.getByRole('heading', { level: 1 }).waitFor();
	await Mia.keyboard.press('i');
	await Mia.waitForURL(/inbox$/);
}
