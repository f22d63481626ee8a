// Where the app is: at an organization's own host, behind /t/<slug>/ of any host, or at the base host. Decided by the
// address alone, once: another organization is another page load.
export type Base = { path: string; slug?: string };

export function baseOf(pathname: string): Base {
	const slug = /^\/t\/([a-z0-9-]+)(?=\/|$)/.exec(pathname)?.[1];
	return slug ? { path: `/t/${slug}`, slug } : { path: '' };
}

export const base: Base = baseOf(typeof location === 'undefined' ? '/' : location.pathname);

// The address of another organization of this server that needs no name service: behind /t/<slug>/ of this host.
export const organizationPath = (slug: string, page = '/') => `/t/${slug}${page}`;

// The host that an organization has below a base host.
export const organizationHost = (slug: string, host: string) => `${slug}.${host}`;
