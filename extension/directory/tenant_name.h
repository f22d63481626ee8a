/*-------------------------------------------------------------------------
 *
 * tenant_name.h
 *	  From the name of an organization to its slug and its public number.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_NAME_H
#define OUTLAY_TENANT_NAME_H

/* Characters of the name of an organization. */
#define TENANT_MAX_NAME 100

/* Characters of a slug before a suffix that makes it unique. */
#define SLUG_MAX_LENGTH 50

extern char *tenant_name_slug(const char *name);
extern char *tenant_name_organization_id(const char *name, int digits);
extern bool tenant_slug_is_wellformed(const char *slug);
extern bool tenant_slug_is_reserved(const char *slug);
extern const char *tenant_slug_fault(const char *slug, const char **code);
extern bool tenant_host_is_wellformed(const char *host);

#endif							/* OUTLAY_TENANT_NAME_H */
