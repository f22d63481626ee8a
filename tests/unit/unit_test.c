/*-------------------------------------------------------------------------
 *
 * unit_test.c
 *	  Runs all unit tests of the shim and counts them.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

static int	failures;			/* in the test that is running */
static int	number;
static int	failed;

/* Notes a failed check. */
void
unit_fail(const char *file, int line, const char *what)
{
	failures++;
	printf("# %s:%d: %s\n", file, line, what);
}

/* Compares two strings; NULL equals NULL alone. */
void
unit_equal(const char *file, int line, const char *got, const char *wanted)
{
	if (got == wanted || (got && wanted && strcmp(got, wanted) == 0))
		return;
	unit_fail(file, line, "not what it should be:");
	printf("#   got    %s\n#   wanted %s\n", got ? got : "(null)", wanted ? wanted : "(null)");
}

/* Runs tests and prints a line for each. */
void
unit_run(const UnitTest *tests, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		failures = 0;
		tests[i].run();
		failed += failures > 0;
		printf("%s %d - %s\n", failures ? "not ok" : "ok", ++number, tests[i].name);
		fflush(stdout);
	}
}

/* The next of a fixed sequence of numbers below a bound. */
unsigned
unit_random(unsigned below)
{
	static unsigned long long state = 42;

	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned) (state >> 33) % below;
}

/* Runs everything. */
int
main(void)
{
	address_tests();
	args_tests();
	browser_tests();
	buffer_tests();
	condition_tests();
	config_tests();
	guard_tests();
	json_tests();
	limit_tests();
	negotiate_tests();
	problem_tests();
	route_tests();
	shape_tests();
	printf("1..%d\n# %d passed, %d failed\n", number, number - failed, failed);
	return failed > 0;
}
