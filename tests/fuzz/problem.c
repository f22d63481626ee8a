/*-------------------------------------------------------------------------
 *
 * problem.c
 *	  Errors of PostgreSQL, whose text may hold anything, as problem+json.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include <jansson.h>

#include "http/problem.h"

/* Lines: SQLSTATE, message, hint; the rest is the DETAIL. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	char	   *state = fuzz_line(&input);
	char	   *message = fuzz_line(&input);
	char	   *hint = fuzz_line(&input);
	char	   *detail = xstrndup(input.at, (size_t) (input.end - input.at));
	char		sqlstate[6] = "00000";
	Problem		problem;
	Buffer		errors = {0};
	Buffer		body = {0};
	json_t	   *json;
	json_t	   *entry;
	size_t		i;

	memcpy(sqlstate, state, strlen(state) < 5 ? strlen(state) : 5);
	problem = problem_of_sqlstate(sqlstate);
	HOLDS(problem.status >= 400 && problem.status <= 599 && problem.code);
	HOLDS(problem_retry_after(hint, 1) >= 1 && problem_retry_after(hint, 1) <= 86400);
	problem.detail = message;
	problem.hint = hint;
	problem_errors_of_detail(&errors, detail);
	problem.errors = errors.len ? errors.data : NULL;
	problem_body(&body, &problem, "id");
	json = json_loadb(body.data, body.len, JSON_REJECT_DUPLICATES, NULL);
	HOLDS(json != NULL && json_integer_value(json_object_get(json, "status")) == problem.status);
	HOLDS(problem.status != 500 || strcmp(json_string_value(json_object_get(json, "detail")), "internal error") == 0);
	HOLDS(problem.status != 500 || json_object_get(json, "hint") == NULL);
	json_array_foreach(json_object_get(json, "errors"), i, entry)
	{
		const char *field = json_string_value(json_object_get(entry, "field"));
		const char *code = json_string_value(json_object_get(entry, "code"));

		HOLDS(strspn(field, "abcdefghijklmnopqrstuvwxyz_0123456789.") == strlen(field) && *field);
		HOLDS(strspn(code, "abcdefghijklmnopqrstuvwxyz_") == strlen(code) && *code);
		HOLDS(*json_string_value(json_object_get(entry, "message")) != '\0');
	}
	json_decref(json);
	buffer_free(&errors);
	buffer_free(&body);
	free(state);
	free(message);
	free(hint);
	free(detail);
	return 0;
}
