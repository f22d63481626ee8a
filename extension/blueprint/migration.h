/*-------------------------------------------------------------------------
 *
 * migration.h
 *	  A DBA's own migrations.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MIGRATION_H
#define OUTLAY_MIGRATION_H

#include "core/problem.h"

extern void migration_validate_name(char **name, Problems *problems);
extern void migration_validate_sql(const char *sql, const char *field, bool required, Problems *problems);

#endif							/* OUTLAY_MIGRATION_H */
