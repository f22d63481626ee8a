/*-------------------------------------------------------------------------
 *
 * main.c
 *	  The module's start: its settings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "fmgr.h"
#include "utils/guc.h"

#include "blueprint/empty_index.h"
#include "call/caller.h"
#include "call/setting.h"
#include "core/outlay.h"
#include "core/secret_log.h"
#include "fleet/launcher.h"
#include "people/mail.h"
#include "value/seal.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

/* The domain below which every organization has its default host name: slug.base_domain. */
char	   *outlay_base_domain = NULL;

/* Web origins that may call the API from a browser, separated by commas; * is any. */
char	   *outlay_allowed_origins = NULL;

/* Tenants whose prepared plans a backend keeps. */
int			outlay_cached_tenants = 300;

/* Organizations that are kept ready before somebody wants one. */
int			outlay_spare_tenants = 8;

/* Seconds after which a dropped organization is removed for good; -1: never. */
int			outlay_purge_after = 2592000;

/* Seconds after which a database gets the worker's attention in any case. */
int			outlay_worker_interval = 60;

/* Whether anybody may create an organization over HTTP. */
bool		outlay_allow_sign_up = true;

/*
 * Seconds that an access token is valid, that a refresh token is, and that a
 * session lasts however often it is refreshed; in which a new organization's
 * first member may register.
 */
int			outlay_access_token_lifetime = 900;
int			outlay_refresh_token_lifetime = 604800;
int			outlay_session_lifetime = 2592000;
int			outlay_first_member_window = 600;

/* Seconds for which a session counts as confirmed after a log-in or confirm_session(). */
int			outlay_confirmation_lifetime = 600;

/* Seconds that a link for a new password, or for a new e-mail address, is good. */
int			outlay_link_lifetime = 3600;

/* Whether that is so in API v2, too; API v1 has no other way to an owner. */
bool		outlay_first_member_in_v2 = false;

/* Defines the settings that are about people. */
static void
define_settings_of_people(void)
{
	DefineCustomBoolVariable("outlay.allow_sign_up",
							 "Whether anybody may create an organization with sign_up().",
							 "Operators may always.",
							 &outlay_allow_sign_up,
							 true,
							 PGC_SUSET,
							 0, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.access_token_lifetime",
							"Seconds that an access token is valid.",
							"The session goes on after that with its refresh token.",
							&outlay_access_token_lifetime,
							900, 1, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.refresh_token_lifetime",
							"Seconds that a refresh token is valid, from its last use on.",
							"A session that is not used for so long has ended.",
							&outlay_refresh_token_lifetime,
							604800, 1, 31536000,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.session_lifetime",
							"Seconds that a session lasts, however often it is refreshed.",
							"After that the member has to log in again.",
							&outlay_session_lifetime,
							2592000, 60, 31536000,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.first_member_window",
							"Seconds in which a new organization's first member may register, as its owner.",
							"Zero switches that off.",
							&outlay_first_member_window,
							600, 0, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.confirmation_lifetime",
							"Seconds for which a session counts as confirmed after a log-in or confirm_session().",
							"Changes to what one logs in with, and to owners, ask for a confirmed session.",
							&outlay_confirmation_lifetime,
							600, 10, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.link_lifetime",
							"Seconds that a link for a new password, or for a new e-mail address, is good.",
							"Invitations are good for a week.",
							&outlay_link_lifetime,
							3600, 60, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomBoolVariable("outlay.first_member_in_v2",
							 "Whether the first member may register in API v2, too.",
							 "In API v1 the first member may, which has no other way to an owner.",
							 &outlay_first_member_in_v2,
							 false,
							 PGC_SUSET,
							 0, NULL, NULL, NULL);
}

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
							   "Empty: only an organization's own. An asterisk is every origin, without cookies.",
							   &outlay_allowed_origins,
							   "",
							   PGC_SUSET,
							   0, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.cached_tenants",
							"Organizations whose prepared plans one backend keeps.",
							"The plans of the one that was served longest ago are freed first.",
							&outlay_cached_tenants,
							300, 8, 100000,
							PGC_SUSET,
							0, NULL, NULL, NULL);

	DefineCustomIntVariable("outlay.spare_tenants",
							"Organizations that are kept ready, so that creating one takes no time.",
							"With shared_preload_libraries = 'outlay', or by calling outlay.make_spare(); 0 is none.",
							&outlay_spare_tenants,
							8, 0, 10000,
							PGC_SUSET,
							0, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.purge_after",
							"Time after which a dropped organization is removed for good.",
							"By the worker, or by calling outlay.purge_tenants(); -1 is never.",
							&outlay_purge_after,
							2592000, -1, PG_INT32_MAX,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.worker_interval",
							"Seconds after which the worker looks at every database, called or not.",
							"Creations and migrations call it at once.",
							&outlay_worker_interval,
							60, 1, 86400,
							PGC_SIGHUP,
							GUC_UNIT_S, NULL, NULL, NULL);
	define_settings_of_people();
	setting_init();
	seal_init();
	mail_init();

	if (sodium_init() < 0)
		ereport(ERROR,
				(errcode(ERRCODE_SYSTEM_ERROR),
				 errmsg("could not initialize libsodium")));
	secret_log_init();
	caller_init();
	empty_index_init();
	worker_init();
	MarkGUCPrefixReserved("outlay");
}
