// The first of some wishes that is a language of ours.
export const codes = ['en', 'fr', 'de', 'sw'] as const;
export type Language = (typeof codes)[number];

export function pickLanguage(...wishes: (string | null | undefined)[]): Language {
	for (const wish of wishes) {
		const found = codes.find((code) => code === wish?.toLowerCase().split('-')[0]);
		if (found) return found;
	}
	return 'en';
}
