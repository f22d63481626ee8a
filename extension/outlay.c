/*-------------------------------------------------------------------------
 *
 * outlay.c
 *	  The module's start: its settings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;
