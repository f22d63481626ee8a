/*-------------------------------------------------------------------------
 *
 * recurring_run.h
 *	  Expenses made of those that come again.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RECURRING_RUN_H
#define OUTLAY_RECURRING_RUN_H

/* Makes some of what is due in the tenant that search_path names, as an operator; an AttemptFunction. */
extern void recurring_run_some(void *arg);

#endif							/* OUTLAY_RECURRING_RUN_H */
