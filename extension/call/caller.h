/*-------------------------------------------------------------------------
 *
 * caller.h
 *	  Who is calling, for the length of a transaction.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CALLER_H
#define OUTLAY_CALLER_H

#include "call/request.h"
#include "directory/member_role.h"

extern const Caller *caller_get(void);
extern void caller_use_tenant(int64 tenant);

#endif							/* OUTLAY_CALLER_H */
