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

/* The document, in TopMemoryContext, and the state of the routes that it describes. */
static char *document = NULL;
static uint64 described = 0;

static void openapi_make(void);

/* Makes the document as the owner of the extension, who may read what it is made from. */
static void
openapi_make(void)
{
	RunAs		before;

	run_as_owner(&before);
	SPI_connect();
	if (SPI_execute("SELECT outlay.openapi_document()::pg_catalog.text", true, 1) != SPI_OK_SELECT ||
		SPI_processed != 1)
		elog(ERROR, "could not make the OpenAPI document");
	if (document != NULL)
		pfree(document);
	document = NULL;
	document = MemoryContextStrdup(TopMemoryContext,
								   row_text(0, 1));
	SPI_finish();
	run_as_end(&before);
}

/* openapi() returns json: the OpenAPI 3.1 document of all routes. */
Datum
outlay_openapi(PG_FUNCTION_ARGS)
{
	uint64		state = route_state();

	if (document == NULL || described != state)
	{
		openapi_make();
		described = state;
	}
	PG_RETURN_TEXT_P(cstring_to_text(document));
}
