/*-------------------------------------------------------------------------
 *
 * dump_guard.h
 *	  Keeps schemas from being dropped under a pg_dump.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DUMP_GUARD_H
#define OUTLAY_DUMP_GUARD_H

extern bool dump_may_run(void);
extern void dump_check_none(void);
extern void dump_check_none_began(bool ends);

#endif							/* OUTLAY_DUMP_GUARD_H */
