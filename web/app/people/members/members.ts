// Calls of members and invitations, and the list that page and panels share.
import { inject, provide, type InjectionKey } from 'vue';
import { api, got, match, newKey, type Schemas } from '../../api/client';
import { base } from '../../api/base';
import { useList } from '../../api/list';
import type { Role } from '../../session/rights';
import type { asDeputy } from '../deputy';
import type { Member } from '../../ui/names';

export type Status = 'invited' | 'active' | 'deactivated';
export type Invitation = Schemas['invitation_record'];
export type Details = { first_name: string; last_name: string; employee_number: string; department_id: number; approver_id: number } & Partial<ReturnType<typeof asDeputy>>;
export type Invited = { email: string; role: Role; first_name?: string; last_name?: string; department_id?: number };

const at = (one: Member) => ({ params: { path: { id: one.id } } });
const change = (one: Member) => ({ path: { id: one.id }, header: match(one) });

export const members = {
	list: (query: { contains?: string; role?: Role[]; status?: Status[]; department_id?: number[]; sort?: 'name' | '-name' | '-id'; after?: string }) =>
		got(api.GET('/api/v2/members', { params: { query: { ...query, page_size: 100 } } })),
	get: (id: number) => got(api.GET('/api/v2/members/{id}', { params: { path: { id } } })),
	update: (one: Member, details: Details) => got(api.PATCH('/api/v2/members/{id}', { params: change(one), body: details })),
	setRole: (one: Member, role: Role) => got(api.PUT('/api/v2/members/{id}/role', { params: change(one), body: { role } })),
	deactivate: (one: Member) => got(api.POST('/api/v2/members/{id}/deactivate', { params: change(one), body: {} })),
	reactivate: (one: Member) => got(api.POST('/api/v2/members/{id}/reactivate', { params: change(one), body: {} })),
	invite: (whom: Invited) => got(api.POST('/api/v2/invitations', { params: { header: newKey() }, body: whom })),
	inviteAgain: (one: Member) => got(api.POST('/api/v2/members/{id}/invitation', at(one))),
	withdraw: (one: Member) => got(api.DELETE('/api/v2/members/{id}/invitation', { params: change(one) })),
	passwordLink: (one: Member) => got(api.POST('/api/v2/members/{id}/password-reset', at(one))),
	changeEmail: (one: Member, email: string) => got(api.POST('/api/v2/members/{id}/email', { ...at(one), body: { email } })),
	endSessions: (one: Member) => got(api.DELETE('/api/v2/members/{id}/sessions', at(one))),
	removeFactor: (one: Member) => got(api.DELETE('/api/v2/members/{id}/second-factor', at(one))),
};

// The page that takes a token, at the address that this browser is at. The token stands behind #, where no server and no
// log sees it.
export type LinkPage = 'accept-invitation' | 'reset-password' | 'confirm-email';
export const linkTo = (page: LinkPage, token: string, origin = location.origin, path = base.path) => `${origin}${path}/${page}#${token}`;

// Roles that somebody may give: only an owner makes an owner.
export const rolesToGive = (own: string | undefined): Role[] =>
	own === 'owner' ? ['owner', 'admin', 'approver', 'member', 'auditor'] : ['admin', 'approver', 'member', 'auditor'];

export type MemberList = ReturnType<typeof useList<Member>>;
const key: InjectionKey<MemberList> = Symbol('members');

export const provideMembers = (list: MemberList) => provide(key, list);
export const injectMembers = () => inject(key)!;
