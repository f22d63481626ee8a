/*-------------------------------------------------------------------------
 *
 * named.c
 *	  What accounts, departments and categories share: a name of their own
 *	  while they are in use, and being archived.
 *
 * What is archived keeps its rows and gives its name free; so what is brought
 * back may find it taken. The unique index over those in use decides between
 * two at once (unique_key.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "call/audit.h"
#include "call/named.h"

/*
 * Raises 23505 if one in use, but not that with the id "except", has the name
 * that is an argument; arg < 0: the name of "except".
 */
void
named_check_free(Call *call, const Named *named, int arg, int64 except)
{
	Datum		values[] = {arg < 0 ? (Datum) 0 : call_arg(call, arg), Int64GetDatum(except)};

	if (call_run(call, named->find_other, values, arg < 0 ? "n " : NULL) > 0)
		unique_key_taken(named->name_key);
}

/*
 * Archives the locked row that was "before", or brings it back, and returns
 * it. Argument 0 is its id, argument 2 is false to bring it back.
 */
Datum
named_archive(Call *call, const Named *named, Datum before)
{
	int64		id = call_id(call, 0);
	bool		archived = !call_has(call, 2) || DatumGetBool(call_arg(call, 2));
	Datum		values[] = {Int64GetDatum(id), BoolGetDatum(archived)};
	Datum		row;

	if (!archived)
		named_check_free(call, named, -1, id);
	if (!call_row(call, named->archive, values, NULL, &row))
		return before;
	audit_record(call, archived ? "archived" : "restored", named->what, id, audit_row(before), audit_row(row));
	return row;
}
