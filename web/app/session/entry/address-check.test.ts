// The answer to what was typed last counts, once somebody pauses.
import { effectScope, nextTick, reactive } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api } from '../../api/client';
import { useAddressCheck } from './address-check';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks(); });

it('asks once for what was typed last, and forgets an answer to something else', async () => {
	const answers: ((value: unknown) => void)[] = [];
	const get = vi.spyOn(api, 'GET').mockImplementation((() => new Promise((resolve) => { answers.push(resolve); })) as never);
	const values = reactive({ name: '', slug: '' });
	const scope = effectScope();
	const found = scope.run(() => useAddressCheck(values))!;
	for (const name of ['A', 'Ac', 'Acme']) {
		values.name = name;
		await nextTick();
	}
	await vi.advanceTimersByTimeAsync(300);
	expect(get.mock.calls).toEqual([['/api/v2/organization-address', { params: { query: { name: 'Acme', slug: undefined } } }]]);
	values.slug = 'acme';
	await nextTick();
	await vi.advanceTimersByTimeAsync(300);
	answers[1]!({ data: { slug: 'acme-2', slug_taken: true } });
	answers[0]!({ data: { slug: 'acme', slug_taken: false } });
	await vi.advanceTimersByTimeAsync(0);
	expect(found.value).toEqual({ slug: 'acme-2', slug_taken: true });

	values.name = ' ';
	await nextTick();
	await vi.advanceTimersByTimeAsync(1000);
	expect(found.value).toBeUndefined();
	expect(get).toHaveBeenCalledTimes(2);
	scope.stop();
});
