// A rule as a sentence.
import { useI18n } from 'vue-i18n';
import { useLookup } from '../../money/lookup';
import { useFormat } from '../../ui/format';
import type { Rule } from './policy';

const isSome = (amount: string | undefined) => /[1-9]/.test(amount ?? '');

export function useRuleWords() {
	const { t } = useI18n();
	const format = useFormat();
	const { categoryName, memberName } = useLookup();
	const names = (ids: number[] | undefined, name: (id: number) => string) => (ids ?? []).map((id) => name(id) || t('policy.number', { id })).join(', ');

	return {
		what: (rule: Rule) => t(`policy.said.${rule.rule}${isSome(rule.above) && !rule.rule.endsWith('_limit') ? 'Above' : ''}`, {
			limit: isSome(rule.above) ? format.money(rule.above!) : '0', days: format.number(rule.days ?? 0), categories: names(rule.allowed_ids, categoryName), currencies: (rule.currencies ?? []).join(', '),
		}),
		// For what and whom: nothing where it is for all.
		scope: (rule: Rule) => [
			rule.category_ids && t('policy.forCategories', { names: names(rule.category_ids, categoryName) }),
			(rule.roles || rule.member_ids) && t('policy.forWhom', { names: [...(rule.roles ?? []).map((role) => t(`ui.role.${role}`)), names(rule.member_ids, memberName)].filter(Boolean).join(', ') }),
		].filter(Boolean).join(' · '),
	};
}
