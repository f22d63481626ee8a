// On which days something comes again, and why it does not, in words.
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../ui/format';
import { useProblemText } from '../../ui/problem';
import type { Period, Recurring } from './recurring';

export function useRecurringWords() {
	const { t } = useI18n();
	const { field } = useProblemText();
	const format = useFormat();
	// The first of January 2024 was a Monday.
	const weekday = (day: number) => new Intl.DateTimeFormat(format.tag.value, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));
	const options = computed(() => (every: Period) => [{ value: '', label: t('recurring.dayOfFirst') },
		...Array.from({ length: every === 'week' ? 7 : 31 }, (_, nth) => ({ value: String(nth + 1), label: every === 'week' ? weekday(nth + 1) : t(nth === 30 ? 'recurring.lastDay' : 'recurring.nth', { day: nth + 1 }) }))]);
	// What was wrong, by its code, as a field of an expense says it.
	const problem = (code: string) => field({ field: '', code, message: t('recurring.refused') });
	const often = ({ every, on_day }: Pick<Recurring, 'every' | 'on_day'>) =>
		t(`recurring.often.${every}`, { day: every === 'week' ? weekday(on_day ?? 1) : (on_day ?? '') });
	return { options, problem, often };
}
