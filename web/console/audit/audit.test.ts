import { expect, it } from 'vitest';
import { given, type Entry } from './audit';

it('says what was given beside the organization', () => {
	const entry = (values: Record<string, unknown> | null) => ({ arguments: values } as unknown as Entry);
	expect(given(entry({ slug: 'nile', reason: 'unpaid' }))).toBe('reason: unpaid');
	expect(given(entry({ slug: 'nile', name: 'Blue', new_slug: null }))).toBe('name: Blue');
	expect(given(entry(null))).toBe('');
});
