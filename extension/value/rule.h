/*-------------------------------------------------------------------------
 *
 * rule.h
 *	  The rules for fields, as tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RULE_H
#define OUTLAY_RULE_H

#include "postgres.h"

#include "value/rule_kind.h"

/*
 * Checks the values in slots, each at its rule's arg, and notes what is wrong.
 * Without fill there is no organization: no rule may need one then.
 */
extern void rule_check(const Rule *rules, int count, NullableDatum *slots, RuleContextFill fill, void *arg,
					   Problems *problems);

/* The same for texts, NULL for none; they become their normal form, an empty one NULL. */
extern void rule_check_texts(const Rule *rules, int count, const char **values, Problems *problems);

/* The value, of the type that a rule is for, that a text stands for; raises what its type raises. */
extern Datum rule_read(const Rule *rule, const char *text);

/* The text that a value stands for which its rule may have changed, palloc'd; NULL where it changes none. */
extern char *rule_print(const Rule *rule, Datum value);

#endif							/* OUTLAY_RULE_H */
