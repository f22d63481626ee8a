/*-------------------------------------------------------------------------
 *
 * takeover.h
 *	  A new binary takes our place; and what the service manager is told.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_TAKEOVER_H
#define OUTLAYD_TAKEOVER_H

#include "run/listen.h"

/* By which whom we follow tells us the descriptor at which they wait for us. */
#define READY_VARIABLE "OUTLAYD_READY_FD"

extern void takeover_init(void);
extern bool takeover_expected(void);
extern void takeover_tell(void);

extern void takeover_begin(char **argv, const Listener *listeners, int count);
extern int	takeover_fd(void);
extern bool takeover_check(bool heard);
extern void takeover_abandon(const char *why);

extern void manager_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* OUTLAYD_TAKEOVER_H */
