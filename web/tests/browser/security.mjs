// The journeys of who gets in: second factor, forgotten password, another e-mail address, confirming, log-out.
import { createHmac } from 'node:crypto';
import { expect, password } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);
const newPassword = 'seven green kettles';

// The code of a base32 secret (RFC 6238), of a step that was not used yet: the present one, or the next, which is as good.
function authenticator(watch, slug, secret) {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...secret.replace(/\s/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
	let last = 0;
	return () => {
		let step = Math.floor(Date.now() / 30_000);
		// Both are used up: the database forgets that, since half a minute is long for a test.
		if (last > step) watch.sql('UPDATE credential SET used_step = 0', slug);
		else if (last === step) step++;
		last = step;
		const count = Buffer.alloc(8);
		count.writeBigUInt64BE(BigInt(step));
		const digest = createHmac('sha1', key).update(count).digest();
		return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
	};
}

const slugOf = (page) => /\/t\/([^/]+)/.exec(page.url())[1];
// As if everybody had logged in an hour ago: what changes who gets in asks for the password again.
const age = (watch, page) => watch.sql("UPDATE session SET confirmed_at = now() - interval '1 hour'", slugOf(page));

async function logOut(page) {
	await page.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
	await page.getByRole('menuitem', { name: 'Log out' }).click();
	await page.waitForURL(/\/login$/);
}

// Set up in the profile, used at the log-in, by a recovery code too, and turned off; confirming in between.
export async function second_factor(watch, page) {
	const email = `${unique()}@journey.example`;
	await watch.signUp(page, `Factor ${unique()}`, email);
	const home = page.url();
	await page.goto(`${home}profile`);
	await page.getByText('Off', { exact: true }).waitFor();
	age(watch, page);

	// Refused until the password is shown; given up, nothing happens; shown, it goes on by itself.
	await page.getByRole('button', { name: 'Set up' }).click();
	await page.getByRole('dialog', { name: 'Is it you?' }).waitFor();
	await watch.look(page, 'confirm');
	await page.getByRole('button', { name: 'Cancel' }).click();
	await page.getByText('Not done: it needs your password.').waitFor();
	await page.getByRole('button', { name: 'Set up' }).click();
	await page.getByLabel('Your password').fill('not this one');
	await page.getByRole('button', { name: 'Go on' }).click();
	await page.getByText('This is not your password.').waitFor();
	await page.getByLabel('Your password').fill(password);
	await page.getByRole('button', { name: 'Go on' }).click();

	await page.getByRole('img', { name: /^QR code/ }).waitFor();
	await watch.look(page, 'factor-setup');
	const code = authenticator(watch, slugOf(page), await page.locator('code').innerText());
	await page.getByLabel('Code', { exact: true }).fill('000000');
	await page.getByRole('button', { name: 'Turn on' }).click();
	await page.getByText('This code is wrong.').waitFor();
	await page.getByLabel('Code', { exact: true }).fill(code());
	await page.getByRole('button', { name: 'Turn on' }).click();
	await page.getByText('Keep these recovery codes').waitFor();
	await watch.look(page, 'recovery-codes');
	const codes = await page.locator('main li').filter({ hasText: /^[A-Z0-9-]{24,}$/ }).allInnerTexts();
	expect(codes.length === 10, `ten recovery codes, not ${codes.length}`);
	const waiting = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download' }).click();
	expect(/recovery-codes\.txt$/.test((await waiting).suggestedFilename()), 'a file of the codes');
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.getByText('10 recovery codes left').waitFor();
	await watch.look(page, 'factor');

	// In by a code of the app, then by a recovery code.
	await logOut(page);
	await watch.logIn(page, email);
	await page.getByRole('heading', { name: 'Second step' }).waitFor();
	await watch.look(page, 'login-code');
	await page.getByLabel('Code of the app').fill('000000');
	await page.getByRole('button', { name: 'Log in' }).click();
	await page.getByText('This code is wrong.').waitFor();
	await page.getByLabel('Code of the app').fill(code());
	await page.getByRole('button', { name: 'Log in' }).click();
	await page.waitForURL(home);
	await logOut(page);
	await watch.logIn(page, email);
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await page.getByLabel('Recovery code').fill(codes[0].toLowerCase());
	await page.getByRole('button', { name: 'Log in' }).click();
	await page.waitForURL(home);

	// New codes, confirmed with password and code; and off again.
	await page.goto(`${home}profile`);
	await page.getByText('9 recovery codes left').waitFor();
	age(watch, page);
	await page.getByRole('button', { name: 'New recovery codes' }).click();
	await page.getByLabel('Your password').fill(password);
	await page.getByLabel('Code of your second factor').fill(code());
	await page.getByRole('button', { name: 'Go on' }).click();
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.getByText('10 recovery codes left').waitFor();
	await page.getByRole('button', { name: 'Turn off' }).click();
	await page.getByRole('button', { name: 'Turn it off' }).click();
	await page.getByText('Off', { exact: true }).waitFor();
}

// The organization requires one: who has none sets it up between password and session.
export async function required_factor(watch, page) {
	const email = `${unique()}@journey.example`;
	await watch.signUp(page, `Required ${unique()}`, email);
	const home = page.url();
	await page.goto(`${home}settings`);
	age(watch, page);
	const roles = page.getByLabel('Required of');
	await roles.selectOption({ label: 'Owner, Admin' });
	await roles.locator('xpath=ancestor::form').getByRole('button', { name: 'Save' }).click();
	await page.getByLabel('Your password').fill(password);
	await page.getByRole('button', { name: 'Go on' }).click();
	await page.getByText('Saved', { exact: true }).first().waitFor();
	await logOut(page);
	await watch.logIn(page, email);
	await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
	await page.getByRole('img', { name: /^QR code/ }).waitFor();
	await watch.look(page, 'login-setup');
	const code = authenticator(watch, slugOf(page), await page.locator('code').innerText());
	await page.getByLabel('Code', { exact: true }).fill(code());
	await page.getByRole('button', { name: 'Turn on' }).click();
	await page.getByText('Keep these recovery codes').waitFor();
	await watch.look(page, 'login-codes');
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.waitForURL(home);
	await page.goto(`${home}profile`);
	await page.getByText(/requires it of your role/).waitFor();
	expect(!(await page.getByRole('button', { name: 'Turn off' }).isVisible()), 'what is required cannot be turned off');
}

// By mail: a forgotten password, and another address. The same answer for who is not there.
export async function by_mail(watch, page) {
	const email = `${unique()}@journey.example`;
	await watch.signUp(page, `Mail ${unique()}`, email);
	const home = page.url();
	await logOut(page);
	const ask = async (address) => {
		await page.goto(`${home}login`);
		await page.getByRole('link', { name: 'Forgotten your password?' }).click();
		await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
		await page.getByLabel('E-mail').fill(address);
		await watch.look(page, 'forgotten');
		await page.getByRole('button', { name: 'Send the link' }).click();
		return (await page.getByRole('status').filter({ hasText: 'on its way' }).innerText()).replace(address, '');
	};
	const stranger = await ask(`${unique()}@nobody.example`);
	expect((await ask(email)) === stranger, 'the same answer for everybody');
	await watch.look(page, 'forgotten-sent');
	const path = (link) => home.replace(/\/$/, '') + /\/(reset-password|confirm-email)#\S+/.exec(link)[0];
	const link = path(await watch.mail(email, /\/reset-password#\S+/));
	await page.goto(link);
	await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
	await watch.look(page, 'reset');
	await page.getByLabel('New password').fill('short');
	await page.getByRole('button', { name: 'Set password' }).click();
	await page.locator('[aria-invalid=true]').waitFor();
	await page.getByLabel('New password').fill(newPassword);
	await page.getByRole('button', { name: 'Set password' }).click();
	await page.getByText(/Your new password is set/).waitFor();
	await watch.look(page, 'reset-done');
	await watch.logIn(page, email, newPassword);
	await page.waitForURL(home);
	// Once.
	await page.goto(link);
	await page.reload();
	await page.getByLabel('New password').fill('eight yellow spoons');
	await page.getByRole('button', { name: 'Set password' }).click();
	await page.getByText('This link is not good any more').waitFor();
	await watch.look(page, 'reset-void');

	// Another address.
	const other = `${unique()}@journey.example`;
	await page.goto(`${home}profile`);
	age(watch, page);
	await page.getByLabel('New address').fill(other);
	await page.getByRole('button', { name: 'Send the link' }).click();
	await page.getByLabel('Your password').fill(newPassword);
	await page.getByRole('button', { name: 'Go on' }).click();
	await page.getByText(`A link is on its way to ${other}`).waitFor();
	await watch.look(page, 'email-asked');
	await page.goto(path(await watch.mail(other, /\/confirm-email#\S+/)));
	await page.getByRole('button', { name: 'Use this address' }).waitFor();
	await watch.look(page, 'confirm-email');
	await page.getByRole('button', { name: 'Use this address' }).click();
	await page.getByText(/Your new e-mail address counts/).waitFor();
	await watch.logIn(page, other, newPassword);
	await page.waitForURL(home);
}

// Where no mail is sent: an owner passes links on, ends sessions, and takes a lost second factor away.
export async function helping_in(watch, page) {
	const owner = `${unique()}@journey.example`;
	const guest = `${unique()}@journey.example`;
	await watch.signUp(page, `Helping ${unique()}`, owner);
	const home = page.url();
	const invited = await watch.api(page, 'POST', 'invitations', { email: guest, role: 'member', first_name: 'Amina', last_name: 'Otieno' });
	await watch.api(page, 'POST', 'invitations/accept', { invitation_token: invited.invitation_token, password });
	await page.goto(`${home}login`);
	await page.waitForURL(home);
	await page.goto(`${home}people`);
	await page.getByRole('link', { name: 'Amina Otieno' }).click();
	await page.getByRole('button', { name: 'Link for a new password' }).click();
	const field = page.getByLabel('Link for a new password').and(page.locator('input'));
	const link = await field.inputValue();
	expect(link.startsWith(`${home}reset-password#`), `a link to this organization, not ${link}`);
	await watch.look(page, 'access-link');
	await page.getByRole('button', { name: 'End all sessions' }).click();
	await page.getByText('Amina Otieno is logged out everywhere').first().waitFor();
	await page.getByRole('button', { name: 'Remove second factor' }).click();
	await page.getByText(/Be sure that it is really this person/).waitFor();
	await watch.look(page, 'access-factor');
	age(watch, page);
	await page.getByRole('button', { name: 'Remove it' }).click();
	await page.getByLabel('Your password').fill(password);
	await page.getByRole('button', { name: 'Go on' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Change e-mail' }).click();
	await page.getByLabel('New address').fill(`${unique()}@journey.example`);
	await page.getByRole('button', { name: 'Make the link' }).click();
	await page.getByLabel('Link to the new address').waitFor();

	await logOut(page);
	await page.getByRole('link', { name: 'Forgotten your password?' }).click();
	await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
	await page.getByLabel('E-mail').fill(guest);
	await page.getByRole('button', { name: 'Send the link' }).click();
	await page.getByText(/This server sends no mail/).waitFor();
	await watch.look(page, 'forgotten-ask');
	await page.goto(link);
	await page.getByLabel('New password').fill(newPassword);
	await page.getByRole('button', { name: 'Set password' }).click();
	await page.getByText(/Your new password is set/).waitFor();
	await watch.logIn(page, guest, newPassword);
	await page.waitForURL(home);
}

// Passwords are masked, shown on wish, taken from the clipboard, and known to a browser's store of passwords (ASVS 6.2.6,
// 6.2.7); every page of a member has its log-out (ASVS 7.4.4).
export async function password_fields(watch, page) {
	const email = `${unique()}@journey.example`;
	await watch.signUp(page, `Fields ${unique()}`, email);
	const home = page.url();
	for (const path of ['', 'expenses', 'expenses/new', 'budgets', 'accounts', 'departments', 'people', 'people/new', 'audit', 'settings', 'profile', 'nothing/here']) {
		await page.goto(home + path);
		await page.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
		await page.getByRole('menuitem', { name: 'Log out' }).waitFor();
		await page.keyboard.press('Escape');
	}
	const check = async (wanted) => {
		await page.locator('input[type=password]').first().waitFor();
		const found = await page.locator('input[type=password]').evaluateAll((inputs) => inputs.map((input) => input.autocomplete));
		expect(String(found) === String(wanted), `fields for ${wanted}, not ${found}`);
		for (const field of await page.locator('input[type=password]').all()) {
			await page.evaluate((text) => navigator.clipboard.writeText(text), newPassword);
			await field.focus();
			await page.keyboard.press('Control+v');
			expect((await field.inputValue()) === newPassword, 'a password can be pasted');
		}
		const names = await page.locator('input[autocomplete=username], input[autocomplete=email]').count();
		expect(names > 0 || wanted.length === 0 || /reset-password|accept-invitation/.test(page.url()), 'whose password it is');
		await page.getByRole('button', { name: 'Show what is typed' }).first().click();
		expect((await page.locator('input[type=password]').count()) === wanted.length - 1, 'it is shown on wish');
		await page.getByRole('button', { name: 'Show what is typed' }).first().click();
		expect((await page.locator('input[type=password]').count()) === wanted.length, 'and masked again');
	};
	await watch.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(watch.base).origin });
	await page.goto(`${home}profile`);
	await check(['current-password', 'new-password']);
	await page.goto(`${home}reset-password#op_any`);
	await check(['new-password']);
	await page.goto(`${home}accept-invitation#oi_any`);
	await check(['new-password']);
	await page.goto(home);
	await logOut(page);
	await check(['current-password']);
	await page.goto(`${watch.base}/signup`);
	await check(['new-password']);
}
