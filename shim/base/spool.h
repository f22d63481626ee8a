/*-------------------------------------------------------------------------
 *
 * spool.h
 *	  Room for bodies that are larger than most, which all requests share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_SPOOL_H
#define OUTLAYD_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The room that somebody has. */
typedef struct Room
{
	uint64_t	owner;			/* whose it is counted as */
	size_t		bytes;
} Room;

/* Take room until spool_give(), where there are so many bytes for all. False: there is none, and none was taken. */
extern bool spool_take_body(Room *room, size_t bytes, size_t all);
extern bool spool_take_answer(Room *room, size_t bytes, size_t all);

extern void spool_give(Room *room);

#endif							/* OUTLAYD_SPOOL_H */
