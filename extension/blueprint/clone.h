/*-------------------------------------------------------------------------
 *
 * clone.h
 *	  Making a schema equal to the template.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CLONE_H
#define OUTLAY_CLONE_H

#include "blueprint/template_name.h"
#include "core/script.h"

extern int64 clone_new_id(void);
extern Oid	clone_make(int64 id, const Script *script);
extern Oid	clone_template_role(void);
extern void clone_create_role(const char *name);
extern void clone_create_schema(const char *schema, const char *owner);
extern void clone_settings(void);
extern void clone_run(const Script *script, const char *schema, Oid owner, bool ours);
extern void clone_run_whole(const Script *script, const char *schema, Oid owner);

#endif							/* OUTLAY_CLONE_H */
