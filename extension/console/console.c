/*-------------------------------------------------------------------------
 *
 * console.c
 *	  The operators' console: where it is, and who serves it.
 *
 * An outlayd of its own serves it, which logs in as outlay_console. That role
 * and outlay_web are told apart by who has logged in, which nothing that either
 * can say changes: each is refused the other's routes. So whoever has taken the
 * organizations' outlayd, or its connections, cannot even try to log in here.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/guc.h"

#include "console/console.h"
#include "core/role.h"
#include "directory/tenant.h"

int			console_idle_timeout = 1800;
int			console_session_lifetime = 43200;

/* Defines the settings. */
void
console_init(void)
{
	DefineCustomIntVariable("outlay.console_idle_timeout",
							"Seconds without a request after which an operator's session ends.",
							NULL,
							&console_idle_timeout,
							1800, 10, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.console_session_lifetime",
							"Seconds that an operator's session lasts, however often it is used.",
							"After that the operator has to log in again.",
							&console_session_lifetime,
							43200, 60, 604800,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
}

/* Whether it is the console's outlayd that is connected. */
bool
console_is_served(void)
{
	const char *name = GetUserNameFromId(GetSessionUserId(), true);

	return name != NULL && strcmp(name, OUTLAY_CONSOLE_ROLE) == 0;
}

/* Raises P0002 where a request did not come to the console's host (NULL: none is named), or names an organization. */
void
console_check_address(const char *host, const char *slug)
{
	if (slug != NULL || host == NULL || outlay_console_host[0] == '\0' || pg_strcasecmp(host, outlay_console_host) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is nothing at this address")));
}
