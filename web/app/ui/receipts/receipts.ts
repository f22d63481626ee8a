// Calls of receipts, and the one queue of what is on its way to them.
import { shallowRef, watch } from 'vue';
import { api, got, type Schemas } from '../../api/client';
import { savedName } from '../../api/name';
import { upload } from '../../api/upload';
import { session } from '../../session/session';
import { check, receiptName } from './file';
import { makeQueue, type Upload } from './queue';

export type Receipt = Schemas['receipt_record'];
type Place = Pick<Receipt, 'expense_id' | 'sha256'>;
const path = ({ expense_id, sha256 }: Place) => ({ path: { expense_id, sha256 } });

export const receipts = {
	list: (expense_id: number) => got(api.GET('/api/v2/expenses/{expense_id}/receipts', { params: { path: { expense_id } } })),
	// Its bytes, as what the server found them to be, whatever the answer's header says; under the name to save it as.
	read: async (one: Receipt): Promise<File> => {
		const call = api.GET('/api/v2/expenses/{expense_id}/receipts/{sha256}', { params: path(one), parseAs: 'blob' });
		const bytes = await got(call) as unknown as Blob;
		return new File([bytes], savedName((await call).response), { type: one.media_type });
	},
	remove: (one: Place) => got(api.DELETE('/api/v2/expenses/{expense_id}/receipts/{sha256}', { params: path(one) })),
};

export const megabytes = () => Number(session.organization.value?.receipt_megabytes ?? 10);
export const checkFile = (file: File) => check(file, megabytes());

// The last that arrived, and the last that failed: for whoever shows its expense, or tells of it.
export const arrived = shallowRef<Receipt>();
export const failure = shallowRef<Upload>();

export const uploads = makeQueue<Receipt>({
	check: checkFile,
	send: ({ expense, file, id }, progress, signal) =>
		upload({ path: `/api/v2/expenses/${expense}/receipts?name=${encodeURIComponent(receiptName(file.name))}`, file, key: id, progress, signal }),
	added: (_, receipt) => { arrived.value = receipt; },
	failed: (one) => { failure.value = one; },
});

// Expenses whose receipts are seen: what fails there needs no telling elsewhere.
export const seen = new Set<number>();

// Files that were dropped where there is no expense yet: for the form of a new one.
export const dropped = shallowRef<File[]>([]);

// Nobody else's files.
watch(session.member, (member) => {
	if (member) return;
	uploads.clear();
	dropped.value = [];
});

export function saveReceipt(file: File) {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = file.name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
