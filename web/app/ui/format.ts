// Money, days and times by the person's language and the organization's currency and time zone.
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { session } from '../session/session';
import { formatAmount } from './money/decimal';

// Language and region for Intl: of what the organization and this browser say, the first with a region for the language
// that is read.
export function formatLocale(language: string, ...wishes: (string | undefined)[]): string {
	return wishes.find((wish) => wish?.includes('-') && wish.toLowerCase().split('-')[0] === language) ?? language;
}

export function useFormat() {
	const { locale } = useI18n();
	const tag = computed(() => formatLocale(locale.value, session.organization.value?.locale ?? session.branding.value?.locale, ...navigator.languages));
	const currency = computed(() => session.organization.value?.currency ?? 'EUR');
	const decimals = computed(() => session.organization.value?.decimals ?? 2);
	const zone = computed(() => session.organization.value?.time_zone);
	// A day is a day: no time zone may move it.
	const asDay = (day: string) => new Date(`${day.slice(0, 10)}T00:00:00Z`);

	return {
		tag, currency, decimals,
		money: (amount: string, of = currency.value) => formatAmount(amount, tag.value, decimals.value, of),
		amount: (amount: string) => formatAmount(amount, tag.value, decimals.value),
		number: (value: number) => new Intl.NumberFormat(tag.value).format(value),
		percent: (value: number) => new Intl.NumberFormat(tag.value, { style: 'percent', maximumFractionDigits: 0 }).format(value),
		day: (day: string) => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(asDay(day)),
		month: (day: string, form: 'long' | 'short' = 'long') =>
			new Intl.DateTimeFormat(tag.value, { month: form, ...(form === 'long' ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(asDay(day)),
		dateTime: (time: string) => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone.value }).format(new Date(time)),
		// Today where the organization is, as the API writes it.
		today: () => new Intl.DateTimeFormat('en-CA', { timeZone: zone.value }).format(new Date()),
	};
}
