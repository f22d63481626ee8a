/*-------------------------------------------------------------------------
 *
 * spare.h
 *	  Schemas that are ready before somebody wants a tenant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SPARE_H
#define OUTLAY_SPARE_H

#include "blueprint/template.h"

/* What is to be done, or was done, in one transaction of upkeep. */
typedef enum SpareWork
{
	SPARE_NOTHING,
	SPARE_MADE,
	SPARE_DROPPED,
	SPARE_CHECKED,
} SpareWork;

typedef struct SpareStep
{
	SpareWork	work;
	int64		id;				/* of the spare that was made, dropped or checked */
} SpareStep;

extern void spare_init(void);
extern bool spare_claim(int32 version, int64 *id);
extern void spare_set_aside(int64 id, const char *reason);
extern void spare_step(const Template *template, bool ends, SpareStep *step);

#endif							/* OUTLAY_SPARE_H */
