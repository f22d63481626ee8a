/*-------------------------------------------------------------------------
 *
 * static.h
 *	  Files of a folder: whatever is not the API.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_STATIC_H
#define OUTLAYD_STATIC_H

#include "serve/request.h"

#define PATH_LENGTH 1024

extern bool static_take(Request *request);
extern bool static_path(const PathParts *parts, char path[PATH_LENGTH]);	/* static_path.c */

#endif							/* OUTLAYD_STATIC_H */
