// Times, numbers and sizes in the person's language and time zone.
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

// A number of bytes with at most three figures: 18.4 MB.
export function sizeOf(bytes: number): { value: number; unit: (typeof units)[number] } {
	let at = 0;
	let value = bytes;
	while (value >= 999.5 && at < units.length - 1) {
		value /= 1000;
		at++;
	}
	return { value, unit: units[at]! };
}

export function useFormat() {
	const { locale } = useI18n();
	const tag = computed(() => navigator.languages.find((one) => one.split('-')[0] === locale.value && one.includes('-')) ?? locale.value);
	const numbers = computed(() => new Intl.NumberFormat(tag.value));
	return {
		number: (value: number | string) => numbers.value.format(Number(value)),
		bytes: (bytes: number) => {
			const { value, unit } = sizeOf(bytes);
			return new Intl.NumberFormat(tag.value, { style: 'unit', unit, maximumSignificantDigits: 3 }).format(value);
		},
		day: (time: string) => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium' }).format(new Date(time)),
		time: (time: string) => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time)),
	};
}
