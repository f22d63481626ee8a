// What categories tell the shell holds together: places and commands lead to pages that there are.
import { expect, it } from 'vitest';
import feature from './feature';

it('leads from its place and commands to its pages', () => {
	const paths = feature.routes.flatMap(({ path, children = [] }) => [path, ...children.map((child) => `${path}/${child.path}`)]);
	for (const { to } of [...(feature.places ?? []), ...(feature.commands ?? [])]) expect(paths).toContain(to);
});
