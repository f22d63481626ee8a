/*-------------------------------------------------------------------------
 *
 * organization.h
 *	  The organization's settings.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ORGANIZATION_H
#define OUTLAY_ORGANIZATION_H

#include "call/call.h"

/* What everybody may see is kept by browsers for a minute. */
#define ORGANIZATION_PUBLIC_CACHING	"Cache-Control: public, max-age=60"

/* The organization's record. */
extern Datum organization_read(Call *call);

/* The same, locked for a change; raises OT412 where argument version_arg names another version. */
extern Datum organization_lock(Call *call, int version_arg);

#endif							/* OUTLAY_ORGANIZATION_H */
