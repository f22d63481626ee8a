/*-------------------------------------------------------------------------
 *
 * tenant_template.h
 *	  The template schema and the script that clones it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_TEMPLATE_H
#define OUTLAY_TENANT_TEMPLATE_H

#include "script.h"

/* The template's schema, and the role that owns it. */
#define TEMPLATE_SCHEMA "outlay_template"
#define TEMPLATE_ROLE "outlay_template"

/* A version of the template, as it is cloned. */
typedef struct Template
{
	int32		version;
	const Script *script;		/* of the backend's cache: valid until the next template_get() or template_find() */
} Template;

extern bool template_find(Template *result);
extern void template_get(Template *result);
extern void template_get_version(int32 version, Template *result);
extern void template_bring_up_to_date(void);
extern void template_try(const char *script, void (*look) (Oid schema, void *arg), void *arg);

#endif							/* OUTLAY_TENANT_TEMPLATE_H */
