/*-------------------------------------------------------------------------
 *
 * policy.c
 *	  The organization's policy: read and set, as one document.
 *
 * It stands in the organization's row and has that row's version, so two who
 * change it at once do not overwrite each other. The row's lock also keeps the
 * categories that it names: who deletes one takes it, too (books/category.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/audit.h"
#include "call/change.h"
#include "policy/policy_read.h"

PG_FUNCTION_INFO_V1(outlay_get_policy);
PG_FUNCTION_INFO_V1(outlay_set_policy);

/* The record of the organization's policy, which is an empty document where it has none. */
#define POLICY_RECORD \
	"ROW(coalesce(o.policy, '{}'), o.version, o.updated_at)::outlay.policy_record"

/* get_policy() returns outlay.policy_record: the policy in force, which everybody may know. */
Datum
outlay_get_policy(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {"SELECT " POLICY_RECORD " FROM organization o", 0};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	call_check_settings(&call, call_row(&call, &get, NULL, NULL, &row) ? SPI_processed : 0);
	return call_end(&call, row);
}

/*
 * set_policy(policy jsonb, version integer) returns outlay.policy_record: the
 * document takes the place of the one before; an empty one has no rules, and
 * where none is given the one before stays. OT412;
 * 22023: not a policy, says where.
 */
Datum
outlay_set_policy(PG_FUNCTION_ARGS)
{
	static const TenantStatement lock = {
		"SELECT " POLICY_RECORD ", o.version FROM organization o FOR UPDATE", 0
	};
	static const TenantStatement update = {
		"UPDATE organization o SET policy = nullif($1, '{}'), version = o.version + 1, updated_at = now() "
		"WHERE o.policy IS DISTINCT FROM nullif($1, '{}') RETURNING " POLICY_RECORD,
		1, {JSONBOID}
	};
	Call		call;
	Policy		policy;
	Datum		before;
	Datum		row;

	change_begin(&call, fcinfo);
	if (call_has(&call, 0))
		policy_read(DatumGetJsonbP(call_arg(&call, 0)), &policy, &call.problems);
	problem_check(&call.problems, "policy");

	call_check_settings(&call, call_row(&call, &lock, NULL, NULL, &before) ? SPI_processed : 0);
	call_check_version(&call, 1, (int32) call_int64(2), "organization", 0);
	if (!call_has(&call, 0))
		return call_end(&call, before);
	policy_check_references(&call, &policy);
	problem_check(&call.problems, "policy");
	if (!call_row(&call, &update, &call_arg(&call, 0), NULL, &row))
		return call_end(&call, before);
	audit_record(&call, "updated", "policy", 0, audit_row(before), audit_row(row));
	return call_end(&call, row);
}
