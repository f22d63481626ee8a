/*-------------------------------------------------------------------------
 *
 * cookie.h
 *	  A browser's session in a cookie.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_COOKIE_H
#define OUTLAY_COOKIE_H

#include "call/call.h"
#include "people/grant.h"

/* In place of an argument's number. */
#define COOKIE_ALWAYS	(-1)

extern char *cookie_split(char *token);
extern void cookie_set(const char *value, int seconds);
extern void cookie_send(Call *call, int arg, Grant *grant);
extern void cookie_forget(void);

#endif							/* OUTLAY_COOKIE_H */
