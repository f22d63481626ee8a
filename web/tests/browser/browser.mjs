// What every journey shares: Debian's Chromium, the watch over console, requests and policy, axe, screenshots.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Seconds to wait for what should happen, as in all tests of this repository.
const patience = Number(process.env.OUTLAY_TEST_PATIENCE ?? 30) * 1000;
const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

export const password = 'three blue teapots';

export class Watch {
	constructor(base, folder, size, theme) {
		Object.assign(this, { base, folder, size, theme, faults: [], shots: new Set() });
		mkdirSync(folder, { recursive: true });
	}

	async open() {
		this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
		this.context = await this.person();
		return this.page();
	}

	// A browser of somebody's own, watched like the first.
	async person() {
		const context = await this.browser.newContext({ viewport: sizes[this.size], colorScheme: this.theme, locale: 'en-GB', reducedMotion: 'reduce' });
		context.setDefaultTimeout(patience);
		await context.addInitScript(() => {
			globalThis.policyViolations = [];
			addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.policyViolations.push(`${violatedDirective} ${blockedURI}`));
		});
		context.on('console', (message) => {
			// A browser writes every answer of 4xx to the console; that the app deals with these is seen on the page.
			const answer = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
			if (['error', 'warning'].includes(message.type()) && !answer) this.faults.push(`console: ${message.text()}`);
		});
		context.on('weberror', (error) => this.faults.push(`error: ${error.error().stack}`));
		context.on('request', (request) => {
			if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(this.base).origin) this.faults.push(`leaves the origin: ${request.url()}`);
		});
		return context;
	}

	async page() {
		return this.context.newPage();
	}

	// Looks at a page: axe, the policy, nothing wider than the screen, no key in place of a text; and keeps a picture.
	async look(page, name) {
		await page.waitForLoadState('networkidle').catch(() => {});
		await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
		await page.screenshot({ path: join(this.folder, `${name}-${this.size}-${this.theme}.png`) });
		await page.evaluate(`${axe}; undefined`);
		// What a bar covers just now is scrolled to: for axe, which calls it too small, the bars stand still.
		const still = await page.addStyleTag({ content: 'header.sticky, nav.fixed { position: static !important; }' });
		const { violations } = await page.evaluate(() => globalThis.axe.run({
			// Guards of the toasts' region, which pass a focus on at once: not what a person stands on.
			exclude: ['span[aria-hidden="true"][tabindex="0"]'],
		}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
		await still.evaluate((element) => element.remove());
		for (const { id, nodes } of violations) this.faults.push(`${name}: axe ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).slice(0, 3).join(' | ')}`);
		for (const violation of await page.evaluate(() => globalThis.policyViolations)) this.faults.push(`${name}: policy: ${violation}`);
		if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) this.faults.push(`${name}: wider than the screen`);
		const key = /\b(ui|console|entry|home|departments|expenses|budgets|accounts|people|profile|organization|audit|change|problem|steps|approvals|receipts|policy|findings|inbox|comments|recurring|months)\.[a-z]\w+/.exec(await page.evaluate(() => document.body.innerText));
		if (key) this.faults.push(`${name}: no text for ${key[0]}`);
	}

	async close() {
		await this.browser?.close();
		return this.faults;
	}

	// Signs an organization up, as a person does, and comes out on its first page. It begins with no categories.
	async signUp(page, name, email) {
		await page.goto(`${this.base}/signup`);
		await page.getByLabel('Begin with categories').uncheck();
		await page.getByLabel('Name of the organization').fill(name);
		await page.getByLabel('E-mail').fill(email);
		await page.getByLabel('Password').fill(password);
		const start = Date.now();
		await page.getByRole('button', { name: 'Create organization' }).click();
		await page.waitForURL(/\/t\/[a-z0-9-]+\/$/);
		await page.getByRole('heading', { level: 1 }).waitFor();
		return Date.now() - start;
	}

	async logIn(page, email, word = password) {
		await page.getByLabel('E-mail').fill(email);
		await page.getByLabel('Password').fill(word);
		await page.getByRole('button', { name: 'Log in' }).click();
	}

	// As a superuser in psql.
	psql(text) {
		const [program, ...options] = process.env.OUTLAY_JOURNEY_PSQL.split(' ');
		return execFileSync(program, [...options, '-v', 'ON_ERROR_STOP=1', '-c', text], { encoding: 'utf8' }).trim();
	}

	// As an operator in psql, for an organization: what would take a journey too long, such as ten minutes' waiting.
	sql(text, slug) {
		const [program, ...options] = process.env.OUTLAY_JOURNEY_PSQL.split(' ');
		execFileSync(program, [...options, '-v', 'ON_ERROR_STOP=1', '-c', `DO $$ BEGIN PERFORM outlay.use_tenant('${slug}'); END $$; ${text}`]);
	}

	// What a pattern finds in the mail to an address, once it has come.
	async mail(address, pattern) {
		const folder = process.env.OUTLAY_JOURNEY_MAILS;
		for (const end = Date.now() + patience; Date.now() < end; await new Promise((resolve) => { setTimeout(resolve, 100); })) {
			for (const name of readdirSync(folder).filter((one) => one.endsWith(`-${address}`)).sort().reverse()) {
				// Quoted-printable: a line that goes on ends with =.
				const text = readFileSync(join(folder, name), 'utf8').replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, byte) => String.fromCharCode(Number.parseInt(byte, 16)));
				const found = pattern.exec(text);
				if (found) return found[0];
			}
		}
		throw new Error(`no mail to ${address} with ${pattern}`);
	}

	// The same request that the app sends, for what has no page yet.
	api(page, method, path, body) {
		return page.evaluate(async ([verb, to, data]) => {
			const slug = /^\/t\/[^/]+/.exec(location.pathname)[0];
			const answer = await fetch(`${slug}/api/v2/${to}`, { method: verb, headers: { 'Content-Type': 'application/json' }, body: data && JSON.stringify(data) });
			return answer.status === 204 ? null : answer.json();
		}, [method, path, body]);
	}
}

export function expect(good, what) {
	if (!good) throw new Error(`expected: ${what}`);
}
