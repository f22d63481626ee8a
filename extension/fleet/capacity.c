/*-------------------------------------------------------------------------
 *
 * capacity.c
 *	  What so many organizations would need, against what there is:
 *	  capacity().
 *
 * Here is what SQL cannot see: the machine's disk and memory, the limit of open
 * files, and what a backend keeps of an organization, which is tried out: the
 * tables of a few are opened, and its caches grow. The sums and the advice are
 * SQL (schema/82_capacity.sql).
 *
 * It waits for nobody who upgrades or restores an organization, nor makes
 * anybody wait behind itself: a table that is locked is left out.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include "access/relation.h"
#include "catalog/pg_type.h"
#include "common/relpath.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "storage/lmgr.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "blueprint/template.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"

/* More would not fit into 32-bit numbers of relations. */
#define MAX_TENANTS 10000000

/* Bytes in the caches for a table, an index or a sequence, where there are too few organizations to measure it. */
#define BYTES_PER_RELATION 4600

PG_FUNCTION_INFO_V1(outlay_capacity);

static void build_missing_template(void);
static int64 measure_cache(void);
static bool open_once(Oid relid);
static int64 used_memory(MemoryContext context);
static void put_rows(FunctionCallInfo fcinfo, Datum *values, const char *nulls);

/*
 * capacity(tenants integer default null) returns setof
 * outlay.capacity_record; NULL is for as many as there are. 22023: a number
 * out of range. For operators.
 */
Datum
outlay_capacity(PG_FUNCTION_ARGS)
{
	Problems	problems = {0};
	struct statvfs disk;
	Datum		values[6];

	check_operator("plan the server's capacity");
	if (!PG_ARGISNULL(0) && (PG_GETARG_INT32(0) < 1 || PG_GETARG_INT32(0) > MAX_TENANTS))
		problem_add(&problems, "tenants", "out_of_range", "must be between 1 and %d", MAX_TENANTS);
	problem_check(&problems, "capacity");
	InitMaterializedSRF(fcinfo, 0);

	build_missing_template();
	if (statvfs(GetDatabasePath(MyDatabaseId, MyDatabaseTableSpace), &disk) != 0)
		ereport(ERROR,
				(errcode_for_file_access(),
				 errmsg("could not look at the file system of the database: %m")));

	values[0] = PG_ARGISNULL(0) ? (Datum) 0 : PG_GETARG_DATUM(0);
	values[1] = Int64GetDatum((int64) disk.f_bavail * disk.f_frsize);
	values[2] = Int64GetDatum((int64) disk.f_favail);
	values[3] = Int64GetDatum((int64) sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE));
	values[4] = Int64GetDatum(measure_cache());
	values[5] = Int64GetDatum(max_safe_fds);
	put_rows(fcinfo, values, PG_ARGISNULL(0) ? "n     " : NULL);
	return (Datum) 0;
}

/* Sees to it that there is a template where it has to stand for the first organization. */
static void
build_missing_template(void)
{
	static const Statement any = {"SELECT FROM outlay.tenant WHERE status <> 'dropped' LIMIT 1", 0};
	Template	template;

	if (!directory_has(&any, NULL))
		template_get(&template);
}

/*
 * Returns the bytes that this backend's caches take for the tables of one
 * organization, all of them: a backend that has served its lists keeps three
 * quarters of that. The first organization brings what is read for every one
 * of them into the caches, and does not count.
 */
static int64
measure_cache(void)
{
	static const Statement find = {
		"SELECT c.oid, s.place, s.schemas "
		"FROM (SELECT schema, row_number() OVER () AS place, count(*) OVER () AS schemas "
		"FROM outlay.capacity_sample() schema) s, outlay.schema_relations(s.schema) c "
		"WHERE c.relkind IN ('r', 'p', 'i', 'I', 'S', 'm') ORDER BY s.place", 0
	};
	Directory	directory;
	int64		first = 0;		/* place of the organization that does not count */
	int64		before = 0;
	int64		opened = 0;
	int64		schemas = 1;
	double		bytes = BYTES_PER_RELATION;

	directory_open(&directory);
	directory_run(&find, NULL, NULL);
	InvalidateSystemCaches();
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		int64		place = row_int64(i, 2);

		CHECK_FOR_INTERRUPTS();
		if (first != 0 && place != first && before == 0)
			before = used_memory(CacheMemoryContext);
		schemas = row_int64(i, 3);
		if (!open_once(row_oid(i, 1)))
			continue;
		if (first == 0)
			first = place;
		opened += place != first;
	}
	if (opened > 0)
		bytes = (double) (used_memory(CacheMemoryContext) - before) / opened;
	bytes *= (double) SPI_processed / schemas;
	InvalidateSystemCaches();
	directory_close(&directory);
	return (int64) bytes;
}

/* Brings a relation into the caches; false where it has gone or somebody has locked it. */
static bool
open_once(Oid relid)
{
	Relation	relation;

	if (!ConditionalLockRelationOid(relid, AccessShareLock))
		return false;
	relation = try_relation_open(relid, NoLock);
	if (relation != NULL)
		relation_close(relation, NoLock);
	UnlockRelationOid(relid, AccessShareLock);
	return relation != NULL;
}

/* Returns the bytes in use of a memory context and of those below it. */
static int64
used_memory(MemoryContext context)
{
	MemoryContextCounters counters = {0};
	int64		below = 0;

	check_stack_depth();
	context->methods->stats(context, NULL, NULL, &counters, false);
	for (MemoryContext child = context->firstchild; child != NULL; child = child->nextchild)
		below += used_memory(child);
	return counters.totalspace - counters.freespace + below;
}

/* Puts the rows that SQL makes of the figures into the result. */
static void
put_rows(FunctionCallInfo fcinfo, Datum *values, const char *nulls)
{
	static const Statement plan = {
		"SELECT * FROM outlay.capacity_rows($1, $2, $3, $4, $5, $6)", 6,
		{INT4OID, INT8OID, INT8OID, INT8OID, INT8OID, INT8OID}
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Directory	directory;

	directory_open(&directory);
	directory_run(&plan, values, nulls);
	for (uint64 i = 0; i < SPI_processed; i++)
		tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
	directory_close(&directory);
}
