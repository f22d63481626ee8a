// What is wrong with a file, in words: what the server says of receipts has words of its own here.
import { useI18n } from 'vue-i18n';
import type { Problem } from '../../api/client';
import { useProblemText } from '../problem';
import { megabytes } from './receipts';

export function useReceiptWords() {
	const { t, te } = useI18n();
	const { text, field } = useProblemText();
	return {
		problem(of: Problem): string {
			const one = of.fields[0];
			const code = one?.code ?? of.code;
			const key = `receipts.problem.${code}`;
			if (te(key) || te(key, 'en')) return t(key, { megabytes: megabytes(), seconds: of.retryAfter ?? 1 });
			return one ? field(one) : text(of);
		},
	};
}
