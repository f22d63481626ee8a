/*-------------------------------------------------------------------------
 *
 * position.h
 *	  Where in a list a page ends, as a text that clients give back.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_POSITION_H
#define OUTLAY_POSITION_H

#include "postgres.h"

/* The longest key is an e-mail address of 200 characters; and that in base64url. */
#define POSITION_KEY_SIZE	1100
#define POSITION_SIZE		1500

extern void position_write(char *position, const char *order, Oid type, Datum key, int64 id);
extern bool position_read(const char *position, const char *order, Oid type, Datum *key, int64 *id);

#endif							/* OUTLAY_POSITION_H */
