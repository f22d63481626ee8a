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
 * Keys are the member's own: nobody finds another's answer. Those who are not
 * logged in share theirs, at the base host in outlay.request_key. Of an answer
 * that holds a secret nothing is kept: who asks again is told that the request
 * was carried out.
 *
 * A key counts for a day. What is older is cleared as new keys come, one page
 * of the table at a time, chosen at random. So where there are few keys, in a
 * page or two, a few new ones clear them all; where there are many, those
 * that are too old stay a small part of the table; and neither an index in
 * each organization nor a scan of the whole table is needed for it.
 *
 * The hash of a request comes quickly from a body that may hold a password,
 * which whoever reads a backup could guess. So only a digest of it with the
 * key is stored, and of the key too: the key itself, which clients make at
 * random, is nowhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "common/pg_prng.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "call/call.h"
#include "call/caller.h"
#include "call/idempotency.h"
#include "call/reply.h"
#include "call/request.h"
#include "core/early_release.h"
#include "core/plan.h"
#include "core/run_as.h"
#include "directory/current.h"
#include "directory/directory.h"
#include "directory/tenant.h"

/* One new key in so many also clears a page. Of the thirty or so of a page about as many as this will be too old. */
#define CLEAN_EVERY		4

/* Clears what is too old from a page of a table. What another transaction has locked is left, so nobody waits. */
#define CLEAN_PAGE(table) \
	"WITH page AS (" \
	"  SELECT trunc(random() * pg_relation_size('" table "') / current_setting('block_size')::integer) AS n), " \
	"old AS (SELECT ctid FROM " table " WHERE ctid >= (SELECT format('(%s,0)', n)::tid FROM page) " \
	"AND ctid < (SELECT format('(%s,0)', n + 1)::tid FROM page) " \
	"AND created_at < now() - interval '1 day' FOR UPDATE SKIP LOCKED) " \
	"DELETE FROM " table " USING old WHERE " table ".ctid = old.ctid"

#define DIGEST_SIZE		sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)

/* A statement on a tenant's table, and on that of the base host, where nobody is a member. */
typedef Statement Statements[2];

#define TenantStatements IN_SECTION("outlay_statement") Statements

static char *digest(const char *text);
static void idempotency_open(Directory *place, int64 tenant);
static void idempotency_close(const Directory *place, int64 tenant);
static void idempotency_run(const Statement *statements, int64 tenant, Datum *values, const char *nulls);
static void idempotency_replay(int64 tenant, bool kept, Datum *identity, const char *request_hash);

/* What is stored of a text: its SHA-256 in base64url. */
static char *
digest(const char *text)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char	   *stored = palloc(DIGEST_SIZE);

	crypto_hash_sha256(hash, (const unsigned char *) text, strlen(text));
	return sodium_bin2base64(stored, DIGEST_SIZE, hash, sizeof(hash), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* Opens the place where a tenant's keys are, as its role, and SPI. */
static void
idempotency_open(Directory *place, int64 tenant)
{
	if (tenant == 0)
	{
		directory_open(place);
		return;
	}
	run_as_role(&place->as, current_role_of(tenant), psprintf(TENANT_SCHEMA, tenant));
	SPI_connect();
}

/* Undoes idempotency_open(). */
static void
idempotency_close(const Directory *place, int64 tenant)
{
	if (tenant == 0)
	{
		directory_close(place);
		return;
	}
	SPI_finish();
	run_as_end(&place->as);
}

/* Runs a statement on a tenant's keys, or the base host's. */
static void
idempotency_run(const Statement *statements, int64 tenant, Datum *values, const char *nulls)
{
	(void) plan_run(tenant, &statements[tenant == 0], values, nulls);
}

/*
 * Gives the answer that is kept for a key again; raises 22023 where the key
 * was for another request, 55000 where the answer is none that is kept.
 */
static void
idempotency_replay(int64 tenant, bool kept, Datum *identity, const char *request_hash)
{
	static const TenantStatements find = {
		{"SELECT request_hash::text, head, body FROM idempotency WHERE member_id = $1 AND key = $2",
		2, {INT8OID, TEXTOID}},
		{"SELECT request_hash::text, head, body FROM outlay.request_key WHERE key = $2", 2, {INT8OID, TEXTOID}}
	};

	idempotency_run(find, tenant, identity, NULL);
	if (SPI_processed != 1)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("the request with this idempotency key has just failed"),
				 errhint("Send it again.")));
	if (strcmp(call_text(1), request_hash) != 0)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "idempotency_key", "reused",
					  "this idempotency key was used for another request", "Use a new key for a new request.");
	if (!kept)
	{
		/* An answer that is given again waits at its own commit: the row of the key is locked. An error has none. */
		early_release_settle_everywhere();
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "idempotency_key", "carried_out",
					  "the request with this idempotency key was carried out, and its answer is not kept",
					  "Look at what it did, or log in; a new key makes a new request.");
	}
	early_release_settle();
	reply_replay(call_text(2), call_text(3));
}

/*
 * Begins a request with a key: from here on the transaction carries the
 * request out for the first time, or outlay.replaying() is true. keep: its
 * answer is to be kept.
 */
void
idempotency_begin(const char *key, const char *request_hash, bool keep)
{
	static const TenantStatements insert = {
		{"INSERT INTO idempotency AS i (member_id, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT (member_id, key) "
			"DO UPDATE SET request_hash = excluded.request_hash, head = NULL, body = NULL, created_at = now() "
			"WHERE i.created_at < now() - interval '1 day'",
		3, {INT8OID, TEXTOID, TEXTOID}},
		{"INSERT INTO outlay.request_key AS i (key, request_hash) VALUES ($2, $3) ON CONFLICT (key) "
			"DO UPDATE SET request_hash = excluded.request_hash, head = NULL, body = NULL, created_at = now() "
			"WHERE i.created_at < now() - interval '1 day'",
		3, {INT8OID, TEXTOID, TEXTOID}}
	};
	static const TenantStatements clean = {{CLEAN_PAGE("idempotency"), 0}, {CLEAN_PAGE("outlay.request_key"), 0}};
	Directory	place;
	Datum		values[3];
	int64		tenant = caller_get()->tenant;

	request_hash = digest(psprintf("%s\n%s", key, request_hash));
	key = digest(key);
	idempotency_open(&place, tenant);
	values[0] = Int64GetDatum(caller_get()->member);
	values[1] = CStringGetTextDatum(key);
	values[2] = CStringGetTextDatum(request_hash);
	idempotency_run(insert, tenant, values, NULL);
	if (SPI_processed == 0)
		idempotency_replay(tenant, keep, values, request_hash);
	else
	{
		if (pg_prng_uint32(&pg_global_prng_state) % CLEAN_EVERY == 0)
			idempotency_run(clean, tenant, NULL, NULL);
		request_change()->key = (PendingKey) {tenant, caller_get()->member, keep,
											  MemoryContextStrdup(TopTransactionContext, key)};
	}
	idempotency_close(&place, tenant);
}

/*
 * Ends a request that has a key: keeps its answer, head and body, either of
 * which may be NULL; or, where it failed without an ERROR, forgets the key.
 */
void
idempotency_end(bool failed, const char *head, const char *body)
{
	static const TenantStatements forget = {
		{"DELETE FROM idempotency WHERE member_id = $1 AND key = $2", 2, {INT8OID, TEXTOID}},
		{"DELETE FROM outlay.request_key WHERE key = $2", 2, {INT8OID, TEXTOID}}
	};
	static const TenantStatements update = {
		{"UPDATE idempotency SET head = $3, body = $4 WHERE member_id = $1 AND key = $2",
		4, {INT8OID, TEXTOID, TEXTOID, TEXTOID}},
		{"UPDATE outlay.request_key SET head = $3, body = $4 WHERE key = $2", 4, {INT8OID, TEXTOID, TEXTOID, TEXTOID}}
	};
	PendingKey	pending = request_get()->key;
	Directory	place;
	Datum		values[4];
	char		nulls[] = {' ', ' ', head ? ' ' : 'n', body ? ' ' : 'n'};

	if (pending.key == NULL || !(failed || pending.keep))
		return;
	idempotency_open(&place, pending.tenant);
	values[0] = Int64GetDatum(pending.member);
	values[1] = CStringGetTextDatum(pending.key);
	values[2] = head ? CStringGetTextDatum(head) : (Datum) 0;
	values[3] = body ? CStringGetTextDatum(body) : (Datum) 0;
	idempotency_run(failed ? forget : update, pending.tenant, values, nulls);
	idempotency_close(&place, pending.tenant);
	request_change()->key.key = NULL;
}
