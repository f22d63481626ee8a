/*-------------------------------------------------------------------------
 *
 * settled.h
 *	  Up to which of its numbers the audit is final.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SETTLED_H
#define OUTLAY_SETTLED_H

#include "call/call.h"

extern bool settled_writers_end(int64 tenant, int patience);
extern int64 settled_position(Call *call, int patience);

#endif							/* OUTLAY_SETTLED_H */
