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
#include "serve/spool.h"

#include <stdatomic.h>

#include "base/limit.h"

#define SPOOL_UNIT 4096

static atomic_size_t taken; /* bytes, of all loops */

static uint64_t owner_of(const Request *request);
static int	units_of(size_t bytes);
static bool take(Request *request, size_t bytes, size_t most);

/* Whose room it is. */
static uint64_t
owner_of(const Request *request)
{
	return hash_bytes(hash_secret() + HELD_SPOOL, request->from.bytes, address_network(&request->from));
}

/* So many bytes, as limit_hold() counts them. */
static int
units_of(size_t bytes)
{
	return (int) ((bytes + SPOOL_UNIT - 1) / SPOOL_UNIT);
}

/* Takes so much more room for a request where all have no more than most then. False: none was taken. */
static bool
take(Request *request, size_t bytes, size_t most)
{
	size_t		half = (size_t) request->loop->config->max_spool / 2;
	int			units = units_of(request->spooled + bytes) - units_of(request->spooled);
	bool		fits = atomic_fetch_add_explicit(&taken, bytes, memory_order_relaxed) + bytes <= most;

	fits = limit_hold(HELD_SPOOL, owner_of(request), units) <= units_of(half) && fits;
	if (fits)
		request->spooled += bytes;
	else
	{
		atomic_fetch_sub_explicit(&taken, bytes, memory_order_relaxed);
		limit_hold(HELD_SPOOL, owner_of(request), -units);
	}
	return fits;
}

/* Takes room for a body, until spool_give(). False: there is none. */
bool
spool_take_body(Request *request, size_t bytes)
{
	size_t		all = (size_t) request->loop->config->max_spool;

	return take(request, bytes, all - all / 4);
}

/* Takes room for more of an answer, until spool_give(). False: there is none. */
bool
spool_take_answer(Request *request, size_t bytes)
{
	return take(request, bytes, (size_t) request->loop->config->max_spool);
}

/* Refuses a request that has found no room. */
void
spool_refuse(Request *request, const char *detail)
{
	request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "spool_full", detail);
}

/* Gives back all room that a request has. */
void
spool_give(Request *request)
{
	if (request->spooled == 0)
		return;
	atomic_fetch_sub_explicit(&taken, request->spooled, memory_order_relaxed);
	limit_hold(HELD_SPOOL, owner_of(request), -units_of(request->spooled));
	request->spooled = 0;
}
