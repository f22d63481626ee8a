/*-------------------------------------------------------------------------
 *
 * page_sql.c
 *	  The statements of a list.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/page_query.h"

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

/* page_write_filters adds the conditions of the filters that a variant has, each behind AND, and their parameters. */
void
page_write_filters(const Filter *filters, int count, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	for (int i = 0; i < count; i++)
	{
		bool		several = (variant & VARIANT_SEVERAL(i)) != 0;

		if (!(variant & VARIANT_FILTER(i)))
			continue;
		types[(*nargs)++] = !several ? filters[i].type : filters[i].type == INT8OID ? INT8ARRAYOID : TEXTARRAYOID;
		appendStringInfoString(sql, " AND (");
		if (filters[i].column != NULL)
			appendStringInfo(sql, several ? "%s = ANY ($%d)" : "%s = $%d", filters[i].column, *nargs);
		else
			write_condition(sql, filters[i].condition, *nargs);
		appendStringInfoChar(sql, ')');
	}
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

/*
 * page_query_write writes the statement of a variant. Parameters: key and id
 * for a later page, then filters. The rows have the record's columns and behind
 * them the key and the id. How many rows are wanted says the executor; LIMIT
 * tells the planner of how few.
 */
void
page_query_write(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Listing *list = definition;
	const PageSort *sort = &list->sorts[(variant & VARIANT_SORT_MASK) >> VARIANT_SORT_SHIFT];

	*nargs = 0;
	appendStringInfoString(sql, "SELECT ");
	write_columns(sql, list->record);
	appendStringInfo(sql, ", %s, %s FROM %s WHERE true", sort->key ? sort->key : list->id, list->id, list->from);
	write_after(list, sort, variant, sql, nargs, types);
	page_write_filters(list->filters, list->filter_count, variant, sql, nargs, types);
	write_order(list, sort, variant, sql);
	appendStringInfo(sql, " LIMIT %d", 1 + (variant & VARIANT_LARGE ? PAGE_MAX_SIZE : PAGE_DEFAULT_SIZE));
}
