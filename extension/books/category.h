/*-------------------------------------------------------------------------
 *
 * category.h
 *	  Categories: what money is spent on.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CATEGORY_H
#define OUTLAY_CATEGORY_H

#include "call/call.h"

/*
 * Notes where the argument category_id names none, or an archived one that the
 * expense (0: a new one) does not have already. 0 and NULL are none.
 */
extern void category_check(Call *call, int arg, int64 expense);

#endif							/* OUTLAY_CATEGORY_H */
