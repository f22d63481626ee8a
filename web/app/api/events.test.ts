// An event says which entity it is about: lists listen by that.
import { expect, it } from 'vitest';
import { baseOf } from './base';
import { parseChange } from './events';

it('splits entity and action', () => expect(parseChange('{"id":7,"type":"member.role_changed","entity_id":3,"version":2}'))
	.toMatchObject({ entity: 'member', action: 'role_changed', entity_id: 3 }));
it('finds the organization in the address', () => {
	expect(baseOf('/t/acme/departments/1')).toEqual({ path: '/t/acme', slug: 'acme' });
	expect(baseOf('/t/acme')).toEqual({ path: '/t/acme', slug: 'acme' });
	expect(baseOf('/expenses')).toEqual({ path: '' });
	expect(baseOf('/team/x')).toEqual({ path: '' });
});
