/*-------------------------------------------------------------------------
 *
 * launcher.h
 *	  The launcher of the background workers that look after tenants.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_LAUNCHER_H
#define OUTLAY_LAUNCHER_H

extern void launcher_init(void);

#endif							/* OUTLAY_LAUNCHER_H */
