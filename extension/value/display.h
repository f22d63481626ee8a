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
#include "utils/timestamp.h"

/* Each returns the normal form, palloc'd, or NULL for what is none. */
extern char *display_color(const char *value);
extern char *display_locale(const char *value);
extern char *display_time_zone(const char *value);

extern const char *display_text_color(const char *color);

/* A time zone by its name. One that this server does not know, since the organization comes from another, is UTC. */
extern pg_tz *display_zone(const char *name);
extern DateADT display_day(pg_tz *zone, TimestampTz at);
extern DateADT display_today(pg_tz *zone);

#endif							/* OUTLAY_DISPLAY_H */
