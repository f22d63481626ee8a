/*-------------------------------------------------------------------------
 *
 * page.h
 *	  Lists: pages by keyset, with filters, in an order of the caller's choice.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PAGE_H
#define OUTLAY_PAGE_H

#include "call/call.h"
#include "call/listing.h"

/* Runs a list with the arguments of a call, returns its rows from a set-returning function, and ends the call. */
extern Datum page_return(Call *call, const Listing *list);

extern void page_check_columns(TupleDesc desc, TupleDesc wanted, int more);
extern void page_reset(void);
extern const char *page_next(void);

#endif							/* OUTLAY_PAGE_H */
