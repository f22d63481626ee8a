/*-------------------------------------------------------------------------
 *
 * caller.c
 *	  Who is calling, for the length of a transaction.
 *
 * outlay_web serves every member of every tenant over the same connections.
 * outlay.enter() (http/enter.c) opens a transaction for one of them, and notes
 * who it is among what is kept of a request (request.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "call/caller.h"
#include "core/search_path.h"
#include "directory/member_role.h"
#include "directory/tenant.h"

PG_FUNCTION_INFO_V1(outlay_current_member);
PG_FUNCTION_INFO_V1(outlay_current_role);

/* Who is calling. */
const Caller *
caller_get(void)
{
	return &request_get()->caller;
}

/*
 * Makes a tenant that this transaction has created the current one until its
 * end, for whoever entered at the base host, so that its first calls work.
 */
void
caller_use_tenant(int64 tenant)
{
	search_path_set(psprintf(TENANT_SCHEMA, tenant));
	request_change()->caller.tenant = tenant;
}

/* current_member() returns bigint: the id of the member who is calling; NULL for an operator or nobody. */
Datum
outlay_current_member(PG_FUNCTION_ARGS)
{
	if (!caller_get()->entered || caller_get()->member == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(caller_get()->member);
}

/* current_role_name() returns text: the role of the member who is calling; NULL for an operator or nobody. */
Datum
outlay_current_role(PG_FUNCTION_ARGS)
{
	if (!caller_get()->entered || caller_get()->role == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(member_role_name(caller_get()->role)));
}
