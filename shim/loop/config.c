/*-------------------------------------------------------------------------
 *
 * config.c
 *	  Settings: defaults, file, environment, flags.
 *
 * One table says everything about every setting; the sample file, --help,
 * the environment and the flags are walks over it.
 *
 *-------------------------------------------------------------------------
 */
#include "loop/config.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "base/log.h"
#include "http/address.h"

typedef enum OptionType
{
	OPTION_TEXT,
	OPTION_NUMBER,
	OPTION_TIME,
	OPTION_SIZE
} OptionType;

typedef struct Option
{
	const char *name;
	OptionType	type;
	size_t		offset;
	const char *standard;		/* the default, as one would write it */
	int			min;
	int			max;
	const char *help;
} Option;

#define PREFIX "OUTLAYD_" /* of settings in the environment */

#define AT(member) offsetof(Config, member)
#define HOUR (3600 * 1000)
#define NAME_MAX_LENGTH 48

static const Option options[] = {
	{"listen", OPTION_TEXT, AT(listen), "127.0.0.1", 0, 0, "address to listen on"},
	{"port", OPTION_NUMBER, AT(port), "8080", 0, 65535, "port to listen on; 0 takes a free one and logs it"},
	{ "admin_listen", OPTION_TEXT, AT(admin_listen), "", 0, 0,
	  "address that answers /metrics, /healthz and /readyz for those who watch, e.g. 127.0.0.1; empty: none" },
	{"admin_port", OPTION_NUMBER, AT(admin_port), "8081", 0, 65535, "its port; 0 takes a free one and logs it"},
	{ "conninfo", OPTION_TEXT, AT(conninfo), "dbname=outlay user=outlay_web", 0, 0,
	  "libpq connection string; several hosts and target_session_attrs work" },
	{ "conninfo_read", OPTION_TEXT, AT(conninfo_read), "", 0, 0,
	  "the same of a hot standby, which GETs are then read at; empty: none" },
	{ "read_patience", OPTION_TIME, AT(read_patience), "20ms", 1, HOUR,
	  "how long a read waits for the standby to show what the primary does, less than statement_timeout; then the "
	  "primary reads" },
	{"loops", OPTION_NUMBER, AT(loops), "0", 0, 256, "event loops, each a thread; 0 is one for every two cores"},
	{ "connections", OPTION_NUMBER, AT(connections), "8", 1, 256,
	  "connections to PostgreSQL of each loop, and as many to the standby" },
	{ "connection_age", OPTION_TIME, AT(connection_age), "30min", 1000, 24 * HOUR,
	  "a connection is replaced after this time, because a backend's caches never shrink" },
	{ "tenants_per_connection", OPTION_NUMBER, AT(tenants_per_connection), "400", 1, 1000000,
	  "and when it has served so many tenants, each of which takes 150 to 300 kB of the backend" },
	{ "tenant_share", OPTION_NUMBER, AT(tenant_share), "75", 1, 100,
	  "percent of a loop's connections that one tenant's requests may take at once" },
	{ "write_share", OPTION_NUMBER, AT(write_share), "75", 1, 100,
	  "percent of a loop's connections, and of queue_length, that writes may take; of several, one is left for reads" },
	{ "prepared_statements", OPTION_NUMBER, AT(prepared_statements), "256", 0, 10000,
	  "prepared statements of each connection; calls beyond are planned each time" },
	{ "queue_length", OPTION_NUMBER, AT(queue_length), "512", 0, 100000,
	  "requests of a loop that may wait for a connection; beyond: 503" },
	{"queue_timeout", OPTION_TIME, AT(queue_timeout), "2s", 1, HOUR, "how long a request may wait; then: 503"},
	{"statement_timeout", OPTION_TIME, AT(statement_timeout), "10s", 0, HOUR, "PostgreSQL's, of each request"},
	{"lock_timeout", OPTION_TIME, AT(lock_timeout), "5s", 0, HOUR, "PostgreSQL's"},
	{ "idle_in_transaction_timeout", OPTION_TIME, AT(idle_in_transaction_timeout), "15s", 0, HOUR,
	  "PostgreSQL's idle_in_transaction_session_timeout" },
	{ "commit_timeout", OPTION_TIME, AT(commit_timeout), "5s", 1, HOUR,
	  "how long a write may wait for its commit, on a lost standby say; then: 504 outcome_unknown" },
	{"connect_timeout", OPTION_TIME, AT(connect_timeout), "5s", 100, HOUR, "for connecting to PostgreSQL"},
	{"header_timeout", OPTION_TIME, AT(header_timeout), "10s", 10, HOUR, "until a request's header is complete"},
	{ "body_timeout", OPTION_TIME, AT(body_timeout), "30s", 10, HOUR,
	  "until a request's body is complete; one beyond max_body may take four times as long" },
	{"send_timeout", OPTION_TIME, AT(send_timeout), "60s", 10, HOUR, "until the client has taken the answer"},
	{"idle_timeout", OPTION_TIME, AT(idle_timeout), "60s", 10, HOUR, "a connection without a request"},
	{"drain_timeout", OPTION_TIME, AT(drain_timeout), "10s", 0, HOUR, "for requests under way at SIGTERM"},
	{"max_uri", OPTION_SIZE, AT(max_uri), "2kB", 64, 1 << 20, "request target; beyond: 414"},
	{ "max_header", OPTION_SIZE, AT(max_header), "3kB", 256, 1 << 20,
	  "request line and headers, with 16 lines of them; beyond: 431. A connection takes 1.5 times as much memory" },
	{ "max_body", OPTION_SIZE, AT(max_body), "1MB", 0, 1 << 29,
	  "request body, where its route takes no larger ones; beyond: 413" },
	{ "max_spool", OPTION_SIZE, AT(max_spool), "128MB", 0, 1 << 30,
	  "memory for bodies beyond max_body, and answers beyond 256kB, of all clients; beyond: 503. "
	  "Half of it is for one" },
	{"max_connections", OPTION_NUMBER, AT(max_connections), "10000", 1, 1000000, "clients' connections"},
	{ "max_connections_per_address", OPTION_NUMBER, AT(max_connections_per_address), "1000", 1, 60000,
	  "of one client address; the trusted proxies' own are not limited" },
	{ "rate_address", OPTION_NUMBER, AT(rate_address), "200", 0, 10000,
	  "requests a second of one client address, an IPv6 /64, and ten times as many at once; 0: no limit" },
	{ "rate_token", OPTION_NUMBER, AT(rate_token), "100", 0, 10000, "the same of one access token" },
	{ "rate_anonymous", OPTION_NUMBER, AT(rate_anonymous), "120", 0, 10000,
	  "log-ins, sign-ups and other writes without a token of one client address, a minute and at once; 0: no limit" },
	{"max_streams", OPTION_NUMBER, AT(max_streams), "1000", 1, 100000, "streams of events; beyond: 503"},
	{ "max_streams_per_member", OPTION_NUMBER, AT(max_streams_per_member), "10", 1, 100000,
	  "of one member; beyond: 429" },
	{ "stream_interval", OPTION_TIME, AT(stream_interval), "1s", 10, HOUR,
	  "how often the database is asked for events, and whether each session lasts, for all streams that see the same" },
	{ "stream_heartbeat", OPTION_TIME, AT(stream_heartbeat), "15s", 10, HOUR,
	  "how often a silent stream gives a sign of life" },
	{ "static_dir", OPTION_TEXT, AT(static_dir), "", 0, 0,
	  "folder of the web application; empty: a page that says what this server is" },
	{ "trusted_proxies", OPTION_TEXT, AT(trusted_proxies), "", 0, 0,
	  "addresses and networks (10.0.0.0/8, ::1) whose X-Forwarded-For is believed" },
	{ "tls_certificate", OPTION_TEXT, AT(tls_certificate), "", 0, 0,
	  "PEM file, the chain after the certificate; TLS is spoken then, and nothing else. Read again at SIGHUP" },
	{"tls_key", OPTION_TEXT, AT(tls_key), "", 0, 0, "PEM file of the certificate's private key, without a password"},
	{ "hsts", OPTION_TEXT, AT(hsts), "max-age=31536000", 0, 0,
	  "Strict-Transport-Security of answers over TLS, with includeSubDomains below the base domain; empty: none" },
	{"log", OPTION_TEXT, AT(log), "stderr", 0, 0, "stderr, none, or a file (reopened at SIGHUP)"},
	{"log_level", OPTION_TEXT, AT(log_level), "info", 0, 0, "info: requests and events; warning: no requests; error"},
};

#define OPTION_COUNT (sizeof options / sizeof *options)

/* Units of numbers, times and sizes. */
static const struct
{
	OptionType	type;
	const char *unit;
	int			factor;
}			units[] =
{
	{OPTION_NUMBER, "", 1},
	{OPTION_TIME, "ms", 1},
	{OPTION_TIME, "s", 1000},
	{OPTION_TIME, "min", 60 * 1000},
	{OPTION_TIME, "h", HOUR},
	{OPTION_SIZE, "", 1},
	{OPTION_SIZE, "kB", 1024},
	{OPTION_SIZE, "MB", 1024 * 1024},
};

static const Option *find_option(const char *name);
static bool parse_number(const Option *option, const char *text, int *result);
static size_t name_distance(const char *from, const char *to);
static void complain_of_name(Buffer *error, const char *name);
static char *trim(char *text);
static bool config_line(Config *config, char *line, Buffer *error);
static bool conninfo_check(const char *name, const char *value, Buffer *error);

/* The option of that name; '-' and '_' are the same. */
static const Option *
find_option(const char *name)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
	{
		size_t		at = 0;

		while (name[at] && options[i].name[at] == (name[at] == '-' ? '_' : name[at]))
			at++;
		if (name[at] == '\0' && options[i].name[at] == '\0')
			return &options[i];
	}
	return NULL;
}

/* Reads a number with its unit. */
static bool
parse_number(const Option *option, const char *text, int *result)
{
	char	   *end;
	long long	value = strtoll(text, &end, 10);

	for (size_t i = 0; end > text && i < sizeof units / sizeof *units; i++)
		if (units[i].type == option->type && strcasecmp(end + strspn(end, " "), units[i].unit) == 0 &&
			value >= -1 && value <= INT_MAX && value * units[i].factor >= option->min &&
			value * units[i].factor <= option->max)
		{
			*result = (int) value * units[i].factor;
			return true;
		}
	return false;
}

/* How many characters one must add, take away or change to get from one name to another, whatever their case. */
static size_t
name_distance(const char *from, const char *to)
{
	size_t		row[NAME_MAX_LENGTH + 1];
	size_t		len = strlen(to);

	for (size_t i = 0; i <= len; i++)
		row[i] = i;
	for (; *from; from++)
	{
		size_t		corner = row[0]++;

		for (size_t i = 1; i <= len; i++)
		{
			bool		same = tolower((unsigned char) (*from == '-' ? '_' : *from)) == to[i - 1];
			size_t		best = corner + !same;

			corner = row[i];
			best = best < row[i - 1] + 1 ? best : row[i - 1] + 1;
			row[i] = best < corner + 1 ? best : corner + 1;
		}
	}
	return row[len];
}

/* Says that a name is no setting's, and which one is so near that it was meant perhaps. */
static void
complain_of_name(Buffer *error, const char *name)
{
	const Option *nearest = NULL;
	size_t		least = 2 + strlen(name) / 4;

	buffer_printf(error, "unknown setting \"%s\"", name);
	for (size_t i = 0; i < OPTION_COUNT && strlen(name) <= NAME_MAX_LENGTH; i++)
	{
		size_t		distance = name_distance(name, options[i].name);

		if (distance < least)
		{
			least = distance;
			nearest = &options[i];
		}
	}
	if (nearest)
		buffer_printf(error, "; did you mean \"%s\"?", nearest->name);
}

/* Sets one option from text; false, and a sentence in error, if it cannot be. */
bool
config_set(Config *config, const char *name, const char *value, Buffer *error)
{
	static const char *const kinds[] = {"", "a number", "a time (ms, s, min, h)", "a size (bytes, kB, MB)"};
	const Option *option = find_option(name);
	void	   *member;

	if (option == NULL)
	{
		complain_of_name(error, name);
		return false;
	}
	member = (char *) config + option->offset;
	if (option->type == OPTION_TEXT)
	{
		free(*(char **) member);
		*(char **) member = xstrdup(value);
		return true;
	}
	if (parse_number(option, value, member))
		return true;
	buffer_printf(error, "setting \"%s\" cannot be \"%s\": it takes %s from %d to %d%s", option->name, value,
				  kinds[option->type], option->min, option->max, option->type == OPTION_TIME ? " ms" : "");
	return false;
}

/* Sets every option to its default. */
bool
config_defaults(Config *config, Buffer *error)
{
	*config = (Config) {0};
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (!config_set(config, options[i].name, options[i].standard, error))
			return false;
	return true;
}

/* Cuts white space from both ends, in place. */
static char *
trim(char *text)
{
	char	   *end = text + strlen(text);

	while (end > text && isspace((unsigned char) end[-1]))
		*--end = '\0';
	return text + strspn(text, " \t\r\n");
}

/* Takes one line, "key = value"; # begins a comment, quotes around a value are cut. */
static bool
config_line(Config *config, char *line, Buffer *error)
{
	char	   *equals = strchr(line, '=');
	char	   *value;
	size_t		len;

	if (*line == '\0' || *line == '#')
		return true;
	if (equals == NULL)
	{
		buffer_puts(error, "a line must be \"key = value\"");
		return false;
	}
	*equals = '\0';
	value = trim(equals + 1);
	len = strlen(value);
	if (len > 1 && (*value == '\'' || *value == '"') && value[len - 1] == *value)
	{
		value[len - 1] = '\0';
		value++;
	}
	return config_set(config, trim(line), value, error);
}

/* Reads a configuration file. */
bool
config_file(Config *config, const char *path, Buffer *error)
{
	FILE	   *file = fopen(path, "re");
	char	   *line = NULL;
	size_t		size = 0;
	int			number = 1;
	bool		good = true;

	if (file == NULL)
	{
		buffer_printf(error, "cannot read \"%s\": %s", path, strerror(errno));
		return false;
	}
	for (; good && getline(&line, &size, file) >= 0; number += good)
		good = config_line(config, trim(line), error);
	if (!good)
		buffer_printf(error, " (%s, line %d)", path, number);
	else if (ferror(file)) /* a folder */
		buffer_printf(error, "cannot read \"%s\": %s", path, strerror(errno));
	free(line);
	fclose(file);
	return error->len == 0;
}

/*
 * Takes OUTLAYD_<KEY> from the environment. What has our prefix and is no setting is refused, as it is in a file: a
 * limit that somebody has misspelt would silently be none.
 */
bool
config_environment(Config *config, Buffer *error)
{
	bool		good = true;

	for (char *const *entry = environ; entry && *entry && good; entry++)
	{
		size_t		len = strcspn(*entry, "=");
		char	   *name;

		if (strncmp(*entry, PREFIX, strlen(PREFIX)) != 0 || strncmp(*entry, READY_VARIABLE "=", len + 1) == 0)
			continue;
		name = xstrndup(*entry + strlen(PREFIX), len - strlen(PREFIX));
		for (char *c = name; *c; c++)
			*c = (char) tolower((unsigned char) *c);
		good = config_set(config, name, (*entry)[len] ? *entry + len + 1 : "", error);
		if (!good)
			buffer_printf(error, " (environment, %.*s)", (int) len, *entry);
		free(name);
	}
	return good;
}

/* Whether a setting is a connection string. */
static bool
conninfo_check(const char *name, const char *value, Buffer *error)
{
	char	   *why = NULL;
	PQconninfoOption *parsed = PQconninfoParse(value, &why);

	if (parsed == NULL)
		buffer_printf(error, "setting \"%s\": %s", name, trim(why));
	PQfreemem(why);
	PQconninfoFree(parsed);
	return parsed != NULL;
}

/* Whether the settings as a whole can work. */
bool
config_check(const Config *config, Buffer *error)
{
	AddressList *proxies = NULL;
	struct stat status;
	LogLevel	level;

	if (!conninfo_check("conninfo", config->conninfo, error) ||
		!conninfo_check("conninfo_read", config->conninfo_read, error))
		return false;
	if (*config->static_dir && (stat(config->static_dir, &status) != 0 || !S_ISDIR(status.st_mode)))
		buffer_printf(error, "setting \"static_dir\": \"%s\" is no folder", config->static_dir);
	else if (!address_list_parse(&proxies, config->trusted_proxies))
		buffer_puts(error, "setting \"trusted_proxies\" has something that is no address and no network");
	else if (*config->conninfo_read && config->statement_timeout != 0 &&
			 config->read_patience >= config->statement_timeout)
		buffer_puts(error, "setting \"read_patience\" must be less than \"statement_timeout\", "
					"which ends a read's wait for the standby as well");
	else if (!*config->tls_certificate != !*config->tls_key)
		buffer_puts(error, "settings \"tls_certificate\" and \"tls_key\" need each other");
	else if (config->hsts[strcspn(config->hsts, "\r\n")] != '\0' || strlen(config->hsts) > 200)
		buffer_puts(error, "setting \"hsts\" is the value of a header, one line of at most 200 bytes");
	else if (!log_level_of(config->log_level, &level))
		buffer_puts(error, "setting \"log_level\" must be info, warning or error");
	free(proxies);
	return error->len == 0;
}

/* Appends the sample file, or the flags as --help shows them. */
void
config_describe(Buffer *out, bool as_flags)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
	{
		const Option *option = &options[i];

		if (as_flags)
			buffer_printf(out, "  --%-28s %s [%s]\n", option->name, option->help, option->standard);
		else
			buffer_printf(out, "\n# %s\n#%s =%s%s\n", option->help, option->name, *option->standard ? " " : "",
						  option->standard);
	}
}

/* Gives the memory back. */
void
config_free(Config *config)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options[i].type == OPTION_TEXT)
			free(*(char **) ((char *) config + options[i].offset));
}
