/*-------------------------------------------------------------------------
 *
 * template_trial.h
 *	  Trying a script in a schema that never outlives the try.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TEMPLATE_TRIAL_H
#define OUTLAY_TEMPLATE_TRIAL_H

extern void template_check_not_deferred(const char *name, Oid schema);
extern void template_check_clonable(const char *name, Oid schema, const char *script);
extern void template_try(const char *script, void (*look) (Oid schema, void *arg), void *arg);

#endif							/* OUTLAY_TEMPLATE_TRIAL_H */
