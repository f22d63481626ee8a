/*-------------------------------------------------------------------------
 *
 * throttle.c
 *	  Failed attempts to log in are counted and slowed down.
 *
 * Each attempt counts against the e-mail address that it names, whether or
 * not a member has it, and against the address that it comes from. Past a
 * number of failures the next attempt has to wait, twice as long after each:
 * a few guesses cost nothing, a thousand take ten days. An attempt that comes too
 * early is not counted, so nobody is locked out by trying again too soon.
 *
 * Else a stranger could keep somebody out by guessing on. So a log-in may give
 * its device a token: whoever shows it with the e-mail address that it was
 * given for has a counter of their own, as slow as the other, and neither the
 * guesses of others nor those from the same address count. What is known of a
 * device is its counter's key, a hash of the address, of the hash of the
 * password and of the token's secret; so a new password knows no device.
 *
 * throttle_begin() takes the rows of both counters before the password is
 * looked at, and they stay locked until the transaction ends: attempts in
 * parallel are attempts one after the other. The address is taken first,
 * always, so that two attempts never wait for each other.
 *
 * Keys are hashes: the table shall not be a list of who tried what, and they
 * are spread evenly, so that looking at a few rows behind a random one, at
 * each failure, is enough to find the old ones in time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <arpa/inet.h>
#include <sodium.h>

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "people/throttle.h"
#include "value/token.h"

#define LONGEST_WAIT			(15 * 60)	/* seconds */

static void make_key(char key[THROTTLE_KEY_CHARS + 1], char kind, const void *value, size_t length);
static void make_device_key(char key[THROTTLE_KEY_CHARS + 1], const char *email, const char *password_hash,
							const uint8 *device);
static bool take_device(Call *call, const char *key);
static int	take_counter(Call *call, const char *key, int free_failures);
static int	count_refusal(Call *call, const char *key);
static void drop_counters(Call *call, const Throttle *throttle, bool all);
static void sweep(Call *call);
static bool count_wish(Call *call, const char *key, int most);

/* Makes a key: a letter for its kind, and the hash of what is counted. */
static void
make_key(char key[THROTTLE_KEY_CHARS + 1], char kind, const void *value, size_t length)
{
	uint8		digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, value, length);
	key[0] = kind;
	sodium_bin2base64(key + 1, THROTTLE_KEY_CHARS, digest, sizeof(digest), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/*
 * The key of a device that is known for an e-mail address, as long as its
 * member has the same password: who had that once could have made any number
 * of devices, and with it as many counters to guess the next one by.
 */
static void
make_device_key(char key[THROTTLE_KEY_CHARS + 1], const char *email, const char *password_hash, const uint8 *device)
{
	StringInfoData all;

	initStringInfo(&all);
	appendBinaryStringInfo(&all, email, strlen(email) + 1);
	appendBinaryStringInfo(&all, password_hash, strlen(password_hash) + 1);
	appendBinaryStringInfo(&all, (const char *) device, TOKEN_SECRET_BYTES);
	make_key(key, 'd', all.data, all.len);
}

/*
 * The key of a client's address; empty where it is not known. Of an IPv6
 * address the network counts: one client has 2^64 addresses in it.
 */
void
throttle_address_key(char key[THROTTLE_KEY_CHARS + 1], const char *address)
{
	struct in6_addr bytes;

	if (address[0] == '\0')
		key[0] = '\0';
	else if (inet_pton(AF_INET6, address, &bytes) != 1)
		make_key(key, 'a', address, strlen(address));
	else if (IN6_IS_ADDR_V4MAPPED(&bytes))
	{
		char		mapped[INET_ADDRSTRLEN];

		inet_ntop(AF_INET, &bytes.s6_addr[12], mapped, sizeof(mapped));
		make_key(key, 'a', mapped, strlen(mapped));
	}
	else
		make_key(key, 'a', bytes.s6_addr, 8);
}

/* See throttle.h. */
void
throttle_account_key(char key[THROTTLE_KEY_CHARS + 1], const char *email)
{
	make_key(key, 'e', email, strlen(email));
}

/* See throttle.h. */
int
throttle_wait(int64 failures, int64 passed, int free_failures)
{
	int64		over = failures - free_failures;
	int64		wait;

	if (over < 0)
		return 0;
	wait = over > 10 ? LONGEST_WAIT : Min(INT64CONST(1) << over, LONGEST_WAIT);
	return passed >= wait * 1000 ? 0 : (int) ((wait * 1000 - passed + 999) / 1000);
}

/* Locks the counter of a device until the end of the transaction; false where the device is not known. */
static bool
take_device(Call *call, const char *key)
{
	static const TenantStatement take = {
		"UPDATE login_failure f SET failures = "
		"CASE WHEN f.last_at > clock_timestamp() - interval '1 day' THEN f.failures ELSE 0 END WHERE counted_for = $1 "
		"RETURNING failures, (extract(epoch FROM clock_timestamp() - last_at) * 1000)::bigint",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(key);

	return call_run(call, &take, &value, NULL) > 0;
}

/* Locks a counter until the end of the transaction and returns how many seconds an attempt has to wait for it. */
static int
take_counter(Call *call, const char *key, int free_failures)
{
	static const TenantStatement take = {
		"INSERT INTO login_failure AS f (counted_for, failures, last_at) VALUES ($1, 0, clock_timestamp()) "
		"ON CONFLICT (counted_for) DO UPDATE SET failures = "
		"CASE WHEN f.last_at > clock_timestamp() - interval '1 day' THEN f.failures ELSE 0 END "
		"RETURNING failures, (extract(epoch FROM clock_timestamp() - last_at) * 1000)::bigint",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(key);

	call_run(call, &take, &value, NULL);
	return throttle_wait(call_int64(1), call_int64(2), free_failures);
}

/* Counts an attempt that is refused because of a counter, and returns which one it is. */
static int
count_refusal(Call *call, const char *key)
{
	static const TenantStatement count = {
		"UPDATE login_failure SET refused = refused + 1 WHERE counted_for = $1 RETURNING refused", 1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(key);

	call_run(call, &count, &value, NULL);
	return (int) call_int64(1);
}

/* Removes the counters of an attempt that count nothing, or, with all, the e-mail address's whatever it counts. */
static void
drop_counters(Call *call, const Throttle *throttle, bool all)
{
	static const TenantStatement drop = {
		"DELETE FROM login_failure WHERE (counted_for = $1 AND ($3 OR failures = 0)) "
		"OR (counted_for = $2 AND failures = 0)",
		3, {TEXTOID, TEXTOID, BOOLOID}
	};
	Datum		values[] = {
		CStringGetTextDatum(throttle->account), CStringGetTextDatum(throttle->address), BoolGetDatum(all)
	};

	call_run(call, &drop, values, NULL);
}

/*
 * Begins an attempt to log in as whoever has an e-mail address, which is
 * folded, as it is to find its member by, on a device of which the token's
 * secret is given, with the hash of the member's password (each NULL: none). Returns 0 where it may go on, to
 * throttle_failed() or throttle_succeeded(), and else the number of seconds to
 * wait, which is all that shall be answered.
 */
int
throttle_begin(Call *call, Throttle *throttle, const char *email, const char *password_hash, const uint8 *device)
{
	const char *key;
	int			wait = 0;

	*throttle = (Throttle) {0};
	if (device != NULL && password_hash != NULL)
	{
		make_device_key(throttle->account, email, password_hash, device);
		throttle->known_device = take_device(call, throttle->account);
	}
	if (throttle->known_device)
	{
		wait = throttle_wait(call_int64(1), call_int64(2), THROTTLE_EMAIL_FREE);
		if (wait > 0)
			throttle->attempts = count_refusal(call, throttle->account);
		return wait;
	}
	throttle_account_key(throttle->account, email);
	throttle_address_key(throttle->address, call->caller.address);
	key = throttle->address;
	if (key[0] != '\0')
		wait = take_counter(call, key, THROTTLE_ADDRESS_FREE);
	if (wait == 0)
	{
		key = throttle->account;
		wait = take_counter(call, key, THROTTLE_EMAIL_FREE);
	}
	if (wait > 0)
	{
		throttle->attempts = count_refusal(call, key);
		drop_counters(call, throttle, false);
	}
	return wait;
}

/* Removes old counters among a few behind a random key; those that another transaction holds are in use. */
static void
sweep(Call *call)
{
	static const TenantStatement sweep_some = {
		"DELETE FROM login_failure WHERE counted_for = ANY (ARRAY("
		"SELECT f.counted_for FROM login_failure f WHERE f.last_at < clock_timestamp() - "
		"CASE WHEN f.counted_for ^@ 'd' THEN make_interval(secs => $2) ELSE interval '1 day' END AND f.counted_for IN "
		"(SELECT n.counted_for FROM login_failure n WHERE n.counted_for >= $1 ORDER BY n.counted_for LIMIT 20) "
		"FOR UPDATE OF f SKIP LOCKED))",
		2, {TEXTOID, INT4OID}
	};
	static const char kinds[] = "aecdw";
	uint8		start[crypto_hash_sha256_BYTES];
	char		key[THROTTLE_KEY_CHARS + 1];
	Datum		values[2];

	randombytes_buf(start, sizeof(start));
	make_key(key, kinds[start[0] % (sizeof(kinds) - 1)], start, sizeof(start));
	values[0] = CStringGetTextDatum(key);
	values[1] = Int32GetDatum(THROTTLE_DEVICE_LIFETIME);
	call_run(call, &sweep_some, values, NULL);
}

/* Counts a failed attempt. */
void
throttle_failed(Call *call, Throttle *throttle)
{
	static const TenantStatement count = {
		"WITH counted AS (UPDATE login_failure SET failures = failures + 1, last_at = clock_timestamp() "
		"WHERE counted_for IN ($1, $2) RETURNING counted_for, failures) "
		"SELECT failures FROM counted WHERE counted_for = $1",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[] = {CStringGetTextDatum(throttle->account), CStringGetTextDatum(throttle->address)};

	call_run(call, &count, values, NULL);
	throttle->attempts = (int) call_int64(1);
	sweep(call);
}

/*
 * Forgets the failures of an e-mail address whose password was right; those of
 * the client's address stay. Of a known device only its own are forgotten:
 * with the others' forgotten, too, each log-in would give strangers new
 * guesses.
 */
void
throttle_succeeded(Call *call, const Throttle *throttle)
{
	static const TenantStatement forget = {
		"UPDATE login_failure SET failures = 0, refused = 0, last_at = clock_timestamp() WHERE counted_for = $1",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(throttle->account);

	if (throttle->known_device)
		call_run(call, &forget, &value, NULL);
	else
		drop_counters(call, throttle, true);
}

/*
 * From now on knows a device, by its token's secret, for an e-mail address,
 * which is folded, and the hash of its member's password.
 */
void
throttle_know_device(Call *call, const char *email, const char *password_hash, const uint8 *device)
{
	static const TenantStatement insert = {
		"INSERT INTO login_failure (counted_for, failures, last_at) VALUES ($1, 0, clock_timestamp())", 1, {TEXTOID}
	};
	char		key[THROTTLE_KEY_CHARS + 1];
	Datum		value;

	make_device_key(key, email, password_hash, device);
	value = CStringGetTextDatum(key);
	call_run(call, &insert, &value, NULL);
}

/* Whether an attempt that failed or was refused is noted: a flood of them does not fill the audit. */
bool
throttle_is_noted(const Throttle *throttle)
{
	return throttle->attempts <= THROTTLE_EMAIL_FREE || (throttle->attempts & (throttle->attempts - 1)) == 0;
}

/* Counts one more under a key; false where that is more than so many within an hour from the first. */
static bool
count_wish(Call *call, const char *key, int most)
{
	static const TenantStatement count = {
		"INSERT INTO login_failure AS f (counted_for, failures, last_at) VALUES ($1, 1, clock_timestamp()) "
		"ON CONFLICT (counted_for) DO UPDATE SET "
		"failures = CASE WHEN f.last_at > clock_timestamp() - interval '1 hour' THEN f.failures + 1 ELSE 1 END, "
		"last_at = CASE WHEN f.last_at > clock_timestamp() - interval '1 hour' THEN f.last_at "
		"ELSE clock_timestamp() END "
		"RETURNING failures",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(key);

	call_run(call, &count, &value, NULL);
	return call_int64(1) <= most;
}

/* Whether something, of which there may be so many an hour, may be once more; it is counted. */
bool
throttle_allows(Call *call, const char *what, int most)
{
	char		key[THROTTLE_KEY_CHARS + 1];

	make_key(key, 'w', what, strlen(what));
	sweep(call);
	return count_wish(call, key, most);
}

/* Whether the client may do so once more; one whose address is not known may. */
bool
throttle_allows_client(Call *call, int most)
{
	char		key[THROTTLE_KEY_CHARS + 1];

	throttle_address_key(key, call->caller.address);
	if (key[0] == '\0')
		return true;
	key[0] = 'c';
	return count_wish(call, key, most);
}
