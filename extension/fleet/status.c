/*-------------------------------------------------------------------------
 *
 * status.c
 *	  What status() cannot learn by SQL: which library this is.
 *
 * The rest of status() is SQL (schema/84_status.sql).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "core/outlay.h"
#include "core/role.h"
#include "core/wake.h"

PG_FUNCTION_INFO_V1(outlay_library);

/*
 * library(out version text, out preloaded boolean): the version of the library
 * in this session, and whether the server loads it at its start, so that
 * there is a worker. For operators.
 */
Datum
outlay_library(PG_FUNCTION_ARGS)
{
	TupleDesc	row;
	Datum		values[2];
	bool		nulls[2] = {false};

	check_operator("look at the library");
	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "library() returns a record");
	values[0] = CStringGetTextDatum(OUTLAY_VERSION);
	values[1] = BoolGetDatum(wake_is_preloaded());
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(row, values, nulls)));
}
