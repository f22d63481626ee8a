/*-------------------------------------------------------------------------
 *
 * relation_file.c
 *	  Size and time of a relation's file, for the view outlay.fleet.
 *
 * pg_relation_size() opens and locks the relation, and the backend keeps what
 * it learnt of it: for a dashboard of ten thousand organizations, 400,000
 * relations. A look at the file costs a system call and leaves nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sys/stat.h>

#include "access/htup_details.h"
#include "common/relpath.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/timestamp.h"

/* The main file of a relation that is no temporary one. */
#define NO_BACKEND (-1)

PG_FUNCTION_INFO_V1(outlay_relation_file);

/*
 * relation_file(filenode oid, tablespace oid, out bytes bigint, out
 * written_at timestamptz); both NULL where there is no file. For operators.
 */
Datum
outlay_relation_file(PG_FUNCTION_ARGS)
{
	Oid			tablespace = PG_GETARG_OID(1);
	char	   *path = GetRelationPath(MyDatabaseId, OidIsValid(tablespace) ? tablespace : MyDatabaseTableSpace,
								 PG_GETARG_OID(0), NO_BACKEND, MAIN_FORKNUM);
	struct stat status;
	int64		bytes = 0;
	time_t		written = 0;
	int			segments = 0;
	TupleDesc	desc;
	Datum		values[2];
	bool		nulls[2];

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "relation_file() returns no row");

	while (stat(segments == 0 ? path : psprintf("%s.%d", path, segments), &status) == 0)
	{
		bytes += status.st_size;
		written = Max(written, status.st_mtime);
		segments++;
		if (status.st_size < (off_t) RELSEG_SIZE * BLCKSZ)
			break;
	}

	values[0] = Int64GetDatum(bytes);
	values[1] = TimestampTzGetDatum(time_t_to_timestamptz(written));
	nulls[0] = nulls[1] = segments == 0;
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}
