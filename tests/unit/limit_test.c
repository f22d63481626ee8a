/*-------------------------------------------------------------------------
 *
 * limit_test.c
 *	  How often somebody may ask, and how much somebody holds.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <pthread.h>

#include "base/limit.h"

#define SECOND 1000000

/* A well mixed key. */
static uint64_t
key(uint64_t number)
{
	number = (number + 1) * 0x9e3779b97f4a7c15ULL;
	return (number ^ number >> 31) * 0xbf58476d1ce4e5b9ULL;
}

/* A burst, then one every interval, and after a rest the burst again. */
static void
bursts(void)
{
	int64_t		now = 5 * SECOND;

	for (int i = 0; i < 10; i++)
		CHECK(limit_take(key(1), now, SECOND, 10) == 0);
	CHECK(limit_take(key(1), now, SECOND, 10) == SECOND);
	CHECK(limit_take(key(1), now + 400000, SECOND, 10) == 600000);
	CHECK(limit_take(key(1), now + SECOND, SECOND, 10) == 0);
	CHECK(limit_take(key(1), now + SECOND, SECOND, 10) == SECOND);
	now += 100 * SECOND;
	for (int i = 0; i < 10; i++)
		CHECK(limit_take(key(1), now, SECOND, 10) == 0);
	CHECK(limit_take(key(1), now, SECOND, 10) > 0);
	CHECK(limit_take(key(2), now, SECOND, 1) == 0);
	CHECK(limit_take(key(2), now, SECOND, 1) == SECOND);
}

/* However many others there are, they are let in, and whoever is held back stays so. */
static void
crowd(void)
{
	int64_t		now = 1000 * (int64_t) SECOND;
	int			refused = 0;

	for (int i = 0; i < 100; i++)
		limit_take(key(3), now, SECOND, 100);
	for (uint64_t i = 0; i < 300000; i++)
		refused += limit_take(key(1000 + i), now, SECOND, 5) != 0;
	CHECK(refused == 0);
	CHECK(limit_take(key(3), now, SECOND, 100) > 0);
}

/* Takes what it can get, and returns how much that was. */
static void *
take_all(void *arg)
{
	long		taken = 0;

	for (int i = 0; i < 20000; i++)
		taken += limit_take(key(4), 2000 * (int64_t) SECOND, SECOND, 1000) == 0;
	*(long *) arg = taken;
	return NULL;
}

/* Threads side by side get as much as one. */
static void
threads(void)
{
	pthread_t	thread[4];
	long		taken[4];

	for (int i = 0; i < 4; i++)
		CHECK(pthread_create(&thread[i], NULL, take_all, &taken[i]) == 0);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	CHECK(taken[0] + taken[1] + taken[2] + taken[3] == 1000);
}

/* What is held is given back, and one kind of it does not count as another. */
static void
holding(void)
{
	CHECK(limit_hold(HELD_STREAMS, key(5), 1) == 1 && limit_hold(HELD_STREAMS, key(5), 1) == 2);
	CHECK(limit_hold(HELD_CONNECTIONS, key(5), 0) == 0 && limit_hold(HELD_STREAMS, key(6), 0) == 0);
	CHECK(limit_hold(HELD_STREAMS, key(5), -1) == 1 && limit_hold(HELD_STREAMS, key(5), -1) == 0);
}

/* Runs the tests of this file. */
void
limit_tests(void)
{
	static const UnitTest tests[] = {
		{"a burst is let in, then one every interval", bursts},
		{"a crowd does not crowd out a limit", crowd},
		{"threads share a limit", threads},
		{"what is held is counted by holder and kind", holding},
	};

	unit_run(tests, COUNT(tests));
}
