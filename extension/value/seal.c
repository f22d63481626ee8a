/*-------------------------------------------------------------------------
 *
 * seal.c
 *	  Secrets that have to be read again, encrypted under the server's key.
 *
 * What is only compared (passwords, tokens) is stored as a hash. The secret
 * of an authenticator and a mail that waits to be sent are needed as they
 * are, so they are encrypted: a backup, a replica or a dump is then worth
 * nothing without the key, which is in a file outside of the data directory.
 *
 * The file has a key a line: 32 bytes in base64, as "openssl rand -base64 32"
 * prints them; lines that begin with # are comments. The first is the one that
 * is used; the others are earlier ones, with which is still read what they
 * sealed. So a key is replaced by writing a new line above it, and taken away
 * when nothing is sealed with it any more.
 *
 * The file is read whenever a key is needed, which is rare, and forgotten at
 * once: it is not in the memory of backends that do something else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/fd.h"
#include "utils/guc.h"

#include "value/seal.h"

#define KEY_BYTES		crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_BYTES		crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES		crypto_aead_xchacha20poly1305_ietf_ABYTES
#define MAX_KEYS		8
#define ID_CHARS		8			/* of a key, in what it has sealed */
#define BASE64_VARIANT	sodium_base64_VARIANT_URLSAFE_NO_PADDING

typedef struct Key
{
	uint8		bytes[KEY_BYTES];
	char		id[ID_CHARS + 1];
} Key;

/* The file with the keys; empty: there is none. */
static char *secret_key_file = NULL;

static void check_file(FILE *file);
static void raise_no_key(int line);
static void name_key(Key *key);
static int	read_keys(Key keys[MAX_KEYS]);

/* Defines the setting. */
void
seal_init(void)
{
	DefineCustomStringVariable("outlay.secret_key_file",
							   "File with the keys under which authenticators' secrets and waiting mail are encrypted.",
							   "A key a line, 32 bytes in base64; the first one is used. Without it there is no second "
							   "factor, and no mail is sent.",
							   &secret_key_file,
							   "",
							   PGC_SUSET,
							   GUC_SUPERUSER_ONLY, NULL, NULL, NULL);
}

/* Whether there is a file to take keys from. */
bool
seal_has_key(void)
{
	return secret_key_file != NULL && secret_key_file[0] != '\0';
}

/* Raises unless the file is one that nobody but the server's user and root can read. */
static void
check_file(FILE *file)
{
	struct stat info;

	if (fstat(fileno(file), &info) != 0)
		ereport(ERROR,
				(errcode_for_file_access(),
				 errmsg("could not stat file \"%s\": %m", secret_key_file)));
	if (!S_ISREG(info.st_mode) || (info.st_uid != geteuid() && info.st_uid != 0) ||
		(info.st_mode & (info.st_uid == 0 ? S_IWGRP | S_IXGRP | S_IRWXO : S_IRWXG | S_IRWXO)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_CONFIG_FILE_ERROR),
				 errmsg("file \"%s\" must be readable by the server alone", secret_key_file),
				 errhint("Make it the server's with mode 0600, or root's with mode 0640.")));
}

/* Raises for a line of the file that is no key. */
static void
raise_no_key(int line)
{
	ereport(ERROR,
			(errcode(ERRCODE_CONFIG_FILE_ERROR),
			 errmsg("line %d of file \"%s\" is no key", line, secret_key_file),
			 errhint("A key is 32 bytes in base64: openssl rand -base64 32.")));
}

/* Names a key by the beginning of its hash. */
static void
name_key(Key *key)
{
	uint8		digest[crypto_generichash_BYTES];

	crypto_generichash(digest, sizeof(digest), key->bytes, KEY_BYTES, NULL, 0);
	sodium_bin2hex(key->id, sizeof(key->id), digest, ID_CHARS / 2);
}

/*
 * Reads the keys and returns how many there are; raises where there is none.
 * The caller wipes them.
 */
static int
read_keys(Key keys[MAX_KEYS])
{
	FILE	   *file;
	char		line[200];
	int			number = 0;
	int			count = 0;

	if (!seal_has_key())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("this needs a key of the server, and there is none"),
				 errhint("Whoever runs this service sets outlay.secret_key_file.")));
	file = AllocateFile(secret_key_file, "r");
	if (file == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_CONFIG_FILE_ERROR),
				 errmsg("could not open file \"%s\": %m", secret_key_file)));
	check_file(file);
	while (count < MAX_KEYS && fgets(line, sizeof(line), file) != NULL)
	{
		size_t		length;

		number++;
		if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
			continue;
		if (sodium_base642bin(keys[count].bytes, KEY_BYTES, line, strcspn(line, "\r\n"), " \t", &length, NULL,
							  sodium_base64_VARIANT_ORIGINAL) != 0 || length != KEY_BYTES)
			raise_no_key(number);
		name_key(&keys[count++]);
	}
	FreeFile(file);
	sodium_memzero(line, sizeof(line));
	if (count == 0)
		raise_no_key(number + 1);
	return count;
}

/*
 * Encrypts bytes, palloc'd text. about says what they are and whose; it is not
 * in the text, and only who says the same can open it: what is sealed for one
 * member is worth nothing in another's row.
 */
char *
seal_close(const void *plain, size_t length, const char *about)
{
	Key			keys[MAX_KEYS];
	size_t		size = NONCE_BYTES + length + TAG_BYTES;
	uint8	   *bytes = palloc(size);
	size_t		text_size = sodium_base64_encoded_len(size, BASE64_VARIANT);
	char	   *text = palloc(ID_CHARS + 1 + text_size);

	read_keys(keys);
	randombytes_buf(bytes, NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + NONCE_BYTES, NULL, plain, length, (const uint8 *) about,
											   strlen(about), NULL, bytes, keys[0].bytes);
	memcpy(text, keys[0].id, ID_CHARS);
	text[ID_CHARS] = '.';
	sodium_bin2base64(text + ID_CHARS + 1, text_size, bytes, size, BASE64_VARIANT);
	sodium_memzero(keys, sizeof(keys));
	pfree(bytes);
	return text;
}

/*
 * Decrypts what seal_close() has made for the same about: palloc'd bytes with
 * a NUL behind them, and their number. *is_old: by an earlier key, so it ought
 * to be sealed again. NULL where no key of the server's opens it.
 */
uint8 *
seal_open(const char *sealed, const char *about, size_t *length, bool *is_old)
{
	Key			keys[MAX_KEYS];
	int			count = read_keys(keys);
	size_t		size = strlen(sealed);
	uint8	   *bytes = palloc(size + 1);
	uint8	   *plain = palloc0(size + 1);
	unsigned long long plain_length;
	bool		opened = false;

	if (size > ID_CHARS && sealed[ID_CHARS] == '.' &&
		sodium_base642bin(bytes, size, sealed + ID_CHARS + 1, size - ID_CHARS - 1, NULL, &size, NULL,
						  BASE64_VARIANT) == 0 && size >= NONCE_BYTES + TAG_BYTES)
		for (int i = 0; i < count && !opened; i++)
		{
			if (strncmp(sealed, keys[i].id, ID_CHARS) != 0)
				continue;
			opened = crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &plain_length, NULL, bytes + NONCE_BYTES,
																size - NONCE_BYTES, (const uint8 *) about,
																strlen(about), bytes, keys[i].bytes) == 0;
			*is_old = i > 0;
		}
	sodium_memzero(keys, sizeof(keys));
	pfree(bytes);
	if (!opened)
		return NULL;
	plain[plain_length] = '\0';
	*length = (size_t) plain_length;
	return plain;
}

/* A digest of text that nobody can compute, or find the text of by trying, without the server's present key. */
void
seal_digest(const char *purpose, const char *text, uint8 digest[SEAL_DIGEST_BYTES])
{
	Key			keys[MAX_KEYS];
	crypto_generichash_state state;

	read_keys(keys);
	crypto_generichash_init(&state, keys[0].bytes, KEY_BYTES, SEAL_DIGEST_BYTES);
	crypto_generichash_update(&state, (const uint8 *) purpose, strlen(purpose) + 1);
	crypto_generichash_update(&state, (const uint8 *) text, strlen(text));
	crypto_generichash_final(&state, digest, SEAL_DIGEST_BYTES);
	sodium_memzero(keys, sizeof(keys));
}
