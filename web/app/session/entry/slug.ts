// The name in addresses that a name gives: as the server makes it, for the host that is shown while one types.
export function slugOf(name: string): string {
	return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('ł', 'l')
		.replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '');
}

// The currency where somebody's browser says that they live.
export function currencyOf(languages: readonly string[]): string {
	const by: Record<string, string> = {
		US: 'USD', GB: 'GBP', CH: 'CHF', JP: 'JPY', KE: 'KES', TZ: 'TZS', UG: 'UGX', CA: 'CAD', AU: 'AUD', IN: 'INR', SE: 'SEK',
		NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', BR: 'BRL', ZA: 'ZAR', NG: 'NGN', MX: 'MXN', CN: 'CNY',
	};
	const region = languages.map((language) => new Intl.Locale(language).region).find(Boolean);
	return by[region ?? ''] ?? 'EUR';
}

// What somebody wrote where an organization is asked for: its ID, or its name in addresses, or its whole host.
export function parseOrganization(text: string): { id: string } | { slug: string } | undefined {
	const bare = text.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/\/.*$/, '');
	if (/^[a-z]{3}-\d{4}$/.test(bare)) return { id: bare.toUpperCase() };
	const slug = bare.split(/[.:]/)[0] ?? '';
	return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) ? { slug } : undefined;
}
