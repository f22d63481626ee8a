/*-------------------------------------------------------------------------
 *
 * mail_take.c
 *	  Mail out of the queue: what the program that sends it calls.
 *
 * A mail that is taken is tried again later unless its sender says what became
 * of it: a mail is sent at least once, and each time with the same Message-ID,
 * by which the recipient's server knows it again.
 *
 * Who asked for a new password is looked up here, not when they ask, and the
 * token is made here: until then nothing differs for an address that nobody
 * has, neither answer nor time, and there is no token that could be read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/resowner.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "core/compat.h"
#include "core/run_as.h"
#include "directory/current.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "people/credential.h"
#include "people/mail.h"
#include "people/member.h"
#include "value/fold.h"
#include "value/mime.h"
#include "value/seal.h"

PG_FUNCTION_INFO_V1(outlay_take_mail);
PG_FUNCTION_INFO_V1(outlay_mail_sent);
PG_FUNCTION_INFO_V1(outlay_mail_failed);
PG_FUNCTION_INFO_V1(outlay_retry_mail);

#define MOST_TRIES			12
#define MAX_ERROR_BYTES		500

/* A mail that was taken. */
typedef struct Mail
{
	int64		id;
	int64		tenant;
	char	   *kind;
	char	   *sealed;
	TimestampTz created;
	char	   *recipient;
	char	   *message;
} Mail;

static bool take(Mail *mail);
static void finish(int64 id, const char *status);
static void clean(void);
static bool open_mail(Mail *mail);
static bool write_reset(Call *call, Mail *mail);
static bool write_reset_there(Mail *mail);
static bool try_to_write_reset(Mail *mail, bool *failed);
static void keep(const Mail *mail);
static bool read_mail(Mail *mail);
static char *whole_message(const Mail *mail);

/*
 * Takes the mail that has waited longest; its next try is in a minute, then in
 * two, in four … in an hour at most. False: none is due.
 */
static bool
take(Mail *mail)
{
	static const Statement take_one = {
		"UPDATE outlay.mail SET tries = tries + 1, "
		"next_try = clock_timestamp() + least(interval '1 minute' * power(2, tries), interval '1 hour') "
		"WHERE id = (SELECT m.id FROM outlay.mail m WHERE m.status = 'waiting' AND m.next_try <= clock_timestamp() "
		"ORDER BY m.next_try LIMIT 1 FOR UPDATE SKIP LOCKED) "
		"RETURNING id, tenant_id, kind, sealed, created_at",
		0
	};
	bool		is_null;

	if (directory_run(&take_one, NULL, NULL) == 0)
		return false;
	mail->id = call_int64(1);
	mail->tenant = call_int64(2);
	mail->kind = call_text(3);
	mail->sealed = call_text(4);
	mail->created = DatumGetTimestampTz(call_column(5, &is_null));
	return true;
}

/* Ends a mail with a status and forgets what is in it. */
static void
finish(int64 id, const char *status)
{
	static const Statement update = {
		"UPDATE outlay.mail SET status = $2, sealed = NULL, finished_at = clock_timestamp() WHERE id = $1",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(id), CStringGetTextDatum(status)};

	directory_run(&update, values, NULL);
}

/* Gives up what waits in vain, and removes what is a week old: some of it, once a minute. */
static void
clean(void)
{
	static TimestampTz cleaned_at = 0;
	static const Statement expire = {
		"UPDATE outlay.mail SET status = CASE status WHEN 'waiting' THEN 'expired' ELSE status END, sealed = NULL, "
		"finished_at = coalesce(finished_at, now()) WHERE id IN (SELECT m.id FROM outlay.mail m "
		"WHERE m.sealed IS NOT NULL AND m.valid_until < now() LIMIT 100 FOR UPDATE SKIP LOCKED)",
		0
	};
	static const Statement forget = {
		"DELETE FROM outlay.mail WHERE id IN (SELECT m.id FROM outlay.mail m "
		"WHERE m.created_at < now() - interval '7 days' AND m.sealed IS NULL ORDER BY m.id LIMIT 100)",
		0
	};

	if (!TimestampDifferenceExceeds(cleaned_at, GetCurrentTimestamp(), 60 * 1000))
		return;
	cleaned_at = GetCurrentTimestamp();
	directory_run(&expire, NULL, NULL);
	directory_run(&forget, NULL, NULL);
}

/* Opens what is sealed in a mail: address and message. False where no key of the server's does. */
static bool
open_mail(Mail *mail)
{
	size_t		length;
	bool		is_old;
	char	   *plain = (char *) seal_open(mail->sealed, mail_about(mail->tenant), &length, &is_old);

	if (plain == NULL)
		return false;
	mail->recipient = plain;
	mail->message = strchr(plain, '\n');
	if (mail->message == NULL)
		return false;
	*mail->message++ = '\0';
	return true;
}

/* The mail for whoever has the address of a mail and forgot the password; false where there is nobody. */
static bool
write_reset(Call *call, Mail *mail)
{
	static const TenantStatement find = {
		"SELECT id, email::text FROM member WHERE " FOLDED("email") " = $1 AND status = 'active'", 1, {TEXTOID}
	};
	Datum		email = CStringGetTextDatum(fold_text(mail->recipient));
	char	   *token;
	int64		member;

	if (call_run(call, &find, &email, NULL) == 0)
		return false;
	member = call_int64(1);
	mail->recipient = call_text(2);
	audit_record(call, "reset_issued", "member", member, audit_no_record, audit_no_record);
	token = credential_issue(call, member, TOKEN_RESET, CREDENTIAL_RESET, 0, NULL, mail_link_lifetime);
	mail->message = mail_write(call, MAIL_PASSWORD_RESET, mail->recipient,
							   mail_link(call->tenant, "reset-password", token), NULL, mail_link_lifetime);
	return true;
}

/* Does write_reset() in the organization that the mail is of, as its role. */
static bool
write_reset_there(Mail *mail)
{
	Call		call = {.tenant = mail->tenant,.database_role = GetUserId()};
	TenantRow	tenant;
	RunAs		before;
	MemoryContext outside = CurrentMemoryContext;
	bool		found;

	if (!tenant_lookup_id(mail->tenant, &tenant) || tenant.status != TENANT_ACTIVE)
		return false;
	tenant_check_served(&tenant, false);
	run_as_role(&before, current_role_of(tenant.id), tenant.schema);
	SPI_connect();
	found = write_reset(&call, mail);
	if (found)
	{
		mail->recipient = MemoryContextStrdup(outside, mail->recipient);
		mail->message = MemoryContextStrdup(outside, mail->message);
	}
	SPI_finish();
	run_as_end(&before);
	return found;
}

/*
 * The same in a subtransaction: an organization that is behind in its upgrade,
 * or broken, must not keep the others' mail. *failed: it stays in the queue.
 */
static bool
try_to_write_reset(Mail *mail, bool *failed)
{
	MemoryContext caller = CurrentMemoryContext;
	ResourceOwner resources = CurrentResourceOwner;
	volatile bool found = false;

	*failed = false;
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(caller);
	PG_TRY();
	{
		found = write_reset_there(mail);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		ereport(LOG,
				(errcode(error->sqlerrcode),
				 errmsg("could not write mail " INT64_FORMAT " of organization " INT64_FORMAT ": %s", mail->id,
						mail->tenant, error->message)));
		*failed = true;
	}
	PG_END_TRY();
	MemoryContextSwitchTo(caller);
	CurrentResourceOwner = resources;
	return found && !*failed;
}

/* Keeps the mail that was written for a wish, so that it is the same if it has to be sent again. */
static void
keep(const Mail *mail)
{
	static const Statement update = {
		"UPDATE outlay.mail SET kind = $2, sealed = $3, valid_until = now() + make_interval(secs => $4) WHERE id = $1",
		4, {INT8OID, TEXTOID, TEXTOID, INT4OID}
	};
	char	   *plain = psprintf("%s\n%s", mail->recipient, mail->message);
	Datum		values[] = {
		Int64GetDatum(mail->id), CStringGetTextDatum(mail_kind_name(MAIL_PASSWORD_RESET)),
		CStringGetTextDatum(seal_close(plain, strlen(plain), mail_about(mail->tenant))),
		Int32GetDatum(mail_link_lifetime)
	};

	directory_run(&update, values, NULL);
}

/* Finds out what a mail says; false where there is nothing to send. */
static bool
read_mail(Mail *mail)
{
	Directory	directory;
	bool		opened = open_mail(mail);
	bool		asked = opened && strcmp(mail->kind, MAIL_RESET_ASKED) == 0;
	bool		failed = false;
	bool		written = asked && try_to_write_reset(mail, &failed);

	directory_open(&directory);
	if (!opened)
		finish(mail->id, "failed");
	else if (written)
		keep(mail);
	else if (asked && !failed)
		finish(mail->id, "nobody");
	directory_close(&directory);
	return opened && (written || !asked);
}

/* The whole message, with the headers of sending. */
static char *
whole_message(const Mail *mail)
{
	StringInfoData message;

	initStringInfo(&message);
	mime_date(&message);
	appendStringInfo(&message, "Message-ID: <outlay-" INT64_FORMAT "-" INT64_FORMAT "%s>\r\n", mail->id, mail->created,
					 strchr(mail_sender(), '@'));
	appendStringInfoString(&message, mail->message);
	return message.data;
}

/*
 * take_mail() returns outlay.mail_to_send, NULL where none is due. 55000: mail
 * is not configured.
 */
Datum
outlay_take_mail(PG_FUNCTION_ARGS)
{
	Mail		mail;
	Mail		inside;
	Directory	directory;
	Datum		values[4];
	bool		nulls[4] = {false};
	MemoryContext outside = CurrentMemoryContext;

	if (!mail_is_on())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("mail is not configured"),
				 errhint("Set outlay.mail_from and outlay.secret_key_file.")));
	directory_open(&directory);
	clean();
	directory_close(&directory);
	do
	{
		bool		taken;

		CHECK_FOR_INTERRUPTS();
		directory_open(&directory);
		taken = take(&inside);
		if (taken)
		{
			mail = inside;
			mail.kind = MemoryContextStrdup(outside, inside.kind);
			mail.sealed = MemoryContextStrdup(outside, inside.sealed);
		}
		directory_close(&directory);
		if (!taken)
			PG_RETURN_NULL();
	} while (!read_mail(&mail));

	values[0] = Int64GetDatum(mail.id);
	values[1] = CStringGetTextDatum(mail_sender());
	values[2] = CStringGetTextDatum(mail.recipient);
	values[3] = CStringGetTextDatum(whole_message(&mail));
	PG_RETURN_DATUM(call_result_row(fcinfo, values, nulls, lengthof(values)));
}

/* mail_sent(id bigint) returns void. */
Datum
outlay_mail_sent(PG_FUNCTION_ARGS)
{
	Directory	directory;

	directory_open(&directory);
	finish(PG_GETARG_INT64(0), "sent");
	directory_close(&directory);
	PG_RETURN_VOID();
}

/* mail_failed(id bigint, error text, for_good boolean) returns void: after so many tries it is for good, too. */
Datum
outlay_mail_failed(PG_FUNCTION_ARGS)
{
	static const Statement update = {
		"UPDATE outlay.mail SET error = $2, status = CASE WHEN $3 OR tries >= $4 THEN 'failed' ELSE status END, "
		"finished_at = CASE WHEN $3 OR tries >= $4 THEN clock_timestamp() END WHERE id = $1 AND status = 'waiting'",
		4, {INT8OID, TEXTOID, BOOLOID, INT4OID}
	};
	text	   *error = PG_GETARG_TEXT_PP(1);
	int			length = pg_mbcliplen(VARDATA_ANY(error), VARSIZE_ANY_EXHDR(error), MAX_ERROR_BYTES);
	Datum		values[] = {
		PG_GETARG_DATUM(0), PointerGetDatum(cstring_to_text_with_len(VARDATA_ANY(error), length)), PG_GETARG_DATUM(2),
		Int32GetDatum(MOST_TRIES)
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, values, NULL);
	directory_close(&directory);
	PG_RETURN_VOID();
}

/* retry_mail(id bigint) returns boolean. */
Datum
outlay_retry_mail(PG_FUNCTION_ARGS)
{
	static const Statement update = {
		"UPDATE outlay.mail SET status = 'waiting', next_try = now(), tries = 0, error = NULL, finished_at = NULL "
		"WHERE id = $1 AND status IN ('waiting', 'failed') AND sealed IS NOT NULL RETURNING id",
		1, {INT8OID}
	};
	Datum		id = PG_GETARG_DATUM(0);
	int64		number;

	check_operator("call this");
	PG_RETURN_BOOL(directory_number(&update, &id, &number));
}
