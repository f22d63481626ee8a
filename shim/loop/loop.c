/*-------------------------------------------------------------------------
 *
 * loop.c
 *	  What an event loop gives to all that it runs: its clock, numbers, and
 *	  watched descriptors.
 *
 *-------------------------------------------------------------------------
 */
#include "loop/loop.h"

#include <errno.h>
#include <sys/epoll.h>
#include <time.h>

_Static_assert(PHASE_COUNT == METRIC_CLIENT_TIMEOUTS - METRIC_CLIENTS, "a phase has no number");

/* Monotonic microseconds. */
int64_t
clock_micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The next of a sequence of numbers (splitmix64): distinct and evenly spread, not secret. */
uint64_t
loop_random(Loop *loop)
{
	uint64_t	z = loop->ids += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

/* Watches a descriptor, or changes for what it is watched. */
bool
loop_watch(Loop *loop, int fd, uint32_t events, Source *source)
{
	struct epoll_event event = {.events = events, .data.ptr = source};

	/* A closed descriptor leaves the set by itself, and its number may be another's by now. */
	return epoll_ctl(loop->epoll_fd, EPOLL_CTL_MOD, fd, &event) == 0 ||
		(errno == ENOENT && epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0);
}
