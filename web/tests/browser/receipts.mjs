// Receipts: added with a new expense and later, seen by others while they are there, the same file told, taken away.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { office } from './approval.mjs';
import { expect } from './browser.mjs';

const row = (at, text) => at.locator('[data-row]').filter({ hasText: text });
const part = (at) => at.getByRole('region', { name: 'Receipts' });
const pdf = (text) => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
const file = (name, buffer, mimeType = 'application/pdf') => ({ name, mimeType, buffer });
const choose = (at, ...files) => part(at).locator('[data-receipts=stored]').setInputFiles(files);

// The header of a picture of 16,000 × 16,000 pixels, and nothing behind it.
const huge = Buffer.from('89504e470d0a1a0a0000000d4948445200003e8000003e80080200000000000000', 'hex');

// A picture as a camera makes it, in the browser's own hand.
async function photo(page, color) {
	const bytes = await page.evaluate(async (fill) => {
		const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 900 });
		const context = canvas.getContext('2d');
		context.fillStyle = '#f4f1e8';
		context.fillRect(0, 0, 600, 900);
		context.fillStyle = fill;
		for (let line = 0; line < 12; line++) context.fillRect(60, 80 + line * 60, line % 3 ? 420 : 260, 24);
		const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.8); });
		return [...new Uint8Array(await blob.arrayBuffer())];
	}, color);
	return Buffer.from(bytes);
}

// Files dropped on whatever is in the middle of the page, as by hand.
async function drop(page, ...files) {
	const transfer = await page.evaluateHandle((all) => {
		const data = new DataTransfer();
		for (const { name, mimeType, bytes } of all) data.items.add(new File([Uint8Array.from(bytes)], name, { type: mimeType }));
		return data;
	}, files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: [...buffer] })));
	await page.locator('main').dispatchEvent('dragover', { dataTransfer: transfer });
	await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer });
}

export async function receipts(watch, page) {
	const { home, budget, Ada, Mia } = await office(watch, page);
	const taxi = file('taxi.jpg', await photo(page, '#345'), 'image/jpeg');
	// Takes a receipt away without a word, by whoever may.
	const gone = async (at, name, content) => {
		const expense = /expenses\/\d+/.exec(at.url())[0];
		await watch.api(at, 'DELETE', `${expense}/receipts/${createHash('sha256').update(content).digest('hex')}`);
		await part(at).getByRole('button', { name: `Download ${name}` }).waitFor({ state: 'detached' });
	};
	const long = file(`${'invoice-of-the-hotel-with-breakfast-and-'.repeat(4)}parking.pdf`, pdf('hotel'));

	// The owner says how large one may be.
	await page.goto(`${home}settings`);
	const largest = page.getByLabel('Largest file, in MB');
	await largest.fill('99');
	await page.locator('form').filter({ has: largest }).getByRole('button', { name: 'Save' }).click();
	await page.locator('[name=receipt_megabytes][aria-invalid=true]').waitFor();
	await largest.fill('1');
	await page.locator('form').filter({ has: largest }).getByRole('button', { name: 'Save' }).click();
	await page.getByText('Saved', { exact: true }).first().waitFor();
	await largest.scrollIntoViewIfNeeded();
	await watch.look(page, 'settings-receipts');

	// A new expense with its receipts, chosen by keyboard; one that is none is told before it is sent, and left out.
	await Mia.goto(`${home}expenses/new`);
	await Mia.waitForFunction(() => document.querySelector('select[name=budget_id]')?.value);
	await Mia.locator('input[name=amount]').fill('40');
	await Mia.getByLabel('What for').fill('Taxi and hotel in Graz');
	const chooser = Mia.waitForEvent('filechooser');
	await part(Mia).getByRole('button', { name: 'Add files' }).press('Enter');
	await (await chooser).setFiles([taxi, file('notes.pdf', Buffer.from('I lost it'))]);
	await part(Mia).getByText('This is no JPEG, PNG, WebP, HEIC or PDF, whatever it is called.').waitFor();
	await watch.look(Mia, 'expense-new-receipts');
	await part(Mia).getByRole('button', { name: 'Leave out notes.pdf' }).click();
	// What was asked for before it arrived does not take it away again, however late that answer comes.
	const taken = part(Mia).getByRole('button', { name: 'Open taxi.jpg' });
	const asked = [];
	const again = new Promise((resolve) => {
		void Mia.route(/\/expenses\/\d+\/receipts$/, async (route) => {
			asked.push(route);
			if (asked.length === 2) resolve(await taken.count());
			if (asked.length === 2) return route.continue();
			await taken.waitFor();
			return route.fulfill({ json: { items: [], next: null } });
		}, { times: 2 });
	});
	await Mia.getByRole('button', { name: 'Save', exact: true }).click();
	expect(await again === 1, 'it stays');
	await Mia.waitForURL(/expenses\/\d+$/);
	const address = Mia.url();
	// Its picture is made when it is in sight.
	await taken.scrollIntoViewIfNeeded();
	await taken.locator('img').waitFor();
	await Mia.getByRole('region', { name: 'History' }).getByText('Receipt added: taxi.jpg').waitFor();

	// The owner has it open, and sees what comes.
	await page.goto(address);
	await part(page).getByRole('button', { name: 'Open taxi.jpg' }).waitFor();
	await choose(Mia, long);
	await part(page).getByRole('button', { name: /^Download invoice-of-the-hotel/ }).waitFor();
	await watch.look(Mia, 'receipts');

	// A picture opens over the page, a PDF is kept as a file.
	await part(Mia).getByRole('button', { name: 'Open taxi.jpg' }).click();
	const shown = Mia.getByRole('dialog', { name: 'taxi.jpg' });
	await shown.getByRole('img', { name: 'taxi.jpg' }).waitFor();
	expect(await shown.getByRole('img').evaluate((image) => image.naturalHeight) === 900, 'the picture in its own size');
	await watch.look(Mia, 'receipt-open');
	await Mia.keyboard.press('Escape');
	await shown.waitFor({ state: 'detached' });
	expect(Mia.url() === address, 'the panel stays when the picture is closed');
	const [download] = await Promise.all([Mia.waitForEvent('download'), part(Mia).getByRole('button', { name: /^Download invoice/ }).click()]);
	expect(readFileSync(await download.path()).equals(long.buffer) && download.suggestedFilename().endsWith('parking.pdf'), 'the same file under its name');
	// One that is called a program is none once it is saved.
	await choose(Mia, file('run – now.bat', pdf('run')));
	const [renamed] = await Promise.all([Mia.waitForEvent('download'), part(Mia).getByRole('button', { name: 'Download run – now.bat' }).click()]);
	expect(renamed.suggestedFilename() === 'run – now.bat.pdf', `saved as ${renamed.suggestedFilename()}`);
	await gone(Mia, 'run – now.bat', pdf('run'));
	// A few bytes that claim to be a picture of a gigabyte are not decoded, neither for the list nor when they are opened.
	await choose(Mia, file('huge.png', huge, 'image/png'));
	// It is read once it is in sight.
	await part(Mia).getByRole('button', { name: /^(Open|Download) huge\.png/ }).scrollIntoViewIfNeeded();
	const tile = part(Mia).getByRole('button', { name: 'Download huge.png' });
	await tile.waitFor();
	expect(await tile.locator('img').count() === 0, 'no small picture of it');
	const [kept] = await Promise.all([Mia.waitForEvent('download'), tile.click()]);
	expect(readFileSync(await kept.path()).equals(huge), 'kept as a file');
	await watch.look(Mia, 'receipt-huge');
	await gone(Mia, 'huge.png', huge);

	// Too large is said without sending it. What the server cannot take just now is sent again; one can be stopped.
	let sent = 0;
	Mia.on('request', (request) => { if (request.method() === 'POST' && request.url().includes('/receipts?')) sent++; });
	await choose(Mia, file('scan.pdf', Buffer.concat([pdf('large'), Buffer.alloc(1024 * 1024)])));
	await part(Mia).getByRole('alert').getByText('This is larger than 1 MB, the most that a receipt may have here.').waitFor();
	await part(Mia).getByRole('button', { name: 'Leave out scan.pdf' }).click();
	expect(sent === 0, 'nothing of it is sent');
	await Mia.route('**/receipts?name=busy.pdf', (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '7' }, contentType: 'application/problem+json', body: '{"status": 429, "code": "too_many_requests"}' }), { times: 1 });
	await Mia.route('**/receipts?name=slow.pdf', () => {});
	await choose(Mia, file('busy.pdf', pdf('busy')), file('slow.pdf', pdf('slow')), file('last.pdf', pdf('last')));
	await part(Mia).getByText('Too many requests. Wait 7 seconds.').waitFor();
	await part(Mia).getByRole('progressbar', { name: 'Upload of slow.pdf' }).waitFor();
	await part(Mia).getByText('Waits for the one before').waitFor();
	await watch.look(Mia, 'receipts-on-the-way');
	await part(Mia).getByRole('button', { name: 'Stop sending slow.pdf' }).click();
	await part(Mia).getByRole('button', { name: 'Download last.pdf' }).waitFor();
	await part(Mia).getByRole('button', { name: 'Try again' }).click();
	await part(Mia).getByRole('button', { name: 'Download busy.pdf' }).waitFor();
	expect(await part(Mia).getByText('slow.pdf').count() === 0, 'what was stopped is gone');
	// The same one twice is refused by the server.
	await choose(Mia, taxi);
	await part(Mia).getByText('This expense has the file already.').waitFor();
	await part(Mia).getByRole('button', { name: 'Leave out taxi.jpg' }).click();

	// The same file on another expense is told, with the way there.
	const other = await watch.api(page, 'POST', 'expenses', { budget_id: budget.id, amount: '40.00', spent_on: budget.month, description: 'Taxi once more' });
	await page.goto(`${home}expenses/${other.id}`);
	await part(page).getByText('None yet.').waitFor();
	await part(page).scrollIntoViewIfNeeded();
	await watch.look(page, 'receipts-none');
	await drop(page, file('copy.jpg', taxi.buffer, 'image/jpeg'));
	await part(page).getByText('The same file is also on what Mia Otieno spent:').waitFor();
	await part(page).getByText('The same file is also on').scrollIntoViewIfNeeded();
	await watch.look(page, 'receipts-also');
	await part(page).getByRole('link', { name: /^expense \d+$/ }).click();
	await page.waitForURL(address);

	// Taken away once it is sure; the owner sees it go.
	await part(page).getByRole('button', { name: 'Remove busy.pdf' }).waitFor();
	await part(Mia).getByRole('button', { name: 'Remove busy.pdf' }).click();
	await part(Mia).getByText('Removed, the file is gone.').waitFor();
	await watch.look(Mia, 'receipt-remove');
	await part(Mia).getByRole('button', { name: 'Keep' }).click();
	await Mia.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Remove busy.pdf');
	await Mia.keyboard.press('Enter');
	await Mia.waitForFunction(() => document.activeElement?.textContent.trim() === 'Remove');
	await Mia.keyboard.press('Enter');
	await part(page).getByText('busy.pdf').waitFor({ state: 'detached' });
	await Mia.getByRole('region', { name: 'History' }).getByText('Receipt removed: busy.pdf').waitFor();

	// Many of them; the list says how many there are.
	await choose(Mia, ...Array.from({ length: 9 }, (_, at) => file(`page ${at + 1}.pdf`, pdf(`page ${at}`))));
	await part(Mia).getByRole('button', { name: 'Download page 9.pdf' }).waitFor();
	await part(Mia).getByRole('button', { name: 'Download page 9.pdf' }).scrollIntoViewIfNeeded();
	await watch.look(Mia, 'receipts-many');
	await Mia.goto(`${home}expenses`);
	await row(Mia, 'Taxi and hotel in Graz').getByRole('img', { name: '12 receipts' }).waitFor();
	await watch.look(Mia, 'expenses-receipts');

	// One dropped on the list begins an expense. What fails while one is on to the next is told there.
	await drop(Mia, file('ticket.pdf', pdf('ticket')), file('empty.pdf', Buffer.alloc(0)));
	await Mia.waitForURL(/expenses\/new$/);
	await part(Mia).getByText('This file is empty.').waitFor();
	await Mia.waitForFunction(() => document.querySelector('select[name=budget_id]')?.value);
	await Mia.locator('input[name=amount]').fill('12');
	await Mia.getByLabel('What for').fill('Tram');
	await Mia.getByRole('button', { name: 'Save and next' }).click();
	await Mia.getByText(/^empty\.pdf could not be added to expense \d+$/).waitFor();
	await watch.look(Mia, 'receipt-failed');
	await Mia.getByRole('button', { name: 'Look' }).click();
	await part(Mia).getByRole('button', { name: 'Download ticket.pdf' }).waitFor();
	await part(Mia).getByText('This file is empty.').waitFor();

	// Who approves sees them where they decide, and takes none away.
	await watch.api(page, 'PATCH', 'organization', { approval: 'on' });
	await Mia.goto(`${home}expenses/new`);
	await Mia.waitForFunction(() => document.querySelector('select[name=budget_id]')?.value);
	await Mia.locator('input[name=amount]').fill('15');
	await Mia.getByLabel('What for').fill('Lunch');
	await choose(Mia, file('lunch.jpg', await photo(page, '#753'), 'image/jpeg'));
	await Mia.getByRole('button', { name: 'Submit', exact: true }).click();
	await part(Mia).getByRole('button', { name: 'Open lunch.jpg' }).waitFor();
	expect(await part(Mia).getByRole('button', { name: 'Remove lunch.jpg' }).count() === 0, 'what waits loses none');
	const { items: [lunch] } = await watch.api(page, 'GET', 'expenses?state=submitted');
	await watch.api(page, 'POST', `expenses/${lunch.id}/reassign`, { member_id: (await watch.api(Ada, 'GET', 'me')).id });
	await Ada.goto(`${home}waiting/${lunch.id}`);
	await part(Ada).getByRole('button', { name: 'Open lunch.jpg' }).scrollIntoViewIfNeeded();
	await part(Ada).getByRole('button', { name: 'Open lunch.jpg' }).locator('img').waitFor();
	await part(Ada).getByRole('button', { name: 'Add files' }).waitFor();
	expect(await part(Ada).getByRole('button', { name: 'Remove lunch.jpg' }).count() === 0, 'nor by who approves');
	await watch.look(Ada, 'waiting-receipts');
	// A small picture whose address was forgotten meanwhile leaves what it is of.
	await part(Ada).getByRole('button', { name: 'Open lunch.jpg' }).locator('img').dispatchEvent('error');
	await part(Ada).getByRole('button', { name: 'Open lunch.jpg' }).locator('img').waitFor({ state: 'detached' });
}
