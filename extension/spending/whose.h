/*-------------------------------------------------------------------------
 *
 * whose.h
 *	  Whose expense it is: who may say so, and who has had a hand in it then.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_WHOSE_H
#define OUTLAY_WHOSE_H

#include "call/call.h"
#include "spending/permission.h"

extern int64 whose_argument(Call *call, int arg);
extern bool whose_has_left(Call *call, int arg);
extern void whose_change(Call *call, Parties *parties, int64 member, bool left);
extern int64 whose_other_party(const Call *call, int64 member);

#endif							/* OUTLAY_WHOSE_H */
