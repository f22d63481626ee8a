// Toasts: what was done, for ten seconds with the way back.
import { useI18n } from 'vue-i18n';
import { asProblem } from '../api/client';
import { useProblemText } from './problem';

export function useNotice() {
	const toast = useToast();
	const { t } = useI18n();
	const { text } = useProblemText();

	function failed(error: unknown) {
		const problem = asProblem(error);
		toast.add({ title: text(problem), color: 'error', icon: 'i-lucide-circle-alert', duration: 8000 });
	}

	// done(t('departments.archived', …), () => …): the second is the way back.
	function done(title: string, undo?: () => Promise<unknown>) {
		const { id } = toast.add({
			title, icon: 'i-lucide-check', color: 'neutral', duration: undo ? 10_000 : 4000,
			actions: undo ? [{
				label: t('ui.undo'), color: 'neutral', variant: 'outline',
				onClick: () => { toast.remove(id); undo().catch(failed); },
			}] : [],
		});
	}
	// What happened elsewhere, and the page of it.
	function told(title: string, to: string, label: string) {
		toast.add({ title, icon: 'i-lucide-triangle-alert', color: 'warning', duration: 10_000, actions: [{ label, to, color: 'neutral', variant: 'outline' }] });
	}
	return { done, failed, told };
}
