/*-------------------------------------------------------------------------
 *
 * outlay.h
 *	  What every part of the extension shares: names, and the SQLSTATEs
 *	  of class OT.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_H
#define OUTLAY_H

#include "utils/elog.h"

/* The version of this library; outlay.control has that of the SQL. */
#define OUTLAY_VERSION "1.0"

/* The schema of the functions and of the directory. */
#define OUTLAY_SCHEMA "outlay"

/* Class OT carries its HTTP status in the last three characters. */
#define ERRCODE_OUTLAY_SUSPENDED MAKE_SQLSTATE('O', 'T', '4', '0', '3')
#define ERRCODE_OUTLAY_VERSION_CONFLICT MAKE_SQLSTATE('O', 'T', '4', '1', '2')
#define ERRCODE_OUTLAY_DUMP_MAY_RUN MAKE_SQLSTATE('O', 'T', '4', '2', '3')
#define ERRCODE_OUTLAY_TOO_MANY_ATTEMPTS MAKE_SQLSTATE('O', 'T', '4', '2', '9')
#define ERRCODE_OUTLAY_UNAVAILABLE MAKE_SQLSTATE('O', 'T', '5', '0', '3')

#endif							/* OUTLAY_H */
