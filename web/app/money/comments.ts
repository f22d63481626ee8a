// Comments on an expense: calls, and what of a list is shown.
import { api, got, newKey, type Schemas } from '../api/client';

export type Comment = Schemas['comment_record'];

export const comments = {
	list: (expense_id: number, after?: string) =>
		got(api.GET('/api/v2/expenses/{expense_id}/comments', { params: { path: { expense_id }, query: { after, page_size: 20 } } })),
	// The key is of what is said, not of the attempt: what was sent twice, because no answer came, is said once.
	add: (expense_id: number, comment: string, mentions: number[], key: ReturnType<typeof newKey>) =>
		got(api.POST('/api/v2/expenses/{expense_id}/comments', { params: { path: { expense_id }, header: key }, body: { comment, mentions } })),
};

// What was said first stands first, as in a conversation; the API has the latest first.
export const inOrder = (items: Comment[]): Comment[] => items.toReversed();

// A key for each text that is sent: the same as long as the text is the same and was not taken.
export function keyOfText() {
	let last: { text: string; key: ReturnType<typeof newKey> } | undefined;
	return {
		of(text: string) {
			if (last?.text !== text) last = { text, key: newKey() };
			return last.key;
		},
		taken() { last = undefined; },
	};
}
