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

extern Datum money_add(Datum a, Datum b);
extern Datum money_subtract(Datum a, Datum b);
extern Datum money_negate(Datum amount);
extern int	money_sign(Datum amount);
extern const char *money_text(Call *call, Datum amount);

/* Applies a rule of the organization ('r'efuse, 'w'arn, 'a'llow) to an amount that goes beyond what is there. */
extern void money_apply_rule(char rule, const char *field, const char *code, const char *message);

/*
 * Looks up what an argument refers to. The statement's first parameter is the
 * argument, its second, if it has one, is owner; its one column is true where
 * the row is archived. Notes "missing", "unknown" or "archived" among the
 * problems.
 */
extern void money_check_reference(Call *call, int arg, const char *field, bool required, const Statement *find,
								  int64 owner);

/* Takes an amount from what holds money, or gives a negative one back. An error is about the amount that was asked. */
typedef void (*MoneyTaker) (Call *call, int64 holder, Datum amount, Datum asked);

extern void money_move(Call *call, MoneyTaker take, int64 from, Datum before, int64 to, Datum amount);

#endif							/* OUTLAY_MONEY_H */
