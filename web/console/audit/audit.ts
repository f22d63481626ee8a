// The calls about the audit.
import { api, got, type Schemas } from '../api';

export type Entry = Schemas['operator_audit'];
export const pageSize = 50;

export const entries = async (organization: string, before?: number, page_size = pageSize) =>
	(await got(api.GET('/api/console/audit', { params: { query: { organization: organization || undefined, before, page_size } } }))).items;

// Actions that have words of their own; a function that a DBA has published has its name.
export const known = new Set([
	'log_in', 'console_log_out', 'set_up_factor', 'create_tenant', 'suspend_tenant', 'resume_tenant', 'rename_tenant', 'drop_tenant', 'restore_tenant',
	'drift', 'create_operator', 'set_operator_password', 'reset_operator_factor', 'deactivate_operator', 'activate_operator',
]);

// What was given beside the organization: reason: unpaid.
export const given = (entry: Entry): string => Object.entries((entry.arguments ?? {}) as Record<string, unknown>)
	.filter(([name, value]) => name !== 'slug' && value !== null).map(([name, value]) => `${name}: ${String(value)}`).join(' · ');
