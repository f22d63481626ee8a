/*-------------------------------------------------------------------------
 *
 * money.h
 *	  What accounts, budgets and expenses share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MONEY_H
#define OUTLAY_MONEY_H

#include "call/call.h"

/*
 * The organization's currency and decimals as expressions of a statement that
 * has not read them: each is evaluated once a statement, however many rows.
 */
#define CURRENCY	"(SELECT o.currency::text FROM organization o)"
#define DECIMALS	"(SELECT o.decimals::integer FROM organization o)"

extern const char *money_text(Call *call, Datum amount);

/*
 * Looks up what an argument refers to. The statement's first parameter is the
 * argument, its second, if it has one, is owner; its one column is true where
 * the row is archived. Notes "missing", "unknown" or "archived" among the
 * problems.
 */
extern void money_check_reference(Call *call, int arg, const char *field, bool required, const Statement *find,
								  int64 owner);

#endif							/* OUTLAY_MONEY_H */
