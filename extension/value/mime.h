/*-------------------------------------------------------------------------
 *
 * mime.h
 *	  Plain text as the message of a mail (RFC 5322, RFC 2045 to 2047).
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MIME_H
#define OUTLAY_MIME_H

#include "postgres.h"

#include "lib/stringinfo.h"

extern void mime_header(StringInfo message, const char *name, const char *value);
extern void mime_date(StringInfo message);
extern void mime_body(StringInfo message, const char *text);

#endif							/* OUTLAY_MIME_H */
