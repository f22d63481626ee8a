/*-------------------------------------------------------------------------
 *
 * idempotency.c
 *	  A request sent twice is carried out once.
 *
 * A client that lost its connection cannot know whether its request was
 * carried out. So it names each request that must not happen twice with a key
 * of its own (the header Idempotency-Key), and repeats it with the same key.
 * outlay.enter() writes the key in the transaction of the request, before the
 * call; reply() writes the answer beside it. The second request waits for the
 * first at the primary key, finds the answer and gives it again. What failed
 * was rolled back with its key, and can be tried again.
 *
 * Keys are the member's own: nobody finds another's answer. They are kept for
 * a day.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/pg_prng.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "call.h"
#include "caller.h"
#include "compat.h"
#include "idempotency.h"
#include "plan.h"
#include "reply.h"
#include "role.h"

/* One new key in so many also removes the keys that are too old, which reads the whole table. */
#define CLEAN_EVERY		256

/* The key of this transaction, whose answer is not known yet. */
static struct
{
	LocalTransactionId transaction;
	char	   *key;			/* in TopTransactionContext */
}			pending;

/* Runs a statement on the table of the caller's tenant, as the tenant's role, inside SPI. */
static void
idempotency_run(const Statement *statement, Datum *values, const char *nulls)
{
	if (SPI_execute_plan(plan_get(caller_get()->tenant, statement), values, nulls, false, 0) < 0)
		elog(ERROR, "could not run \"%s\"", statement->sql);
}

/* Gives the answer that is kept for a key again; raises 22023 where the key was for another request. */
static void
idempotency_replay(Datum *identity, const char *request_hash)
{
	static const Statement find = {
		"SELECT request_hash::text, head, body FROM idempotency WHERE member_id = $1 AND key = $2",
		2, {INT8OID, TEXTOID}
	};

	idempotency_run(&find, identity, NULL);
	if (SPI_processed != 1)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("the request with this idempotency key has just failed"),
				 errhint("Send it again.")));
	if (strcmp(call_text(1), request_hash) != 0)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "idempotency_key", "reused",
					  "this idempotency key was used for another request", "Use a new key for a new request.");
	reply_replay(call_text(2), call_text(3));
}

/* Forgets the key of an earlier call of enter() in this transaction. */
void
idempotency_reset(void)
{
	pending.key = NULL;
}

/*
 * Begins a request with a key: from here on the transaction carries the
 * request out for the first time, or outlay.replaying() is true.
 */
void
idempotency_begin(const char *key, const char *request_hash)
{
	static const Statement insert = {
		"INSERT INTO idempotency AS i (member_id, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT (member_id, key)"
		" DO UPDATE SET request_hash = excluded.request_hash, head = NULL, body = NULL, created_at = now()"
		" WHERE i.created_at < now() - interval '1 day'",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	static const Statement clean = {
		"DELETE FROM idempotency WHERE created_at < now() - interval '1 day'", 0
	};
	RoleSwitch	before;
	Datum		values[3];

	role_become(&before, call_role_of_tenant(caller_get()->tenant));
	SPI_connect();
	values[0] = Int64GetDatum(caller_get()->member);
	values[1] = CStringGetTextDatum(key);
	values[2] = CStringGetTextDatum(request_hash);
	idempotency_run(&insert, values, NULL);
	if (SPI_processed == 0)
		idempotency_replay(values, request_hash);
	else
	{
		if (pg_prng_uint32(&pg_global_prng_state) % CLEAN_EVERY == 0)
			idempotency_run(&clean, NULL, NULL);
		pending.transaction = current_lxid();
		pending.key = MemoryContextStrdup(TopTransactionContext, key);
	}
	SPI_finish();
	role_return(&before);
}

/*
 * Ends a request that has a key: keeps its answer, head and body, either of
 * which may be NULL; or, where it failed without an ERROR, forgets the key.
 */
void
idempotency_end(bool failed, const char *head, const char *body)
{
	static const Statement forget = {
		"DELETE FROM idempotency WHERE member_id = $1 AND key = $2", 2, {INT8OID, TEXTOID}
	};
	static const Statement update = {
		"UPDATE idempotency SET head = $3, body = $4 WHERE member_id = $1 AND key = $2",
		4, {INT8OID, TEXTOID, TEXTOID, TEXTOID}
	};
	RoleSwitch	before;
	Datum		values[4];
	char		nulls[] = {' ', ' ', head ? ' ' : 'n', body ? ' ' : 'n'};

	if (pending.key == NULL || pending.transaction != current_lxid())
		return;
	role_become(&before, call_role_of_tenant(caller_get()->tenant));
	SPI_connect();
	values[0] = Int64GetDatum(caller_get()->member);
	values[1] = CStringGetTextDatum(pending.key);
	values[2] = head ? CStringGetTextDatum(head) : (Datum) 0;
	values[3] = body ? CStringGetTextDatum(body) : (Datum) 0;
	idempotency_run(failed ? &forget : &update, values, nulls);
	SPI_finish();
	role_return(&before);
	pending.key = NULL;
}
