/*-------------------------------------------------------------------------
 *
 * outlay.c
 *	  The module's start: its settings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "fmgr.h"
#include "utils/guc.h"

#include "caller.h"
#include "outlay.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

/* The domain below which every organization has its default host name: slug.base_domain. */
char	   *outlay_base_domain = NULL;

/* Web origins that may call the API from a browser, separated by commas; * is any. */
char	   *outlay_allowed_origins = NULL;

/* Tenants whose prepared plans a backend keeps. */
int			outlay_cached_tenants = 100;

/* _PG_init defines the settings and readies the libraries. */
void
_PG_init(void)
{
	DefineCustomStringVariable("outlay.base_domain",
							   "The domain below which every organization has its default host name.",
							   "The organization with the slug acme is served at acme.<base_domain>.",
							   &outlay_base_domain,
							   "localhost",
							   PGC_SUSET,
							   0, NULL, NULL, NULL);

	DefineCustomStringVariable("outlay.allowed_origins",
							   "Web origins that may call the API from a browser, separated by commas.",
							   "An asterisk allows every origin; tokens travel in a header, never in a cookie.",
							   &outlay_allowed_origins,
							   "*",
							   PGC_SUSET,
							   0, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.cached_tenants",
							"Organizations whose prepared plans one backend keeps.",
							"The plans of the one that was served longest ago are freed first.",
							&outlay_cached_tenants,
							100, 8, 100000,
							PGC_SUSET,
							0, NULL, NULL, NULL);

	if (sodium_init() < 0)
		ereport(ERROR,
				(errcode(ERRCODE_SYSTEM_ERROR),
				 errmsg("could not initialize libsodium")));
	caller_init();
	MarkGUCPrefixReserved("outlay");
}
