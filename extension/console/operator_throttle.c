/*-------------------------------------------------------------------------
 *
 * operator_throttle.c
 *	  Failed log-ins at the console are counted and slowed down.
 *
 * The same counters and waits as for members (people/throttle.c), in the
 * directory. There are no known devices: who guesses at an operator's address
 * keeps its owner waiting, up to a quarter of an hour, and somebody with psql
 * ends that with a new password. So the console's host is best one that
 * strangers do not reach.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "console/operator_throttle.h"
#include "core/row.h"
#include "directory/directory.h"

static int	take_counter(const char *key, int free_failures);
static void sweep(void);

/* Locks a counter until the end of the transaction and returns how many seconds an attempt has to wait for it. */
static int
take_counter(const char *key, int free_failures)
{
	static const Statement take = {
		"INSERT INTO outlay.operator_failure AS f (counted_for, failures, last_at) VALUES ($1, 0, clock_timestamp()) "
		"ON CONFLICT (counted_for) DO UPDATE SET failures = "
		"CASE WHEN f.last_at > clock_timestamp() - interval '1 day' THEN f.failures ELSE 0 END "
		"RETURNING failures::bigint, (extract(epoch FROM clock_timestamp() - last_at) * 1000)::bigint",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(key);

	(void) directory_run(&take, &value, NULL);
	return throttle_wait(row_int64(0, 1), row_int64(0, 2), free_failures);
}

/*
 * Begins an attempt for an account, by its folded e-mail address say, from a
 * client's address (NULL: that does not matter). Returns 0 where it may go on,
 * else the number of seconds to wait. The client's counter comes first, as
 * with members.
 */
int
operator_throttle_begin_in(OperatorThrottle *throttle, const char *account, const char *address)
{
	int			wait = 0;

	*throttle = (OperatorThrottle) {0};
	throttle_account_key(throttle->account, account);
	if (address != NULL)
		throttle_address_key(throttle->address, address);
	if (throttle->address[0] != '\0')
		wait = take_counter(throttle->address, THROTTLE_ADDRESS_FREE);
	return wait > 0 ? wait : take_counter(throttle->account, THROTTLE_EMAIL_FREE);
}

/* Removes a few counters that count nothing any more. */
static void
sweep(void)
{
	static const Statement remove = {
		"DELETE FROM outlay.operator_failure WHERE counted_for = ANY (ARRAY(SELECT f.counted_for "
		"FROM outlay.operator_failure f WHERE f.last_at < clock_timestamp() - interval '1 day' LIMIT 20 "
		"FOR UPDATE SKIP LOCKED))", 0
	};

	(void) directory_run(&remove, NULL, NULL);
}

/* Counts a failed attempt. */
void
operator_throttle_failed_in(OperatorThrottle *throttle)
{
	static const Statement count = {
		"WITH counted AS (UPDATE outlay.operator_failure SET failures = failures + 1, last_at = clock_timestamp() "
		"WHERE counted_for IN ($1, $2) RETURNING counted_for, failures) "
		"SELECT failures FROM counted WHERE counted_for = $1",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[] = {CStringGetTextDatum(throttle->account), CStringGetTextDatum(throttle->address)};

	(void) directory_run(&count, values, NULL);
	throttle->failures = row_int32(0, 1);
	sweep();
}

/* Forgets the failures of an account; those of clients' addresses stay. */
void
operator_throttle_forget_in(const char *account)
{
	static const Statement forget = {"DELETE FROM outlay.operator_failure WHERE counted_for = $1", 1, {TEXTOID}};
	char		key[THROTTLE_KEY_CHARS + 1];
	Datum		value;

	throttle_account_key(key, account);
	value = CStringGetTextDatum(key);
	(void) directory_run(&forget, &value, NULL);
}

/* Whether a failed attempt is noted: a flood of them does not fill the audit. */
bool
operator_throttle_is_noted(const OperatorThrottle *throttle)
{
	return throttle->failures <= THROTTLE_EMAIL_FREE || (throttle->failures & (throttle->failures - 1)) == 0;
}
