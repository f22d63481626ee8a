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
#include "people/grant.h"

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
extern bool login_wants_device(const Call *call, int cookies_arg, int device_arg);
extern void login_know_device(Call *call, const char *email, int64 member, Grant *grant);

#endif							/* OUTLAY_LOGIN_H */
