/*-------------------------------------------------------------------------
 *
 * spool.c
 *	  Room for bodies that are larger than most, which all requests share.
 *
 * A body is in memory as a whole while it comes, and an answer while it goes
 * out, for as long as a slow client takes. Those of up to max_body are bounded
 * by the number of connections. What is larger takes room here before there is
 * any of it, all loops together as much as max_spool, bodies three quarters of
 * that, so that who uploads keeps nobody from reading, and one client's network
 * half; whoever finds none is told to come later. An answer's first piece is
 * free: nobody waits for room with an ordinary file.
 *
 *-------------------------------------------------------------------------
 */
#include "base/spool.h"

#include <stdatomic.h>

#include "base/limit.h"

#define SPOOL_UNIT 4096

static atomic_size_t taken; /* bytes, of all loops */

static int	units_of(size_t bytes);
static bool take(Room *room, size_t bytes, size_t most, size_t half);

/* So many bytes, as limit_hold() counts them. */
static int
units_of(size_t bytes)
{
	return (int) ((bytes + SPOOL_UNIT - 1) / SPOOL_UNIT);
}

/* Takes so much more room where all have no more than most then, and its owner no more than half. */
static bool
take(Room *room, size_t bytes, size_t most, size_t half)
{
	int			units = units_of(room->bytes + bytes) - units_of(room->bytes);
	bool		fits = atomic_fetch_add_explicit(&taken, bytes, memory_order_relaxed) + bytes <= most;

	fits = limit_hold(HELD_SPOOL, room->owner, units) <= units_of(half) && fits;
	if (fits)
		room->bytes += bytes;
	else
	{
		atomic_fetch_sub_explicit(&taken, bytes, memory_order_relaxed);
		limit_hold(HELD_SPOOL, room->owner, -units);
	}
	return fits;
}

/* See spool.h. */
bool
spool_take_body(Room *room, size_t bytes, size_t all)
{
	return take(room, bytes, all - all / 4, all / 2);
}

/* See spool.h. */
bool
spool_take_answer(Room *room, size_t bytes, size_t all)
{
	return take(room, bytes, all, all / 2);
}

/* Gives back all that somebody has. */
void
spool_give(Room *room)
{
	if (room->bytes == 0)
		return;
	atomic_fetch_sub_explicit(&taken, room->bytes, memory_order_relaxed);
	limit_hold(HELD_SPOOL, room->owner, -units_of(room->bytes));
	room->bytes = 0;
}
