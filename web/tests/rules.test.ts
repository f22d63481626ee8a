// The rules of the house that a machine can look after.
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { files } from './files';

const rooms = ['money', 'people', 'settings', 'fleet', 'session'];

// app/<room>/<feature>/…; what lies in a room itself is for all of its features.
function featureOf(name: string): string | undefined {
	const [app, room, feature, ...rest] = name.split('/');
	return app === 'app' && rooms.includes(room!) && rest.length > 0 ? `${room}/${feature}` : undefined;
}

function imports(name: string, text: string): string[] {
	return [...text.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)].map(([, one, other]) => one ?? other!)
		.filter((path) => /^[.~]/.test(path)).map((path) => (path.startsWith('~') ? `app${path.slice(1)}` : normalize(join(dirname(name), path))));
}

it('no feature takes something from another', () => {
	const found: string[] = [];
	for (const { name, text } of files('app/**/*.{vue,ts}')) {
		const own = featureOf(name);
		for (const path of imports(name, text)) {
			const other = featureOf(`${path}/`);
			const target = featureOf(path) ?? other;
			if (own && target && target !== own && path.split('/').length > 3) found.push(`${name}: ${path}`);
		}
	}
	expect(found).toEqual([]);
});

it('what is for all knows no feature', () => {
	const found: string[] = [];
	for (const { name, text } of files('app/{api,ui,i18n}/**/*.{vue,ts}')) for (const path of imports(name, text)) if (featureOf(path)) found.push(`${name}: ${path}`);
	expect(found).toEqual([]);
});

it('no money is a float', () => {
	const found = files('app/**/*.{vue,ts}').filter(({ name, text }) => !name.endsWith('.test.ts') && /(parseFloat|Number)\([^)]*(amount|balance|spent|remaining)\b/.test(text));
	expect(found.map(({ name }) => name)).toEqual([]);
});

it('one place speaks HTTP', () => {
	const outside = files('{app,console}/**/*.{vue,ts}').filter(({ name, text }) => !name.startsWith('app/api/') && name !== 'console/api.ts' && !name.startsWith('app/session/') && /\bfetch\(|\$fetch|useFetch|EventSource/.test(text) && !/fetch: \(/.test(text));
	expect(outside.map(({ name }) => name)).toEqual([]);
});

it('the lock file names no registry', () => {
	for (const { text } of files('package-lock.json')) expect(text).not.toMatch(/"resolved": "https?:/);
});

it('a file stays of a size that one reads', () => {
	const long = files('{app,console}/**/*.{vue,ts}').filter(({ name, text }) => !name.endsWith('/schema.d.ts') && text.split('\n').length > 400);
	expect(long.map(({ name }) => name)).toEqual([]);
});

it('the console takes parts of ui, and nothing that is an organization’s; the app takes nothing of the console', () => {
	const found: string[] = [];
	for (const { name, text } of files('console/**/*.{vue,ts}')) for (const path of imports(name, text)) if (path.startsWith('app/') && !/^app\/(ui|i18n|api)\/|^app\/app\.config$/.test(path)) found.push(`${name}: ${path}`);
	for (const { name, text } of files('app/**/*.{vue,ts}')) for (const path of imports(name, text)) if (/(^|\/)console\//.test(path)) found.push(`${name}: ${path}`);
	expect(found).toEqual([]);
});
