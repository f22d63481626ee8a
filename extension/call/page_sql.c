/*-------------------------------------------------------------------------
 *
 * page_sql.c
 *	  The statements of a list.
 *
 * A list by an index in its own order costs as much as the rows that it looks
 * at: a page where nearly all of them fit, and the whole table where nearly
 * none does. So where a filter is not in the index no more than WALK_ROWS are
 * looked at; if they do not make a page, the rows that fit are found by another
 * index or by one scan of the table, and put in order then.
 *
 * Where an index has the rows of each value in the order of the list, and there
 * are several values, a page of each is read, and of these the first.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/page_query.h"

SECTION_BOUNDS(outlay_listing);

static void write_condition(StringInfo sql, const char *condition, int number);
static void write_columns(StringInfo sql, const char *record);
static void write_filter(const Filter *filter, bool several, StringInfo sql, int *nargs, Oid *types);
static const char *filter_subject(const Filter *filter);
static void write_rare(const char *subject, const char *value, StringInfo sql);
static void write_ordered_filter(const Filter *filter, bool several, bool leads, StringInfo sql, int *nargs,
								 Oid *types);
static bool is_key(const char *key, const PageSort *sort);
static int	leading_filter(const Listing *list, const PageSort *sort, uint64 variant);
static bool is_in_order(const Listing *list, const PageSort *sort, int filter, int leading);
static bool all_in_order(const Listing *list, const PageSort *sort, uint64 variant, int leading);
static int	merged_filter(const Listing *list, const PageSort *sort, uint64 variant);
static void write_after(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs,
						Oid *types);
static void write_order(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql);
static void write_plain(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs,
						Oid *types);
static void write_walk(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs,
					   Oid *types);
static int	variant_rows(uint64 variant);
static void write_merge(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs,
						Oid *types);
static void write_scan(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs,
					   Oid *types);
static void give_lists(ProofTake take);

static const TenantWritten lists = {give_lists};

/* Adds a condition, its "$?" numbered. */
static void
write_condition(StringInfo sql, const char *condition, int number)
{
	for (const char *c = condition; *c; c++)
	{
		if (c[0] == '$' && c[1] == '?')
		{
			appendStringInfo(sql, "$%d", number);
			c++;
		}
		else
			appendStringInfoChar(sql, *c);
	}
}

/* Adds the columns of a record that is written ROW(columns)::type. */
static void
write_columns(StringInfo sql, const char *record)
{
	const char *begin = record + strlen("ROW(");
	const char *end = NULL;

	for (const char *c = strstr(record, ")::"); c != NULL; c = strstr(c + 1, ")::"))
		end = c;
	if (strncmp(record, "ROW(", strlen("ROW(")) != 0 || end == NULL)
		elog(ERROR, "\"%s\" is not of the form ROW(columns)::type", record);
	appendBinaryStringInfo(sql, begin, end - begin);
}

/* Adds the condition of filter number n of a variant, behind AND, and its parameter. */
static void
write_filter(const Filter *filter, bool several, StringInfo sql, int *nargs, Oid *types)
{
	types[(*nargs)++] = !several ? filter->type : filter->type == INT8OID ? INT8ARRAYOID : TEXTARRAYOID;
	appendStringInfoString(sql, " AND (");
	if (filter->column != NULL)
		appendStringInfo(sql, several ? "%s = ANY ($%d)" : "%s = $%d", filter->column, *nargs);
	else
		write_condition(sql, filter->condition, *nargs);
	appendStringInfoChar(sql, ')');
}

/* What a filter that is led by an index compares with its value. */
static const char *
filter_subject(const Filter *filter)
{
	static const char equals[] = " = $?";
	const char *end;

	if (filter->led != NULL || filter->column != NULL)
		return filter->led != NULL ? filter->led : filter->column;
	end = strstr(filter->condition, equals);
	if (end == NULL || end[strlen(equals)] != '\0')
		elog(ERROR, "\"%s\" is no comparison with a value", filter->condition);
	return pnstrdup(filter->condition, end - filter->condition);
}

/*
 * Adds, for the planner, that few rows have a value that an index leads with.
 * Of few values each has many rows on average, so that it would rather read the
 * list in order until enough of the value have come: all of it for a value that
 * is rare or not there. Two bounds that it does not know it takes for 0.5% of
 * the rows, whatever the equality says.
 */
static void
write_rare(const char *subject, const char *value, StringInfo sql)
{
	appendStringInfo(sql, " AND %s BETWEEN %s AND %s", subject, value, value);
}

/* Adds the condition of a filter to a statement in the order of the list, of which an index may lead with it. */
static void
write_ordered_filter(const Filter *filter, bool several, bool leads, StringInfo sql, int *nargs, Oid *types)
{
	write_filter(filter, several, sql, nargs, types);
	if (leads)
		write_rare(filter_subject(filter), psprintf("$%d", *nargs), sql);
}

/* Adds the conditions of the filters that a variant has, each behind AND, and their parameters. */
void
page_write_filters(const Filter *filters, int count, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	for (int i = 0; i < count; i++)
		if (variant & VARIANT_FILTER(i))
			write_filter(&filters[i], (variant & VARIANT_SEVERAL(i)) != 0, sql, nargs, types);
}

/* Whether two keys of a list are one. */
static bool
is_key(const char *key, const PageSort *sort)
{
	return key != NULL && strcmp(key, sort->key != NULL ? sort->key : "") == 0;
}

/*
 * The filter of a variant that an index leads with whose rows are in the order
 * of the list; -1: none is.
 */
static int
leading_filter(const Listing *list, const PageSort *sort, uint64 variant)
{
	for (int i = 0; i < list->filter_count; i++)
		if ((variant & VARIANT_FILTER(i)) && !(variant & VARIANT_SEVERAL(i)) && list->filters[i].led_by == NULL &&
			is_key(list->filters[i].leads, sort))
			return i;
	return -1;
}

/* Whether an index that has the rows in order has them by this filter, too. */
static bool
is_in_order(const Listing *list, const PageSort *sort, int filter, int leading)
{
	return filter == leading || is_key(list->filters[filter].range_of, sort);
}

/* Whether an index knows all the filters of a variant, if it has the rows of the value of one of them in order. */
static bool
all_in_order(const Listing *list, const PageSort *sort, uint64 variant, int leading)
{
	for (int i = 0; i < list->filter_count; i++)
		if ((variant & VARIANT_FILTER(i)) && !is_in_order(list, sort, i, leading))
			return false;
	return true;
}

/* The filter of a variant of whose values an index has the rows in order, one value after the other; -1: none is. */
static int
merged_filter(const Listing *list, const PageSort *sort, uint64 variant)
{
	for (int i = 0; i < list->filter_count; i++)
		if ((variant & VARIANT_FILTER(i)) && is_key(list->filters[i].leads, sort))
			return all_in_order(list, sort, variant, i) ? i : -1;
	return -1;
}

/*
 * Tells how a list is best begun: 0, as it is; VARIANT_MERGE where several
 * values have it in order; VARIANT_WALK where there is more to a row than an
 * index in the order of the list knows; VARIANT_SCAN where no index is in that
 * order.
 */
uint64
page_query_way(const PageQuery *query)
{
	const Listing *list = query->list;

	if (list->walked == NULL)
		return 0;
	if (!query->sort->indexed)
		return VARIANT_SCAN;
	if (all_in_order(list, query->sort, query->variant, leading_filter(list, query->sort, query->variant)))
		return 0;
	return merged_filter(list, query->sort, query->variant) >= 0 ? VARIANT_MERGE : VARIANT_WALK;
}

/* Adds the condition that rows are behind a position, and its parameters. */
static void
write_after(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const char *operator = variant & VARIANT_ASCENDING ? ">" : "<";

	if (!(variant & VARIANT_AFTER))
		return;
	if (sort->key != NULL)
		types[(*nargs)++] = sort->type;
	types[(*nargs)++] = INT8OID;
	if (sort->key != NULL)
		appendStringInfo(sql, " AND (%s, %s) %s ($1, $2)", sort->key, list->id, operator);
	else
		appendStringInfo(sql, " AND %s %s $1", list->id, operator);
}

/* Adds the order. */
static void
write_order(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql)
{
	const char *direction = variant & VARIANT_ASCENDING ? "" : " DESC";

	appendStringInfoString(sql, " ORDER BY ");
	if (sort->key != NULL)
		appendStringInfo(sql, "%s%s, ", sort->key, direction);
	appendStringInfo(sql, "%s%s", list->id, direction);
}

/* Adds where the rows come from, with the conditions: just as they are. */
static void
write_plain(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	int			leading = leading_filter(list, sort, variant);

	appendStringInfo(sql, "%s WHERE true", list->from);
	write_after(list, sort, variant, sql, nargs, types);
	for (int i = 0; i < list->filter_count; i++)
		if (variant & VARIANT_FILTER(i))
			write_ordered_filter(&list->filters[i], (variant & VARIANT_SEVERAL(i)) != 0, i == leading,
								 sql, nargs, types);
}

/*
 * Adds the first rows in order, by an index that has all the conditions that
 * are inside, and outside the others. Each row that is looked at is counted.
 */
static void
write_walk(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const char *alias = strrchr(list->walked, ' ') + 1;
	int			leading = leading_filter(list, sort, variant);
	StringInfoData outside;

	initStringInfo(&outside);
	appendStringInfo(sql, "(SELECT * FROM %s WHERE true", list->walked);
	write_after(list, sort, variant, sql, nargs, types);
	for (int i = 0; i < list->filter_count; i++)
		if (variant & VARIANT_FILTER(i))
			write_ordered_filter(&list->filters[i], (variant & VARIANT_SEVERAL(i)) != 0, i == leading,
								 is_in_order(list, sort, i, leading) ? sql : &outside, nargs, types);
	write_order(list, sort, variant, sql);
	appendStringInfo(sql, " LIMIT %d) %s%s WHERE outlay.page_look(%s)%s", WALK_ROWS, alias, list->joined, list->id,
					 outside.data);
}

/* How many rows the statement of a variant finds at most. */
static int
variant_rows(uint64 variant)
{
	return 1 + (variant & VARIANT_LARGE ? PAGE_MAX_SIZE : PAGE_DEFAULT_SIZE);
}

/*
 * Adds the first rows of those that are the first of each value, found by their
 * keys alone. Values that are looked up may be many: a row of the page is of one
 * of so many values whose own first rows come first.
 */
static void
write_merge(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const char *direction = variant & VARIANT_ASCENDING ? "" : " DESC";
	int			merged = merged_filter(list, sort, variant);
	const Filter *filter = &list->filters[merged];
	bool		several = (variant & VARIANT_SEVERAL(merged)) != 0;
	int			rows = variant_rows(variant);
	StringInfoData each;
	StringInfoData values;

	initStringInfo(&each);
	initStringInfo(&values);
	appendStringInfo(&each, "SELECT %s AS key, %s AS id FROM %s WHERE %s = lead.value", sort->key, list->id,
					 list->walked, filter_subject(filter));
	write_rare(filter_subject(filter), "lead.value", &each);
	write_after(list, sort, variant, &each, nargs, types);
	for (int i = 0; i < list->filter_count; i++)
	{
		if (!(variant & VARIANT_FILTER(i)))
			continue;
		if (i != merged)
		{
			write_filter(&list->filters[i], false, &each, nargs, types);
			continue;
		}
		types[(*nargs)++] = several ? INT8ARRAYOID : INT8OID;
		if (filter->led_by != NULL)
			appendStringInfo(&values, several ? "%s = ANY ($%d)" : "%s = $%d", filter->led_by, *nargs);
		else
			appendStringInfo(&values, "SELECT unnest($%d)", *nargs);
	}
	write_order(list, sort, variant, &each);
	appendStringInfoString(sql, "(SELECT found.id AS found FROM ");
	if (filter->led_by != NULL)
		appendStringInfo(sql, "(SELECT lead.value FROM (%s) lead (value), LATERAL (%s LIMIT 1) head "
						 "ORDER BY head.key%s, head.id%s LIMIT %d) lead", values.data, each.data, direction, direction,
						 rows);
	else
		appendStringInfo(sql, "(%s) lead (value)", values.data);
	appendStringInfo(sql, ", LATERAL (%s LIMIT %d) found ORDER BY found.key%s, found.id%s LIMIT %d) page_found "
					 "JOIN %s ON %s = found%s WHERE true", each.data, rows, direction, direction, rows, list->walked,
					 list->id, list->joined);
}

/*
 * Adds the rows that fit, of which the first are found by their keys alone. The
 * sums keep the planner from reading an index in the order of the list until
 * enough of them have come; where there is none they would cost more than all
 * the rest.
 */
static void
write_scan(const Listing *list, const PageSort *sort, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const char *direction = variant & VARIANT_ASCENDING ? "" : " DESC";

	appendStringInfo(sql, "(SELECT %s AS found FROM %s%s WHERE true", list->id, list->walked, list->joined);
	write_after(list, sort, variant, sql, nargs, types);
	page_write_filters(list->filters, list->filter_count, variant, sql, nargs, types);
	appendStringInfoString(sql, " ORDER BY ");
	if (sort->key != NULL)
		appendStringInfo(sql, "%s%s%s, ", sort->key, sort->indexed ? " + 0" : "", direction);
	appendStringInfo(sql, "%s + 0%s LIMIT %d) page_found JOIN %s ON %s = found%s WHERE true", list->id, direction,
					 variant_rows(variant), list->walked, list->id, list->joined);
}

/*
 * Writes the statement of a variant. Parameters: key and id for a later page,
 * then filters. The rows have the record's columns and behind them the key and
 * the id. How many rows are wanted says the executor; LIMIT tells the planner
 * of how few.
 */
void
page_query_write(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Listing *list = definition;
	const PageSort *sort = &list->sorts[(variant & VARIANT_SORT_MASK) >> VARIANT_SORT_SHIFT];

	*nargs = 0;
	appendStringInfoString(sql, "SELECT ");
	write_columns(sql, list->record);
	appendStringInfo(sql, ", %s, %s FROM ", sort->key ? sort->key : list->id, list->id);
	if (variant & VARIANT_MERGE)
		write_merge(list, sort, variant, sql, nargs, types);
	else if (variant & VARIANT_WALK)
		write_walk(list, sort, variant, sql, nargs, types);
	else if (variant & VARIANT_SCAN)
		write_scan(list, sort, variant, sql, nargs, types);
	else
		write_plain(list, sort, variant, sql, nargs, types);
	write_order(list, sort, variant, sql);
	appendStringInfo(sql, " LIMIT %d", variant_rows(variant));
}

/* Gives each list in each of its orders, with all its filters, as it is read in one piece and otherwise. */
static void
give_lists(ProofTake take)
{
	foreach_in_section(Listing, list, outlay_listing)
	{
		uint64		all = VARIANT_ALL_FILTERS(list) | VARIANT_AFTER;

		for (uint64 i = 0; i < PAGE_MAX_SORTS && list->sorts[i].name != NULL; i++)
		{
			take(list, all | i << VARIANT_SORT_SHIFT, page_query_write);
			if (list->walked != NULL)
				take(list, all | i << VARIANT_SORT_SHIFT | VARIANT_SCAN, page_query_write);
		}
	}
}
