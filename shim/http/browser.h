/*-------------------------------------------------------------------------
 *
 * browser.h
 *	  What browsers send by themselves: cookies and origins.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_BROWSER_H
#define OUTLAYD_BROWSER_H

#include "http/http_guard.h"

#define COOKIE_NAME "__Host-outlay"

/* How an origin stands in the list of those that may call. */
typedef enum OriginRight
{
	ORIGIN_REFUSED,
	ORIGIN_ANY,					/* all may, without cookies */
	ORIGIN_NAMED				/* by its name, so with cookies too */
} OriginRight;

extern int	cookie_find(const char *header, const char *name, const char **value, size_t *len);
extern OriginRight origin_right(char *const *allowed, const char *origin);
extern bool origin_is_foreign(const Headers *headers, char *const *allowed, bool tls);
extern bool origin_may_write(const Headers *headers, char *const *allowed, bool tls);

#endif /* OUTLAYD_BROWSER_H */
