/*-------------------------------------------------------------------------
 *
 * page_query.h
 *	  What a caller asks of a list, and the statement that answers it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PAGE_QUERY_H
#define OUTLAY_PAGE_QUERY_H

#include "nodes/params.h"

#include "call/call.h"
#include "call/listing.h"

#define PAGE_DEFAULT_SIZE	50
#define PAGE_MAX_SIZE		200
#define FILTER_MAX_VALUES	50		/* so that they fit into an address */

/*
 * A variant of a list's statement: a bit for each filter that is given, one
 * for each of which there are several values, the number of the order, and
 * the bits below.
 */
#define VARIANT_FILTER(n)	(UINT64CONST(1) << (n))
#define VARIANT_SEVERAL(n)	(UINT64CONST(1) << (PAGE_MAX_FILTERS + (n)))
#define VARIANT_SORT_SHIFT	(2 * PAGE_MAX_FILTERS)
#define VARIANT_SORT_MASK	(UINT64CONST(7) << VARIANT_SORT_SHIFT)
#define VARIANT_ASCENDING	(UINT64CONST(1) << (VARIANT_SORT_SHIFT + 3))
#define VARIANT_AFTER		(UINT64CONST(1) << (VARIANT_SORT_SHIFT + 4)) /* a later page */
#define VARIANT_LARGE		(UINT64CONST(1) << (VARIANT_SORT_SHIFT + 5)) /* more than the default size */

/*
 * How a long list is read. By an index in the order of the list, for that all
 * filters are in; or a page by this index of each of several values; or so many
 * rows in that order, of which some may fit; or all that fit, by whatever index
 * finds them, to be put in order then.
 */
#define VARIANT_WALK		(UINT64CONST(1) << (VARIANT_SORT_SHIFT + 6))
#define VARIANT_SCAN		(UINT64CONST(1) << (VARIANT_SORT_SHIFT + 7))
#define VARIANT_MERGE		(UINT64CONST(1) << (VARIANT_SORT_SHIFT + 8))
#define WALK_ROWS			4000

/* All filters of a list, each with one value. */
#define VARIANT_ALL_FILTERS(list)	(VARIANT_FILTER((list)->filter_count) - 1)

/* A list as it is asked for. */
typedef struct PageQuery
{
	const Listing *list;
	const PageSort *sort;
	char		order[NAMEDATALEN];	/* "-spent_on" */
	int			size;
	uint64		variant;
	ParamListInfo params;
} PageQuery;

extern uint64 page_query_way(const PageQuery *query);
extern void page_query_read(Call *call, const Listing *list, PageQuery *query);
extern void page_query_filter(Call *call, const Filter *filters, int count, ParamListInfo params, uint64 *variant);
extern void page_query_write(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
extern void page_write_filters(const Filter *filters, int count, uint64 variant, StringInfo sql, int *nargs,
							   Oid *types);

#endif							/* OUTLAY_PAGE_QUERY_H */
