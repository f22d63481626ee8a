/*-------------------------------------------------------------------------
 *
 * console_call.h
 *	  What an operator does at the console, and its entry in the audit.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CONSOLE_CALL_H
#define OUTLAY_CONSOLE_CALL_H

#include "http/published.h"

extern bool console_call(FunctionCallInfo fcinfo, Published *published, Answer *answer);

#endif							/* OUTLAY_CONSOLE_CALL_H */
