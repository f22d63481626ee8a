/*-------------------------------------------------------------------------
 *
 * console.h
 *	  The operators' console: where it is, and who serves it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CONSOLE_H
#define OUTLAY_CONSOLE_H

/* Settings: seconds without a request after which a session ends, and that it lasts at most. */
extern int	console_idle_timeout;
extern int	console_session_lifetime;

extern void console_init(void);
extern bool console_is_served(void);
extern void console_check_address(const char *host, const char *slug);

#endif							/* OUTLAY_CONSOLE_H */
