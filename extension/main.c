/*-------------------------------------------------------------------------
 *
 * main.c
 *	  The module's start: every room that has settings, callbacks or a worker
 *	  readies itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "fmgr.h"
#include "utils/guc.h"

#include "blueprint/audit_guard.h"
#include "blueprint/empty_index.h"
#include "call/request.h"
#include "call/setting.h"
#include "console/console.h"
#include "core/early_release.h"
#include "core/outlay.h"
#include "core/own_role.h"
#include "core/plan.h"
#include "core/secret_log.h"
#include "core/wake.h"
#include "directory/tenant.h"
#include "fleet/launcher.h"
#include "http/enter.h"
#include "people/mail.h"
#include "people/session.h"
#include "people/signup.h"
#include "spending/transition.h"
#include "tenancy/purge_watch.h"
#include "tenancy/spare.h"
#include "value/seal.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

/* Readies the libraries, and the rooms from the lowest up. */
void
_PG_init(void)
{
	if (sodium_init() < 0)
		ereport(ERROR,
				(errcode(ERRCODE_SYSTEM_ERROR),
				 errmsg("could not initialize libsodium")));
	early_release_init();
	plan_init();
	secret_log_init();
	wake_init();
	tenant_init();
	empty_index_init();
	audit_guard_init();
	own_role_init();
	spare_init();
	purge_watch_init();
	seal_init();
	setting_init();
	request_init();
	session_init();
	signup_init();
	mail_init();
	transition_init();
	launcher_init();
	console_init();
	enter_init();
	MarkGUCPrefixReserved("outlay");
}
