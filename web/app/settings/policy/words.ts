// A rule as a sentence.
import { useI18n } from 'vue-i18n';
import { useLookup } from '../../money/lookup';
import { useFormat } from '../../ui/format';
import type { Rule, Step } from './policy';

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
		// Who is asked at a step, and from when on.
		step: (step: Step) => {
			const who = step.by === 'role' ? t('policy.step.role', { role: t(`ui.role.${step.role}`) })
				: step.by === 'person' ? memberName(step.member_id) || t('policy.number', { id: step.member_id }) : t(`policy.step.${step.by}`);
			return isSome(step.above) ? t('policy.step.saidAbove', { who, limit: format.money(step.above!) }) : who;
		},
		// For what and whom: nothing where it is for all.
		scope: (rule: Rule) => [
			rule.category_ids && t('policy.forCategories', { names: names(rule.category_ids, categoryName) }),
			(rule.roles || rule.member_ids) && t('policy.forWhom', { names: [...(rule.roles ?? []).map((role) => t(`ui.role.${role}`)), names(rule.member_ids, memberName)].filter(Boolean).join(', ') }),
		].filter(Boolean).join(' · '),
	};
}
