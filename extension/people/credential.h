/*-------------------------------------------------------------------------
 *
 * credential.h
 *	  What a member can show beside a password: a table of the tenant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CREDENTIAL_H
#define OUTLAY_CREDENTIAL_H

#include "call/call.h"
#include "value/token.h"

/* Kinds, as the column says them. */
#define CREDENTIAL_RESET		"reset"		/* a token for a new password */
#define CREDENTIAL_EMAIL		"email"		/* a token that confirms the address in detail */
#define CREDENTIAL_TICKET		"ticket"	/* a token of a log-in that waits for its second factor */
#define CREDENTIAL_TOTP			"totp"		/* the sealed secret of an authenticator */
#define CREDENTIAL_TOTP_NEW		"totp_new"	/* the same, until a code has shown that it arrived */
#define CREDENTIAL_RECOVERY		"recovery"	/* a recovery code */

/* Seconds for what does not end. */
#define CREDENTIAL_FOR_EVER		0

extern void credential_put(Call *call, int64 member, const char *kind, int number, const char *secret,
						   const char *detail, int seconds);
extern bool credential_get(Call *call, int64 member, const char *kind, char **secret, char **detail);
extern uint64 credential_drop(Call *call, int64 member, const char *kind);
extern int64 credential_count(Call *call, int64 member, const char *kind);
extern bool credential_take(Call *call, int64 member, const char *kind, const uint8 *secret, char **detail);
extern char *credential_issue(Call *call, int64 member, TokenKind token_kind, const char *kind, int number,
							  const char *detail, int seconds);

#endif							/* OUTLAY_CREDENTIAL_H */
