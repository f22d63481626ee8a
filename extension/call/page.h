/*-------------------------------------------------------------------------
 *
 * page.h
 *	  Lists: pages by keyset, with filters.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PAGE_H
#define OUTLAY_PAGE_H

#include "call/call.h"

/* A condition that holds where an argument is given; "$?" in it stands for the argument. */
typedef struct Filter
{
	int			arg;
	Oid			type;
	const char *condition;
	bool		folded;			/* the argument is compared with folded text (value/fold.h) */
} Filter;

#define PAGE_MAX_FILTERS	12

/*
 * A list, always static: its address is its identity. The newest come first,
 * by the key (day, id) or, where no day column is named, by id.
 */
typedef struct Listing
{
	const char *record;			/* the record, ROW(columns)::type, the columns of just the type's types */
	const char *from;			/* tables and joins */
	const char *id;				/* expression of the id, type bigint */
	const char *day;			/* expression of the day, type date; NULL: by id alone */
	int			after_arg;		/* argument that has the position to go on from, text */
	int			size_arg;		/* argument that has the number of rows, integer */
	int			filter_count;
	Filter		filters[PAGE_MAX_FILTERS];
} Listing;

/* Runs a list with the arguments of a call, returns its rows from a set-returning function, and ends the call. */
extern Datum page_return(Call *call, const Listing *list);

extern void page_reset(void);
extern const char *page_next(void);

#endif							/* OUTLAY_PAGE_H */
