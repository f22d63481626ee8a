/*-------------------------------------------------------------------------
 *
 * guc.h
 *	  PostgreSQL's settings, made for what we run.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_GUC_H
#define OUTLAY_GUC_H

/* A setting, and what it has to be. */
typedef struct GucSetting
{
	const char *name;
	const char *value;
} GucSetting;

extern void guc_local(const char *name, const char *value);
extern void guc_save(const char *name, const char *value);
extern void guc_save_all(const GucSetting *settings, int count);

#endif							/* OUTLAY_GUC_H */
