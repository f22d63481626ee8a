/*-------------------------------------------------------------------------
 *
 * listener.c
 *	  Who may hear what a listener hears.
 *
 * Streams of events whose members have the same role see the same, so one asks
 * for all of them (events.c of outlayd). Whether the others' sessions last, and
 * whether their members still have that role, is decided here, with each
 * answer and by one statement, however many they are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "call/call.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/current.h"
#include "directory/member_role.h"
#include "directory/tenant.h"
#include "people/cookie.h"
#include "value/token.h"

PG_FUNCTION_INFO_V1(outlay_listeners_alike);

/* The tokens' sessions: ids and hashes of their secrets, as arrays of the same length. */
typedef struct Sessions
{
	int			count;
	Datum	   *ids;
	Datum	   *hashes;
} Sessions;

static void parse_tokens(ArrayType *tokens, Sessions *sessions);
static void find_alike(const Caller *caller, const Sessions *sessions, char *alike);

/* Takes the tokens apart; the hash of what is no access token is nobody's. */
static void
parse_tokens(ArrayType *tokens, Sessions *sessions)
{
	Datum	   *texts;
	bool	   *nulls;

	deconstruct_array(tokens, TEXTOID, -1, false, TYPALIGN_INT, &texts, &nulls, &sessions->count);
	sessions->ids = palloc(sizeof(Datum) * sessions->count);
	sessions->hashes = palloc(sizeof(Datum) * sessions->count);
	for (int i = 0; i < sessions->count; i++)
	{
		char	   *token_text = nulls[i] ? pstrdup("") : TextDatumGetCString(texts[i]);
		char		hash[TOKEN_HASH_CHARS + 1] = "";
		Token		token = {0};

		(void) cookie_split(token_text);
		if (token_parse(TOKEN_ACCESS, token_text, &token))
			token_hash(token.secret, hash);
		sessions->ids[i] = Int64GetDatum(token.id);
		sessions->hashes[i] = CStringGetTextDatum(hash);
	}
}

/* Marks in alike which of the sessions last, of members with a role; as the tenant's role. */
static void
find_alike(const Caller *caller, const Sessions *sessions, char *alike)
{
	static const TenantStatement find_sessions = {
		"SELECT l.place, m.role::text FROM unnest($1, $2) WITH ORDINALITY AS l (id, hash, place) "
		"JOIN session s ON s.id = l.id AND s.access_hash::text = l.hash JOIN member m ON m.id = s.member_id "
		"WHERE s.access_until > now() AND m.status = 'active'",
		2, {INT8ARRAYOID, TEXTARRAYOID}
	};
	RunAs		before;
	Datum		values[2];
	uint64		found;

	run_as_role(&before, current_role_of(caller->tenant), psprintf(TENANT_SCHEMA, caller->tenant));
	SPI_connect();
	values[0] = PointerGetDatum(construct_array(sessions->ids, sessions->count, INT8OID, sizeof(int64),
												FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	values[1] = PointerGetDatum(construct_array(sessions->hashes, sessions->count, TEXTOID, -1, false, TYPALIGN_INT));
	found = plan_run(caller->tenant, &find_sessions, values, NULL);
	for (uint64 row = 0; row < found; row++)
	{
		int64		place = row_int64(row, 1);

		if (member_role_from_name(row_text(row, 2)) == caller->role)
			alike[place - 1] = 'y';
	}
	SPI_finish();
	run_as_end(&before);
}

/*
 * listeners_alike(tokens text[]) returns text: for each access token, or cookie
 * with one, y if its session lasts and its member has the caller's role in the
 * caller's organization, else n. NULL for NULL, and where no member has entered.
 */
Datum
outlay_listeners_alike(PG_FUNCTION_ARGS)
{
	const Caller *caller = caller_get();
	Sessions	sessions;
	char	   *alike;

	if (!caller->entered || caller->member == 0)
		PG_RETURN_NULL();
	parse_tokens(PG_GETARG_ARRAYTYPE_P(0), &sessions);
	alike = palloc0(sessions.count + 1);
	memset(alike, 'n', sessions.count);
	if (sessions.count > 0)
		find_alike(caller, &sessions, alike);
	PG_RETURN_TEXT_P(cstring_to_text(alike));
}
