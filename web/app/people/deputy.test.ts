// A deputy in a form and for the API: what is empty is taken away.
import { expect, it } from 'vitest';
import { asDeputy, deputyOf, hasDeputy } from './deputy';

it('comes back from a form as it was', () => {
	for (const one of [{ deputy_id: 4, deputy_from: '2026-12-01', deputy_until: null }, { deputy_id: null, deputy_from: null, deputy_until: null }]) {
		expect(asDeputy(deputyOf(one))).toEqual(one);
	}
});
it('has no days without somebody', () => {
	expect(asDeputy({ deputy_id: '', deputy_from: '2026-12-01', deputy_until: '2026-12-24' })).toEqual({ deputy_id: null, deputy_from: null, deputy_until: null });
});
it('is for those who approve, and to be taken away from others', () => {
	expect(hasDeputy({ role: 'approver', deputy_id: null })).toBe(true);
	expect(hasDeputy({ role: 'member', deputy_id: null })).toBe(false);
	expect(hasDeputy({ role: 'member', deputy_id: 3 })).toBe(true);
});
