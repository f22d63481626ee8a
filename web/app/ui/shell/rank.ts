// What matches a few letters: words that begin with them first, then what has them anywhere; accents do not count.
export const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

export function rank<T>(query: string, all: T[], label: (one: T) => string): T[] {
	const words = fold(query).split(/\s+/).filter(Boolean);
	const score = (one: T) => {
		const text = fold(label(one));
		let sum = 0;
		for (const word of words) {
			const at = text.indexOf(word);
			if (at < 0) return undefined;
			sum += at === 0 ? 0 : text[at - 1] === ' ' ? 1 : 2;
		}
		return sum;
	};
	return all.map((one) => ({ one, score: score(one) }))
		.filter((entry): entry is { one: T; score: number } => entry.score !== undefined)
		.sort((a, b) => a.score - b.score).map(({ one }) => one);
}
