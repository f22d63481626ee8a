/*-------------------------------------------------------------------------
 *
 * iban.h
 *	  Numbers of bank accounts, ISO 13616.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_IBAN_H
#define OUTLAY_IBAN_H

#include "postgres.h"

#define IBAN_MAX_LENGTH	34

/* The IBAN that a text stands for, in capitals and without blanks, palloc'd; NULL, a code and why where it is none. */
extern char *iban_normalize(const char *text, const char **code, const char **message);

/* Whether an account, by its IBAN in normal form, can be reached by a SEPA credit transfer. */
extern bool iban_is_sepa(const char *iban);

#endif							/* OUTLAY_IBAN_H */
