/*-------------------------------------------------------------------------
 *
 * selftest_database.c
 *	  What selftest() looks at once for the whole database.
 *
 * The walls stand on what is around them: who may connect, whose the extension
 * is, where the library is loaded. None of that is the extension's to change
 * unasked, so it is told, with the command that puts it right.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "core/row.h"
#include "core/run_as.h"
#include "core/wake.h"
#include "fleet/selftest.h"

static bool nothing_found(const char *sql, StringInfo detail);
static bool check_connect(const Subject *subject, StringInfo detail);
static bool check_temporary(const Subject *subject, StringInfo detail);
static bool check_extension_owner(const Subject *subject, StringInfo detail);
static bool check_library(const Subject *subject, StringInfo detail);
static bool check_settings(const char *role, StringInfo detail);
static bool check_web_settings(const Subject *subject, StringInfo detail);
static bool check_console_settings(const Subject *subject, StringInfo detail);

/* Runs a query of one column; its row, if there is one, says what is wrong. */
static bool
nothing_found(const char *sql, StringInfo detail)
{
	RunAs		before;

	run_as_owner(&before);
	if (SPI_execute(sql, true, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not run \"%s\"", sql);
	if (SPI_processed > 0)
		appendStringInfoString(detail, row_text(0, 1));
	run_as_end(&before);
	return SPI_processed == 0;
}

/* Not everybody may connect: who can sees the numbers of rows of all organizations (docs/operations.md). */
static bool
check_connect(const Subject *subject, StringInfo detail)
{
	return nothing_found("SELECT format('everybody may connect: REVOKE CONNECT ON DATABASE %I FROM PUBLIC', "
						 "d.datname) FROM pg_database d WHERE d.datname = current_database() "
						 "AND has_database_privilege('public', d.oid, 'CONNECT')", detail);
}

/* Not everybody may make temporary tables, which fill the disk and can be called anything. */
static bool
check_temporary(const Subject *subject, StringInfo detail)
{
	return nothing_found("SELECT format('all may make temporary tables: REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', "
						 "d.datname) FROM pg_database d "
						 "WHERE d.datname = current_database() "
						 "AND has_database_privilege('public', d.oid, 'TEMPORARY')", detail);
}

/* The owner of the extension makes and drops schemas and roles, and becomes each organization's role. */
static bool
check_extension_owner(const Subject *subject, StringInfo detail)
{
	return nothing_found("SELECT format('role %I owns %s, and is no superuser: ALTER ROLE %1$I SUPERUSER', "
						 "r.rolname, string_agg(o.what, ' and ' ORDER BY o.what)) "
						 "FROM (SELECT 'the extension' AS what, e.extowner AS owner FROM pg_extension e "
						 "WHERE e.extname = 'outlay' UNION ALL SELECT 'schema outlay', n.nspowner "
						 "FROM pg_namespace n WHERE n.nspname = 'outlay') o "
						 "JOIN pg_roles r ON r.oid = o.owner WHERE NOT r.rolsuper GROUP BY r.rolname",
						 detail);
}

/* The library is in every process of the server: sessions of everybody, and the autovacuum. */
static bool
check_library(const Subject *subject, StringInfo detail)
{
	if (wake_is_preloaded())
		return true;
	appendStringInfoString(detail, "where the library is not loaded, the audit is not kept, nor are passwords kept "
						   "out of the log, and no worker runs: ALTER SYSTEM SET shared_preload_libraries = 'outlay', "
						   "beside what is there already, and restart");
	return false;
}

/*
 * What a role of outlayd's has set as its own: nothing that says where names are found, who one is, or what is logged.
 */
static bool
check_settings(const char *role, StringInfo detail)
{
	return nothing_found(psprintf("WITH setting AS (SELECT s.setdatabase, split_part(c, '=', 1) AS name, "
						 "substr(c, strpos(c, '=') + 1) AS value "
						 "FROM pg_db_role_setting s, unnest(s.setconfig) c "
						 "WHERE s.setrole = '%1$s'::regrole AND s.setdatabase IN (0, "
						 "(SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))), "
						 "expected (name, form, value) AS (SELECT * FROM (VALUES "
						 "('log_parameter_max_length', '^0$', '0'), "
						 "('log_parameter_max_length_on_error', '^0$', '0'), "
						 "('pgaudit.log_parameter', '^(off|false|no|0)$', 'off'), "
						 "('auto_explain.log_parameter_max_length', '^0$', '0'), "
						 "('session_preload_libraries', '(^|[^a-z_])outlay($|[^a-z_])', 'outlay')) v "
						 "WHERE column1 NOT LIKE 'auto_explain.%%' "
						 "OR current_setting('server_version_num')::integer >= 160000) "
						 "SELECT t.detail FROM ( "
						 "SELECT format('%%s is not set: ALTER ROLE %1$s SET %%1$s = %%s', e.name, e.value) "
						 "AS detail FROM expected e WHERE NOT EXISTS (SELECT FROM setting s WHERE s.name = e.name) "
						 "UNION ALL SELECT format('%%s is %%L: ALTER ROLE %1$s%%s RESET %%1$s', s.name, s.value, "
						 "CASE WHEN s.setdatabase <> 0 THEN format(' IN DATABASE %%I', "
						 "current_database()) END) "
						 "FROM setting s LEFT JOIN expected e ON e.name = s.name "
						 "WHERE CASE WHEN e.name IS NOT NULL THEN s.value !~ e.form ELSE s.name ~ '^(search_path|role|"
						 "session_replication_role|row_security|local_preload_libraries|log_.*)$' END"
						 ") t ORDER BY 1", role), detail);
}

/* Of outlay_web. */
static bool
check_web_settings(const Subject *subject, StringInfo detail)
{
	return check_settings("outlay_web", detail);
}

/* Of outlay_console. */
static bool
check_console_settings(const Subject *subject, StringInfo detail)
{
	return check_settings("outlay_console", detail);
}

const Check selftest_database_checks[] = {
	{"connect", check_connect, false},
	{"temporary", check_temporary, false},
	{"owner of the extension", check_extension_owner, false},
	{"library", check_library, false},
	{"settings of outlay_web", check_web_settings, false},
	{"settings of outlay_console", check_console_settings, false},
	{NULL},
};
