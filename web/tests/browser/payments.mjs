// Money out: from what somebody spent of their own to a payment that is made, and what comes back of it.
import { expect, password } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);
const row = (at, text) => at.locator('[data-row]').filter({ hasText: text });

// An organization that pays in euro, and Mia, who has spent of her own.
async function office(watch, page) {
	const mail = `${unique()}@journey.example`;
	await watch.signUp(page, `Paying ${unique()}`, `${unique()}@journey.example`);
	const home = page.url();
	await watch.api(page, 'PATCH', 'organization', { currency: 'EUR' });
	await watch.api(page, 'PATCH', 'me', { first_name: 'Olga', last_name: 'Owner' });
	const department = await watch.api(page, 'POST', 'departments', { name: 'Sales' });
	const account = await watch.api(page, 'POST', 'accounts', { name: 'Bank', initial_deposit: '1000.00' });
	const month = `${new Date().toISOString().slice(0, 7)}-01`;
	const budget = await watch.api(page, 'POST', 'budgets', { account_id: account.id, department_id: department.id, month, amount: '400.00' });
	const invited = await watch.api(page, 'POST', 'invitations', { email: mail, role: 'member', first_name: 'Mia', last_name: 'Đặng' });
	await watch.api(page, 'POST', 'invitations/accept', { invitation_token: invited.invitation_token, password });
	const spent_on = new Date().toISOString().slice(0, 10);
	const spend = (amount, description, member_id) => watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount, spent_on, description, member_id });
	const Mia = await (await watch.person()).newPage();
	await Mia.goto(`${home}login`);
	await watch.logIn(Mia, mail);
	await Mia.waitForURL(home);
	await Mia.getByRole('heading', { level: 1 }).waitFor();
	return { home, Mia, mia: invited.member_id, spend };
}

// Nothing, then a payment: its file is refused until there are IBANs, then exported, confirmed, and some of it comes back.
export async function paying(watch, page) {
	const { home, Mia, mia, spend } = await office(watch, page);
	await page.goto(`${home}payments`);
	await page.getByText('Nothing is owed to anybody.').waitFor();
	await page.getByText('No payments yet').waitFor();
	await watch.look(page, 'payments-empty');
	await page.goto(`${home}payments/new`);
	await page.getByText('Approved expenses that people paid with their own money appear here.').waitFor();

	await spend('40.00', 'Train to Graz', mia);
	const hotel = await spend('90.50', 'Hotel in Graz', mia);
	await spend('7.00', 'Stamps');
	await page.goto(`${home}payments/new`);
	await page.getByText('Mia Đặng').waitFor();
	await page.getByText('Yours, €7.00, is for another owner or admin to pay.').waitFor();
	await watch.look(page, 'payment-new');
	await page.getByRole('button', { name: 'Make payment of €130.50' }).click();
	await page.waitForURL(/payments\/\d+$/);
	await page.getByRole('heading', { name: /^Payment \d+$/ }).first().waitFor();

	// Whose IBAN is missing is told; each says their own, and the organization's stands in the settings.
	await page.getByRole('button', { name: 'SEPA file' }).click();
	await page.getByText('of Mia Đặng is missing').waitFor();
	await watch.look(page, 'payment-no-iban');
	await Mia.goto(`${home}profile`);
	await Mia.locator('input[name=iban]').fill('AT61 1904 3002 3457 3202');
	const own = Mia.locator('form').filter({ has: Mia.locator('input[name=iban]') });
	await own.getByRole('button', { name: 'Save' }).click();
	await Mia.getByText('It is mistyped: the check digits do not fit.').waitFor();
	await Mia.locator('input[name=iban]').fill('AT61 1904 3002 3457 3201');
	await own.getByRole('button', { name: 'Save' }).click();
	await Mia.getByText('Bank account saved').locator('visible=true').first().waitFor();
	await Mia.locator('input[name=iban]').scrollIntoViewIfNeeded();
	await watch.look(Mia, 'profile-bank');
	await page.goto(`${home}settings`);
	await page.locator('input[name=iban]').fill('DE89370400440532013000');
	await page.locator('input[name=holder]').fill('Paying Ltd');
	await page.locator('input[name=iban]').scrollIntoViewIfNeeded();
	await watch.look(page, 'settings-bank');
	await page.locator('form').filter({ has: page.locator('input[name=iban]') }).getByRole('button', { name: 'Save' }).click();
	await page.getByText('Bank account saved').locator('visible=true').first().waitFor();

	// The file, twice the same; the expense says where it is.
	await page.goto(`${home}payments`);
	await row(page, 'Payment').first().click();
	await page.getByText('**** 3201').waitFor();
	const files = [];
	for (const time of [1, 2]) {
		const saved = page.waitForEvent('download');
		await page.getByRole('button', { name: 'SEPA file' }).click();
		const stream = await (await saved).createReadStream();
		let content = '';
		for await (const piece of stream) content += piece;
		files.push(content);
		await page.getByText('Exported', { exact: true }).locator('visible=true').first().waitFor();
		expect(content.includes('<Nm>Mia Dang</Nm>') && content.includes('130.50'), `what file ${time} says`);
	}
	expect(files[0] === files[1], 'the same file each time');
	await page.getByRole('button', { name: '2 expenses' }).click();
	await page.getByRole('link', { name: 'Hotel in Graz' }).waitFor();
	await watch.look(page, 'payment-exported');
	await Mia.goto(`${home}expenses/${hotel.id}`);
	await Mia.getByText(/^It is in payment \d+, which is not made yet/).waitFor();
	await watch.look(Mia, 'expense-paying');

	// Confirmed after it was asked for; then the bank sends the money back.
	await page.getByRole('button', { name: 'Confirm as paid' }).click();
	await page.getByText('Confirm once the bank has carried it out.').waitFor();
	await watch.look(page, 'payment-confirm');
	await page.getByRole('button', { name: 'Yes, it is paid' }).click();
	await page.getByText('€130.50 paid').locator('visible=true').first().waitFor();
	expect(await page.getByRole('button', { name: 'Cancel payment' }).count() === 0, 'what is paid is not cancelled');
	await Mia.getByText(/^Paid back with payment \d+/).waitFor();
	await page.goto(`${home}payments?state=paid`);
	await row(page, 'Payment').first().waitFor();
	await watch.look(page, 'payments');
	await row(page, 'Payment').first().click();
	await page.getByRole('button', { name: 'Came back' }).click();
	await page.getByRole('button', { name: 'Yes, the money came back' }).click();
	await page.getByText('€130.50 for Mia Đặng is owed again').locator('visible=true').first().waitFor();
	await watch.look(page, 'payment-bounced');
}
