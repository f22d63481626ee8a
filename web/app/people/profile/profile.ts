// Calls of one's own account.
import { api, got, match, type Schemas } from '../../api/client';
import type { Member } from '../../ui/names';
import type { asDeputy } from '../deputy';

export type Session = Schemas['session_record'];
export type Factor = Schemas['second_factor_record'];

export const profile = {
	update: (me: Member, what: { first_name: string; last_name: string } | ReturnType<typeof asDeputy>) =>
		got(api.PATCH('/api/v2/me', { params: { header: match(me) }, body: what })),
	get: () => got(api.GET('/api/v2/me')),
	setPassword: (old_password: string, new_password: string) => got(api.PUT('/api/v2/me/password', { body: { old_password, new_password } })),
	changeEmail: (email: string) => got(api.POST('/api/v2/me/email', { body: { email } })),
	sessions: () => got(api.GET('/api/v2/sessions')),
	end: (id: number) => got(api.DELETE('/api/v2/sessions/{id}', { params: { path: { id } } })),
	endOthers: () => got(api.DELETE('/api/v2/sessions')),
};

// Only this call shows one's IBAN.
export const bankAccount = {
	get: () => got(api.GET('/api/v2/me/bank-account')),
	set: (iban: string) => got(api.PATCH('/api/v2/me/bank-account', { body: { iban } })),
};

export const factor = {
	get: () => got(api.GET('/api/v2/me/second-factor')),
	begin: () => got(api.POST('/api/v2/me/second-factor')),
	confirm: (code: string) => got(api.POST('/api/v2/me/second-factor/confirm', { body: { code } })),
	newCodes: () => got(api.POST('/api/v2/me/recovery-codes')),
	remove: () => got(api.DELETE('/api/v2/me/second-factor')),
};

// What a browser calls itself, as people know it: "Firefox, Linux". Empty where it is none of those.
const browsers: [RegExp, string][] = [[/\bEdg(e|A|iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\bFirefox\/|\bFxiOS\//, 'Firefox'], [/\bChrom(e|ium)\/|\bCriOS\/|HeadlessChrome\//, 'Chrome'], [/\bSafari\//, 'Safari']];
const systems: [RegExp, string][] = [[/\biPhone\b/, 'iPhone'], [/\biPad\b/, 'iPad'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\bMacintosh\b|\bMac OS X\b/, 'macOS'], [/\bCrOS\b/, 'ChromeOS'], [/\bLinux\b/, 'Linux']];

export function clientName(agent: string | null): string {
	const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
	const known = [find(browsers), find(systems)].filter(Boolean).join(', ');
	return known || (agent ?? '').split(/[\s/]/)[0] || '';
}
export const isPhone = (agent: string | null) => /\b(iPhone|Android|Mobile)\b/.test(agent ?? '');
