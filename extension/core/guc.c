/*-------------------------------------------------------------------------
 *
 * guc.c
 *	  PostgreSQL's settings, made for what we run.
 *
 * As anybody may make them: one that takes a superuser, and a value that is
 * none, raise.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/guc.h"

#include "core/guc.h"

/* Makes a setting until the end of the transaction or subtransaction, as SET LOCAL does. */
void
guc_local(const char *name, const char *value)
{
	(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, 0, false);
}

/* Makes a setting until the level of settings ends that NewGUCNestLevel() has begun. */
void
guc_save(const char *name, const char *value)
{
	(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
}

/* Does so with each of a table. */
void
guc_save_all(const GucSetting *settings, int count)
{
	for (int i = 0; i < count; i++)
		guc_save(settings[i].name, settings[i].value);
}
