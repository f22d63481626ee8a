/*-------------------------------------------------------------------------
 *
 * listing.h
 *	  Lists, as the functions that return them declare them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_LISTING_H
#define OUTLAY_LISTING_H

#include "postgres.h"

#include "core/proof.h"

/*
 * What holds where an argument is given. An argument of one value: the
 * condition, in which "$?" stands for the value. An argument that is an array,
 * of bigint or text: the column, which has one of its values.
 */
typedef struct Filter
{
	const char *field;			/* name of the argument */
	int			arg;
	Oid			type;			/* of a value */
	const char *condition;
	const char *column;
	const char *choices;		/* words that may be among the values, separated by spaces; NULL: any */
	bool		folded;			/* the argument, text or text[], is compared with folded text (value/fold.h) */
	const char *range_of;		/* key of which the condition is a range; NULL: of none */
	const char *leads;			/* key in whose order an index has the rows of one value; NULL: none has */
	const char *led;			/* column that this index begins with; NULL: the filter's own */
	const char *led_by;			/* SELECT of its values up to the column that is compared; NULL: those of the filter */
} Filter;

#define PAGE_MAX_FILTERS	20
#define PAGE_MAX_SORTS		6

/* An order: by a column that is never NULL and among equals by the id, or by the id alone. */
typedef struct PageSort
{
	const char *name;			/* as callers write it, before it "-" for descending */
	const char *key;			/* expression of the column; NULL: the id alone */
	Oid			type;			/* of the column: date, numeric, timestamptz, bigint or text */
	bool		indexed;		/* of a list that may be long: an index has its rows in this order */
} PageSort;

/*
 * Text as people expect it in order, in whatever locale the database is: by
 * Unicode's own collation. It never orders an index, so that a newer ICU
 * changes the order of a page and nothing else.
 */
#define SORTED_TEXT(expression)	expression " COLLATE pg_catalog.\"und-x-icu\""

/*
 * A list, always static: its address is its identity. Unless the caller says
 * otherwise its order is that of the first sort, descending.
 */
typedef struct Listing
{
	const char *record;			/* the record, ROW(columns)::type, the columns of just the type's types */
	const char *from;			/* tables and joins */
	const char *walked;			/* of a list that may be long: the table and its alias; NULL: it is read whole */
	const char *joined;			/* and what is joined to it, at most once each; after a blank, or empty */
	const char *id;				/* expression of the id, type bigint */
	int			after_arg;		/* argument that has the position to go on from, text */
	int			size_arg;		/* argument that has the number of rows, integer */
	int			sort_arg;		/* argument that has the order, text */
	PageSort	sorts[PAGE_MAX_SORTS];	/* up to one without a name */
	int			filter_count;
	Filter		filters[PAGE_MAX_FILTERS];
} Listing;

/* A list of an organization's rows: static, and nothing but that (core/proof.h). */
#define TenantListing IN_SECTION("outlay_listing") Listing

#endif							/* OUTLAY_LISTING_H */
