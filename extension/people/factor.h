/*-------------------------------------------------------------------------
 *
 * factor.h
 *	  The second factor: an authenticator, and recovery codes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_FACTOR_H
#define OUTLAY_FACTOR_H

#include "people/session.h"

/* What came of a code. */
typedef enum CodeOutcome
{
	CODE_RIGHT,
	CODE_WRONG,					/* counted */
	CODE_MUST_WAIT				/* it was not looked at */
} CodeOutcome;

extern bool factor_exists(Call *call, int64 member);
extern bool factor_is_required(Call *call, int role);
extern bool factor_is_missing(Call *call, int64 member, int role);
extern bool factor_stands_before(Call *call, int64 member, int role, Grant *grant);
extern CodeOutcome factor_check(Call *call, int64 member, const char *code, int *wait);
extern bool factor_is_first_code(Call *call, int64 member, const char *code);
extern const char *factor_refuse(CodeOutcome outcome, int wait, int status);
extern void factor_begin(Call *call, int64 member, Datum *values);
extern void factor_add(Call *call, int64 member);
extern void factor_require_key(void);

/* Columns of outlay.second_factor_setup. */
#define FACTOR_SETUP_COLUMNS	3

#endif							/* OUTLAY_FACTOR_H */
