// Tags as people type them. Two are the same in any case; the first spelling stays, as the server has it.
const plain = (tag: string) => tag.normalize('NFKC').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();

export const isSame = (one: string, other: string) => plain(one) === plain(other);

// What is there, and what was typed, which may be several with commas between them.
export function added(tags: string[], typed: string): string[] {
	const all = [...tags];
	for (const tag of typed.split(',').map((one) => one.trim().replace(/\s+/g, ' '))) {
		if (tag && !all.some((one) => isSame(one, tag))) all.push(tag);
	}
	return all;
}
