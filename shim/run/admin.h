/*-------------------------------------------------------------------------
 *
 * admin.h
 *	  A port for those who watch: /metrics for Prometheus, and the probes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ADMIN_H
#define OUTLAYD_ADMIN_H

#include "loop/loop.h"

extern bool admin_start(const Config *config, Loop *loops, int listen_fd);
extern void admin_stop(void);

#endif							/* OUTLAYD_ADMIN_H */
