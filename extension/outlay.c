/*-------------------------------------------------------------------------
 *
 * outlay.c
 *	  The module's start: its settings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/guc.h"

#include "outlay.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

/* The domain below which every organization has its default host name: slug.base_domain. */
char	   *outlay_base_domain = NULL;

/* _PG_init defines the settings. */
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

	MarkGUCPrefixReserved("outlay");
}
