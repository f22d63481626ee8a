// Who is here: the member, the organization and its look. Everything that asks "who am I", "may I" or "which currency"
// asks here. One organization a page load (api/base.ts), so this is one object.
import { computed, shallowRef } from 'vue';
import { api, got, onSessionEnd, Problem, type Schemas } from '../api/client';
import { base } from '../api/base';
import { startEvents, stopEvents } from '../api/events';
import { newer } from '../api/record';
import { preferences } from './preferences';
import { remember } from './remembered';
import { mayRole, type Right } from './rights';

export type Member = Schemas['member_record'];
export type Organization = Schemas['organization_record'];
export type Branding = Schemas['branding_record'];
export type Grant = Schemas['session_grant'];

const branding = shallowRef<Branding>();
const member = shallowRef<Member>();
const organization = shallowRef<Organization>();
const logo = shallowRef(`${base.path}/api/v2/organization/logo`);
// A log-in that has its second step before it: its ticket.
const pending = shallowRef<Grant>();
let lookedFor: Promise<void> | undefined;
let asked = false;

// The look of the organization at this address; none at the base host.
async function findBranding() {
	try {
		branding.value = await got(api.GET('/api/v2/branding'));
	} catch (error) {
		if (!(error instanceof Problem) || (error.status !== 404 && error.status !== 403)) throw error;
	}
}

export function useSession() {
	return session;
}

export const session = {
	branding, member, organization, logo, pending,
	slug: base.slug,
	isLoggedIn: computed(() => !!member.value),
	atOrganization: computed(() => !!branding.value),
	name: computed(() => organization.value?.display_name ?? branding.value?.display_name ?? 'Outlay'),
	may: (right: Right) => mayRole(member.value?.role, right),

	// A logo that was just given: browsers keep the one before for a minute.
	showLogo(image: Blob) {
		if (logo.value.startsWith('blob:')) URL.revokeObjectURL(logo.value);
		logo.value = URL.createObjectURL(image);
	},

	// The look, once.
	begin(): Promise<void> {
		lookedFor ??= findBranding().catch((error) => { lookedFor = undefined; throw error; });
		return lookedFor;
	},

	// Member and organization, where the cookie is good. `hint`: what this browser remembers of a log-in spares a call
	// that would be refused.
	async load(): Promise<boolean> {
		if (member.value) return true;
		if (asked) return false;
		asked = true;
		if (localStorage.getItem(`outlay-session:${base.path}`) !== 'yes') return false;
		try {
			[member.value, organization.value] = await Promise.all([got(api.GET('/api/v2/me')), got(api.GET('/api/v2/organization')), preferences.load()]);
		} catch (error) {
			if (error instanceof Problem && error.status === 401) {
				localStorage.removeItem(`outlay-session:${base.path}`);
				return false;
			}
			asked = false;
			throw error;
		}
		remember({ slug: organization.value.slug, name: organization.value.display_name, path: base.path });
		startEvents();
		return true;
	},

	// What is in force, as after somebody's change.
	async readOrganization() {
		session.organization.value = newer(await got(api.GET('/api/v2/organization')), organization.value);
	},

	async logIn(email: string, password: string) {
		await session.granted(await got(api.POST('/api/v2/sessions', { body: { email, password, cookies: true } })));
	},

	// The second step: a code of the authenticator, or a recovery code.
	async showCode(code: string) {
		await session.granted(await got(api.POST('/api/v2/sessions/second-factor', { body: { ticket: session.pending.value?.ticket ?? '', code, cookies: true } })));
	},

	// What an answer to a log-in gives: a session, or a ticket for the second step.
	async granted(grant: Grant) {
		session.pending.value = grant.next ? grant : undefined;
		if (!grant.next) await session.started();
	},

	// After whatever gave this browser the cookie. Where it was refused silently (plain http on a name of a local network)
	// the next call says so.
	async started() {
		localStorage.setItem(`outlay-session:${base.path}`, 'yes');
		asked = false;
		if (!(await session.load())) throw new Problem(401, { code: 'cookie_refused' });
	},

	async logOut() {
		stopEvents();
		await got(api.DELETE('/api/v2/sessions/current')).catch(() => {});
		session.forget();
	},

	forget() {
		stopEvents();
		localStorage.removeItem(`outlay-session:${base.path}`);
		member.value = undefined;
		organization.value = undefined;
		preferences.forget();
		asked = false;
	},
};

onSessionEnd(() => { if (member.value) session.forget(); });
