/*-------------------------------------------------------------------------
 *
 * problem_test.c
 *	  SQLSTATE as status, and the body of an error.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "http/problem.h"

/* Every row of the table in ARCHITECTURE.md, and its neighbours. */
static void
table(void)
{
	static const struct
	{
		const char *sqlstate;
		int			status;
		const char *code;
	}			rows[] =
	{
		{"22023", 422, "invalid"}, {"22P05", 422, "invalid"}, {"23502", 422, "invalid"}, {"23514", 422, "invalid"},
		{"23505", 409, "conflict"}, {"23503", 409, "conflict"}, {"55000", 409, "conflict"}, {"23P01", 500, "internal"},
		{"28000", 401, "unauthenticated"}, {"28P01", 401, "unauthenticated"}, {"42501", 403, "forbidden"},
		{"3D000", 404, "not_found"}, {"P0002", 404, "not_found"}, {"P0001", 500, "internal"}, {"40001", 503, "busy"},
		{"40P01", 503, "busy"}, {"55P03", 503, "busy"}, {"57014", 504, "timeout"}, {"53300", 503, "unavailable"},
		{"57P01", 503, "unavailable"}, {"57P05", 503, "unavailable"}, {"08006", 503, "unavailable"},
		{"25006", 500, "internal"}, {"OT403", 403, "suspended"}, {"OT412", 412, "version_conflict"},
		{"OT429", 429, "too_many_attempts"}, {"OT503", 503, "unavailable"}, {"OT428", 428, "refused"},
		{"OT500", 500, "internal"}, {"OT200", 500, "internal"}, {"OT4XX", 500, "refused"}, {"00000", 500, "internal"},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
	{
		Problem		problem = problem_of_sqlstate(rows[i].sqlstate);

		if (problem.status != rows[i].status)
			EQUAL("another status", rows[i].sqlstate);
		EQUAL(problem.code, rows[i].code);
		CHECK((problem.status == 503 || problem.status == 429) == (problem.retry_after > 0));
	}
}

/* A sum beyond its type, and PostgreSQL's own 55000, are the client's mistake only where a field is named. */
static void
of_fields(void)
{
	CHECK(problem_is_of_field("22003"));
	CHECK(problem_is_of_field("55000"));
	CHECK(!problem_is_of_field("22023"));
	CHECK(!problem_is_of_field("23514"));
}

/* Lines of the form "field: code: message", and nothing else, become errors. */
static void
details(void)
{
	Buffer		errors = {0};

	problem_errors_of_detail(&errors, "amount: not_positive: must be > 0\nKey (id)=(5) is missing\na.b_2: c: d: \"e\"\n"
							 "x: y:\nx: y: \n: a: b\nX: y: z\n9x: y: z\nx: y9: z\nx:y: z\nlast: one: end");
	EQUAL(errors.data, "{\"field\":\"amount\",\"code\":\"not_positive\",\"message\":\"must be > 0\"},"
		  "{\"field\":\"a.b_2\",\"code\":\"c\",\"message\":\"d: \\\"e\\\"\"},"
		  "{\"field\":\"last\",\"code\":\"one\",\"message\":\"end\"}");
	errors.len = 0;
	problem_errors_of_detail(&errors, NULL);
	problem_errors_of_detail(&errors, "");
	problem_errors_of_detail(&errors, "\n\n");
	CHECK(errors.len == 0);
	buffer_free(&errors);
}

/* Any text is taken apart within its bounds. */
static void
damage(void)
{
	for (int round = 0; round < 200000; round++)
	{
		char		detail[24];
		Buffer		errors = {0};
		size_t		len = unit_random(sizeof detail);

		for (size_t i = 0; i < len; i++)
			detail[i] = "ab_.:: \n9Z\xff"[unit_random(11)];
		detail[len] = '\0';
		problem_errors_of_detail(&errors, detail);
		problem_retry_after(detail, 1);
		buffer_free(&errors);
	}
}

/* The body of an error, and what an internal one does not tell. */
static void
bodies(void)
{
	Problem		problem = {.status = 422, .code = "invalid", .detail = "a \"b\"", .hint = "h", .errors = "{}"};
	Buffer		body = {0};

	problem_body(&body, &problem, "id-1");
	EQUAL(body.data, "{\"type\":\"about:blank\","
		  "\"title\":\"Unprocessable Content\",\"status\":422,\"code\":\"invalid\","
		  "\"detail\":\"a \\\"b\\\"\",\"hint\":\"h\",\"errors\":[{}],\"request_id\":\"id-1\"}");
	body.len = 0;
	problem.status = 500;
	problem.errors = NULL;
	problem_body(&body, &problem, "id-1");
	EQUAL(body.data, "{\"type\":\"about:blank\","
		  "\"title\":\"Internal Server Error\",\"status\":500,\"code\":\"invalid\","
		  "\"detail\":\"internal error\",\"request_id\":\"id-1\"}");
	buffer_free(&body);
}

/* Retry-After is the first number of the hint, within a day. */
static void
retry(void)
{
	CHECK(problem_retry_after("Wait 17 seconds, not 18.", 1) == 17);
	CHECK(problem_retry_after(NULL, 1) == 1 && problem_retry_after("soon", 60) == 60);
	CHECK(problem_retry_after("0", 60) == 1);
	CHECK(problem_retry_after("99999999999999999999", 1) == 86400);
}

/* Runs the tests of this file. */
void
problem_tests(void)
{
	static const UnitTest tests[] = {
		{"SQLSTATE decides status and code", table},
		{"what is the client's only of a field", of_fields},
		{"violated fields are read from DETAIL", details},
		{"any DETAIL is read within its bounds", damage},
		{"an error tells what it may", bodies},
		{"Retry-After comes from the hint", retry},
	};

	unit_run(tests, COUNT(tests));
}
