/*-------------------------------------------------------------------------
 *
 * operator_login.c
 *	  Logging in at the console, and out.
 *
 * First the password, for which there is a ticket, then the code of an
 * authenticator, which the first log-in sets up: there is no session without.
 * What fails is answered with reply_failure() and an empty row, as for members
 * (people/login.c): the failure is counted in the same transaction. Who guesses
 * learns nothing from the answer or its time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "call/caller.h"
#include "call/reply.h"
#include "console/console.h"
#include "console/operator_audit.h"
#include "console/operator_factor.h"
#include "console/operator_session.h"
#include "console/operator_throttle.h"
#include "core/problem.h"
#include "core/row.h"
#include "directory/directory.h"
#include "people/cookie.h"
#include "people/factor.h"
#include "people/session.h"
#include "value/fold.h"
#include "value/password.h"

PG_FUNCTION_INFO_V1(outlay_console_log_in);
PG_FUNCTION_INFO_V1(outlay_console_set_up_factor);
PG_FUNCTION_INFO_V1(outlay_console_continue_log_in);
PG_FUNCTION_INFO_V1(outlay_console_current_session);
PG_FUNCTION_INFO_V1(outlay_console_log_out);

#define TICKET_COLUMNS	3
#define SESSION_COLUMNS	6

/* SQLSTATE of a password or code that was not right, as the audit has it. */
#define WRONG			"28P01"

static void require_session(void);
static void require_texts(FunctionCallInfo fcinfo, const char *const *names, int count);
static Datum make_row(FunctionCallInfo fcinfo, MemoryContext context, const Datum *values, const bool *nulls);
static void refuse_to_wait(int seconds);
static void note_failure(int64 operator_id, const OperatorThrottle *throttle, const char *message);
static bool check_password(const char *email, Datum password, int64 *operator_id);
static void describe_session(int64 id, Datum *values, bool *nulls);
static void finish(FunctionCallInfo fcinfo, const char *ticket, int64 operator_id, bool is_first, Datum *values,
				   bool *nulls);

/* Raises 22023 unless the first arguments are given. */
static void
require_texts(FunctionCallInfo fcinfo, const char *const *names, int count)
{
	Problems	problems = {0};

	for (int i = 0; i < count; i++)
		if (PG_ARGISNULL(i))
			problem_add(&problems, names[i], "missing", "is required");
	problem_check(&problems, "log-in");
}

/* The function's result of these columns, in a memory context that outlasts the directory's. */
static Datum
make_row(FunctionCallInfo fcinfo, MemoryContext context, const Datum *values, const bool *nulls)
{
	MemoryContext before = MemoryContextSwitchTo(context);
	TupleDesc	desc;
	Datum		row;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "the result is no row");
	row = HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), (Datum *) values, (bool *) nulls));
	MemoryContextSwitchTo(before);
	return row;
}

/* Leaves the answer of an attempt that came too early. */
static void
refuse_to_wait(int seconds)
{
	reply_failure(429, NULL, "too_many_attempts",
				  psprintf("too many failed attempts: try again in %d s", seconds), seconds);
}

/* Has a failure, which is counted already, in the audit. */
static void
note_failure(int64 operator_id, const OperatorThrottle *throttle, const char *message)
{
	OperatorAct act = {.operator_id = operator_id,.action = "log_in",.result = WRONG,.message = message};

	if (operator_throttle_is_noted(throttle))
		operator_audit(&act);
}

/*
 * Whether a password is that of whoever has an e-mail address, which is folded;
 * locks the operator then, so that they stay as they are. *operator_id: who has
 * the address, 0 for nobody.
 */
static bool
check_password(const char *email, Datum password, int64 *operator_id)
{
	static const Statement find = {
		"SELECT id, password_hash FROM outlay.operator WHERE " FOLDED("email") " = $1", 1, {TEXTOID}
	};
	static const Statement again = {
		"SELECT FROM outlay.operator WHERE id = $1 AND active AND password_hash = $2 FOR NO KEY UPDATE",
		2, {INT8OID, TEXTOID}
	};
	static const Statement rehash = {
		"UPDATE outlay.operator SET password_hash = $2 WHERE id = $1", 2, {INT8OID, TEXTOID}
	};
	Datum		values[2] = {CStringGetTextDatum(email)};
	char	   *hash = NULL;
	char	   *given = password_read(password);
	bool		right;

	*operator_id = 0;
	if (directory_run(&find, values, NULL) > 0)
	{
		*operator_id = row_int64(0, 1);
		hash = row_text(0, 2);
	}
	right = password_verify(hash, given);
	if (right)
	{
		values[0] = Int64GetDatum(*operator_id);
		values[1] = CStringGetTextDatum(hash);
		right = directory_run(&again, values, NULL) > 0;
	}
	if (right && password_needs_rehash(hash))
	{
		values[1] = CStringGetTextDatum(password_hash(given));
		(void) directory_run(&rehash, values, NULL);
	}
	password_wipe(given);
	return right;
}

/*
 * console_log_in(email text, password text) returns outlay.console_ticket.
 * Refused with an empty one: wrong_credentials (401), too_many_attempts (429).
 * 22023: an argument is missing; 55000: the server has no key.
 */
Datum
outlay_console_log_in(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"email", "password"};
	MemoryContext context = CurrentMemoryContext;
	Datum		values[TICKET_COLUMNS] = {(Datum) 0};
	bool		nulls[TICKET_COLUMNS] = {true, true, true};
	OperatorThrottle throttle;
	Directory	directory;
	int64		operator_id;
	int64		ticket;
	char	   *email;
	int			wait;
	Datum		row;

	require_texts(fcinfo, names, lengthof(names));
	factor_require_key();
	email = fold_text(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	directory_open(&directory);
	wait = operator_throttle_begin_in(&throttle, email, caller_get()->address);
	if (wait > 0)
		refuse_to_wait(wait);
	else if (check_password(email, PG_GETARG_DATUM(1), &operator_id))
	{
		operator_throttle_forget_in(email);
		values[2] = CStringGetTextDatum(operator_factor_exists_in(operator_id) ? "second_factor" :
										"second_factor_setup");
		values[0] = CStringGetTextDatum(operator_session_open_in(operator_id, true, &ticket));
		values[1] = TimestampTzGetDatum(session_expiry(OPERATOR_TICKET_LIFETIME));
		memset(nulls, false, sizeof(nulls));
	}
	else
	{
		operator_throttle_failed_in(&throttle);
		note_failure(operator_id, &throttle, "wrong credentials");
		reply_failure(401, NULL, "wrong_credentials", "No active account found with the given credentials", 0);
	}
	row = make_row(fcinfo, context, values, nulls);
	directory_close(&directory);
	PG_RETURN_DATUM(row);
}

/*
 * console_set_up_factor(ticket text) returns outlay.second_factor_setup, for
 * whom console_log_in() told to set one up. P0002: the ticket is not valid, or
 * there is a second factor; 22023: missing; 55000: not configured.
 */
Datum
outlay_console_set_up_factor(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"ticket"};
	MemoryContext context = CurrentMemoryContext;
	Datum		values[FACTOR_SETUP_COLUMNS];
	bool		nulls[FACTOR_SETUP_COLUMNS] = {false};
	Directory	directory;
	int64		operator_id;
	Datum		row;

	require_texts(fcinfo, names, lengthof(names));
	directory_open(&directory);
	operator_id = operator_session_ticket_in(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	if (operator_id == 0 || operator_factor_exists_in(operator_id))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("this ticket is not valid or no longer valid"),
				 errhint("Log in again.")));
	operator_factor_begin_in(operator_id, values);
	row = make_row(fcinfo, context, values, nulls);
	directory_close(&directory);
	PG_RETURN_DATUM(row);
}

/* Fills in the columns of outlay.console_session, but for the token. */
static void
describe_session(int64 id, Datum *values, bool *nulls)
{
	static const Statement read = {
		"SELECT o.id, o.email, o.name, least(s.used_at + make_interval(secs => $2), "
		"s.began_at + make_interval(secs => $3)), s.began_at + make_interval(secs => $3) "
		"FROM outlay.operator_session s JOIN outlay.operator o ON o.id = s.operator_id WHERE s.id = $1",
		3, {INT8OID, INT4OID, INT4OID}
	};
	Datum		given[] = {
		Int64GetDatum(id), Int32GetDatum(console_idle_timeout), Int32GetDatum(console_session_lifetime)
	};
	bool		found = directory_run(&read, given, NULL) > 0;

	for (int i = 1; i < SESSION_COLUMNS; i++)
	{
		nulls[i] = !found;
		values[i] = found ? row_datum(0, i) : (Datum) 0;
	}
}

/* Makes a session of a log-in whose code was right. */
static void
finish(FunctionCallInfo fcinfo, const char *ticket, int64 operator_id, bool is_first, Datum *values, bool *nulls)
{
	OperatorAct act = {.operator_id = operator_id,.action = "set_up_factor",.result = OPERATOR_AUDIT_DONE};
	Token		token;
	int64		id;
	char	   *text;

	(void) token_parse(TOKEN_CONSOLE_TICKET, ticket, &token);
	operator_session_end_in(token.id);
	text = operator_session_open_in(operator_id, false, &id);
	if (is_first)
		operator_audit(&act);
	act.action = "log_in";
	operator_audit(&act);
	describe_session(id, values, nulls);
	nulls[0] = caller_get()->entered && !PG_ARGISNULL(2) && PG_GETARG_BOOL(2);
	if (nulls[0])
		/* What follows the dot says that it came in a cookie (http/enter.c). */
		cookie_set(psprintf("%s.c", text), console_session_lifetime);
	else
		values[0] = CStringGetTextDatum(text);
}

/*
 * console_continue_log_in(ticket text, code text, cookies boolean) returns
 * outlay.console_session. Refused with an empty one: invalid_ticket,
 * wrong_code (401), too_many_attempts (429). 22023: an argument is missing;
 * 55000: no key opens the secret.
 */
Datum
outlay_console_continue_log_in(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"ticket", "code"};
	MemoryContext context = CurrentMemoryContext;
	Datum		values[SESSION_COLUMNS] = {(Datum) 0};
	bool		nulls[SESSION_COLUMNS] = {true, true, true, true, true, true};
	OperatorThrottle throttle;
	Directory	directory;
	int64		operator_id;
	char	   *ticket;
	char	   *account;
	bool		is_first;
	int			wait;
	Datum		row;

	require_texts(fcinfo, names, lengthof(names));
	ticket = text_to_cstring(PG_GETARG_TEXT_PP(0));
	directory_open(&directory);
	operator_id = operator_session_ticket_in(ticket);
	account = psprintf("second factor of operator " INT64_FORMAT, operator_id);
	if (operator_id == 0)
		reply_failure(401, NULL, "invalid_ticket", "this ticket is not valid or no longer valid", 0);
	else if ((wait = operator_throttle_begin_in(&throttle, account, NULL)) > 0)
		refuse_to_wait(wait);
	else if (operator_factor_check_in(operator_id, text_to_cstring(PG_GETARG_TEXT_PP(1)), &is_first))
	{
		operator_throttle_forget_in(account);
		finish(fcinfo, ticket, operator_id, is_first, values, nulls);
	}
	else
	{
		operator_throttle_failed_in(&throttle);
		note_failure(operator_id, &throttle, "wrong code");
		reply_failure(401, "code", "wrong_code", "this code is wrong, or was used before", 0);
	}
	row = make_row(fcinfo, context, values, nulls);
	directory_close(&directory);
	PG_RETURN_DATUM(row);
}

/* Raises 28000 where no operator is calling from the console. */
static void
require_session(void)
{
	if (caller_get()->console_operator == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg("nobody is logged in at the console")));
}

/* console_current_session() returns outlay.console_session: the caller's own. 28000: nobody is logged in. */
Datum
outlay_console_current_session(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Datum		values[SESSION_COLUMNS] = {(Datum) 0};
	bool		nulls[SESSION_COLUMNS] = {true};
	Directory	directory;
	Datum		row;

	require_session();
	directory_open(&directory);
	describe_session(caller_get()->session, values, nulls);
	row = make_row(fcinfo, context, values, nulls);
	directory_close(&directory);
	PG_RETURN_DATUM(row);
}

/* console_log_out() returns void: ends the caller's session. 28000: nobody is logged in. */
Datum
outlay_console_log_out(PG_FUNCTION_ARGS)
{
	Directory	directory;

	require_session();
	directory_open(&directory);
	operator_session_end_in(caller_get()->session);
	directory_close(&directory);
	cookie_forget();
	PG_RETURN_VOID();
}
