/*-------------------------------------------------------------------------
 *
 * static_path.h
 *	  The file that a path names: never one outside of the folder.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_STATIC_PATH_H
#define OUTLAYD_STATIC_PATH_H

#include "http/args.h"

#define PATH_LENGTH 1024

extern bool static_path(const PathParts *parts, char path[PATH_LENGTH]);

#endif							/* OUTLAYD_STATIC_PATH_H */
