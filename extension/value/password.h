/*-------------------------------------------------------------------------
 *
 * password.h
 *	  Passwords: the rule for new ones, hashing and checking.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PASSWORD_H
#define OUTLAY_PASSWORD_H

#include "postgres.h"

#include "core/problem.h"

/* What a password must not be; each may be NULL. */
typedef struct PasswordContext
{
	const char *email;
	const char *organization;
	const char *name;			/* first and last */
} PasswordContext;

extern char *password_read(Datum value);
extern void password_wipe(char *password);
extern void password_check(Problems *problems, const char *field, Datum value, PasswordContext context);
extern char *password_hash(const char *password);
extern bool password_is_hash(const char *text);
extern bool password_verify(const char *hash, const char *password);
extern bool password_needs_rehash(const char *hash);

#endif							/* OUTLAY_PASSWORD_H */
