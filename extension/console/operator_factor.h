/*-------------------------------------------------------------------------
 *
 * operator_factor.h
 *	  An operator's authenticator.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_OPERATOR_FACTOR_H
#define OUTLAY_OPERATOR_FACTOR_H

#include "postgres.h"

#define OPERATOR_SETUP_COLUMNS 3

/* While the directory is open, and the operator's row locked. */
extern bool operator_factor_exists_in(int64 operator_id);
extern void operator_factor_begin_in(int64 operator_id, Datum *values);
extern bool operator_factor_check_in(int64 operator_id, const char *code, bool *is_first);

#endif							/* OUTLAY_OPERATOR_FACTOR_H */
