/*-------------------------------------------------------------------------
 *
 * operator_session.c
 *	  An operator's log-in, and what comes of it.
 *
 * A session has one token, of which the hash is stored. It ends when nobody
 * used it for a while, and in any case after some hours: an operator logs in
 * anew each day, so there is nothing to refresh. When it was used last is kept
 * to a minute, or a tenth of what may pass: not every request writes.
 *
 * Who locks an operator's row and a session's takes the operator's first.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "console/console.h"
#include "console/operator_session.h"
#include "core/row.h"
#include "directory/directory.h"

/* Sessions of one operator, and as many log-ins that wait; the oldest end first. */
#define MOST_SESSIONS "10"

/* A session s is good, at this very moment: its parameters are the two settings. */
#define IS_GOOD(idle, lifetime) \
	"s.used_at > clock_timestamp() - make_interval(secs => " idle ") AND " \
	"s.began_at > clock_timestamp() - make_interval(secs => " lifetime ")"

static void make_room(int64 operator_id, bool waits);
static void touch(int64 id);

/*
 * Ends what is over, and the oldest sessions, or log-ins that wait, beyond what
 * an operator can have. Who knows the password alone so ends no session.
 */
static void
make_room(int64 operator_id, bool waits)
{
	static const Statement end = {
		"DELETE FROM outlay.operator_session s WHERE s.operator_id = $1 AND (NOT (" IS_GOOD("$2", "$3") ") "
		"OR s.waits AND s.began_at <= clock_timestamp() - make_interval(secs => $4) OR s.id IN (SELECT l.id "
		"FROM outlay.operator_session l WHERE l.operator_id = $1 AND l.waits = $5 "
		"ORDER BY l.id DESC OFFSET " MOST_SESSIONS " - 1))",
		5, {INT8OID, INT4OID, INT4OID, INT4OID, BOOLOID}
	};
	Datum		values[] = {
		Int64GetDatum(operator_id), Int32GetDatum(console_idle_timeout), Int32GetDatum(console_session_lifetime),
		Int32GetDatum(OPERATOR_TICKET_LIFETIME), BoolGetDatum(waits)
	};

	(void) directory_run(&end, values, NULL);
}

/* Notes that a session is used. Where another of its requests is at that, it does for both. */
static void
touch(int64 id)
{
	static const Statement update = {
		"UPDATE outlay.operator_session SET used_at = now() WHERE id IN (SELECT s.id FROM outlay.operator_session s "
		"WHERE s.id = $1 AND s.used_at <= now() - make_interval(secs => least(60, $2 / 10.0)) FOR UPDATE SKIP LOCKED)",
		2, {INT8OID, INT4OID}
	};
	Datum		values[] = {Int64GetDatum(id), Int32GetDatum(console_idle_timeout)};

	(void) directory_run(&update, values, NULL);
}

/* Whether text is the token of a session that is good; fills in who is calling. The transaction can still write. */
bool
operator_session_authenticate(const char *text, Caller *caller)
{
	static const Statement find = {
		"SELECT s.hash, s.operator_id FROM outlay.operator_session s JOIN outlay.operator o ON o.id = s.operator_id "
		"WHERE s.id = $1 AND NOT s.waits AND o.active AND " IS_GOOD("$2", "$3"),
		3, {INT8OID, INT4OID, INT4OID}
	};
	Token		token;
	Datum		values[3];
	Directory	directory;
	bool		valid;

	if (!token_parse(TOKEN_CONSOLE, text, &token))
		return false;
	values[0] = Int64GetDatum(token.id);
	values[1] = Int32GetDatum(console_idle_timeout);
	values[2] = Int32GetDatum(console_session_lifetime);
	directory_open(&directory);
	valid = directory_run(&find, values, NULL) == 1 && token_matches(token.secret, row_text(0, 1));
	if (valid)
	{
		caller->session = token.id;
		caller->console_operator = row_int64(0, 2);
		if (!RecoveryInProgress())
			touch(token.id);
	}
	directory_close(&directory);
	return valid;
}

/*
 * Whether a session is still good, of which the token was seen in this
 * transaction: whoever has taken outlay_console may have kept it open.
 */
bool
operator_session_is_good(int64 id)
{
	static const Statement find = {
		"SELECT FROM outlay.operator_session s JOIN outlay.operator o ON o.id = s.operator_id "
		"WHERE s.id = $1 AND NOT s.waits AND o.active AND " IS_GOOD("$2", "$3"),
		3, {INT8OID, INT4OID, INT4OID}
	};
	Datum		values[] = {
		Int64GetDatum(id), Int32GetDatum(console_idle_timeout), Int32GetDatum(console_session_lifetime)
	};
	Directory	directory;
	bool		good;

	directory_open(&directory);
	good = directory_run(&find, values, NULL) == 1;
	directory_close(&directory);
	return good;
}

/* Begins a session, or a log-in that waits for its code. Its token lasts until the directory is closed. */
char *
operator_session_open_in(int64 operator_id, bool waits, int64 *id)
{
	static const Statement insert = {
		"INSERT INTO outlay.operator_session (operator_id, waits, hash) VALUES ($1, $2, $3) RETURNING id",
		3, {INT8OID, BOOLOID, TEXTOID}
	};
	Token		token = {0};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[3];

	make_room(operator_id, waits);
	token_random(token.secret);
	token_hash(token.secret, hash);
	values[0] = Int64GetDatum(operator_id);
	values[1] = BoolGetDatum(waits);
	values[2] = CStringGetTextDatum(hash);
	(void) directory_run(&insert, values, NULL);
	*id = token.id = row_int64(0, 1);
	return token_print(waits ? TOKEN_CONSOLE_TICKET : TOKEN_CONSOLE, &token);
}

/*
 * The operator whose log-in waits with a ticket, locked, as is the log-in; 0
 * where it is not valid.
 */
int64
operator_session_ticket_in(const char *text)
{
	static const Statement lock = {
		"SELECT o.id FROM outlay.operator o WHERE o.active AND o.id = (SELECT s.operator_id "
		"FROM outlay.operator_session s WHERE s.id = $1) FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	static const Statement find = {
		"SELECT s.hash FROM outlay.operator_session s WHERE s.id = $1 AND s.waits AND s.operator_id = $2 "
		"AND s.began_at > clock_timestamp() - make_interval(secs => $3) FOR UPDATE",
		3, {INT8OID, INT8OID, INT4OID}
	};
	Token		token;
	Datum		values[3];
	int64		operator_id;

	if (!token_parse(TOKEN_CONSOLE_TICKET, text, &token))
		return 0;
	values[0] = Int64GetDatum(token.id);
	if (directory_run(&lock, values, NULL) == 0)
		return 0;
	operator_id = row_int64(0, 1);
	values[1] = Int64GetDatum(operator_id);
	values[2] = Int32GetDatum(OPERATOR_TICKET_LIFETIME);
	return directory_run(&find, values, NULL) == 1 && token_matches(token.secret, row_text(0, 1)) ? operator_id : 0;
}

/* Ends a session, or a log-in that waits. */
void
operator_session_end_in(int64 id)
{
	static const Statement end = {"DELETE FROM outlay.operator_session WHERE id = $1", 1, {INT8OID}};
	Datum		value = Int64GetDatum(id);

	(void) directory_run(&end, &value, NULL);
}

/* Ends all of an operator's. */
void
operator_session_end_all_in(int64 operator_id)
{
	static const Statement end = {"DELETE FROM outlay.operator_session WHERE operator_id = $1", 1, {INT8OID}};
	Datum		value = Int64GetDatum(operator_id);

	(void) directory_run(&end, &value, NULL);
}
