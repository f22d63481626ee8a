/*-------------------------------------------------------------------------
 *
 * run_as.c
 *	  The one way to run statements as somebody else than the caller.
 *
 * PostgreSQL finds functions and operators by how well their arguments fit,
 * over all schemas of search_path, not by the order of these: a format() or an
 * = that fits better is taken from a tenant's schema, from public, or from
 * whichever else a caller's path names, although pg_catalog comes first. Run
 * by a superuser, it is a superuser's code. So there are two kinds of
 * statements, and nothing in between:
 *
 * - As the owner of the extension, with a path in which nobody but superusers
 *   can make anything: pg_catalog, and pg_temp behind it, where functions and
 *   operators are never looked for. Everything else is qualified.
 * - As the role that owns a tenant's schema or the template, with that schema
 *   in the path. Whatever is found there is that role's own. A superuser is
 *   not let in: for a schema that was given to one, somebody has to take it
 *   back first.
 *
 * call.c does the second for each request and has a shorter way to it, since
 * the path is the tenant's already. scripts/rules/run-as keeps SPI to these.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "search_path.h"

#include "core/run_as.h"

static void check_no_superuser(Oid role);

/* Becomes the owner of the extension, with a path of PostgreSQL's own names, until run_as_end(). */
void
run_as_owner(RunAs *saved)
{
	role_become(&saved->before, role_outlay_owner());
	saved->settings = search_path_enter_system();
}

/* Raises where a role is a superuser's: what is in a schema must never run as one. */
static void
check_no_superuser(Oid role)
{
	if (superuser_arg(role))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("nothing of an organization runs as role \"%s\", which is a superuser",
						GetUserNameFromId(role, false)),
				 errhint("outlay.drift() and outlay.repair() tell whose it has to be.")));
}

/* Becomes the role that owns a schema, with the schema's path, until run_as_end(). */
void
run_as_role(RunAs *saved, Oid role, const char *schema)
{
	check_no_superuser(role);
	role_become(&saved->before, role);
	saved->settings = search_path_enter(schema);
}

/*
 * Becomes such a role with a path that its schema is not in: to ask PostgreSQL
 * about it, where the answer must not be the role's own.
 */
void
run_as_role_apart(RunAs *saved, Oid role)
{
	check_no_superuser(role);
	role_become(&saved->before, role);
	saved->settings = search_path_enter_system();
}

/* Undoes what filled saved, and the settings that were made since. */
void
run_as_end(const RunAs *saved)
{
	search_path_leave(saved->settings);
	role_return(&saved->before);
}
