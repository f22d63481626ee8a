/*-------------------------------------------------------------------------
 *
 * check.c
 *	  Recomputing what is kept: check_balances().
 *
 * Balances are kept beside the entries that they sum up. Nothing should ever
 * part the two; this is how anybody can see that nothing did.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/tuplestore.h"

#include "books/check.h"
#include "books/period.h"
#include "call/call.h"
#include "call/page.h"

PG_FUNCTION_INFO_V1(outlay_check_balances);

/* What was noted when days were closed. Of each that still is closed no later one is about the same days. */
#define CLOSINGS \
	"(SELECT a.id, (a.after ->> 'since')::date AS since, (a.after ->> 'until')::date AS until, " \
	"(a.after ->> 'count')::numeric AS count, (a.after ->> 'amount')::numeric AS amount, " \
	"(a.after ->> 'tax_amount')::numeric AS tax_amount FROM audit a " \
	"WHERE a.entity = 'period' AND a.entity_id IS NULL AND a.action = 'closed')"

/* See check.h. Reads all there is, so it is none of the statements that plan.c plans. */
const char *const check_balances =
	"SELECT 'account', a.id, a.balance, c.computed "
	"FROM account a "
	"LEFT JOIN (SELECT account_id, sum(amount) AS total FROM deposit GROUP BY account_id) d ON d.account_id = a.id "
	"LEFT JOIN (SELECT account_id, sum(amount) AS total FROM budget GROUP BY account_id) b ON b.account_id = a.id "
	"CROSS JOIN LATERAL (SELECT coalesce(d.total, 0) - coalesce(b.total, 0) AS computed) c "
	"WHERE a.balance <> c.computed "
	"UNION ALL "
	"SELECT k.entity, b.id, k.kept, k.computed "
	"FROM budget b "
	"LEFT JOIN (SELECT budget_id, sum(amount) FILTER (WHERE state IN " BOOKED_STATES ") AS spent, "
	"sum(amount) FILTER (WHERE state = 'submitted') AS committed FROM expense GROUP BY budget_id) e "
	"ON e.budget_id = b.id CROSS JOIN LATERAL (VALUES ('budget', b.spent, coalesce(e.spent, 0)), "
	"('committed', b.committed, coalesce(e.committed, 0))) k (entity, kept, computed) "
	"WHERE k.kept <> k.computed "
	"UNION ALL "
	"SELECT 'receipts', e.id, e.receipts, c.computed "
	"FROM expense e "
	"LEFT JOIN (SELECT expense_id, count(*) AS total FROM receipt GROUP BY expense_id) r "
	"ON r.expense_id = coalesce(e.split_id, e.id) "
	"CROSS JOIN LATERAL (SELECT coalesce(r.total, 0) AS computed) c "
	"WHERE e.receipts <> c.computed "
	"UNION ALL "
	"SELECT 'split', e.id, e.split_id, s.first "
	"FROM expense e "
	"JOIN (SELECT split_id, min(id) AS first FROM expense WHERE split_id IS NOT NULL GROUP BY split_id) s "
	"USING (split_id) "
	"WHERE e.split_id <> s.first "
	"UNION ALL "
	"SELECT k.entity, p.id, k.kept, k.computed "
	"FROM payment p "
	"LEFT JOIN (SELECT payment_id, sum(amount) AS total, count(*) AS count, "
	"count(*) FILTER (WHERE state = 'paid') AS paid FROM expense WHERE payment_id IS NOT NULL GROUP BY payment_id) e "
	"ON e.payment_id = p.id CROSS JOIN LATERAL (VALUES ('payment', p.amount, coalesce(e.total, 0)), "
	"('payment_expenses', CASE WHEN p.state <> 'cancelled' THEN p.count ELSE 0 END, coalesce(e.count, 0)), "
	"('payment_paid', CASE WHEN p.state = 'paid' THEN p.count ELSE 0 END, coalesce(e.paid, 0))) "
	"k (entity, kept, computed) WHERE k.kept <> k.computed "
	"UNION ALL "
	"SELECT k.entity, p.id, k.kept, k.computed "
	"FROM " CLOSINGS " p CROSS JOIN LATERAL (SELECT coalesce(sum(d.count), 0) AS count, "
	"coalesce(sum(d.amount), 0) AS amount, coalesce(sum(d.tax), 0) AS tax FROM (SELECT " BOOKED_ON("e.") " AS day, "
	"count(*) AS count, sum(e.amount) AS amount, sum(e.tax_amount) AS tax FROM expense e "
	"WHERE e.state IN " BOOKED_STATES " GROUP BY 1 OFFSET 0) d "
	"WHERE d.day BETWEEN coalesce(p.since, '-infinity') AND p.until) c "
	"CROSS JOIN LATERAL (VALUES ('period', p.amount, c.amount), ('period_count', p.count, c.count), "
	"('period_tax', p.tax_amount, c.tax)) k (entity, kept, computed) "
	"WHERE p.until <= " CLOSED_UNTIL " AND NOT EXISTS (SELECT FROM " CLOSINGS " later WHERE later.id > p.id "
	"AND coalesce(later.since, '-infinity') <= p.until) AND k.kept <> k.computed "
	"ORDER BY 1, 2";

/*
 * check_balances() returns setof outlay.balance_difference: balances that
 * differ from what their entries add up to. None is right.
 */
Datum
outlay_check_balances(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext spi_memory;
	Call		call;
	Datum		values[4];
	bool		nulls[4];

	call_begin(&call, fcinfo);
	page_reset();
	spi_memory = MemoryContextSwitchTo(call.result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	if (SPI_execute(check_balances, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not recompute balances");
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		for (int column = 0; column < lengthof(values); column++)
			values[column] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, column + 1, &nulls[column]);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	call_finish(&call);
	return (Datum) 0;
}
