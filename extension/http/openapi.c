/*-------------------------------------------------------------------------
 *
 * openapi.c
 *	  The OpenAPI document, kept by each backend until a route changes.
 *
 * The document is made in SQL (schema/46_openapi.sql), from the catalogues,
 * which takes some 85 ms of processor time. Anybody may ask for it, without
 * logging in, so it is made once in a backend. A comment that changes while
 * no route and no function does is seen by new connections.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "call/route.h"
#include "core/row.h"
#include "core/run_as.h"

PG_FUNCTION_INFO_V1(outlay_openapi);
PG_FUNCTION_INFO_V1(outlay_console_openapi);

/* A document, in TopMemoryContext, and the state of the routes that it describes. */
typedef struct Document
{
	const char *sql;
	char	   *text;
	uint64		described;
} Document;

static Document organizations = {"SELECT outlay.openapi_document(false)::pg_catalog.text"};
static Document console = {"SELECT outlay.openapi_document(true)::pg_catalog.text"};

static void openapi_make(Document *document);
static Datum openapi_give(Document *document);

/* Makes the document as the owner of the extension, who may read what it is made from. */
static void
openapi_make(Document *document)
{
	RunAs		before;

	run_as_owner(&before);
	SPI_connect();
	if (SPI_execute(document->sql, true, 1) != SPI_OK_SELECT ||
		SPI_processed != 1)
		elog(ERROR, "could not make the OpenAPI document");
	if (document->text != NULL)
		pfree(document->text);
	document->text = NULL;
	document->text = MemoryContextStrdup(TopMemoryContext, row_text(0, 1));
	SPI_finish();
	run_as_end(&before);
}

/* The document, made anew where the routes have changed. */
static Datum
openapi_give(Document *document)
{
	uint64		state = route_state();

	if (document->text == NULL || document->described != state)
	{
		openapi_make(document);
		document->described = state;
	}
	return PointerGetDatum(cstring_to_text(document->text));
}

/* openapi() returns json: the OpenAPI 3.1 document of all routes but the console's. */
Datum
outlay_openapi(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(openapi_give(&organizations));
}

/* console_openapi() returns json: the same of the console's routes. */
Datum
outlay_console_openapi(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(openapi_give(&console));
}
