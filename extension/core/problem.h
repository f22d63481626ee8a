/*-------------------------------------------------------------------------
 *
 * problem.h
 *	  Every violated field in one error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PROBLEM_H
#define OUTLAY_PROBLEM_H

#include "lib/stringinfo.h"

typedef struct Problems
{
	int			count;
	StringInfoData lines;		/* "field: code: message", one a line */
} Problems;

extern void problem_add(Problems *problems, const char *field, const char *code,
						const char *format,...) pg_attribute_printf(4, 5);
extern void problem_check(const Problems *problems, const char *what);
extern void problem_raise(int sqlstate, const char *field, const char *code, const char *message,
						  const char *hint) pg_attribute_noreturn();

#endif							/* OUTLAY_PROBLEM_H */
