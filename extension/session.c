/*-------------------------------------------------------------------------
 *
 * session.c
 *	  Sessions: a log-in on one device, with its tokens.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"

#include "call.h"
#include "plan.h"
#include "role.h"
#include "session.h"
#include "token.h"

/*
 * Whether text is the access token of a living session of the tenant, which
 * search_path names already; fills in who is calling.
 */
bool
session_authenticate(int64 tenant, const char *text, Caller *caller)
{
	static const Statement find_session = {
		"SELECT s.access_hash::text, s.member_id, m.role::text FROM session s JOIN member m ON m.id = s.member_id"
		" WHERE s.id = $1 AND s.access_until > now() AND m.status = 'active'",
		1, {INT8OID}
	};
	Token		token;
	RoleSwitch	before;
	Datum		id;
	bool		valid = false;

	if (!token_parse(TOKEN_ACCESS, text, &token))
		return false;

	role_become(&before, call_role_of_tenant(tenant));
	SPI_connect();
	id = Int64GetDatum(token.id);
	if (SPI_execute_plan(plan_get(tenant, &find_session), &id, NULL, true, 1) == SPI_OK_SELECT && SPI_processed == 1)
	{
		valid = token_matches(token.secret, call_text(1));
		caller->session = token.id;
		caller->member = call_int64(2);
		caller->role = caller_role_from_name(call_text(3));
	}
	SPI_finish();
	role_return(&before);
	return valid;
}
