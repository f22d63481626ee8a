/*-------------------------------------------------------------------------
 *
 * sepa.h
 *	  SEPA credit transfers as a file for a bank, ISO 20022 pain.001.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SEPA_H
#define OUTLAY_SEPA_H

#include "lib/stringinfo.h"

#define SEPA_NAME_MAX	70
#define SEPA_ID_MAX		35
#define SEPA_TEXT_MAX	140

/* Money from the payer to one account. Texts are in the characters of SEPA. */
typedef struct SepaTransfer
{
	const char *id;				/* of payer and payee alike, up to 35 characters */
	const char *name;
	const char *iban;
	const char *amount;			/* in EUR, with two decimals */
	const char *text;			/* for the payee */
} SepaTransfer;

typedef struct SepaFile
{
	const char *message_id;
	const char *made_at;		/* 2026-11-30T15:30:00Z */
	const char *execute_on;		/* 2026-11-30 */
	const char *payer_name;
	const char *payer_iban;
	const char *sum;
	int			count;
	const SepaTransfer *transfers;
} SepaFile;

/* The file in version 9 of the message, or in version 3. */
extern void sepa_write(StringInfo out, const SepaFile *file, int version);

#endif							/* OUTLAY_SEPA_H */
