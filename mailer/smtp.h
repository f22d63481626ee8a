/*-------------------------------------------------------------------------
 *
 * smtp.h
 *	  One mail to the mail server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MAIL_SMTP_H
#define OUTLAY_MAIL_SMTP_H

#include <stdbool.h>
#include <stddef.h>

#include "option.h"

/* What became of it. */
typedef enum SmtpOutcome
{
	SMTP_TAKEN,
	SMTP_LATER,					/* another time it may be taken */
	SMTP_NEVER					/* the server refuses it for good */
} SmtpOutcome;

typedef struct Letter
{
	const char *sender;
	const char *recipient;
	const char *message;		/* lines end in CR LF */
} Letter;

#define SMTP_ERROR_SIZE 400

extern bool smtp_open(const Options *options);
extern SmtpOutcome smtp_send(const Letter *letter, char error[SMTP_ERROR_SIZE]);
extern void smtp_close(void);

#endif /* OUTLAY_MAIL_SMTP_H */
