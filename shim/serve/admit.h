/*-------------------------------------------------------------------------
 *
 * admit.h
 *	  The header of a request: whether it is let in, and what it asks for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ADMIT_H
#define OUTLAYD_ADMIT_H

#include "serve/request.h"

extern void admit_request(Request *request, const char *version);
extern const char *admit_probe(const Config *config, const char *path, int *status);

#endif							/* OUTLAYD_ADMIT_H */
