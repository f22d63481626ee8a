// Every text is in every language with the same places for values, every key that is asked for is there, none stands in a
// template.
import { baseCompile } from '@intlify/message-compiler';
import { NodeTypes, parse, type TemplateChildNode } from '@vue/compiler-dom';
import { expect, it } from 'vitest';
import { files } from './files';

const languages = ['en', 'fr', 'de', 'sw'];

type Texts = Map<string, string>;
function flatten(value: unknown, prefix: string, into: Texts) {
	if (typeof value === 'string') into.set(prefix, value);
	else for (const [key, inner] of Object.entries(value as object)) flatten(inner, prefix ? `${prefix}.${key}` : key, into);
}

function textsOf(language: string): Texts {
	const texts: Texts = new Map();
	for (const { text } of files(`{app,console}/**/${language}.json`)) flatten(JSON.parse(text), '', texts);
	return texts;
}

const english = textsOf('en');

it.each(languages.slice(1))('%s has every key, with the same values and as many forms', (language) => {
	const texts = textsOf(language);
	expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
	for (const [key, text] of texts) {
		const places = (one: string) => [...new Set(one.match(/\{\w+\}/g))].sort();
		expect(places(text), key).toEqual(places(english.get(key)!));
		expect(text.split(' | ').length, key).toBe(english.get(key)!.split(' | ').length);
		expect(text.trim(), key).not.toBe('');
	}
});

it.each(languages)('%s is well formed: an @ or { that is meant as such stands in {\'@\'}', (language) => {
	for (const [key, text] of textsOf(language)) expect(() => baseCompile(text, { onError: (error) => { throw error; } }), key).not.toThrow();
});

it('finds every key that is asked for', () => {
	const missing: string[] = [];
	for (const { name, text } of files('{app,console}/**/*.{vue,ts}')) {
		if (name.endsWith('.test.ts')) continue;
		for (const [, key] of text.matchAll(/\bt\(\s*'([\w.]+)'/g)) if (!english.has(key!)) missing.push(`${name}: ${key}`);
		for (const [, start] of text.matchAll(/\bt\(\s*`([\w.]+)\.\$\{/g)) {
			if (![...english.keys()].some((key) => key.startsWith(`${start}.`))) missing.push(`${name}: ${start}.…`);
		}
		for (const [, key] of text.matchAll(/\b(?:key|title): '(\w+\.[\w.]+)'/g)) if (!english.has(key!)) missing.push(`${name}: ${key}`);
	}
	expect(missing).toEqual([]);
});

it('has no text in a template', () => {
	const found: string[] = [];
	const spoken = new Set(['label', 'title', 'placeholder', 'aria-label', 'alt', 'help', 'hint', 'description', 'text']);
	const words = /\p{L}{2,}/u;
	const look = (node: TemplateChildNode, name: string) => {
		if (node.type === NodeTypes.TEXT && words.test(node.content)) found.push(`${name}:${node.loc.start.line}: ${node.content.trim()}`);
		if (node.type !== NodeTypes.ELEMENT) return;
		if (['style', 'script'].includes(node.tag)) return;
		for (const prop of node.props) {
			if (prop.type === NodeTypes.ATTRIBUTE && spoken.has(prop.name) && words.test(prop.value?.content ?? '')) found.push(`${name}:${prop.loc.start.line}: ${prop.loc.source}`);
		}
		for (const child of node.children) look(child, name);
	};
	for (const { name, text } of files('{app,console}/**/*.vue')) {
		for (const child of parse(text).children) if (child.type === NodeTypes.ELEMENT && child.tag === 'template') for (const inner of child.children) look(inner, name);
	}
	expect(found).toEqual([]);
});
