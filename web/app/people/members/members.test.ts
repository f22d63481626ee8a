// What people compute: links, roles that may be given, and that places and commands lead to pages.
import { expect, it } from 'vitest';
import feature from './feature';
import { linkTo, rolesToGive } from './members';

it('leads from its place and commands to its pages', () => {
	const paths = feature.routes.flatMap(({ path, children = [] }) => [path, ...children.map((child) => `${path}/${child.path}`)]);
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(paths).toContain(to);
});

it('keeps the token of an invitation out of what goes to a server', () => {
	const link = new URL(linkTo('accept-invitation', 'oi_secret', 'https://acme.example.com', ''));
	expect(link.pathname).toBe('/accept-invitation');
	expect(link.hash).toBe('#oi_secret');
	expect(linkTo('accept-invitation', 'oi_x', 'http://127.0.0.1:8080', '/t/acme')).toBe('http://127.0.0.1:8080/t/acme/accept-invitation#oi_x');
});

it('lets owners alone make an owner', () => {
	expect(rolesToGive('owner')).toContain('owner');
	expect(rolesToGive('admin')).not.toContain('owner');
});
