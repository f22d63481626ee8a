/*-------------------------------------------------------------------------
 *
 * operator_audit.c
 *	  What operators did, for good.
 *
 * The audits of organizations are in their schemas and go with them. What is
 * done to organizations, and to the accounts of those who do it, stands in the
 * directory. Nobody but the owner of the extension may write there, and a
 * trigger refuses even that anything changes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "call/caller.h"
#include "console/operator_audit.h"
#include "directory/directory.h"

static Datum text_or_null(const char *text, char *null);

/* A text as a parameter of a statement. */
static Datum
text_or_null(const char *text, char *null)
{
	*null = text != NULL && text[0] != '\0' ? ' ' : 'n';
	return *null == ' ' ? CStringGetTextDatum(text) : (Datum) 0;
}

/* Writes an entry, of who is calling from where, in the current transaction. */
void
operator_audit(const OperatorAct *act)
{
	static const Statement insert = {
		"INSERT INTO outlay.operator_audit (operator_id, operator, action, tenant_id, organization, arguments, "
		"result, message, address, request_id) VALUES ($1, (SELECT o.email FROM outlay.operator o WHERE o.id = $1), "
		"$2, $3, $4, jsonb_object($5, $6), $7, $8, $9, $10)",
		10, {INT8OID, TEXTOID, INT8OID, TEXTOID, TEXTARRAYOID, TEXTARRAYOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	const Caller *caller = caller_get();
	Datum		values[10];
	char		nulls[] = "          ";
	Directory	directory;

	values[0] = Int64GetDatum(act->operator_id);
	nulls[0] = act->operator_id != 0 ? ' ' : 'n';
	values[1] = text_or_null(act->action, &nulls[1]);
	values[2] = Int64GetDatum(act->tenant);
	nulls[2] = act->tenant != 0 ? ' ' : 'n';
	values[3] = text_or_null(act->organization, &nulls[3]);
	values[4] = act->names;
	values[5] = act->values;
	nulls[4] = nulls[5] = act->names != (Datum) 0 ? ' ' : 'n';
	values[6] = text_or_null(act->result, &nulls[6]);
	values[7] = text_or_null(act->message, &nulls[7]);
	values[8] = text_or_null(caller->address, &nulls[8]);
	values[9] = text_or_null(caller->request_id, &nulls[9]);
	directory_open(&directory);
	(void) directory_run(&insert, values, nulls);
	directory_close(&directory);
}
