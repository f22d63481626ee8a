/*-------------------------------------------------------------------------
 *
 * bank_account.h
 *	  Bank accounts: where money is paid from, and where to.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_BANK_ACCOUNT_H
#define OUTLAY_BANK_ACCOUNT_H

/* What everybody but its holder and finance sees of an IBAN: the last four characters; NULL of NULL. */
#define MASKED_IBAN(iban)	"'**** '::text || right(" iban "::text, 4)"

/* To whom a bank account of a row m of member belongs. */
#define HOLDER_OF_MEMBER \
	"coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email)"

#define PAYER_NAME_MAX	70		/* characters */
#define IBAN_MAX_TYPED	50		/* characters, with blanks */

#endif							/* OUTLAY_BANK_ACCOUNT_H */
