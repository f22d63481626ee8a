/*-------------------------------------------------------------------------
 *
 * idempotency.h
 *	  A request sent twice is carried out once.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_IDEMPOTENCY_H
#define OUTLAY_IDEMPOTENCY_H

#include "postgres.h"

extern void idempotency_begin(const char *key, const char *request_hash, bool keep);
extern void idempotency_end(bool failed, const char *head, const char *body);

#endif							/* OUTLAY_IDEMPOTENCY_H */
