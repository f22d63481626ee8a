/*-------------------------------------------------------------------------
 *
 * template.h
 *	  The template schema and the script that clones it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TEMPLATE_H
#define OUTLAY_TEMPLATE_H

#include "core/script.h"

/* A version of the template, as it is cloned. */
typedef struct Template
{
	int32		version;
	const Script *script;		/* of the backend's cache: valid until the next template_get() or template_find() */
} Template;

/* A version of the template and the migration that leads to it. */
typedef struct TemplateStep
{
	int32		version;
	int32		mends;			/* version of the step whose former text it makes up for; 0: none */
	char	   *name;
	char	   *up_sql;			/* NULL: outlay.migration has lost it */
	bool		builtin;		/* it comes with the extension */
	Script	   *script;			/* NULL until it is needed */
} TemplateStep;

/* template.c */
extern bool template_find(Template *result);
extern void template_get(Template *result);
extern void template_get_version(int32 version, Template *result);
extern char *template_script(int32 version);
extern void template_bring_up_to_date(void);
extern void template_rewind(int32 version);

/* template_lock.c */
extern bool template_lock_to_use(bool wait);
extern void template_lock_to_change(void);
extern void template_lock_to_upgrade(void);
extern void template_check_snapshot(void);

/* template_steps.c */
extern List *template_steps(int32 version);
extern void template_run_steps(List *steps, int32 from, int32 to, const char *schema, Oid owner, int32 *at);
extern int32 template_next_stop(List *steps, int32 from);
extern int32 template_whole_version(int32 version);

#endif							/* OUTLAY_TEMPLATE_H */
