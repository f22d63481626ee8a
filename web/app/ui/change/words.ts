// A change in words: who, what, to which record; values as people write them.
import { useI18n } from 'vue-i18n';
import { useFormat } from '../format';
import type { useNames } from '../names';
import { ofReceipt, subject, type Change } from './change';

// `known`: what else has a name of its own, by the field that refers to it.
export function useWords(names: ReturnType<typeof useNames>, known: (field: string, id: number) => string | undefined = () => undefined) {
	const { t, te } = useI18n();
	const format = useFormat();
	// A word for it where there is one, else as it is called.
	const word = (kind: 'entity' | 'action' | 'field', name: string) => {
		const key = `change.${kind}.${name}`;
		return te(key) || te(key, 'en') ? t(key) : name.replaceAll('_', ' ');
	};

	function value(name: string, of: unknown): string {
		if (of === null || of === undefined || of === '') return '–';
		if (typeof of === 'boolean') return t(of ? 'change.yes' : 'change.no');
		if (Array.isArray(of)) return of.map(String).join(', ') || '–';
		if (typeof of === 'object') return JSON.stringify(of);
		if (name.endsWith('_id') && known(name, Number(of))) return known(name, Number(of))!;
		if (/^(member_id|approver_id|deputy_id|waiting_for|approved_by)$/.test(name)) return names.memberName(Number(of)) || String(of);
		if (name === 'department_id') return names.departmentName(Number(of)) || String(of);
		if (name === 'role' && te(`ui.role.${of}`)) return t(`ui.role.${of}`);
		if ((name.startsWith('over_') || name === 'outside_month') && ['refuse', 'warn', 'allow'].includes(String(of))) return t(`change.rule.${of}`);
		if (name === 'status' && te(`people.status.${of}`)) return t(`people.status.${of}`);
		if (name === 'kind' && te(`change.kind.${of}`)) return t(`change.kind.${of}`);
		if (name === 'paid_with' && te(`change.paid_with.${of}`)) return t(`change.paid_with.${of}`);
		if (name === 'state' && te(`change.state.${of}`)) return t(`change.state.${of}`);
		if (/^(amount|balance|spent|committed|remaining|tax_amount|allocated|initial_deposit|deposited)$/.test(name)) return format.money(String(of));
		if (/^\d{4}-\d\d-\d\d$/.test(String(of))) return format.day(String(of));
		if (/^\d{4}-\d\d-\d\dT/.test(String(of))) return format.dateTime(String(of));
		return String(of);
	}

	return {
		word, value,
		who: (change: Change) => (change.member_id === null ? t('change.nobody') : names.memberName(change.member_id) || t('change.member', { id: change.member_id })),
		what: (change: Change) => {
			if (ofReceipt(change)) return `${word('entity', change.entity)} ${change.entity_id}`;
			const name = change.entity === 'member' ? (change.entity_id && names.memberName(change.entity_id)) || subject(change) : subject(change);
			const entity = word('entity', change.entity);
			return name && change.entity !== 'organization' && change.entity !== 'logo' && change.entity !== 'policy' ? `${entity}: ${name}` : entity;
		},
		did: (change: Change) => (ofReceipt(change) ? `${word('action', change.action)}: ${subject(change)}` : word('action', change.action)),
	};
}
