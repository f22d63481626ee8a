/*-------------------------------------------------------------------------
 *
 * deputy.h
 *	  Who stands in for a member.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DEPUTY_H
#define OUTLAY_DEPUTY_H

#include "call/call.h"
#include "call/page_query.h"

/* For how many one member is the deputy at most: with their own, as many values as a list is asked for. */
#define DEPUTY_MAX_OTHERS	(FILTER_MAX_VALUES - 1)

/* The deputy of a row of member on a day, both as SQL; NULL: nobody. */
#define DEPUTY_ON(member, day) \
	"CASE WHEN coalesce(" member ".deputy_from, " day ") <= " day \
	" AND coalesce(" member ".deputy_until, " day ") >= " day " THEN " member ".deputy_id END"

/* A member's deputy: who, and from when until when; 0 and NULL: nobody. */
typedef struct Deputy
{
	bool		given;			/* a change says something of it */
	int64		before;			/* who it was until then */
	int64		member;
	NullableDatum from;
	NullableDatum until;
} Deputy;

/* Whether anything is said of a deputy in three arguments: deputy_id, deputy_from, deputy_until. */
extern bool deputy_is_given(const Call *call, int arg);

/*
 * Notes what is wrong with each of them, for a member: with deputy_id (0:
 * nobody), and with the days (the infinite past: none). To be called once the
 * owners are locked, as by everybody who locks more than one member, and before
 * the member is.
 */
extern void deputy_check(Call *call, int arg, int64 member);

/* Works out what they make of a locked member's deputy; raises 22023 where that is none. */
extern void deputy_work_out(Call *call, int arg, int64 member, Deputy *deputy);

/* Four parameters of a statement: whether it is given, and what it becomes. */
extern void deputy_give(const Deputy *deputy, Datum *values, char *nulls);

/* Notes with the member who was the deputy, and who is, whether anybody has them for that; once the change is made. */
extern void deputy_note(Call *call, const Deputy *deputy);

#endif							/* OUTLAY_DEPUTY_H */
