/*-------------------------------------------------------------------------
 *
 * mail.h
 *	  Mail to members: writing it into the queue.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MAIL_H
#define OUTLAY_MAIL_H

#include "call/call.h"
#include "people/mail_text.h"

/* The kind in the queue of a wish for a new password: whose it is is looked up when it is sent. */
#define MAIL_RESET_ASKED	"reset_asked"

/* Setting: seconds that a link for a new password, or for a new e-mail address, is good. */
extern int	mail_link_lifetime;

extern void mail_init(void);
extern const char *mail_sender(void);
extern bool mail_is_on(void);
extern char *mail_link(int64 tenant, const char *page, const char *token);
extern char *mail_write(Call *call, MailKind kind, const char *to, const char *link, const char *other_address,
						int seconds);
extern bool mail_queue(Call *call, const char *kind, const char *to, const char *content, int seconds);
extern bool mail_send(Call *call, MailKind kind, const char *to, const char *link, const char *other_address,
					  int seconds);
extern void mail_send_or_raise(Call *call, MailKind kind, const char *to, const char *link, int seconds);
extern void mail_take_back(Call *call, MailKind kind, const char *to);
extern void mail_notify(Call *call, MailKind kind, int64 member);
extern char *mail_about(int64 tenant);

#endif							/* OUTLAY_MAIL_H */
