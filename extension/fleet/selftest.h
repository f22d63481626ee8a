/*-------------------------------------------------------------------------
 *
 * selftest.h
 *	  The checks that selftest() makes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SELFTEST_H
#define OUTLAY_SELFTEST_H

#include "lib/stringinfo.h"

/* The tenant under test, and another one to try the walls on; 0: there is no other. */
typedef struct Subject
{
	int64		id;
	int64		other;
	const char *slug;
	Oid			schema;
	Oid			role;
	bool		active;
} Subject;

/* A check adds to detail what it found and returns whether that is right. */
typedef struct Check
{
	const char *name;
	bool		(*run) (const Subject *subject, StringInfo detail);
	bool		refused;		/* right is if the statement is refused */
	bool		needs_other;	/* tries another tenant */
} Check;

/* For each tenant, and once for the database, with no subject. The last one has no name. */
extern const Check selftest_checks[];
extern const Check selftest_database_checks[];

#endif							/* OUTLAY_SELFTEST_H */
