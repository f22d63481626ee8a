/*-------------------------------------------------------------------------
 *
 * budget_alert.h
 *	  Budgets of which nearly all, or all, is taken.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_BUDGET_ALERT_H
#define OUTLAY_BUDGET_ALERT_H

#include "call/call.h"

/* What the audit says of a budget that comes to a mark. */
#define BUDGET_ALERT_ACTION	"reached"

/* What somebody has of a budget, and what of it is taken: spent or committed. */
typedef struct BudgetUse
{
	Datum		amount;
	Datum		taken;
} BudgetUse;

/* What is used of a budget of which so much is left. */
extern BudgetUse budget_use_of_left(Datum amount, Datum left);

/* The same with less, or, for a negative amount, more of it taken. */
extern BudgetUse budget_use_less(const BudgetUse *use, Datum taken);

/* Tells of a budget that a change brought to a mark which it was below before. */
extern void budget_alert(Call *call, int64 budget, const BudgetUse *before, const BudgetUse *after);

#endif							/* OUTLAY_BUDGET_ALERT_H */
