/*-------------------------------------------------------------------------
 *
 * password.c
 *	  Passwords: the rule for new ones, hashing and checking.
 *
 * Argon2id by libsodium, which chooses the salt, writes its parameters into
 * the hash and compares in constant time. Raising the parameters here is all
 * it takes: a hash made with others is replaced at its member's next log-in.
 *
 * The rule for new passwords asks for length and refuses what is guessed
 * first. It asks for no digits or signs: people answer such rules in ways
 * that are guessed first, too.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>
#include <sodium.h>

#include "fmgr.h"
#include "utils/builtins.h"

#include "core/compat.h"
#include "value/common_password.h"
#include "value/fold.h"
#include "value/password.h"
#include "value/text.h"

/* What a new hash costs. */
#define PASSWORD_PASSES		2
#define PASSWORD_MEMORY		(64 * 1024 * 1024)	/* bytes */
/*
 * The most that a stored hash may ask for. Nothing can interrupt libsodium, and
 * a hash may come from a file (import_tenant()): twenty times the cost of a new
 * one is two seconds.
 */
#define HASH_MAX_PASSES		10
#define HASH_MAX_MEMORY		(256 * 1024)		/* KiB */
#define HASH_MAX_LANES		1

#define PASSWORD_MIN		10	/* characters */
#define PASSWORD_MAX		200
/* Letters and digits beside the words that everybody knows of the member. */
#define PASSWORD_MIN_OWN	6
/* No password in use is longer: what is longer need not be read to be wrong. */
#define PASSWORD_MAX_BYTES	(PASSWORD_MAX * 4)

/*
 * The hash of random bytes that nobody knows, made with the parameters above:
 * what a password is checked against where there is no member, so that it
 * takes the same time.
 */
static const char nobodys_hash[] =
"$argon2id$v=19$m=65536,t=2,p=1$d1emNSNdg+6XLT1D3XJutA$oMxnwhJWnC46DBjFpDw34YXrfeI2YAhuvkyO8IlfkVg";

static char *read_with_faults(Datum value, int *characters, TextFault *fault);
static bool same_text(const char *password, const char *other);
static bool is_listed(const char *text, size_t length);
static bool is_letter(char c);
static bool is_common(const char *password);
static void take_out_words(char *password, const char *text);
static bool is_of_context(const char *password, const PasswordContext *context);
static void check_guesses(Problems *problems, const char *field, const char *password,
						  const PasswordContext *context);
static void raise_no_memory(void);
static const char *read_cost(const char *text, const char *name, char end, unsigned long max);

/* Does what password_read() says, and tells the number of characters and what is wrong with them. */
static char *
read_with_faults(Datum value, int *characters, TextFault *fault)
{
	text	   *input = DatumGetTextPP(value);
	char	   *copy;
	char	   *password;

	if (VARSIZE_ANY_EXHDR(input) > PASSWORD_MAX_BYTES)
		return NULL;
	copy = text_to_cstring(input);
	password = text_compose(copy, characters, fault);
	password_wipe(copy);
	return password;
}

/*
 * The password in an argument, palloc'd, for password_wipe(): in Unicode's
 * normal form, since keyboards differ in how they write "é", but not trimmed.
 * NULL where it is too long to be anybody's.
 */
char *
password_read(Datum value)
{
	TextFault	fault;
	int			characters;

	return read_with_faults(value, &characters, &fault);
}

/* Overwrites a password in memory and frees it; NULL is fine. */
void
password_wipe(char *password)
{
	if (password == NULL)
		return;
	sodium_memzero(password, strlen(password));
	pfree(password);
}

/* Whether two texts count as the same; password is folded. */
static bool
same_text(const char *password, const char *other)
{
	return other != NULL && strcmp(password, fold_text(other)) == 0;
}

/* Whether a text of some bytes is among the common passwords, by bisection: each ends with a line break. */
static bool
is_listed(const char *text, size_t length)
{
	size_t		low = 0;
	size_t		high = sizeof(common_passwords) - 1;

	while (low < high)
	{
		size_t		begin = low + (high - low) / 2;
		size_t		end;
		int			order;

		while (begin > low && common_passwords[begin - 1] != '\n')
			begin--;
		end = begin + strcspn(common_passwords + begin, "\n");
		order = memcmp(text, common_passwords + begin, Min(length, end - begin));
		if (order == 0 && length == end - begin)
			return true;
		if (order < 0 || (order == 0 && length < end - begin))
			high = begin;
		else
			low = end + 1;
	}
	return false;
}

/* Whether a byte of folded text belongs to a letter. */
static bool
is_letter(char c)
{
	return IS_HIGHBIT_SET(c) || (c >= 'a' && c <= 'z');
}

/*
 * Whether a folded password is one of those that are tried first, or one of
 * them with digits and signs around it, which are tried next.
 */
static bool
is_common(const char *password)
{
	size_t		length = strlen(password);
	size_t		begin = 0;
	size_t		end = length;

	while (begin < end && !is_letter(password[begin]))
		begin++;
	while (end > begin && !is_letter(password[end - 1]))
		end--;
	return is_listed(password, length) || is_listed(password + begin, end - begin);
}

/* Takes every word of at least three bytes that a text has out of a folded password. */
static void
take_out_words(char *password, const char *text)
{
	char	   *folded = fold_text(text);
	size_t		length;

	for (char *word = folded; *word != '\0'; word += length + (word[length] != '\0'))
	{
		length = 0;
		while (is_letter(word[length]) || isdigit((unsigned char) word[length]))
			length++;
		if (length < 3)
			continue;
		for (char *found = password; (found = strchr(found, word[0])) != NULL;)
			if (strncmp(found, word, length) == 0)
				memmove(found, found + length, strlen(found + length) + 1);
			else
				found++;
	}
}

/*
 * Whether a folded password is made of what everybody knows of its member: so
 * little of it is left without those words that it could be guessed.
 */
static bool
is_of_context(const char *password, const PasswordContext *context)
{
	const char *texts[] = {context->organization, context->email, context->name};
	char	   *rest = pstrdup(password);
	int			left = 0;
	bool		taken;

	for (int i = 0; i < lengthof(texts); i++)
		if (texts[i] != NULL)
			take_out_words(rest, texts[i]);
	taken = strlen(rest) < strlen(password);
	for (const char *c = rest; *c != '\0'; c++)
		left += IS_HIGHBIT_SET(*c) ? ((unsigned char) *c & 0xC0) != 0x80 : is_letter(*c) || isdigit((unsigned char) *c);
	password_wipe(rest);
	return taken && left < PASSWORD_MIN_OWN;
}

/* Notes what makes a folded password one that is guessed first. */
static void
check_guesses(Problems *problems, const char *field, const char *password, const PasswordContext *context)
{
	if (same_text(password, context->email))
		problem_add(problems, field, "is_email", "must not be the e-mail address");
	else if (same_text(password, context->organization))
		problem_add(problems, field, "is_organization", "must not be the name of the organization");
	else if (is_of_context(password, context))
		problem_add(problems, field, "context_words",
					"must have more of its own than the member's name and e-mail address and the organization's name");
	else if (is_common(password))
		problem_add(problems, field, "too_common", "is among the passwords that are guessed first");
}

/* Notes what is wrong with a new password. */
void
password_check(Problems *problems, const char *field, Datum value, PasswordContext context)
{
	TextFault	fault = TEXT_FINE;
	int			characters = TEXT_UNCOUNTED;
	char	   *password = read_with_faults(value, &characters, &fault);
	char	   *folded = password != NULL ? fold_text(password) : NULL;

	/* Its reading direction is nobody's business: it is not shown. */
	if (fault == TEXT_HAS_CONTROL)
		text_check_characters(problems, field, fault);
	if (text_check_length(problems, field, characters, PASSWORD_MIN, PASSWORD_MAX))
		check_guesses(problems, field, folded, &context);
	password_wipe(folded);
	password_wipe(password);
}

/* Raises 53200. */
static void
raise_no_memory(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_OUT_OF_MEMORY),
			 errmsg("could not get the memory to hash a password")));
}

/* The hash under which a password is stored, palloc'd. Takes a tenth of a second and 64 MiB, on purpose. */
char *
password_hash(const char *password)
{
	char	   *hash = palloc0(crypto_pwhash_STRBYTES);

	if (crypto_pwhash_str(hash, password, strlen(password), PASSWORD_PASSES, PASSWORD_MEMORY) != 0)
		raise_no_memory();
	return hash;
}

/* Reads "name=number" and what ends it; NULL where that is not there, or the number is none from 1 to max. */
static const char *
read_cost(const char *text, const char *name, char end, unsigned long max)
{
	size_t		length = strlen(name);
	unsigned long cost;
	char	   *rest;

	if (strncmp(text, name, length) != 0 || !isdigit((unsigned char) text[length]))
		return NULL;
	errno = 0;
	cost = strtoul(text + length, &rest, 10);
	return errno == 0 && *rest == end && cost >= 1 && cost <= max ? rest + 1 : NULL;
}

/* Whether a text is the hash of a password, of Argon2id, which takes no more time and memory than we let it. */
bool
password_is_hash(const char *text)
{
	static const char form[] = "$argon2id$v=19$";
	const char *rest = text + strlen(form);

	if (strncmp(text, form, strlen(form)) != 0 || strlen(text) >= crypto_pwhash_STRBYTES)
		return false;
	rest = read_cost(rest, "m=", ',', HASH_MAX_MEMORY);
	rest = rest != NULL ? read_cost(rest, "t=", ',', HASH_MAX_PASSES) : NULL;
	rest = rest != NULL ? read_cost(rest, "p=", '$', HASH_MAX_LANES) : NULL;
	return rest != NULL;
}

/*
 * Whether a password is the one that was hashed. What is no hash that we would
 * compute (NULL: no such member; another text: the member of a clone) and a
 * NULL for the password (too long) is never right, and takes as long.
 */
bool
password_verify(const char *hash, const char *password)
{
	bool		has_hash = hash != NULL && password_is_hash(hash);
	const char *against = has_hash ? hash : nobodys_hash;
	const char *given = password ? password : "";
	bool		right;

	errno = 0;
	right = crypto_pwhash_str_verify(against, given, strlen(given)) == 0;
	if (!right && errno == ENOMEM)
		raise_no_memory();
	return right && has_hash && password != NULL;
}

/* Whether a hash was made with other parameters than those of today. */
bool
password_needs_rehash(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, PASSWORD_PASSES, PASSWORD_MEMORY) != 0;
}
