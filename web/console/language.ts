// The language of the console: what was chosen in this browser, else the browser's.
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { pickLanguage, type Language } from '../app/i18n/pick';

const key = 'outlay-language';

export const wishedLanguage = () => pickLanguage(localStorage.getItem(key), ...navigator.languages);

export function useLanguage() {
	const { locale, locales, setLocale } = useI18n();
	return {
		language: computed(() => locale.value as Language),
		languages: locales.value.map(({ code, name }) => ({ code: code as Language, name: name ?? code })),
		async choose(code: Language) {
			localStorage.setItem(key, code);
			await setLocale(code);
		},
	};
}
