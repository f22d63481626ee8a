/*-------------------------------------------------------------------------
 *
 * token.h
 *	  Opaque tokens: a row's id and 256 random bits, of which only the hash
 *	  is stored.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TOKEN_H
#define OUTLAY_TOKEN_H

#include "postgres.h"

#define TOKEN_SECRET_BYTES	32
#define TOKEN_HASH_CHARS	43	/* SHA-256 in base64url without padding */

/* The kinds of token; each has a prefix of its own, so that one is never taken for another. */
typedef enum TokenKind
{
	TOKEN_ACCESS,
	TOKEN_REFRESH,
	TOKEN_INVITATION,
	TOKEN_TICKET,				/* of a log-in that waits for a second factor */
	TOKEN_RESET,				/* for a new password */
	TOKEN_EMAIL,				/* confirms an e-mail address */
	TOKEN_DEVICE,				/* has logged in before */
	TOKEN_CONSOLE,				/* an operator's session */
	TOKEN_CONSOLE_TICKET		/* of an operator's log-in that waits for its code */
} TokenKind;

/* A token taken apart. family is used by refresh tokens alone. */
typedef struct Token
{
	int64		id;
	uint8		secret[TOKEN_SECRET_BYTES];
	uint8		family[TOKEN_SECRET_BYTES];
} Token;

extern void token_random(uint8 *secret);
extern char *token_print(TokenKind kind, const Token *token);
extern bool token_parse(TokenKind kind, const char *text, Token *token);
extern void token_hash(const uint8 *secret, char hash[TOKEN_HASH_CHARS + 1]);
extern bool token_matches(const uint8 *secret, const char *hash);

#endif							/* OUTLAY_TOKEN_H */
