// api-types.mjs [BASE-URL]: writes app/api/schema.d.ts, the types of API v2, from the OpenAPI document of a running server
// (http://localhost:8080 unless said otherwise). `--console`: console/schema.d.ts, of the console's outlayd there, whose host is
// console.localhost. `--check` writes nothing, and fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import openapiTS, { astToString } from 'openapi-typescript';

const check = process.argv.includes('--check');
const base = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'http://localhost:8080';
const console_ = process.argv.includes('--console');
const name = console_ ? 'console/schema.d.ts' : 'app/api/schema.d.ts';
const file = new URL(`../${name}`, import.meta.url);

// fetch() sends no Host of one's own.
const ask = (url, headers) => new Promise((resolve, reject) => {
	get(url, { headers }, async (answer) => {
		let text = '';
		for await (const piece of answer.setEncoding('utf8')) text += piece;
		if (answer.statusCode === 200) resolve(JSON.parse(text));
		else reject(new Error(`${url} answers ${answer.statusCode}`));
	}).on('error', reject);
});
const document = console_ ? await ask(`${base}/api/console/openapi.json`, { Host: 'console.localhost' }) : await ask(`${base}/api/openapi.json`, {});

// The same document must give the same text: names in order, without what belongs to API v1.
const sorted = (value) => Array.isArray(value) || typeof value !== 'object' || value === null ? value
	: Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]));
document.paths = sorted(Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith(console_ ? '/api/console/' : '/api/v2/'))));
document.components = sorted(document.components);
document.components.schemas = sorted(document.components.schemas);

const made = `// Made by scripts/api-types.mjs from the OpenAPI document; do not change by hand.\n\n${astToString(await openapiTS(document))}`;
// What the document says in words may change without this file: only the types count.
const types = (text) => text.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ');
if (!check) writeFileSync(file, made);
else if (types(made) !== types(readFileSync(file, 'utf8'))) {
	console.error(`${name} is not what the server says: node scripts/api-types.mjs ${console_ ? '--console ' : ''}BASE-URL, and commit`);
	process.exitCode = 1;
}
