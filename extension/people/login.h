/*-------------------------------------------------------------------------
 *
 * login.h
 *	  Checking a password, with the failures counted.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_LOGIN_H
#define OUTLAY_LOGIN_H

#include "call/call.h"

/* What came of it. */
typedef enum LoginOutcome
{
	LOGIN_RIGHT,
	LOGIN_WRONG,				/* counted */
	LOGIN_MUST_WAIT				/* the password was not looked at */
} LoginOutcome;

/* The member whose password was right. */
typedef struct Login
{
	int64		member;
	int			role;
	int			wait;			/* seconds, for LOGIN_MUST_WAIT */
	bool		known_device;	/* the caller has shown the token of one */
} Login;

extern LoginOutcome login_check(Call *call, const char *email, Datum password, Login *login);
extern const char *login_refuse(LoginOutcome outcome, const Login *login, int status, const char *field,
								const char *code, const char *detail);

#endif							/* OUTLAY_LOGIN_H */
