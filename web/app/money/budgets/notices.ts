// Whoever looks after the money is told at once of a budget of which little or nothing is left.
import { useI18n } from 'vue-i18n';
import { onChange } from '../../api/events';
import { session } from '../../session/session';
import { useFormat } from '../../ui/format';
import { add, share } from '../../ui/money/decimal';
import { useNames } from '../../ui/names';
import { useNotice } from '../../ui/undo';
import { budgets } from './budgets';

export function useBudgetNotices() {
	if (!session.may('budgets.create')) return;
	const { t } = useI18n();
	const format = useFormat();
	const names = useNames();
	const notice = useNotice();
	onChange('budget', async ({ action, entity_id }) => {
		if (action !== 'reached' || entity_id === null) return;
		const one = await budgets.get(entity_id).catch(() => undefined);
		if (!one) return;
		const percent = format.percent(share(add(one.spent, one.committed), one.amount));
		notice.told(t('budgets.reached', { percent, name: names.departmentName(one.department_id) }), `/budgets/${entity_id}`, t('budgets.show'));
	});
}
