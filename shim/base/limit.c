/*-------------------------------------------------------------------------
 *
 * limit.c
 *	  How often somebody may ask, and how much somebody holds, in tables of
 *	  all loops, without locks.
 *
 * The generic cell rate algorithm keeps one time for each key: when its
 * requests, evenly spread, would be through. A request is let in if that is
 * not further away than the burst allows, and moves it by one interval. So a
 * key is one word, 16 bits of its hash and 48 bits of microseconds, which is
 * changed by compare-and-swap.
 *
 * The table never grows. A key that finds its four words taken by others
 * takes the one whose time is over first: whoever has asked least is
 * forgotten, never whoever is being held back while others are not. Two keys
 * that share bucket and bits share a limit, one pair in some billions.
 *
 *-------------------------------------------------------------------------
 */
#include "base/limit.h"

#include <stdatomic.h>

#define WAYS 4
#define SETS 16384
#define TIME_MASK ((UINT64_C(1) << 48) - 1)

static _Atomic uint64_t table[SETS][WAYS];

/*
 * What is held, by hash of the holder. Two that share a slot share a limit, which is rare and harmless; in exchange
 * there is nothing to lock, to fill or to clean.
 */
#define SLOTS 65536
static atomic_int held[HELD_COUNT][SLOTS];

/*
 * Takes one request of a key's, a well mixed hash, at a time in microseconds: one every interval is let in over time,
 * and burst at once. Returns 0, or the microseconds after which it may be tried again; then nothing is taken.
 */
int64_t
limit_take(uint64_t key, int64_t now, int64_t interval, int burst)
{
	_Atomic uint64_t *set = table[key % SETS];
	uint64_t	tag = key & ~TIME_MASK;
	int64_t		tolerance = interval * (burst - 1);

	for (;;)
	{
		_Atomic uint64_t *way = set;
		uint64_t	word = 0;
		int64_t		until = now;

		for (int i = 0; i < WAYS; i++)
		{
			uint64_t	other = atomic_load_explicit(&set[i], memory_order_relaxed);

			if (i == 0 || (other & ~TIME_MASK) == tag || (other & TIME_MASK) < (word & TIME_MASK))
			{
				way = &set[i];
				word = other;
			}
			if ((other & ~TIME_MASK) == tag)
				break;
		}
		if ((word & ~TIME_MASK) == tag && (int64_t) (word & TIME_MASK) > now)
			until = (int64_t) (word & TIME_MASK);
		if (until - now > tolerance)
			return until - now - tolerance;
		if (atomic_compare_exchange_weak_explicit(way, &word, tag | ((uint64_t) (until + interval) & TIME_MASK),
												  memory_order_relaxed, memory_order_relaxed))
			return 0;
	}
}

/* Adds change (1, 0 or -1) to what a key's owner holds; how much that is then. */
int
limit_hold(Held what, uint64_t key, int change)
{
	return atomic_fetch_add_explicit(&held[what][key % SLOTS], change, memory_order_relaxed) + change;
}
