// What settings offer: languages with their region, time zones, currencies, in the reader's language.
const locales = ['en', 'en-GB', 'en-US', 'en-KE', 'fr', 'fr-FR', 'fr-BE', 'fr-CH', 'fr-CA', 'de', 'de-AT', 'de-DE', 'de-CH', 'sw', 'sw-KE', 'sw-TZ'];

type Choice = { value: string; label: string };
// What is in force is offered too, be it as rare as it may.
const withPresent = (values: string[], present: string) => (values.includes(present) ? values : [present, ...values]);

export function localeChoices(reader: string, present: string): Choice[] {
	const names = new Intl.DisplayNames(reader, { type: 'language', languageDisplay: 'standard' });
	return withPresent(locales, present).map((value) => ({ value, label: names.of(value) ?? value }));
}

export const zoneChoices = (present: string): Choice[] =>
	withPresent(['UTC', ...Intl.supportedValuesOf('timeZone')], present).map((value) => ({ value, label: value.replaceAll('_', ' ') }));

export function currencyChoices(reader: string, present: string): Choice[] {
	const names = new Intl.DisplayNames(reader, { type: 'currency' });
	return withPresent(Intl.supportedValuesOf('currency'), present).map((value) => ({ value, label: `${value} – ${names.of(value)}` }));
}
