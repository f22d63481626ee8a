/*-------------------------------------------------------------------------
 *
 * clone.h
 *	  Making a schema equal to the template.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CLONE_H
#define OUTLAY_CLONE_H

#include "core/script.h"

/* The template's schema, and the role that owns it. */
#define TEMPLATE_SCHEMA "outlay_template"
#define TEMPLATE_ROLE "outlay_template"

extern int64 clone_new_id(void);
extern Oid	clone_make(int64 id, const Script *script);
extern Oid	clone_template_role(void);
extern void clone_create_role(const char *name);
extern void clone_create_schema(const char *schema, const char *owner);
extern void clone_run(const Script *script, const char *schema, Oid owner);

#endif							/* OUTLAY_CLONE_H */
