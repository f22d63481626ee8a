// What a change was, field by field.
import type { Schemas } from '../../api/client';

export type Change = Schemas['audit_record'];
// What has words of its own (change.action.…); others are shown as they are called.
export const actions = ['created', 'updated', 'deleted', 'archived', 'restored', 'invited', 'invited_again', 'withdrawn', 'accepted', 'role_changed', 'deactivated', 'reactivated',
	'password_changed', 'password_reset', 'password_set', 'reset_issued', 'email_asked', 'email_changed', 'logged_in', 'logged_out', 'ended', 'confirmed',
	'factor_added', 'factor_removed', 'factor_reset', 'codes_renewed', 'recovery_used', 'code_refused', 'registered', 'imported', 'cloned',
	'submitted', 'recalled', 'approved', 'passed', 'rejected', 'unapproved', 'reassigned', 'attached', 'detached', 'commented', 'mentioned', 'transferred', 'reached', 'told', 'paused', 'resumed', 'stalled',
	'scheduled', 'unscheduled', 'closed', 'reopened', 'exported', 'paid', 'cancelled', 'bounced', 'split', 'merged'] as const;

type Row = Record<string, unknown>;
const asRow = (value: unknown): Row => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {});
// What says nothing to people, or is in every change.
const silent = new Set(['version', 'updated_at', 'created_at', 'id', 'can', 'own_settings', 'primary_text_color', 'accent_text_color', 'decimals', 'needs_approval', 'books', 'receipts', 'totals', 'accrued', 'at', 'action', 'expense_id', 'also_on', 'also_of', 'mentions', 'split_id']);

export type FieldChange = { name: string; before: unknown; after: unknown };

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

// The fields of a change: of an update those that differ, else those that say something.
export function fieldChanges({ before, after }: Pick<Change, 'before' | 'after'>): FieldChange[] {
	const [old, now] = [asRow(before), asRow(after)];
	return [...new Set([...Object.keys(old), ...Object.keys(now)])]
		.filter((name) => !silent.has(name) && JSON.stringify(old[name]) !== JSON.stringify(now[name]) && !(isEmpty(old[name]) && isEmpty(now[name])))
		.map((name) => ({ name, before: old[name], after: now[name] }));
}

// What is done to a receipt is done to its expense: the name in it is the file's.
export const ofReceipt = ({ entity, action }: Pick<Change, 'entity' | 'action'>) => entity === 'expense' && (action === 'attached' || action === 'detached');

// What the record calls itself: a name, a description, an address.
export function subject({ before, after }: Pick<Change, 'before' | 'after'>): string {
	const row = { ...asRow(before), ...asRow(after) };
	const person = [row.first_name, row.last_name].filter(Boolean).join(' ');
	return String(row.name || row.description || person || row.email || row.code || row.display_name || '');
}
