// The files of the app, for the rules.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const files = (pattern: string) => globSync(pattern, { cwd: root }).sort()
	.map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
