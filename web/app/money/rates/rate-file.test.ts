// Files of rates: what is sent, what of it is there already, and what the server says is wrong, in words of ours.
import { beforeEach, expect, it, vi } from 'vitest';
import documentation from '../../../../docs/expenses.md?raw';
import server from '../../../../extension/books/rate_import.c?raw';
import { Problem } from '../../api/client';
import texts from './en.json';
import { days, decimalMarks, encodings, importRates, megabytes, queryOf, sameOf, wrongOf, type Reading } from './rate-file';

const reading: Reading = { decimal_mark: 'point', days: 'yyyy-mm-dd', encoding: 'utf-8', base: '', since: '' };
const refused = (message: string) => wrongOf(new Problem(422, { code: 'invalid', errors: [{ field: 'content', code: 'malformed', message }] } as never));

// Out of a browser an address has to be whole.
vi.mock('../../api/base', () => ({ base: { path: 'http://localhost' } }));
const sent: Request[] = [];
beforeEach(() => {
	sent.length = 0;
	vi.stubGlobal('fetch', vi.fn((request: Request) => {
		sent.push(request);
		return Promise.resolve(Response.json({ hash: 'ab', rates: 9, made: 2, changed: 3 }));
	}));
	return () => vi.unstubAllGlobals();
});

it('sends the bytes as they are, first without a hash and then with it', async () => {
	const bytes = Uint8Array.of(0xff, 0xfe, 0x44, 0x00);
	const seen = await importRates(new Blob([bytes]), { ...reading, base: ' usd ', since: '2026-11-01' });
	await importRates(new Blob([bytes]), reading, seen.hash);
	const said = sent.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
	expect(said).toEqual([
		{ decimal_mark: 'point', days: 'yyyy-mm-dd', encoding: 'utf-8', base: 'USD', since: '2026-11-01' },
		{ decimal_mark: 'point', days: 'yyyy-mm-dd', encoding: 'utf-8', hash: 'ab' },
	]);
	for (const request of sent) expect(new Uint8Array(await request.arrayBuffer())).toEqual(bytes);
	expect(sent.map(({ headers }) => headers.get('Content-Type'))).toEqual(['text/csv', 'text/csv']);
	expect(sameOf(seen)).toBe(4);
});
it('says nothing of a base and a day that are left blank', () => {
	expect(queryOf({ ...reading, base: '  ' })).toEqual({ decimal_mark: 'point', days: 'yyyy-mm-dd', encoding: 'utf-8' });
});
it('offers what the server reads', () => {
	for (const choices of [days, decimalMarks, encodings]) expect(server).toContain(`"${choices.join(' ')}"`);
	expect(documentation).toContain(`over HTTP ${megabytes} MiB`);
});
it('knows all that the server says of a file, in words of its own', () => {
	const faults = /faults\[\] = \{(.*?)\n\};/s.exec(server)![1]!;
	const said = [...[...faults.matchAll(/= "([^"]+)"/g)], ...server.matchAll(/gathered->wrong = "([^"]+)"/g)].map(([, text]) => text!);
	said.push(...['smaller', 'larger'].map((how) => `in the organization's currency it is ${how} than can be kept`));
	said.push('there is no rate of GBP, the organization\'s own currency, of this day', 'USD of this day is in line 3, too');
	said.push(...[...server.matchAll(/"content", "(?:empty|missing)", "([^"]+)"/g)].map(([, text]) => text!));
	expect(said.length).toBeGreaterThan(15);
	const found = said.map((text) => refused(`line 2, column 7: ${text}`)?.reason);
	expect([...found].sort()).toEqual(Object.keys(texts.rates.import.wrong).sort());
});
it('takes the place and what is named out of what is said', () => {
	expect(refused('line 12, column 3: there must be a day, in the form that is said')).toMatchObject({ line: '12', column: '3', reason: 'day' });
	expect(refused('line 4: there is no rate of GBP, the organization\'s own currency, of this day')).toMatchObject({ line: '4', column: undefined, reason: 'own', values: { code: 'GBP' } });
	expect(refused('line 5, column 2: USD of this day is in line 3, too')).toMatchObject({ reason: 'twice', values: { code: 'USD', other: '3' } });
});
it('leaves what it does not know in the server’s words, and what is not of the file to others', () => {
	expect(refused('line 5, column 2: it rains')).toEqual({ line: '5', column: '2', reason: undefined, values: {}, text: 'it rains' });
	expect(wrongOf(new Problem(422, { errors: [{ field: 'base', code: 'unknown_currency', message: 'no' }] } as never))).toBeUndefined();
	expect(wrongOf(undefined)).toBeUndefined();
});
