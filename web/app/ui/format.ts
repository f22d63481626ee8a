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
		// Of another currency: the API writes it with the decimals that it has.
		foreign: (amount: string, of: string) => formatAmount(amount, tag.value, amount.split('.')[1]?.length ?? 0, of),
		amount: (amount: string) => formatAmount(amount, tag.value, decimals.value),
		// With the decimals that it has.
		decimal: (number: string) => formatAmount(number, tag.value, number.split('.')[1]?.length ?? 0),
		number: (value: number) => new Intl.NumberFormat(tag.value).format(value),
		percent: (value: number) => new Intl.NumberFormat(tag.value, { style: 'percent', maximumFractionDigits: 0 }).format(value),
		day: (day: string) => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(asDay(day)),
		month: (day: string, form: 'long' | 'short' = 'long') =>
			new Intl.DateTimeFormat(tag.value, { month: form, ...(form === 'long' ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(asDay(day)),
		// A month, a year, or from when to when.
		span: ({ month, until }: { month: string; until: string }) => {
			const isYear = month.slice(4) === '-01-01' && until === `${month.slice(0, 4)}-12-31`;
			const isWhole = month.endsWith('-01') && asDay(until).getTime() === Date.UTC(Number(until.slice(0, 4)), Number(until.slice(5, 7)), 0);
			const form: Intl.DateTimeFormatOptions = isYear ? { year: 'numeric' } : isWhole ? { month: 'long', year: 'numeric' } : { dateStyle: 'medium' };
			return new Intl.DateTimeFormat(tag.value, { ...form, timeZone: 'UTC' }).formatRange(asDay(month), asDay(until));
		},
		dateTime: (time: string) => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone.value }).format(new Date(time)),
		// Today where the organization is, as the API writes it.
		today: () => new Intl.DateTimeFormat('en-CA', { timeZone: zone.value }).format(new Date()),
	};
}
