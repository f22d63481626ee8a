/*-------------------------------------------------------------------------
 *
 * import_rule.h
 *	  The rules for the values in a file.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_IMPORT_RULE_H
#define OUTLAY_IMPORT_RULE_H

#include "core/problem.h"
#include "transfer/rows.h"

/* The first amount with so many decimals: it cannot be judged before the organization's currency has been read. */
typedef struct DecimalsSeen
{
	uint64		line;			/* 0: there is none */
	const char *table;
	const char *column;
} DecimalsSeen;

#define MAX_DECIMALS 4

/* What was seen so far. */
typedef struct ImportRules
{
	DecimalsSeen seen[MAX_DECIMALS + 1];
	int			decimals;		/* the organization's currency's; -1: not read yet */
	char		currency[4];
} ImportRules;

extern void import_rules_begin(ImportRules *rules);
extern void import_check_row(ImportRules *rules, const RowTable *table, char **values, uint64 line, Problems *problems);
extern const DecimalsSeen *import_find_too_many_decimals(const ImportRules *rules);

#endif							/* OUTLAY_IMPORT_RULE_H */
