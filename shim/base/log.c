/*-------------------------------------------------------------------------
 *
 * log.c
 *	  One JSON object a line: events, and each request.
 *
 * Each loop gathers its lines and writes them once a turn, so that a line
 * costs no system call of its own and loops share nothing but the
 * descriptor. The descriptor's number never changes: reopening puts another
 * file under it, which needs no lock either.
 *
 *-------------------------------------------------------------------------
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FLAGS (O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC)

static int	log_fd = STDERR_FILENO;
static LogLevel log_threshold = LOG_INFO;
static const char *log_path;	/* NULL when there is nothing to reopen */
static const char *const level_names[] = {"error", "warning", "info"};

static void log_key(Buffer *line, const char *key);

/* Finds a level by its name; false if there is none. */
bool
log_level_of(const char *name, LogLevel *level)
{
	for (int i = LOG_ERROR; i <= LOG_INFO; i++)
		if (strcmp(name, level_names[i]) == 0)
		{
			*level = (LogLevel) i;
			return true;
		}
	return false;
}

/* Opens the log; false, with errno set, if it cannot be written. */
bool
log_open(const char *target, const char *level)
{
	log_level_of(level, &log_threshold);
	if (strcmp(target, "stderr") == 0)
		return true;
	if (strcmp(target, "none") == 0)
		target = "/dev/null";
	log_path = target;
	log_fd = open(target, FLAGS, 0640);
	return log_fd >= 0;
}

/*
 * Whether the log could be opened; else errno says why not. A file that is not there is not made: it would be that of
 * whoever tries, and closed to the user that serves.
 */
bool
log_try(const char *target)
{
	const char *slash = strrchr(target, '/');
	char	   *folder;
	int			fd;
	bool		good;

	if (strcmp(target, "stderr") == 0 || strcmp(target, "none") == 0)
		return true;
	fd = open(target, FLAGS & ~O_CREAT);
	if (fd >= 0)
		return close(fd) == 0;
	if (errno != ENOENT || *target == '\0' || (slash && slash[1] == '\0'))
		return false;
	folder = slash == NULL ? xstrdup(".") : xstrndup(target, slash == target ? 1 : (size_t) (slash - target));
	good = access(folder, W_OK | X_OK) == 0;
	free(folder);
	return good;
}

/* Opens the file again under the same descriptor, after it was moved away; or else goes on in the old one. */
void
log_reopen(void)
{
	int			fd;

	if (log_path == NULL)
		return;
	fd = open(log_path, FLAGS, 0640);
	if (fd < 0)
	{
		log_event(LOG_ERROR, "log_error", "the log stays where it was: \"%s\": %s", log_path, strerror(errno));
		return;
	}
	dup3(fd, log_fd, O_CLOEXEC);
	close(fd);
}

/* Whether lines of this level are wanted. */
bool
log_enabled(LogLevel level)
{
	return level <= log_threshold;
}

/* Begins a line. What changes once a second is made once a second. */
void
log_begin(Buffer *line, LogLevel level, const char *event)
{
	static __thread char date[32];
	static __thread time_t second;
	struct timespec now;
	struct tm	utc;

	clock_gettime(CLOCK_REALTIME, &now);
	if (now.tv_sec != second)
		strftime(date, sizeof date, "{\"time\":\"%Y-%m-%dT%H:%M:%S.", gmtime_r(&now.tv_sec, &utc));
	second = now.tv_sec;
	buffer_puts(line, date);
	buffer_number(line, (uint64_t) now.tv_nsec / 1000000, 3);
	buffer_puts(line, "Z\"");
	log_text(line, "level", level_names[level]);
	log_text(line, "event", event);
}

/* Adds a key. */
static void
log_key(Buffer *line, const char *key)
{
	buffer_puts(line, ",\"");
	buffer_puts(line, key);
	buffer_puts(line, "\":");
}

/* Adds a text; nothing for NULL. */
void
log_text(Buffer *line, const char *key, const char *value)
{
	if (value == NULL)
		return;
	log_key(line, key);
	buffer_json(line, value, strlen(value));
}

/* Adds a number that is not negative. */
void
log_number(Buffer *line, const char *key, int64_t value)
{
	log_key(line, key);
	buffer_number(line, (uint64_t) value, 1);
}

/* Adds a duration in milliseconds. */
void
log_millis(Buffer *line, const char *key, int64_t micros)
{
	log_number(line, key, micros / 1000);
	buffer_putc(line, '.');
	buffer_number(line, (uint64_t) micros % 1000, 3);
}

/* Ends a line. */
void
log_end(Buffer *line)
{
	buffer_puts(line, "}\n");
}

/* Writes the lines gathered so far. What cannot be written is lost: a full disk must not stop the service. */
void
log_flush(Buffer *lines)
{
	size_t		done = 0;

	while (done < lines->len)
	{
		ssize_t		wrote = write(log_fd, lines->data + done, lines->len - done);

		if (wrote <= 0 && errno != EINTR)
			break;
		done += wrote > 0 ? (size_t) wrote : 0;
	}
	lines->len = 0;
}

/* Writes one event at once; the formatted text becomes its message. */
void
log_event(LogLevel level, const char *event, const char *format, ...)
{
	char		message[1024];
	Buffer		line = {0};
	va_list		args;

	if (!log_enabled(level))
		return;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	log_begin(&line, level, event);
	log_text(&line, "message", message);
	log_end(&line);
	log_flush(&line);
	buffer_free(&line);
}
