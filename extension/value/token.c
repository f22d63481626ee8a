/*-------------------------------------------------------------------------
 *
 * token.c
 *	  Opaque tokens: a row's id and 256 random bits, of which only the hash
 *	  is stored.
 *
 * A token is a prefix, then base64url of the id (8 bytes, big-endian), the
 * secret (32 bytes) and, for a refresh token, the secret of its family (32
 * bytes). The id finds the row by its primary key, so that tokens need no
 * index of their own; the hash is then compared in constant time. The prefix
 * tells a scanner of leaked secrets what it has found.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "port/pg_bswap.h"

#include "value/token.h"

#define BASE64_VARIANT		sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define TOKEN_MAX_BYTES		(sizeof(uint64) + 2 * TOKEN_SECRET_BYTES)

/* How each kind is written. */
static const struct
{
	const char *prefix;
	size_t		bytes;
}			token_forms[] = {
	[TOKEN_ACCESS] = {"oa_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_REFRESH] = {"or_", sizeof(uint64) + 2 * TOKEN_SECRET_BYTES},
	[TOKEN_INVITATION] = {"oi_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_TICKET] = {"ot_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_RESET] = {"op_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_EMAIL] = {"oe_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_DEVICE] = {"od_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_CONSOLE] = {"oc_", sizeof(uint64) + TOKEN_SECRET_BYTES},
	[TOKEN_CONSOLE_TICKET] = {"ow_", sizeof(uint64) + TOKEN_SECRET_BYTES},
};

/* Fills a secret from the operating system's source of randomness. */
void
token_random(uint8 *secret)
{
	if (!pg_strong_random(secret, TOKEN_SECRET_BYTES))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate a random secret")));
}

/* The text of a token, palloc'd. */
char *
token_print(TokenKind kind, const Token *token)
{
	uint8		bytes[TOKEN_MAX_BYTES];
	uint64		id = pg_hton64((uint64) token->id);
	size_t		length = token_forms[kind].bytes;
	size_t		prefix = strlen(token_forms[kind].prefix);
	size_t		size = sodium_base64_encoded_len(length, BASE64_VARIANT);
	char	   *text = palloc(prefix + size);

	memcpy(bytes, &id, sizeof(id));
	memcpy(bytes + sizeof(id), token->secret, TOKEN_SECRET_BYTES);
	memcpy(bytes + sizeof(id) + TOKEN_SECRET_BYTES, token->family, TOKEN_SECRET_BYTES);
	memcpy(text, token_forms[kind].prefix, prefix);
	sodium_bin2base64(text + prefix, size, bytes, length, BASE64_VARIANT);
	return text;
}

/* Takes a token's text apart; false where it is not a token of that kind. */
bool
token_parse(TokenKind kind, const char *text, Token *token)
{
	uint8		bytes[TOKEN_MAX_BYTES];
	size_t		prefix = strlen(token_forms[kind].prefix);
	size_t		length;
	uint64		id;

	if (strncmp(text, token_forms[kind].prefix, prefix) != 0)
		return false;
	text += prefix;
	if (sodium_base642bin(bytes, sizeof(bytes), text, strlen(text), NULL, &length, NULL, BASE64_VARIANT) != 0 ||
		length != token_forms[kind].bytes)
		return false;

	memcpy(&id, bytes, sizeof(id));
	token->id = (int64) pg_ntoh64(id);
	memcpy(token->secret, bytes + sizeof(id), TOKEN_SECRET_BYTES);
	memset(token->family, 0, TOKEN_SECRET_BYTES);
	if (kind == TOKEN_REFRESH)
		memcpy(token->family, bytes + sizeof(id) + TOKEN_SECRET_BYTES, TOKEN_SECRET_BYTES);
	return true;
}

/* The hash under which a secret is stored. */
void
token_hash(const uint8 *secret, char hash[TOKEN_HASH_CHARS + 1])
{
	uint8		digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, secret, TOKEN_SECRET_BYTES);
	sodium_bin2base64(hash, TOKEN_HASH_CHARS + 1, digest, sizeof(digest), BASE64_VARIANT);
}

/* Whether a secret is the one stored, in constant time. */
bool
token_matches(const uint8 *secret, const char *hash)
{
	char		computed[TOKEN_HASH_CHARS + 1];

	token_hash(secret, computed);
	return strlen(hash) == TOKEN_HASH_CHARS && sodium_memcmp(computed, hash, TOKEN_HASH_CHARS) == 0;
}
