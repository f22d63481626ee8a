/*-------------------------------------------------------------------------
 *
 * chain.h
 *	  The steps in which an expense is approved.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CHAIN_H
#define OUTLAY_CHAIN_H

#include "call/call.h"
#include "spending/permission.h"

/* Members who have approved one after the other. */
typedef struct Passed
{
	int			count;
	int64	   *members;
} Passed;

/* What is asked: who is next with an expense of this budget and amount, behind a step (0: none), after whom. */
typedef struct ChainQuestion
{
	int64		budget;
	const Parties *parties;
	Datum		amount;			/* numeric */
	int			after;
	Passed		passed;
	bool		look;			/* only to tell: nobody is locked */
} ChainQuestion;

/* Where an expense goes on: with whom and at which step, from 1; 0: nobody is left to ask. */
typedef struct ChainPlace
{
	int			step;
	int64		member;			/* 0: nobody can be asked */
	const char *rule;			/* why that member: department, member, role, person or administrator */
} ChainPlace;

/* Whether the organization's policy has steps; a look into what is there already. */
extern bool chain_is_there(Call *call);

/* Members of a bigint[], which may be NULL (0), and one more behind them (0: none); and such an array, maybe empty. */
extern Passed chain_passed(Datum array, int64 more);
extern Datum chain_array(const Passed *passed);

extern ChainPlace chain_next(Call *call, const ChainQuestion *question);

/*
 * Returns for whom what is submitted waits, 0: for nobody, and at which step;
 * where no step applies (0), as without steps.
 */
extern int64 chain_route(Call *call, const ChainQuestion *question, int *step);

#endif							/* OUTLAY_CHAIN_H */
