// api-types.mjs [BASE-URL]: writes app/api/schema.d.ts, the types of API v2, from the OpenAPI document of a running server
// (http://localhost:8080 unless said otherwise). `--check` writes nothing, and fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const check = process.argv.includes('--check');
const base = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'http://localhost:8080';
const file = new URL('../app/api/schema.d.ts', import.meta.url);

const answer = await fetch(`${base}/api/openapi.json`);
if (!answer.ok) throw new Error(`${base} answers ${answer.status}`);
const document = await answer.json();

// The same document must give the same text: names in order, without what belongs to API v1.
const sorted = (value) => Array.isArray(value) || typeof value !== 'object' || value === null ? value
	: Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]));
document.paths = sorted(Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v2/'))));
document.components = sorted(document.components);
document.components.schemas = sorted(document.components.schemas);

const made = `// Made by scripts/api-types.mjs from the OpenAPI document; do not change by hand.\n\n${astToString(await openapiTS(document))}`;
// What the document says in words may change without this file: only the types count.
const types = (text) => text.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ');
if (!check) writeFileSync(file, made);
else if (types(made) !== types(readFileSync(file, 'utf8'))) {
	console.error('app/api/schema.d.ts is not what the server says: node scripts/api-types.mjs BASE-URL, and commit');
	process.exitCode = 1;
}
