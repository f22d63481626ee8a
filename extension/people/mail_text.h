/*-------------------------------------------------------------------------
 *
 * mail_text.h
 *	  What mails say, in each language.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MAIL_TEXT_H
#define OUTLAY_MAIL_TEXT_H

#include "postgres.h"

/* What a mail is about. */
typedef enum MailKind
{
	MAIL_INVITATION,
	MAIL_PASSWORD_RESET,
	MAIL_EMAIL_CONFIRM,			/* to the new address */
	MAIL_EMAIL_ASKED,			/* to the present one, the other is not confirmed yet */
	MAIL_EMAIL_CHANGED,			/* to the old one */
	MAIL_PASSWORD_CHANGED,
	MAIL_FACTOR_ADDED,
	MAIL_FACTOR_REMOVED,
	MAIL_RECOVERY_USED,
	MAIL_KIND_COUNT
} MailKind;

/* What stands in a text for its placeholders; NULL where the kind has none of it. */
typedef struct MailWords
{
	const char *organization;
	const char *link;
	const char *other_address;
	const char *until;			/* the link is good */
} MailWords;

extern const char *mail_kind_name(MailKind kind);
extern char *mail_text_subject(MailKind kind, const char *locale, const MailWords *words);
extern char *mail_text_body(MailKind kind, const char *locale, const MailWords *words);

#endif							/* OUTLAY_MAIL_TEXT_H */
