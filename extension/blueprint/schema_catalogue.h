/*-------------------------------------------------------------------------
 *
 * schema_catalogue.h
 *	  A schema's catalogue rows as text, to compare it with another.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SCHEMA_CATALOGUE_H
#define OUTLAY_SCHEMA_CATALOGUE_H

extern char *schema_catalogue(Oid schema);
extern char *schema_unclonable(Oid schema);
extern char *schema_unprintable_name(const char *catalogue);
extern char *schema_catalogue_normal(const char *text);

#endif							/* OUTLAY_SCHEMA_CATALOGUE_H */
