/*-------------------------------------------------------------------------
 *
 * attempt.h
 *	  Running something in a subtransaction, whose error is then in hand.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ATTEMPT_H
#define OUTLAY_ATTEMPT_H

#include "postgres.h"

typedef void (*AttemptFunction) (void *arg);

/*
 * Runs a function in a subtransaction, in the current memory context. NULL
 * where it succeeded; else its error, in the current memory context, and what
 * it did is undone. Whom the error does not concern has to raise it again: a
 * cancel is one, too.
 */
extern ErrorData *attempt(AttemptFunction run, void *arg);

/* The same, and what it did is undone in any case. */
extern ErrorData *attempt_and_undo(AttemptFunction run, void *arg);

#endif							/* OUTLAY_ATTEMPT_H */
