/*-------------------------------------------------------------------------
 *
 * display.h
 *	  Colours, locales and time zones as people write them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DISPLAY_H
#define OUTLAY_DISPLAY_H

#include "pgtime.h"
#include "utils/date.h"

/* Each returns the normal form, palloc'd, or NULL for what is none. */
extern char *display_color(const char *value);
extern char *display_locale(const char *value);
extern char *display_time_zone(const char *value);

extern const char *display_text_color(const char *color);
extern DateADT display_today(const char *time_zone);

#endif							/* OUTLAY_DISPLAY_H */
