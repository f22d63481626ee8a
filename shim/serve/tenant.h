/*-------------------------------------------------------------------------
 *
 * tenant.h
 *	  Which tenant a request is for, as far as a loop knows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_TENANT_H
#define OUTLAYD_TENANT_H

#include "pg/job.h"

extern uint64_t tenant_of(const Job *job);
extern void tenant_learn(const Job *job, const char *slug, size_t len);

#endif							/* OUTLAYD_TENANT_H */
