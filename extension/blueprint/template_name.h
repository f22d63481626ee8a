/*-------------------------------------------------------------------------
 *
 * template_name.h
 *	  What the template's schema and its role are called.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TEMPLATE_NAME_H
#define OUTLAY_TEMPLATE_NAME_H

/* The template's schema, and the role that owns it. */
#define TEMPLATE_SCHEMA "outlay_template"
#define TEMPLATE_ROLE "outlay_template"

/* The schema in which a script is tried. */
#define TRIAL_SCHEMA "outlay_template_trial"

#endif							/* OUTLAY_TEMPLATE_NAME_H */
