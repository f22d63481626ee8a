// Told wherever somebody is: a file that failed while its expense is not seen; and that some are still on their way when
// the page is left.
import { onScopeDispose, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { failure, seen, uploads } from './receipts';
import { useReceiptWords } from './words';

export function useUploadNotices() {
	const toast = useToast();
	const router = useRouter();
	const { t } = useI18n();
	const words = useReceiptWords();
	watch(failure, (upload) => {
		if (!upload?.problem || seen.has(upload.expense)) return;
		const { id } = toast.add({
			title: t('receipts.failed', { name: upload.file.name, id: upload.expense }), description: words.problem(upload.problem), color: 'error', icon: 'i-lucide-circle-alert', duration: 0, // until it is seen
			actions: [{ label: t('receipts.look'), color: 'neutral', variant: 'outline', onClick: () => { toast.remove(id); void router.push(`/expenses/${upload.expense}`); } }],
		});
	});
	const stay = (event: Event) => { if (uploads.isBusy()) event.preventDefault(); };
	addEventListener('beforeunload', stay);
	onScopeDispose(() => removeEventListener('beforeunload', stay));
}
