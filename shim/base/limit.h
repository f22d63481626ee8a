/*-------------------------------------------------------------------------
 *
 * limit.h
 *	  How often somebody may ask, and how much somebody holds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_LIMIT_H
#define OUTLAYD_LIMIT_H

#include <stdint.h>

/* What somebody may hold only so many of. */
typedef enum Held
{
	HELD_CONNECTIONS,
	HELD_STREAMS,
	HELD_SPOOL,					/* units of SPOOL_UNIT bytes */
	HELD_COUNT
} Held;

extern int64_t limit_take(uint64_t key, int64_t now, int64_t interval, int burst);
extern int limit_hold(Held what, uint64_t key, int change);

#endif /* OUTLAYD_LIMIT_H */
