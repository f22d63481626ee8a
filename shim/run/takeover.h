/*-------------------------------------------------------------------------
 *
 * takeover.h
 *	  A new binary takes our place; and what the service manager is told.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_TAKEOVER_H
#define OUTLAYD_TAKEOVER_H

#include "loop/config.h"
#include "run/listen.h"

extern void takeover_init(void);
extern bool takeover_expected(void);
extern void takeover_tell(void);

extern void takeover_begin(char **argv, const Listener *listeners, int count);
extern int	takeover_fd(void);
extern bool takeover_check(bool heard);
extern void takeover_abandon(const char *why);

extern void manager_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* OUTLAYD_TAKEOVER_H */
