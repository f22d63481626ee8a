/*-------------------------------------------------------------------------
 *
 * page_query.c
 *	  What a caller asks of a list, as parameters of a statement.
 *
 * One value of a filter and several are statements of their own: only with
 * one do the rows come out of an index in the order of the list.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "call/page_query.h"
#include "call/position.h"
#include "call/validate.h"
#include "value/fold.h"

static void add_parameter(ParamListInfo params, Oid type, Datum value);
static void check_choice(Call *call, const Filter *filter, Datum value);
static int	compare_ids(const void *a, const void *b);
static int	distinct_ids(Datum *values, int count);
static bool add_values(Call *call, const Filter *filter, ParamListInfo params);
static void add_folded(Call *call, const Filter *filter, ParamListInfo params);
static char *sort_names(const Listing *list);
static void read_sort(Call *call, PageQuery *query);
static void read_position(Call *call, PageQuery *query);

/* Adds a parameter. */
static void
add_parameter(ParamListInfo params, Oid type, Datum value)
{
	ParamExternData *param = &params->params[params->numParams++];

	param->ptype = type;
	param->pflags = PARAM_FLAG_CONST;
	param->isnull = false;
	param->value = value;
}

/* Notes a word that is none of a filter's choices. */
static void
check_choice(Call *call, const Filter *filter, Datum value)
{
	Rule		rule = {filter->arg, filter->field, RULE_CHOICE, false, 0, 0, filter->choices};
	const char *message;

	if (filter->choices != NULL && rule_text_form(&rule, TextDatumGetCString(value), &message) == NULL)
		problem_add(&call->problems, filter->field, "unknown_choice", "%s", message);
}

/* Compares two ids, for qsort(). */
static int
compare_ids(const void *a, const void *b)
{
	int64		left = DatumGetInt64(*(const Datum *) a);
	int64		right = DatumGetInt64(*(const Datum *) b);

	return left < right ? -1 : left > right;
}

/* Leaves each id once among values; returns how many are left. */
static int
distinct_ids(Datum *values, int count)
{
	int			kept = 0;

	qsort(values, count, sizeof(Datum), compare_ids);
	for (int i = 0; i < count; i++)
		if (kept == 0 || DatumGetInt64(values[i]) != DatumGetInt64(values[kept - 1]))
			values[kept++] = values[i];
	return kept;
}

/* Adds the parameter of a filter that takes several values. Returns whether there is not just one. */
static bool
add_values(Call *call, const Filter *filter, ParamListInfo params)
{
	bool		is_id = filter->type == INT8OID;
	Datum	   *values;
	bool	   *nulls;
	int			count;
	ArrayType  *array;

	deconstruct_array(DatumGetArrayTypeP(call_arg(call, filter->arg)), filter->type, is_id ? sizeof(int64) : -1,
					  is_id, is_id ? TYPALIGN_DOUBLE : TYPALIGN_INT, &values, &nulls, &count);
	for (int i = 0; i < count; i++)
	{
		if (nulls[i])
		{
			problem_add(&call->problems, filter->field, "malformed", "must not have NULL among its values");
			return false;
		}
		check_choice(call, filter, values[i]);
	}
	if (count > FILTER_MAX_VALUES)
		problem_add(&call->problems, filter->field, "out_of_range", "must have at most %d values", FILTER_MAX_VALUES);
	if (is_id)
		count = distinct_ids(values, count);
	if (count == 1)
	{
		add_parameter(params, filter->type, values[0]);
		return false;
	}
	array = construct_array(values, count, filter->type, is_id ? sizeof(int64) : -1, is_id,
							is_id ? TYPALIGN_DOUBLE : TYPALIGN_INT);
	add_parameter(params, is_id ? INT8ARRAYOID : TEXTARRAYOID, PointerGetDatum(array));
	return true;
}

/* Adds the parameter of a filter that is compared with folded text, or with several. */
static void
add_folded(Call *call, const Filter *filter, ParamListInfo params)
{
	ArrayType  *values;

	if (filter->type == TEXTOID)
	{
		add_parameter(params, TEXTOID,
					  CStringGetTextDatum(fold_text(TextDatumGetCString(call_arg(call, filter->arg)))));
		return;
	}
	values = DatumGetArrayTypeP(call_arg(call, filter->arg));
	if (array_contains_nulls(values))
		problem_add(&call->problems, filter->field, "malformed", "must not have NULL among its values");
	else if (ArrayGetNItems(ARR_NDIM(values), ARR_DIMS(values)) > FILTER_MAX_VALUES)
		problem_add(&call->problems, filter->field, "out_of_range", "must have at most %d values", FILTER_MAX_VALUES);
	else
		add_parameter(params, TEXTARRAYOID, PointerGetDatum(fold_array(values)));
}

/*
 * Adds a parameter for each filter that is given, and sets its bits in the
 * variant; notes what is wrong with values.
 */
void
page_query_filter(Call *call, const Filter *filters, int count, ParamListInfo params, uint64 *variant)
{
	for (int i = 0; i < count; i++)
	{
		if (!call_has(call, filters[i].arg))
			continue;
		*variant |= VARIANT_FILTER(i);
		if (filters[i].folded)
			add_folded(call, &filters[i], params);
		else if (filters[i].column == NULL)
			add_parameter(params, filters[i].type, call_arg(call, filters[i].arg));
		else if (add_values(call, &filters[i], params))
			*variant |= VARIANT_SEVERAL(i);
	}
}

/* The names of a list's orders, for people. */
static char *
sort_names(const Listing *list)
{
	StringInfoData names;

	initStringInfo(&names);
	for (const PageSort *sort = list->sorts; sort < list->sorts + PAGE_MAX_SORTS && sort->name != NULL; sort++)
		appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "", sort->name);
	return names.data;
}

/* Reads the order that is asked for; notes one that there is not. */
static void
read_sort(Call *call, PageQuery *query)
{
	const Listing *list = query->list;
	const char *asked = psprintf("-%s", list->sorts[0].name);
	int			number = 0;

	if (call_has(call, list->sort_arg))
		asked = TextDatumGetCString(call_arg(call, list->sort_arg));
	if (asked[0] != '-')
		query->variant |= VARIANT_ASCENDING;
	while (number < PAGE_MAX_SORTS && list->sorts[number].name != NULL &&
		   strcmp(list->sorts[number].name, asked + (asked[0] == '-')) != 0)
		number++;
	if (number == PAGE_MAX_SORTS || list->sorts[number].name == NULL)
	{
		problem_add(&call->problems, "sort", "unknown_choice",
					"must be one of: %s; with - before it the largest come first", sort_names(list));
		number = 0;
		asked = "";
	}
	query->sort = &list->sorts[number];
	query->variant |= (uint64) number << VARIANT_SORT_SHIFT;
	strlcpy(query->order, asked, sizeof(query->order));
}

/* Reads the position behind which the page begins; notes one that is none. */
static void
read_position(Call *call, PageQuery *query)
{
	Datum		key;
	int64		id;

	if (!call_has(call, query->list->after_arg))
		return;
	if (!position_read(TextDatumGetCString(call_arg(call, query->list->after_arg)), query->order, query->sort->type,
					   &key, &id))
	{
		problem_add(&call->problems, "after", "malformed",
					"must be what an earlier page of the same order gave as next");
		return;
	}
	if (query->sort->key != NULL)
		add_parameter(query->params, query->sort->type, key);
	add_parameter(query->params, INT8OID, Int64GetDatum(id));
	query->variant |= VARIANT_AFTER;
}

/* Reads the arguments of a list; raises 22023 for what is wrong with them. */
void
page_query_read(Call *call, const Listing *list, PageQuery *query)
{
	memset(query, 0, sizeof(*query));
	query->list = list;
	query->params = makeParamList(STATEMENT_MAX_ARGS);
	query->params->numParams = 0;
	query->size = PAGE_DEFAULT_SIZE;
	if (call_has(call, list->size_arg))
		query->size = DatumGetInt32(call_arg(call, list->size_arg));
	if (query->size < 1 || query->size > PAGE_MAX_SIZE)
		problem_add(&call->problems, "page_size", "out_of_range", "must be between 1 and %d", PAGE_MAX_SIZE);
	if (query->size > PAGE_DEFAULT_SIZE)
		query->variant |= VARIANT_LARGE;
	read_sort(call, query);
	read_position(call, query);
	page_query_filter(call, list->filters, list->filter_count, query->params, &query->variant);
	problem_check(&call->problems, "list");
}
