/*-------------------------------------------------------------------------
 *
 * search_path.c
 *	  The search_path that statements for one schema run with.
 *
 * It is the same wherever it is set: the schema, then outlay, then pg_temp,
 * which would otherwise come first.  pg_catalog is not named, so it is
 * searched before all of them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "catalog/namespace.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "core/guc.h"
#include "core/search_path.h"

static bool is_plain(const char *name);
static int	enter(const char *path);

/* Whether a name stands in a path as it is: quote_identifier() would quote it under quote_all_identifiers. */
static bool
is_plain(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name) && !isdigit((unsigned char) name[0]);
}

/*
 * Returns the path for a schema, in the current memory context: always the
 * same text, for it is read again to tell the tenant.
 */
char *
search_path_for(const char *schema)
{
	if (strcmp(schema, OUTLAY_SCHEMA) == 0)
		return pstrdup(SEARCH_PATH_OUTLAY);
	return psprintf("%s" SEARCH_PATH_SUFFIX, is_plain(schema) ? schema : quote_identifier(schema));
}

/* Sets the path for a schema until the end of the transaction or subtransaction. */
void
search_path_set(const char *schema)
{
	guc_local("search_path", search_path_for(schema));
}

/* Sets a path within a new level of settings, which it returns. */
static int
enter(const char *path)
{
	int			level = NewGUCNestLevel();

	guc_save("search_path", path);
	return level;
}

/*
 * Sets the path for a schema until search_path_leave() is called with what it
 * returns, or until the transaction or subtransaction ends. Other settings
 * made after it last as long, also those made for the session: a trigger of
 * one organization would otherwise leave them to whichever the connection
 * serves next.
 */
int
search_path_enter(const char *schema)
{
	return enter(search_path_for(schema));
}

/* Does so with the path of PostgreSQL's own names. */
int
search_path_enter_system(void)
{
	return enter(SEARCH_PATH_SYSTEM);
}

/* Does so with the path as it is. */
int
search_path_keep(void)
{
	return NewGUCNestLevel();
}

/* Undoes what returned the level, and all settings made since. */
void
search_path_leave(int level)
{
	AtEOXact_GUC(false, level);
}

/* Returns the path, in the current memory context, for search_path_put_back(). */
char *
search_path_now(void)
{
	return pstrdup(namespace_search_path);
}

/*
 * Sets the path of before where somebody's code has set another one within the
 * same level of settings. A level for each statement would undo all that was
 * set, but looks through all settings at its end: 3 % of a request.
 */
void
search_path_put_back(const char *before)
{
	if (strcmp(namespace_search_path, before) != 0)
		guc_local("search_path", before);
}
