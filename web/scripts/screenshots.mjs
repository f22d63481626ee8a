// screenshots.mjs BASE-URL [FOLDER]: fills a new organization and takes a picture of every page, light and dark, on a desk
// and on a phone, into docs/screenshots (WebP, at most 60 kB each). The server should be a fresh one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { password, Watch } from '../tests/browser/browser.mjs';

const [base, folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))] = process.argv.slice(2);
const most = 60_000;
const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
mkdirSync(folder, { recursive: true });

const watch = new Watch(base, folder, 'desk', 'light');
const page = await watch.open();
const painter = await (await watch.browser.newContext()).newPage();

// As WebP, as good as fits.
async function keep(png, name) {
	for (const quality of [0.86, 0.75, 0.6, 0.45, 0.3]) {
		const text = await painter.evaluate(async ([data, at]) => {
			const image = new Image();
			image.src = `data:image/png;base64,${data}`;
			await image.decode();
			const canvas = new OffscreenCanvas(image.width, image.height);
			canvas.getContext('2d').drawImage(image, 0, 0);
			const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: at })).arrayBuffer());
			return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
		}, [png.toString('base64'), quality]);
		const bytes = Buffer.from(text, 'base64');
		if (bytes.length <= most) return writeFileSync(join(folder, `${name}.webp`), bytes);
	}
	throw new Error(`${name} does not fit into ${most} bytes`);
}

// One page in all four looks. `open` goes there and waits for what should be seen.
async function take(where, name, open) {
	for (const [size, viewport] of Object.entries(sizes)) {
		for (const theme of ['light', 'dark']) {
			await where.setViewportSize(viewport);
			await where.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
			await open();
			await where.waitForLoadState('networkidle');
			await where.evaluate(() => document.fonts.ready);
			await keep(await where.screenshot({ animations: 'disabled', caret: 'hide' }), `${name}-${size}-${theme}`);
		}
	}
	console.log(name);
}

// A bookshop by the harbour, with half a year behind it.
const months = Array.from({ length: 5 }, (_, back) => {
	const now = new Date();
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 4 + back, 1)).toISOString().slice(0, 10);
});
await watch.signUp(page, 'Harbour Books', 'kim@harbour-books.example');
const home = page.url();
const post = async (path, body, method = 'POST') => {
	const made = await watch.api(page, method, path, body);
	if (made?.status >= 400) throw new Error(`${path}: ${JSON.stringify(made)}`);
	return made;
};
await post('me', { first_name: 'Kim', last_name: 'Larsen' }, 'PATCH');
const departments = {};
for (const name of ['Shop', 'Events', 'Office']) departments[name] = (await post('departments', { name })).id;
const people = {}; // their grants, by first name
const bank = await post('accounts', { name: 'Harbour Bank', initial_deposit: '24000.00' });
await post('accounts', { name: 'Cash box', initial_deposit: '450.00' });
for (const [first_name, last_name, role, department, joins] of [['Amina', 'Otieno', 'approver', 'Events', true], ['Jonas', 'Weber', 'member', 'Shop', true], ['Claire', 'Petit', 'auditor', '', true], ['Salma', 'Juma', 'member', 'Office', false]]) {
	const invited = await post('invitations', { email: `${first_name.toLowerCase()}@harbour-books.example`, role, first_name, last_name, ...(department && { department_id: departments[department] }) });
	if (joins) people[first_name] = await post('invitations/accept', { invitation_token: invited.invitation_token, password: `${password} ${last_name.length}` });
}
const what = {
	Shop: [['Shelf brackets', '84.50'], ['Paper bags', '62.00'], ['Card terminal', '39.90'], ['Window cleaning', '45.00'], ['Spring display', '210.00']],
	Events: [['Reading with Tove Alm', '320.00'], ['Wine for the reading', '96.40'], ['Chairs, rented', '140.00'], ['Train to Leipzig', '178.60'], ['Trade fair stand', '450.00']],
	Office: [['Coffee', '18.90'], ['Accounting software', '29.00'], ['Printer ink', '57.20'], ['Electricity', '132.75']],
};
const categories = {};
for (const [name, code, below] of [['Travel', '6670'], ['Train', '6671', 'Travel'], ['Hospitality', '6640'], ['Equipment', '6845'], ['Running costs', '6300']]) {
	categories[name] = (await post('categories', { name, code, ...(below && { parent_id: categories[below] }) })).id;
}
const said = {
	'Shelf brackets': { merchant: 'Bauhaus', category: 'Equipment' }, 'Card terminal': { merchant: 'PayBox', category: 'Running costs', paid_with: 'company' },
	'Reading with Tove Alm': { merchant: 'Literary Agency Nord', category: 'Hospitality', tags: ['Reading', 'Autumn'], paid_with: 'company', notes: 'Fee and journey, as agreed in spring.' },
	'Wine for the reading': { merchant: 'Weinhaus Hafen', category: 'Hospitality', tags: ['Reading'] },
	'Train to Leipzig': { merchant: 'Deutsche Bahn', category: 'Train', tags: ['Fair'], billable_to: 'Publishers’ Association' },
	'Accounting software': { merchant: 'Ledgerly', category: 'Running costs', paid_with: 'company' }, 'Electricity': { merchant: 'Stadtwerke', category: 'Running costs' },
};
let first;
for (const [at, month] of months.entries()) {
	for (const [department, amount] of [['Shop', '600.00'], ['Events', '1200.00'], ['Office', '350.00']]) {
		const budget = await post('budgets', { account_id: bank.id, department_id: departments[department], month, amount });
		for (const [nth, [description, price]] of what[department].entries()) {
			if ((nth + at) % 5 === 4 || (at === months.length - 1 && nth > 2)) continue;
			const day = `${month.slice(0, 8)}${String(2 + ((nth * 5 + at * 3) % 20)).padStart(2, '0')}`;
			const spent_on = day > new Date().toISOString().slice(0, 10) ? month : day;
			const { category, ...details } = said[description] ?? {};
			const made = await post('expenses', { budget_id: budget.id, amount: price, spent_on, description, ...details, ...(category && { category_id: categories[category] }) });
			if (description === 'Reading with Tove Alm') first = made;
		}
	}
}
// A receipt as a till prints one, and what was said of it.
await page.evaluate(async ([path, lines]) => {
	const canvas = new OffscreenCanvas(360, 480);
	const pen = canvas.getContext('2d');
	pen.fillStyle = '#fdfcf7';
	pen.fillRect(0, 0, 360, 480);
	pen.fillStyle = '#222';
	pen.font = '22px monospace';
	lines.forEach((line, nth) => pen.fillText(line, 28, 60 + nth * 36));
	const answer = await fetch(`${/^\/t\/[^/]+/.exec(location.pathname)[0]}/api/v2/${path}`, { method: 'POST', headers: { 'Content-Type': 'image/jpeg' }, body: await canvas.convertToBlob({ type: 'image/jpeg' }) });
	if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`);
}, [`expenses/${first.id}/receipts?name=${encodeURIComponent('Invoice 2026-118.jpg')}`, ['Agency Nord', 'Reading, Tove Alm', '', 'Fee       280.00', 'Train      40.00', '----------------', 'Total     320.00']]);
await post(`expenses/${first.id}/comments`, { comment: 'The second half of the fee comes after the autumn reading.' });
const { items: budgets } = await watch.api(page, 'GET', 'budgets?page_size=200');
// What Jonas and Amina spent of their own, in two currencies; one payment is made of what was owed first.
const currency = (await watch.api(page, 'GET', 'organization')).currency;
const foreign = currency === 'EUR' ? 'USD' : 'EUR';
const today = new Date().toISOString().slice(0, 10);
for (const [kind, code, since, value] of [['exchange', foreign, months.at(-1), '0.8612'], ['exchange', 'JPY', months.at(-1), '0.0053'], ['tax', 'Full', '2020-01-01', '20'], ['tax', 'Books', '2020-01-01', '5']]) {
	await post('rates', { kind, code, since, value }, 'PUT');
}
const own = (name, description, more) => post('expenses', { budget_id: budgets.find(({ month, department_id }) => month === months.at(-1) && department_id === departments.Shop).id,
	spent_on: months.at(-1), description, member_id: people[name].member_id, ...more });
await post(`members/${people.Jonas.member_id}/bank-account`, { iban: 'DE89 3704 0044 0532 0130 00' }, 'PATCH');
await own('Jonas', 'Taxi with two boxes of books', { amount: '31.40', tax_code: 'Full' });
await own('Amina', 'Flowers for the reading', { amount: '45.00' });
const payment = await post('payments', {});
const dinner = await own('Jonas', 'Dinner in Antwerp', { amount: null, original_amount: '64.50', original_currency: foreign, tax_code: 'Full', merchant: 'Brasserie Nord' });
await own('Amina', 'Posters', { amount: '22.00' });
await post('policy', { policy: { rules: [
	{ rule: 'expense_limit', above: '250', effect: 'approve' }, { rule: 'receipt', above: '100', effect: 'warn' },
	{ rule: 'day_limit', above: '60', effect: 'warn', category_ids: [categories.Hospitality], name: 'Meals and drinks' }, { rule: 'age', days: 60, effect: 'block' },
] } }, 'PUT');
// What others say and do is in Kim's inbox.
const kim = (await watch.api(page, 'GET', 'me')).id;
await page.evaluate(async ([path, token, body]) => {
	const answer = await fetch(`${/^\/t\/[^/]+/.exec(location.pathname)[0]}/api/v2/${path}`, { method: 'POST', credentials: 'omit',
		headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
	if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`);
}, [`expenses/${dinner.id}/comments`, people.Amina.access_token, { comment: 'The publisher wants to pay half of this, does that work for you?', mentions: [kim] }]);
const events = budgets.find(({ month, department_id }) => month === months.at(-1) && department_id === departments.Events);
const { items: members } = await watch.api(page, 'GET', 'members?page_size=200');

const shown = (path, wait) => async () => {
	await page.goto(home + path);
	await wait();
};
const heading = (name) => () => page.getByRole('heading', { name }).first().waitFor();
const row = (text) => () => page.locator('[data-row]').filter({ hasText: text }).first().waitFor();
await take(page, 'home', shown('', () => page.getByText('Spending by month').first().waitFor()));
await take(page, 'expenses', shown('expenses', row('Coffee')));
await take(page, 'expense', shown(`expenses/${first.id}`, heading('Reading with Tove Alm')));
await take(page, 'expense-receipts', shown(`expenses/${first.id}`, async () => {
	await page.getByText('The second half of the fee').waitFor();
	await page.getByRole('region', { name: 'Receipts' }).evaluate((element) => {
		element.scrollIntoView();
		// On a desk the list beside it stays where it is.
		if (innerWidth > 1000) scrollTo(0, 0);
	});
	await page.getByRole('region', { name: 'Receipts' }).locator('img').waitFor();
}));
await take(page, 'expense-new', shown('expenses/new', () => page.locator('input[name=amount]').waitFor()));
await take(page, 'budgets', shown('budgets', row('Events')));
await take(page, 'budget', shown(`budgets/${events.id}`, heading(/^Events/)));
await take(page, 'inbox', shown('inbox', () => page.getByText('The publisher wants to pay half').first().waitFor()));
await take(page, 'payments', shown('payments', row(/^Payment/)));
await take(page, 'payment-new', shown('payments/new', () => page.getByText('Jonas Weber').first().waitFor()));
await take(page, 'payment', shown(`payments/${payment.id}`, heading(/^Payment/)));
await take(page, 'rates', shown('rates', row('JPY')));
await take(page, 'policy', shown('policy', () => page.getByText('Meals and drinks').first().waitFor()));
await take(page, 'expense-foreign', shown(`expenses/${dinner.id}`, heading('Dinner in Antwerp')));
await take(page, 'accounts', shown('accounts', row('Cash box')));
await take(page, 'account', shown(`accounts/${bank.id}`, heading('Harbour Bank')));
await take(page, 'categories', shown('categories', row('Hospitality')));
await take(page, 'departments', shown('departments', row('Office')));
await take(page, 'people', shown('people', row('Amina Otieno')));
await take(page, 'member', shown(`people/${members.find(({ first_name }) => first_name === 'Amina').id}`, heading('Amina Otieno')));
await take(page, 'audit', shown('audit', row('Posters')));
await take(page, 'settings', shown('settings', heading('Look')));
await take(page, 'profile', shown('profile', heading('Where you are logged in')));
await take(page, 'second-factor', async () => {
	await page.goto(`${home}profile`);
	await page.getByRole('button', { name: 'Set up' }).click();
	const code = page.getByRole('img', { name: /^QR code/ });
	await code.waitFor();
	await code.evaluate((element) => element.closest('section').scrollIntoView());
});
await take(page, 'palette', async () => {
	await page.goto(home);
	await page.getByText('Spending by month').first().waitFor();
	await page.keyboard.press('Control+k');
	await page.getByRole('combobox').waitFor();
});

// Before the log-in, in a browser that knows nothing.
const stranger = await (await watch.browser.newContext({ locale: 'en-GB' })).newPage();
const outside = (address, wait) => async () => {
	await stranger.goto(address);
	await wait();
};
const title = () => stranger.getByRole('heading', { level: 1 }).waitFor();
await take(stranger, 'landing', outside(`${base}/`, title));
await take(stranger, 'sign-up', outside(`${base}/signup`, title));
await take(stranger, 'find', outside(`${base}/login`, title));
await take(stranger, 'log-in', outside(`${home}login`, title));
await watch.browser.close();
