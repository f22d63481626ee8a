// Mentions in a text: "@" and the name of somebody who is known. The text is nothing but text; who is meant is told beside it.
export type Person = { id: number; name: string };
export type Piece = { text: string; id?: number };

const isWordy = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

// What is being typed behind an "@" in front of the caret: where that stands, and the text so far. An "@" inside of a word, as
// in an address, is none.
export function typedAt(text: string, caret: number): { from: number; query: string } | undefined {
	const from = text.lastIndexOf('@', caret - 1);
	const query = text.slice(from + 1, caret);
	if (from < 0 || isWordy(text[from - 1]) || query.length > 60 || /[\n@]/.test(query) || /^\s/.test(query)) return undefined;
	return { from, query };
}

// Those whose name, or a word of it, begins so; the name itself first.
export function matching(people: Person[], query: string, limit = 6): Person[] {
	const wanted = folded(query);
	const rank = ({ name }: Person) => {
		const own = folded(name);
		return own.startsWith(wanted) ? 0 : own.split(/[\s@.-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
	};
	return people.map((one) => ({ one, at: rank(one) })).filter(({ at }) => at < 2)
		.sort((a, b) => a.at - b.at || a.one.name.localeCompare(b.one.name)).slice(0, limit).map(({ one }) => one);
}

// The text with the name in place of what was typed, and where the caret is then.
export function withName(text: string, { from, query }: { from: number; query: string }, name: string): { text: string; caret: number } {
	const rest = text.slice(from + 1 + query.length);
	const before = `${text.slice(0, from)}@${name}${/^\s/.test(rest) ? '' : ' '}`;
	return { text: before + rest, caret: before.length + (/^\s/.test(rest) ? 1 : 0) };
}

// The text in pieces, of which those that are "@" and one of the names have its person: the longest name that fits.
export function pieces(text: string, people: Person[]): Piece[] {
	const found: Piece[] = [];
	const longest = people.toSorted((a, b) => b.name.length - a.name.length);
	let plain = 0;
	for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
		if (isWordy(text[at - 1])) continue;
		const one = longest.find(({ name }) => name && text.startsWith(name, at + 1) && !isWordy(text[at + 1 + name.length]));
		if (!one) continue;
		if (at > plain) found.push({ text: text.slice(plain, at) });
		plain = at + 1 + one.name.length;
		found.push({ text: text.slice(at, plain), id: one.id });
		at = plain - 1;
	}
	if (plain < text.length) found.push({ text: text.slice(plain) });
	return found;
}

// Who is meant: those who were chosen and still stand there, and whoever else is named in full, if nobody else is called so.
export function mentioned(text: string, people: Person[], chosen: ReadonlySet<number>): number[] {
	const ids = new Set<number>();
	for (const { text: said, id } of pieces(text, people)) {
		if (id === undefined) continue;
		const alike = people.filter(({ name }) => `@${name}` === said);
		const meant = alike.filter((one) => chosen.has(one.id));
		for (const one of meant.length > 0 ? meant : alike.length === 1 ? alike : []) ids.add(one.id);
	}
	return [...ids];
}
