/*-------------------------------------------------------------------------
 *
 * factor_own.c
 *	  What members do with their second factor, and admins with another's.
 *
 * An authenticator is set up in two steps: a secret that waits, and a code
 * that shows that it has arrived. Only then is it asked for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "call/audit.h"
#include "people/credential.h"
#include "people/factor.h"
#include "people/mail.h"
#include "people/member.h"
#include "value/seal.h"
#include "value/totp.h"

PG_FUNCTION_INFO_V1(outlay_get_second_factor);
PG_FUNCTION_INFO_V1(outlay_begin_second_factor);
PG_FUNCTION_INFO_V1(outlay_confirm_second_factor);
PG_FUNCTION_INFO_V1(outlay_remove_second_factor);
PG_FUNCTION_INFO_V1(outlay_renew_recovery_codes);
PG_FUNCTION_INFO_V1(outlay_reset_second_factor);

#define RECOVERY_CODES		10
#define RECOVERY_BYTES		15	/* 120 bits, 24 characters: enough to be stored as a plain hash */
#define RECOVERY_GROUP		4

static Datum own_record(Call *call, int64 member);
static char *make_recovery_code(char **printed);
static Datum give_recovery_codes(Call *call, int64 member);
static bool take_away(Call *call, int64 member);

/* The caller's outlay.second_factor_record. */
static Datum
own_record(Call *call, int64 member)
{
	static const TenantStatement read = {
		"SELECT (SELECT created_at FROM credential WHERE member_id = $1 AND kind = '" CREDENTIAL_TOTP "'), "
		"(SELECT count(*) FROM credential WHERE member_id = $1 AND kind = '" CREDENTIAL_RECOVERY "')",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);
	Datum		values[5];
	bool		nulls[5] = {false};
	bool		required = factor_is_required(call, call->caller.role);

	call_run(call, &read, &id, NULL);
	values[0] = BoolGetDatum(seal_has_key());
	values[2] = call_column(1, &nulls[2]);
	values[1] = BoolGetDatum(!nulls[2]);
	values[3] = BoolGetDatum(required);
	values[4] = Int32GetDatum((int32) call_int64(2));
	return call_result_row(call->fcinfo, values, nulls, lengthof(values));
}

/*
 * get_second_factor() returns outlay.second_factor_record: the caller's own.
 * 28000: an operator in psql has none.
 */
Datum
outlay_get_second_factor(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return call_end(&call, own_record(&call, session_require_member(&call)));
}

/*
 * begin_second_factor() returns outlay.second_factor_setup: a new secret for
 * an authenticator, good until confirm_second_factor() or for a quarter of an
 * hour. 28000; 42501: not confirmed recently; 55000: not configured.
 */
Datum
outlay_begin_second_factor(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		values[FACTOR_SETUP_COLUMNS];
	bool		nulls[FACTOR_SETUP_COLUMNS] = {false};
	int64		member;

	call_begin(&call, fcinfo);
	member = session_require_recent(&call);
	factor_begin(&call, member, values);
	return call_end(&call, call_result_row(fcinfo, values, nulls, lengthof(values)));
}

/* A new recovery code, and its text in groups. */
static char *
make_recovery_code(char **printed)
{
	uint8		bytes[RECOVERY_BYTES];
	StringInfoData groups;
	char	   *code;

	randombytes_buf(bytes, sizeof(bytes));
	code = totp_base32(bytes, sizeof(bytes));
	sodium_memzero(bytes, sizeof(bytes));
	initStringInfo(&groups);
	for (int i = 0; code[i]; i += RECOVERY_GROUP)
		appendStringInfo(&groups, "%s%.*s", i > 0 ? "-" : "", RECOVERY_GROUP, code + i);
	*printed = groups.data;
	return code;
}

/* Gives a member new recovery codes in place of all others, as outlay.recovery_codes. */
static Datum
give_recovery_codes(Call *call, int64 member)
{
	Datum		codes[RECOVERY_CODES];
	Datum		values[1];
	bool		nulls[1] = {false};

	credential_drop(call, member, CREDENTIAL_RECOVERY);
	for (int i = 0; i < RECOVERY_CODES; i++)
	{
		uint8		digest[TOKEN_SECRET_BYTES];
		char		hash[TOKEN_HASH_CHARS + 1];
		char	   *printed;
		char	   *code = make_recovery_code(&printed);

		crypto_generichash(digest, sizeof(digest), (const uint8 *) code, strlen(code), NULL, 0);
		token_hash(digest, hash);
		credential_put(call, member, CREDENTIAL_RECOVERY, i + 1, hash, NULL, CREDENTIAL_FOR_EVER);
		codes[i] = CStringGetTextDatum(printed);
	}
	values[0] = PointerGetDatum(construct_array(codes, RECOVERY_CODES, TEXTOID, -1, false, TYPALIGN_INT));
	return call_result_row(call->fcinfo, values, nulls, lengthof(values));
}

/*
 * confirm_second_factor(code text) returns outlay.recovery_codes: the
 * authenticator of begin_second_factor() is the member's second factor from
 * now on, and the other sessions end. 28000; 42501; 22023: missing or wrong;
 * 55000: none is being set up.
 */
Datum
outlay_confirm_second_factor(PG_FUNCTION_ARGS)
{
	Call		call;
	int64		member;
	Datum		row;

	call_begin(&call, fcinfo);
	member = session_require_recent(&call);
	if (!call_has(&call, 0))
		problem_add(&call.problems, "code", "missing", "is required");
	problem_check(&call.problems, "second factor");
	if (credential_count(&call, member, CREDENTIAL_TOTP_NEW) == 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "code", "not_begun",
					  "no second factor is being set up", "Begin with a new secret.");
	if (!factor_is_first_code(&call, member, TextDatumGetCString(call_arg(&call, 0))))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "code", "wrong_code", "this code is wrong",
					  "Clocks may differ by half a minute.");
	factor_add(&call, member);
	session_end_all(&call, member, call.caller.session);
	row = give_recovery_codes(&call, member);
	return call_end(&call, row);
}

/* Takes the second factor from a member. False: there is none. */
static bool
take_away(Call *call, int64 member)
{
	credential_drop(call, member, CREDENTIAL_TOTP_NEW);
	credential_drop(call, member, CREDENTIAL_RECOVERY);
	if (credential_drop(call, member, CREDENTIAL_TOTP) == 0)
		return false;
	mail_notify(call, MAIL_FACTOR_REMOVED, member);
	return true;
}

/*
 * remove_second_factor() returns outlay.second_factor_record, and ends the
 * member's other sessions. P0002: there is none; 28000; 42501: not confirmed
 * recently; 55000: the organization requires one.
 */
Datum
outlay_remove_second_factor(PG_FUNCTION_ARGS)
{
	Call		call;
	int64		member;

	call_begin(&call, fcinfo);
	member = session_require_recent(&call);
	if (factor_is_required(&call, call.caller.role))
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "second_factor", "required",
					  "the organization requires a second factor of this role",
					  "Set up another authenticator in its place.");
	if (!take_away(&call, member))
		call_not_found("second factor", 0);
	session_end_all(&call, member, call.caller.session);
	audit_record(&call, "factor_removed", "member", member, audit_no_record, audit_no_record);
	return call_end(&call, own_record(&call, member));
}

/*
 * renew_recovery_codes() returns outlay.recovery_codes; earlier ones are void.
 * P0002: there is no second factor; 28000; 42501: not confirmed recently.
 */
Datum
outlay_renew_recovery_codes(PG_FUNCTION_ARGS)
{
	Call		call;
	int64		member;

	call_begin(&call, fcinfo);
	member = session_require_recent(&call);
	if (!factor_exists(&call, member))
		call_not_found("second factor", 0);
	audit_record(&call, "codes_renewed", "member", member, audit_no_record, audit_no_record);
	return call_end(&call, give_recovery_codes(&call, member));
}

/*
 * reset_second_factor(id bigint) returns outlay.member_record: takes the
 * second factor from a member who has lost it, and ends their sessions. P0002:
 * no such member, or none to take; 42501: only an owner does it for an owner,
 * or not confirmed recently.
 */
Datum
outlay_reset_second_factor(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember member;

	call_begin(&call, fcinfo);
	session_check_recent(&call);
	member_lock_argument(&call, 0, -1, &member);
	member_check_may_manage(&call, member.role);
	if (!take_away(&call, member.id))
		call_not_found("second factor", 0);
	session_end_all(&call, member.id, 0);
	audit_record(&call, "factor_reset", "member", member.id, audit_row(member.row), audit_row(member.row));
	return call_end(&call, member.row);
}
