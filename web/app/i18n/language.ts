// Which language is read: what this person chose, here or elsewhere, else the organization's, else the browser's.
import { computed, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { preferences } from '../session/preferences';
import { codes, pickLanguage, type Language } from './pick';

export { codes, pickLanguage, type Language };
const key = 'outlay-language';

export const wishedLanguage = (organization: string | undefined) =>
	pickLanguage(localStorage.getItem(key), organization, ...navigator.languages);

export function useLanguage() {
	const { locale, locales, setLocale } = useI18n();
	return {
		language: computed(() => locale.value as Language),
		languages: locales.value.map(({ code, name }) => ({ code: code as Language, name: name ?? code })),
		async choose(code: Language) {
			localStorage.setItem(key, code);
			await setLocale(code);
			await preferences.save({ language: code });
		},
		// What was chosen elsewhere holds here, too.
		follow() {
			watch(() => preferences.shown.value?.language, async (chosen) => {
				if (!chosen || pickLanguage(chosen) === locale.value) return;
				localStorage.setItem(key, pickLanguage(chosen));
				await setLocale(pickLanguage(chosen));
			}, { immediate: true });
		},
	};
}
