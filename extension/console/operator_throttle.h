/*-------------------------------------------------------------------------
 *
 * operator_throttle.h
 *	  Failed log-ins at the console are counted and slowed down.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_OPERATOR_THROTTLE_H
#define OUTLAY_OPERATOR_THROTTLE_H

#include "people/throttle.h"

/* What an attempt counts against, as members' do (people/throttle.h). */
typedef struct OperatorThrottle
{
	char		account[THROTTLE_KEY_CHARS + 1];
	char		address[THROTTLE_KEY_CHARS + 1];	/* empty: none, or it does not matter */
	int			failures;		/* of the account, this one too */
} OperatorThrottle;

/* While the directory is open. */
extern int	operator_throttle_begin_in(OperatorThrottle *throttle, const char *account, const char *address);
extern void operator_throttle_failed_in(OperatorThrottle *throttle);
extern void operator_throttle_forget_in(const char *account);
extern bool operator_throttle_is_noted(const OperatorThrottle *throttle);

#endif							/* OUTLAY_OPERATOR_THROTTLE_H */
