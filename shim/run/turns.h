/*-------------------------------------------------------------------------
 *
 * turns.h
 *	  The turns of an event loop, from the start of its thread to the end.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_TURNS_H
#define OUTLAYD_TURNS_H

#include "loop/loop.h"

extern bool turns_start(Loop *loop, const Config *config, const AddressList *proxies, int index, int listen_fd);
extern bool turns_serve(Loop *loop);
extern void turns_stop(Loop *loop, bool patient);

#endif							/* OUTLAYD_TURNS_H */
