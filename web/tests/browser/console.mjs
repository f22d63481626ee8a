// What operators do at the console: the first log-in, organizations, the fleet, the audit.
import { createHmac } from 'node:crypto';
import { expect, password } from './browser.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);

// The code of a base32 secret now (RFC 6238).
function codeOf(secret) {
	const bits = [...secret.replace(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const digest = createHmac('sha1', key).update(step).digest();
	return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// Makes an account and logs in for the first time; the e-mail address and the secret.
async function begin(watch, page, look = false) {
	const email = `${unique()}@outlay.example`;
	watch.psql(`SELECT outlay.create_operator('${email}', 'Ada Byron', '${password}')`);
	await page.goto(`${watch.base}/fleet`);
	await page.waitForURL(/login\?next=/);
	if (look) await watch.look(page, 'console-login');
	await watch.logIn(page, email, 'wrong password');
	await page.getByText('E-mail or password is wrong.').waitFor();
	await watch.logIn(page, email);
	await page.getByRole('heading', { name: 'Set up your authenticator' }).waitFor();
	if (look) await watch.look(page, 'console-setup');
	const secret = await page.locator('code').innerText();
	await page.getByLabel('Code', { exact: true }).fill('000000');
	await page.getByRole('button', { name: 'Turn on' }).click();
	await page.getByText('This code is wrong.').waitFor();
	await page.getByLabel('Code', { exact: true }).fill(codeOf(secret));
	await page.getByRole('button', { name: 'Turn on' }).click();
	await page.waitForURL(/fleet$/);
	return { email, secret };
}

// An organization from its creation to the bin and back, what the audit says of it, the fleet; out, in again, and out by psql.
export async function operating(watch, page) {
	const { email, secret } = await begin(watch, page, true);
	const slug = `nile-${unique()}`;
	await page.getByText('State of the installation').waitFor();
	await page.getByText('library').first().waitFor();
	await page.getByText(/enough for/).first().waitFor();
	await page.getByRole('button', { name: 'Try the walls' }).click();
	await page.getByText(/checks?, nothing found|Database:/).first().waitFor();
	await page.getByRole('button', { name: 'Compare the schema' }).click();
	await page.getByText('As the template has it').waitFor();
	await page.evaluate(() => scrollTo(0, 0));
	await watch.look(page, 'console-fleet');

	await page.getByRole('link', { name: 'Organizations' }).filter({ visible: true }).click();
	await page.getByRole('link', { name: /^Acme Ltd/ }).waitFor();
	await watch.look(page, 'console-organizations');
	await page.getByRole('link', { name: 'New organization' }).click();
	const field = (name) => page.getByRole('textbox', { name, exact: true });
	await field('E-mail').fill('nobody');
	await page.getByRole('button', { name: 'Create' }).click();
	await page.locator('[aria-invalid=true]').first().waitFor();
	await watch.look(page, 'console-new');
	await field('Name').fill(`Nile Ferries ${slug}`);
	await field('E-mail').fill('office@nile.example');
	await field('Address').fill(slug);
	await page.getByRole('button', { name: 'Create' }).click();
	await page.waitForURL(new RegExp(`organizations/${slug}`));

	await page.getByRole('button', { name: 'Suspend' }).click();
	await field('Reason').fill('Unpaid since May');
	await page.getByRole('button', { name: 'Suspend' }).click();
	await page.getByText('Unpaid since May').first().waitFor();
	await page.getByRole('button', { name: 'Resume' }).waitFor();
	await watch.look(page, 'console-suspended');
	await page.getByRole('button', { name: 'Resume' }).click();
	await page.getByRole('button', { name: 'Suspend' }).waitFor();

	await page.getByRole('button', { name: 'Rename' }).click();
	await field('Address').fill(`blue-${slug}`);
	await page.getByRole('button', { name: 'Rename' }).click();
	await page.waitForURL(new RegExp(`organizations/blue-${slug}`));

	await page.getByRole('button', { name: 'Drop' }).click();
	const typed = page.getByLabel(`Type blue-${slug} to drop it`);
	await typed.fill(slug);
	expect(await page.getByRole('button', { name: 'Drop' }).isDisabled(), 'another name drops nothing');
	await watch.look(page, 'console-drop');
	await typed.fill(`blue-${slug}`);
	await page.getByRole('button', { name: 'Drop' }).click();
	await page.getByRole('button', { name: 'Restore' }).waitFor();
	await watch.look(page, 'console-dropped');
	await page.getByRole('button', { name: 'Restore' }).click();
	await page.getByRole('button', { name: 'Suspend' }).waitFor();

	// Somebody else was faster: the panel says so and shows how it is now.
	watch.psql(`SELECT FROM outlay.drop_tenant('blue-${slug}')`);
	await page.getByRole('button', { name: 'Suspend' }).click();
	await page.getByRole('button', { name: 'Suspend' }).click();
	await page.getByText('This is not there, or no longer.').waitFor();

	await page.goto(`${watch.base}/audit?q=blue-${slug}`);
	await page.getByText('Refused:').waitFor();
	await page.getByText('reason: Unpaid since May').waitFor();
	await watch.look(page, 'console-audit');

	await page.getByRole('button', { name: /^Your account/ }).filter({ visible: true }).click();
	await page.getByRole('menuitem', { name: 'Log out' }).click();
	await page.waitForURL(/\/login/);
	watch.psql(`UPDATE outlay.operator SET factor_step = 0 WHERE email = '${email}'`);
	await watch.logIn(page, email);
	await page.getByRole('heading', { name: 'Your code' }).waitFor();
	await watch.look(page, 'console-code');
	await page.getByLabel('Code', { exact: true }).fill(codeOf(secret));
	await page.getByRole('button', { name: 'Log in' }).click();
	await page.getByRole('heading', { level: 1, name: 'Organizations' }).waitFor();
	watch.psql(`SELECT FROM outlay.deactivate_operator('${email}')`);
	await page.getByRole('link', { name: 'Audit' }).filter({ visible: true }).click();
	await page.waitForURL(/\/login/);
}

// Every page in each of the languages, without a key in place of a text or one that is wider than a phone.
export async function operating_languages(watch, page) {
	await begin(watch, page);
	for (const [code, title] of [['fr', 'Parc'], ['de', 'Flotte'], ['sw', 'Mashirika yote']]) {
		await page.evaluate((chosen) => localStorage.setItem('outlay-language', chosen), code);
		await page.goto(`${watch.base}/fleet`);
		await page.getByRole('heading', { level: 1, name: title }).waitFor();
		await watch.look(page, `console-fleet-${code}`);
		for (const path of ['organizations', 'organizations/acme', 'organizations/new', 'audit']) {
			await page.goto(`${watch.base}/${path}`);
			await page.getByRole('heading').first().waitFor();
			await watch.look(page, `console-${path.replace('/', '-')}-${code}`);
		}
	}
}
