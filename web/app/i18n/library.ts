// The words that the parts of @nuxt/ui say by themselves, from our own texts: the library has no Swahili.
import { en } from '@nuxt/ui/locale';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

export function useLibraryLocale() {
	const { t, locale } = useI18n();
	return computed(() => {
		const choice = { create: t('ui.create'), noData: t('ui.noData'), noMatch: t('ui.palette.none'), search: t('ui.search') };
		const close = { close: t('ui.close') };
		return {
			...en, code: locale.value, name: locale.value,
			messages: { ...en.messages, modal: close, slideover: close, toast: close, alert: close, banner: close, selectMenu: choice, inputMenu: choice },
		} as typeof en;
	});
}
