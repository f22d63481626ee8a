/*-------------------------------------------------------------------------
 *
 * mail.c
 *	  Mail to members: writing it into the queue.
 *
 * A mail is written in the transaction of what it is about, so one goes out
 * exactly where the other has happened, and it is sent by another program
 * (mailer/), whose mistakes and waits nobody else feels. Where the operator
 * has not configured mail nothing is queued, and who calls gives the link to
 * whoever asked for it instead.
 *
 * One address gets so many a day from all organizations together, whoever
 * asks for them: this shall not become a way to annoy somebody.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <time.h>

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"

#include "call/setting.h"
#include "core/compat.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "people/mail.h"
#include "value/fold.h"
#include "value/mime.h"
#include "value/seal.h"
#include "value/text.h"

#define MAILS_A_DAY_TO_ONE		20
#define MAILS_A_DAY_OF_ONE		2000	/* of an organization */
#define NOTICE_LIFETIME			(3 * 24 * 60 * 60)	/* seconds */

/* The address that mail comes from, empty: no mail is sent; and what leads to an organization's pages. */
static char *mail_from = NULL;
static char *web_url = NULL;

static bool check_mail_from(char **value, void **extra, GucSource source);
static bool check_web_url(char **value, void **extra, GucSource source);
static char *utf8(const char *text);
static char *until_text(int seconds);
static bytea *recipient_digest(const char *to);

/* Checks the address: it stands in headers and in commands of SMTP. */
static bool
check_mail_from(char **value, void **extra, GucSource source)
{
	if ((*value)[0] == '\0')
		return true;
	if (text_is_email(*value) && strlen(*value) <= 200 &&
		(*value)[strspn(*value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.@_+-")] == '\0')
		return true;
	GUC_check_errcode(ERRCODE_INVALID_PARAMETER_VALUE);
	GUC_check_errdetail("It must be an address alone, like outlay@example.com.");
	return false;
}

/* Checks the URL. */
static bool
check_web_url(char **value, void **extra, GucSource source)
{
	if ((strncmp(*value, "http://", 7) == 0 || strncmp(*value, "https://", 8) == 0) &&
		(strstr(*value, "{host}") != NULL || strstr(*value, "{slug}") != NULL) &&
		(*value)[strcspn(*value, " \t\r\n<>\"#")] == '\0')
		return true;
	GUC_check_errcode(ERRCODE_INVALID_PARAMETER_VALUE);
	GUC_check_errdetail("It must be like https://{host} or https://example.com/t/{slug}.");
	return false;
}

/* Seconds that a link for a new password, or for a new e-mail address, is good. */
int			mail_link_lifetime = 3600;

/* Defines the settings. */
void
mail_init(void)
{
	DefineCustomIntVariable("outlay.link_lifetime",
							"Seconds that a link for a new password, or for a new e-mail address, is good.",
							"Invitations are good for a week.",
							&mail_link_lifetime,
							3600, 60, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomStringVariable("outlay.mail_from",
							   "Address that mail comes from; empty: no mail is sent, and links are given to who asks.",
							   "For outlay-mail, which sends it. It also needs outlay.secret_key_file.",
							   &mail_from,
							   "",
							   PGC_SUSET,
							   0, check_mail_from, NULL, NULL);
	DefineCustomStringVariable("outlay.web_url",
							   "What the links to an organization's pages begin with.",
							   "{host} is its default host name, {slug} its slug.",
							   &web_url,
							   "https://{host}",
							   PGC_SUSET,
							   0, check_web_url, NULL, NULL);
}

/* The address that mail comes from. */
const char *
mail_sender(void)
{
	return mail_from;
}

/* Whether mail is sent. */
bool
mail_is_on(void)
{
	return mail_from != NULL && mail_from[0] != '\0' && seal_has_key();
}

/*
 * The link to a page of an organization with a token, palloc'd. The token is
 * behind a #, which browsers send to no server, not even as a referrer; and no
 * part of it comes from the request that asked.
 */
char *
mail_link(int64 tenant, const char *page, const char *token)
{
	TenantRow	row;
	StringInfoData link;

	if (!tenant_lookup_id(tenant, &row))
		elog(ERROR, "no tenant " INT64_FORMAT, tenant);
	initStringInfo(&link);
	for (const char *c = web_url; *c;)
	{
		if (strncmp(c, "{host}", 6) == 0)
			appendStringInfo(&link, "%s.%s", row.slug, outlay_base_domain);
		else if (strncmp(c, "{slug}", 6) == 0)
			appendStringInfoString(&link, row.slug);
		else
		{
			appendStringInfoChar(&link, *c++);
			continue;
		}
		c += 6;
	}
	appendStringInfo(&link, "/%s#%s", page, token);
	return link.data;
}

/* What a mail is sealed for. */
char *
mail_about(int64 tenant)
{
	return psprintf("mail of tenant " INT64_FORMAT, tenant);
}

/* Text in UTF-8, whatever the database's encoding is. */
static char *
utf8(const char *text)
{
	return pg_server_to_any(text, strlen(text), PG_UTF8);
}

/* When so many seconds are over, palloc'd. */
static char *
until_text(int seconds)
{
	time_t		end = time(NULL) + seconds;
	struct tm	parts;

	gmtime_r(&end, &parts);
	return psprintf("%04d-%02d-%02d %02d:%02d UTC", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
					parts.tm_hour, parts.tm_min);
}

/* A mail without the headers that are added when it is sent, in the organization's language; palloc'd. */
char *
mail_write(Call *call, MailKind kind, const char *to, const char *link, const char *other_address, int seconds)
{
	static const TenantStatement read = {
		"SELECT display_name::text, locale::text FROM organization", 0
	};
	StringInfoData message;
	TenantRow	tenant = {.name = ""};
	MailWords	words = {.link = link,.until = until_text(seconds)};
	const char *locale;

	(void) tenant_lookup_id(call->tenant, &tenant);
	call_check_settings(call, call_run(call, &read, NULL, NULL));
	words.organization = utf8(call_text(1) ? call_text(1) : tenant.name);
	words.other_address = other_address ? utf8(other_address) : NULL;
	locale = call_text(2) ? call_text(2) : setting_default(SETTING_LOCALE);

	initStringInfo(&message);
	mime_header(&message, "From", psprintf("Outlay <%s>", mail_from));
	mime_header(&message, "To", psprintf("<%s>", utf8(to)));
	mime_header(&message, "Subject", mail_text_subject(kind, locale, &words));
	mime_header(&message, "Auto-Submitted", "auto-generated");
	mime_body(&message, mail_text_body(kind, locale, &words));
	return message.data;
}

/* Returns what is stored of the address of a mail. */
static bytea *
recipient_digest(const char *to)
{
	bytea	   *digest = palloc(VARHDRSZ + SEAL_DIGEST_BYTES);

	SET_VARSIZE(digest, VARHDRSZ + SEAL_DIGEST_BYTES);
	seal_digest("recipient", fold_text(to), (uint8 *) VARDATA(digest));
	return digest;
}

/*
 * Puts a mail into the queue: its address, a line break, its content. False
 * where the address or the organization had enough today. Requests that are
 * about one address come one after the other, so that they count right.
 */
bool
mail_queue(Call *call, const char *kind, const char *to, const char *content, int seconds)
{
	static const Statement insert = {
		"INSERT INTO outlay.mail (tenant_id, kind, recipient, sealed, valid_until) "
		"SELECT $1, $2, $3, $4, now() + make_interval(secs => $5) "
		"WHERE (SELECT count(*) FROM outlay.mail m WHERE m.recipient = $3 AND m.created_at > now() - interval '1 day') "
		"< $6 "
		"AND (SELECT count(*) FROM outlay.mail m WHERE m.tenant_id = $1 AND m.created_at > now() - interval '1 day') "
		"< $7 RETURNING id",
		7, {INT8OID, TEXTOID, BYTEAOID, TEXTOID, INT4OID, INT4OID, INT4OID}
	};
	char	   *plain = psprintf("%s\n%s", to, content);
	bytea	   *digest = recipient_digest(to);
	int64		lock;
	Datum		values[7];
	Directory	directory;
	bool		queued;

	memcpy(&lock, VARDATA(digest), sizeof(lock));
	(void) DirectFunctionCall1(pg_advisory_xact_lock_int8, Int64GetDatum(lock));
	values[0] = Int64GetDatum(call->tenant);
	values[1] = CStringGetTextDatum(kind);
	values[2] = PointerGetDatum(digest);
	values[3] = CStringGetTextDatum(seal_close(plain, strlen(plain), mail_about(call->tenant)));
	values[4] = Int32GetDatum(seconds);
	values[5] = Int32GetDatum(MAILS_A_DAY_TO_ONE);
	values[6] = Int32GetDatum(MAILS_A_DAY_OF_ONE);
	directory_open(&directory);
	queued = directory_run(&insert, values, NULL) > 0;
	directory_close(&directory);
	return queued;
}

/* Writes a mail and puts it into the queue. False where it was one too many; true, and nothing, where mail is off. */
bool
mail_send(Call *call, MailKind kind, const char *to, const char *link, const char *other_address, int seconds)
{
	const char *content;

	if (!mail_is_on())
		return true;
	content = mail_write(call, kind, to, link, other_address, seconds);
	return mail_queue(call, mail_kind_name(kind), to, content, seconds);
}

/* Sends a link; raises OT429 where the address, or the organization, had enough mail today. */
void
mail_send_or_raise(Call *call, MailKind kind, const char *to, const char *link, int seconds)
{
	if (!mail_send(call, kind, to, link, NULL, seconds))
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_TOO_MANY_ATTEMPTS),
				 errmsg("this address has got too many mails today"),
				 errhint("Try again tomorrow.")));
}

/*
 * Takes back the mails of a kind to an address that were not sent yet: what
 * they lead to is void. One that is on its way is not caught, nor one from
 * before the server's key was replaced: what is in it is good for nothing.
 */
void
mail_take_back(Call *call, MailKind kind, const char *to)
{
	static const Statement update = {
		"UPDATE outlay.mail SET status = 'withdrawn', sealed = NULL, finished_at = now() "
		"WHERE tenant_id = $1 AND kind = $2 AND recipient = $3 AND status IN ('waiting', 'failed')",
		3, {INT8OID, TEXTOID, BYTEAOID}
	};
	Datum		values[3];
	Directory	directory;

	if (!seal_has_key())
		return;
	values[0] = Int64GetDatum(call->tenant);
	values[1] = CStringGetTextDatum(mail_kind_name(kind));
	values[2] = PointerGetDatum(recipient_digest(to));
	directory_open(&directory);
	directory_run(&update, values, NULL);
	directory_close(&directory);
}

/* Tells a member of what was done to their account. */
void
mail_notify(Call *call, MailKind kind, int64 member)
{
	static const TenantStatement read = {
		"SELECT email::text FROM member WHERE id = $1 AND status = 'active'", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	if (mail_is_on() && call_run(call, &read, &id, NULL) > 0)
		(void) mail_send(call, kind, call_text(1), NULL, NULL, NOTICE_LIFETIME);
}
