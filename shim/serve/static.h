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

extern bool static_take(Request *request);

#endif							/* OUTLAYD_STATIC_H */
