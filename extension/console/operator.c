/*-------------------------------------------------------------------------
 *
 * operator.c
 *	  The accounts of operators, made and mended in psql.
 *
 * No route leads here. Whoever can run these functions is an operator in the
 * database already, and can do more than the console.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"

#include "console/operator_audit.h"
#include "console/operator_session.h"
#include "console/operator_throttle.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"
#include "value/fold.h"
#include "value/password.h"
#include "value/rule.h"

PG_FUNCTION_INFO_V1(outlay_create_operator);
PG_FUNCTION_INFO_V1(outlay_set_operator_password);
PG_FUNCTION_INFO_V1(outlay_reset_operator_factor);
PG_FUNCTION_INFO_V1(outlay_deactivate_operator);
PG_FUNCTION_INFO_V1(outlay_activate_operator);

#define EMAIL_LENGTH	200			/* characters */
#define NAME_LENGTH	100

/* Whether an account is active, from now on. */
static const Statement set_active = {
	"UPDATE outlay.operator SET active = $2, updated_at = now() WHERE " FOLDED("email") " = $1 RETURNING id",
	2, {TEXTOID, BOOLOID}
};

static char *text_argument(FunctionCallInfo fcinfo, int arg);
static void check_password(FunctionCallInfo fcinfo, int arg, const char *email, const char *name, Problems *problems);
static char *hash_argument(FunctionCallInfo fcinfo, int arg);
static Datum record_of(int64 id);
static void note(int64 id, const char *action);
static int64 change(FunctionCallInfo fcinfo, const Statement *update, Datum value, const char *action);

/* A text argument, NULL for none. */
static char *
text_argument(FunctionCallInfo fcinfo, int arg)
{
	return PG_ARGISNULL(arg) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(arg));
}

/* Notes what is wrong with a new password. */
static void
check_password(FunctionCallInfo fcinfo, int arg, const char *email, const char *name, Problems *problems)
{
	PasswordContext context = {.email = email,.organization = "Outlay",.name = name};

	if (PG_ARGISNULL(arg))
		problem_add(problems, "password", "missing", "is required");
	else
		password_check(problems, "password", PG_GETARG_DATUM(arg), context);
}

/* The hash of a password that has been checked. */
static char *
hash_argument(FunctionCallInfo fcinfo, int arg)
{
	char	   *password = password_read(PG_GETARG_DATUM(arg));
	char	   *hash = password_hash(password);

	password_wipe(password);
	return hash;
}

/* outlay.operator_record of an operator. */
static Datum
record_of(int64 id)
{
	static const Statement read = {"SELECT o FROM outlay.list_operators() o WHERE o.id = $1", 1, {INT8OID}};
	Datum		value = Int64GetDatum(id);

	return directory_record(&read, &value);
}

/* Has what was done to an account in the audit. */
static void
note(int64 id, const char *action)
{
	OperatorAct act = {.operator_id = id,.action = action,.result = OPERATOR_AUDIT_DONE};

	operator_audit(&act);
}

/*
 * create_operator(email text, name text, password text) returns
 * outlay.operator_record. 22023: invalid fields; 23505: the address is in use.
 */
Datum
outlay_create_operator(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "email", RULE_EMAIL, true, 3, EMAIL_LENGTH},
		{1, "name", RULE_TEXT, true, 1, NAME_LENGTH},
	};
	static const Statement insert = {
		"INSERT INTO outlay.operator (email, name, password_hash) VALUES ($1, $2, $3) "
		"ON CONFLICT DO NOTHING RETURNING id",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	const char *texts[] = {text_argument(fcinfo, 0), text_argument(fcinfo, 1)};
	Problems	problems = {0};
	Datum		values[3];
	int64		id;

	check_operator("make accounts for the console");
	PreventCommandIfReadOnly("making an account");
	rule_check_texts(rules, lengthof(rules), texts, &problems);
	check_password(fcinfo, 2, texts[0], texts[1], &problems);
	problem_check(&problems, "operator");
	values[0] = CStringGetTextDatum(texts[0]);
	values[1] = CStringGetTextDatum(texts[1]);
	values[2] = CStringGetTextDatum(hash_argument(fcinfo, 2));
	if (!directory_number(&insert, values, &id))
		problem_raise(ERRCODE_UNIQUE_VIOLATION, "email", "taken", "there is an account with this e-mail address", NULL);
	note(id, "create_operator");
	PG_RETURN_DATUM(record_of(id));
}

/*
 * Changes the account that the first argument names, ends its sessions and its
 * waiting log-ins, and returns its number. The statement takes the folded
 * address and a value. P0002: there is none.
 */
static int64
change(FunctionCallInfo fcinfo, const Statement *update, Datum value, const char *action)
{
	char	   *email = text_argument(fcinfo, 0);
	Datum		values[] = {CStringGetTextDatum(fold_text(email != NULL ? email : "")), value};
	Directory	directory;
	int64		id;

	directory_open(&directory);
	if (directory_run(update, values, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no operator with the e-mail address \"%s\"", email != NULL ? email : ""),
				 errhint("outlay.list_operators() shows which there are.")));
	id = row_int64(0, 1);
	operator_session_end_all_in(id);
	directory_close(&directory);
	note(id, action);
	return id;
}

/*
 * set_operator_password(email text, password text) returns
 * outlay.operator_record. Ends the sessions and forgets failed log-ins. P0002;
 * 22023: an invalid password.
 */
Datum
outlay_set_operator_password(PG_FUNCTION_ARGS)
{
	static const Statement update = {
		"UPDATE outlay.operator SET password_hash = $2, updated_at = now() WHERE " FOLDED("email") " = $1 RETURNING id",
		2, {TEXTOID, TEXTOID}
	};
	char	   *email = text_argument(fcinfo, 0);
	Problems	problems = {0};
	Directory	directory;
	int64		id;

	check_operator("change accounts of the console");
	PreventCommandIfReadOnly("changing an account");
	check_password(fcinfo, 1, email, NULL, &problems);
	problem_check(&problems, "password");
	/* A log-in locks the counter of the address, then the operator, then the counter of the codes. */
	directory_open(&directory);
	operator_throttle_forget_in(fold_text(email != NULL ? email : ""));
	directory_close(&directory);
	id = change(fcinfo, &update, CStringGetTextDatum(hash_argument(fcinfo, 1)), "set_operator_password");
	directory_open(&directory);
	operator_throttle_forget_in(psprintf("second factor of operator " INT64_FORMAT, id));
	directory_close(&directory);
	PG_RETURN_DATUM(record_of(id));
}

/* reset_operator_factor(email text) returns outlay.operator_record: takes the authenticator away. P0002. */
Datum
outlay_reset_operator_factor(PG_FUNCTION_ARGS)
{
	static const Statement update = {
		"UPDATE outlay.operator SET factor_secret = NULL, factor_step = 0, factor_at = NULL, new_secret = NULL, "
		"new_until = NULL, updated_at = now() WHERE " FOLDED("email") " = $1 AND $2 RETURNING id",
		2, {TEXTOID, BOOLOID}
	};

	check_operator("change accounts of the console");
	PreventCommandIfReadOnly("changing an account");
	PG_RETURN_DATUM(record_of(change(fcinfo, &update, BoolGetDatum(true), "reset_operator_factor")));
}

/* deactivate_operator(email text) returns outlay.operator_record: no log-in, no session any more. P0002. */
Datum
outlay_deactivate_operator(PG_FUNCTION_ARGS)
{
	check_operator("change accounts of the console");
	PreventCommandIfReadOnly("changing an account");
	PG_RETURN_DATUM(record_of(change(fcinfo, &set_active, BoolGetDatum(false), "deactivate_operator")));
}

/* activate_operator(email text) returns outlay.operator_record: undoes deactivate_operator(). P0002. */
Datum
outlay_activate_operator(PG_FUNCTION_ARGS)
{
	check_operator("change accounts of the console");
	PreventCommandIfReadOnly("changing an account");
	PG_RETURN_DATUM(record_of(change(fcinfo, &set_active, BoolGetDatum(true), "activate_operator")));
}
