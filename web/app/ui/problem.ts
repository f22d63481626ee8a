// The server's errors in the person's language, by their code; an unknown code is shown in the server's words.
import { useI18n } from 'vue-i18n';
import type { FieldError, Problem } from '../api/client';

export function useProblemText() {
	const { t, te } = useI18n();
	const known = (key: string) => te(key) || te(key, 'en');
	const field = (error: FieldError) => {
		const key = `problem.field.${error.code}`;
		return known(key) ? t(key, { ...error.params }) : error.message;
	};
	const text = (problem: Problem) => {
		if (['conflict', 'forbidden'].includes(problem.code) && problem.fields[0]) return field(problem.fields[0]);
		const key = `problem.${problem.code}`;
		if (known(key)) return t(key, { seconds: problem.retryAfter ?? 1 });
		return problem.detail || t('problem.unknown');
	};
	return { text, field };
}
