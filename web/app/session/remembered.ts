// The organizations that were used in this browser, the latest first: to go back to one, and from one to another.
export type Remembered = { slug: string; name: string; path: string };

const key = 'outlay-organizations';

export function remembered(): Remembered[] {
	try {
		const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		return Array.isArray(list) ? list.filter((one): one is Remembered => typeof one?.slug === 'string' && typeof one?.name === 'string') : [];
	} catch {
		return [];
	}
}

export function remember(one: Remembered) {
	localStorage.setItem(key, JSON.stringify([one, ...remembered().filter(({ slug }) => slug !== one.slug)].slice(0, 8)));
}

export function forgetOrganization(slug: string) {
	localStorage.setItem(key, JSON.stringify(remembered().filter((one) => one.slug !== slug)));
}
