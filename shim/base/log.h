/*-------------------------------------------------------------------------
 *
 * log.h
 *	  One JSON object a line: events, and each request.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_LOG_H
#define OUTLAYD_LOG_H

#include "base/buffer.h"

typedef enum LogLevel
{
	LOG_ERROR,
	LOG_WARNING,
	LOG_INFO
} LogLevel;

extern bool log_level_of(const char *name, LogLevel *level);
extern bool log_open(const char *target, const char *level);
extern bool log_try(const char *target);
extern void log_reopen(void);
extern bool log_enabled(LogLevel level);
extern void log_begin(Buffer *line, LogLevel level, const char *event);
extern void log_text(Buffer *line, const char *key, const char *value);
extern void log_number(Buffer *line, const char *key, int64_t value);
extern void log_millis(Buffer *line, const char *key, int64_t micros);
extern void log_end(Buffer *line);
extern void log_flush(Buffer *lines);
extern void log_event(LogLevel level, const char *event, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif /* OUTLAYD_LOG_H */
