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
/* No password in use is longer: what is longer need not be read to be wrong. */
#define PASSWORD_MAX_BYTES	(PASSWORD_MAX * 4)

/*
 * The hash of random bytes that nobody knows, made with the parameters above:
 * what a password is checked against where there is no member, so that it
 * takes the same time.
 */
static const char nobodys_hash[] =
"$argon2id$v=19$m=65536,t=2,p=1$d1emNSNdg+6XLT1D3XJutA$oMxnwhJWnC46DBjFpDw34YXrfeI2YAhuvkyO8IlfkVg";

/* The passwords most often found in leaks that are long enough for the rule, in lower case. */
static const char *const common_passwords[] = {
	"0123456789", "0987654321", "1029384756", "1111111111", "1122334455", "1234512345", "123123123123",
	"123456789a", "1234567890", "1234567890a", "12345678900", "12345678910", "1234567891", "12345678901",
	"123456789012", "1234567890123", "12345qwert", "1234qwerty", "12qwaszx12", "147258369a", "1q2w3e4r5t",
	"1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "3rjs1la7qe", "9876543210",
	"a123456789", "aa123456789", "aaaaaaaaaa", "abc123456789", "abcd123456", "abcd12345678", "abcdefghij",
	"administrator", "adminadmin", "asdfasdfasdf", "asdfghjkl1", "asdfghjkl;", "basketball", "bismillah1",
	"charlie123", "changeme123", "chocolate1", "christopher", "computer123", "correcthorsebatterystaple",
	"elizabeth1", "footballer", "iloveyou12", "iloveyou123", "jonathan123", "letmein123", "letmein1234",
	"liverpool1", "manchester", "mypassword", "mypassword1", "p@ssw0rd123", "p@ssword123", "pa$$word123",
	"passpasspass", "password01", "password10", "password11", "password12", "password123", "password123!",
	"password1234", "password12345", "password2020", "password2024", "password2025", "passwordpassword",
	"princess12", "q1w2e3r4t5", "q1w2e3r4t5y6", "qazwsx1234", "qazwsxedc1", "qazwsxedcrfv", "qwer123456",
	"qwerasdfzxcv", "qwert12345", "qwerty1234", "qwerty12345", "qwerty123456", "qwertyqwerty", "qwertyuiop",
	"qwertyuiop1", "qwertyuiop[]", "qwertyuiop123", "qwertzuiop", "starwars123", "sunshine12",
	"superman123", "trustno1trustno1", "unbelievable", "welcome123", "welcome1234", "whatever123",
	"zaq12wsxcde3", "zxcvbnm123", "zxcvbnm1234",
};

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

/* Whether two texts count as the same. */
static bool
same_text(const char *left, const char *right)
{
	return left != NULL && right != NULL && strcmp(fold_text(left), fold_text(right)) == 0;
}

/* Whether a password is one of those that are tried first. */
static bool
is_common(const char *password)
{
	for (int i = 0; i < lengthof(common_passwords); i++)
		if (pg_strcasecmp(password, common_passwords[i]) == 0)
			return true;
	return false;
}

/* Notes what is wrong with a new password. */
void
password_check(Problems *problems, const char *field, Datum value, PasswordContext context)
{
	TextFault	fault = TEXT_FINE;
	int			characters = PASSWORD_MAX + 1;
	char	   *password = read_with_faults(value, &characters, &fault);

	if (fault == TEXT_HAS_CONTROL)
		problem_add(problems, field, "control_character", "must not have control characters or line breaks");
	if (characters < PASSWORD_MIN)
		problem_add(problems, field, "too_short", "must have at least %d characters", PASSWORD_MIN);
	else if (characters > PASSWORD_MAX)
		problem_add(problems, field, "too_long", "must have at most %d characters", PASSWORD_MAX);
	else if (same_text(password, context.email))
		problem_add(problems, field, "is_email", "must not be the e-mail address");
	else if (same_text(password, context.organization))
		problem_add(problems, field, "is_organization", "must not be the name of the organization");
	else if (is_common(password))
		problem_add(problems, field, "too_common", "is among the passwords that are guessed first");
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
