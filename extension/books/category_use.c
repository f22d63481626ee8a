/*-------------------------------------------------------------------------
 *
 * category_use.c
 *	  Categories as expenses and budgets have them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/category.h"
#include "books/money.h"

/* See category.h. */
void
category_check(Call *call, int arg, int64 expense)
{
	static const TenantStatement find = {
		"SELECT archived_at IS NOT NULL AND id IS DISTINCT FROM (SELECT category_id FROM expense WHERE id = $2) "
		"FROM category WHERE id = $1 FOR KEY SHARE",
		2, {INT8OID, INT8OID}
	};

	if (call_id(call, arg) != 0)
		money_check_reference(call, arg, "category_id", false, &find, expense);
}

/* See category.h. */
void
category_check_of_budget(Call *call, int arg, int64 budget)
{
	static const TenantStatement find = {
		"SELECT archived_at IS NOT NULL AND id IS DISTINCT FROM (SELECT category_id FROM budget WHERE id = $2) "
		"FROM category WHERE id = $1 FOR KEY SHARE",
		2, {INT8OID, INT8OID}
	};

	if (call_id(call, arg) != 0)
		money_check_reference(call, arg, "category_id", false, &find, budget);
}

/* See category.h. */
void
category_check_within(Call *call, int64 top, int64 category)
{
	static const TenantStatement find = {
		"WITH RECURSIVE above (id, parent_id, level) AS (SELECT id, parent_id, 1 FROM category WHERE id = $2 "
		"UNION ALL SELECT p.id, p.parent_id, level + 1 FROM above JOIN category p ON p.id = above.parent_id "
		"WHERE level <= " CppAsString2(CATEGORY_MAX_LEVELS) ") "
		"SELECT name FROM category WHERE id = $1 AND NOT EXISTS (SELECT FROM above WHERE id = $1)",
		2, {INT8OID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(top), Int64GetDatum(category)};
	const char *message;

	if (top == 0 || top == category || call_run(call, &find, values, NULL) == 0)
		return;
	if (category == 0)
		message = psprintf("is missing: the budget is for one alone (%s)", call_text(1));
	else
		message = psprintf("is not that of the budget (%s), nor below it", call_text(1));
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg_internal("category_id %s", message),
			 errdetail_internal("category_id: outside_category: %s", message),
			 errhint("Give the expense a category of the budget, or another budget.")));
}
