// Calls of the organization's settings, and the forms over some of them.
import { useI18n } from 'vue-i18n';
import { api, got, match, type Schemas } from '../../api/client';
import { session } from '../../session/session';
import { useForm } from '../../ui/form/form';
import { useNotice } from '../../ui/undo';

export type Organization = Schemas['organization_record'];
export type Setting = 'display_name' | 'primary_color' | 'accent_color' | 'locale' | 'time_zone' | 'currency' | 'over_budget' | 'over_account' | 'outside_month' | 'second_factor_roles' | 'approval' | 'receipt_megabytes';
export type Values = Partial<Record<Setting, string>>;

const present = () => session.organization.value!;

export const organization = {
	update: (changes: Values) => got(api.PATCH('/api/v2/organization', { params: { header: match(present()) }, body: changes as { over_budget?: 'refuse' } })),
	setLogo: (image: Blob) => got(api.PUT('/api/v2/organization/logo', {
		params: { header: match(present()) }, body: image as unknown as string, bodySerializer: (body) => body as unknown as Blob, headers: { 'Content-Type': image.type },
	})),
	deleteLogo: () => got(api.DELETE('/api/v2/organization/logo', { params: { header: match(present()) } })),
};

// Only this call shows the IBAN.
export const bankAccount = {
	get: () => got(api.GET('/api/v2/organization/bank-account')),
	set: (values: { iban: string; holder: string }) => got(api.PATCH('/api/v2/organization/bank-account', { body: values })),
};

// What a form has to send: what was changed.
export function changedValues(before: Values, after: Values): Values {
	return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name as Setting] !== value));
}

// What sends a change back: a setting that was the server's default is left to the server again.
export function valuesBefore(before: Organization, changes: Values): Values {
	return Object.fromEntries(Object.keys(changes).map((name) =>
		[name, name === 'currency' || before.own_settings.includes(name) ? String(before[name as Setting] ?? '') : '']));
}

export function useSettings<K extends Setting>(names: readonly K[]) {
	const { t } = useI18n();
	const notice = useNotice();
	const read = () => Object.fromEntries(names.map((name) => [name, String(session.organization.value?.[name] ?? '')])) as Record<K, string>;

	const form = useForm(read, async (values, before) => {
		const changes = changedValues(before, values);
		if (Object.keys(changes).length === 0) return;
		const back = valuesBefore(present(), changes);
		session.organization.value = await organization.update(changes);
		notice.done(t('organization.saved'), async () => { session.organization.value = await organization.update(back); });
	});
	form.follow(() => session.organization.value?.version);
	return form;
}

// Of whichever settings.
export type SettingsFormOf = Omit<ReturnType<typeof useSettings>, 'values'> & { values: Values };
