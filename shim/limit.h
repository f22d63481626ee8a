/*-------------------------------------------------------------------------
 *
 * limit.h
 *	  How often somebody may ask.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_LIMIT_H
#define OUTLAYD_LIMIT_H

#include <stdint.h>

extern int64_t limit_take(uint64_t key, int64_t now, int64_t interval, int burst);

#endif /* OUTLAYD_LIMIT_H */
