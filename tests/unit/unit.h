/*-------------------------------------------------------------------------
 *
 * unit.h
 *	  A test is a function; a failed check names its line and goes on.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_UNIT_H
#define OUTLAYD_UNIT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct UnitTest
{
	const char *name;			/* the behaviour that it protects */
	void		(*run) (void);
} UnitTest;

extern void unit_fail(const char *file, int line, const char *what);
extern void unit_equal(const char *file, int line, const char *got, const char *wanted);
extern void unit_run(const UnitTest *tests, size_t count);

/* The pseudo-random numbers of a run are the same each time. */
extern unsigned unit_random(unsigned below);

#define CHECK(condition) ((condition) ? (void) 0 : unit_fail(__FILE__, __LINE__, #condition))
#define EQUAL(got, wanted) unit_equal(__FILE__, __LINE__, got, wanted)
#define COUNT(array) (sizeof(array) / sizeof *(array))

extern void address_tests(void);
extern void args_tests(void);
extern void browser_tests(void);
extern void buffer_tests(void);
extern void condition_tests(void);
extern void config_tests(void);
extern void guard_tests(void);
extern void json_tests(void);
extern void limit_tests(void);
extern void negotiate_tests(void);
extern void problem_tests(void);
extern void route_tests(void);
extern void shape_tests(void);

#endif							/* OUTLAYD_UNIT_H */
