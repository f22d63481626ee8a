/*-------------------------------------------------------------------------
 *
 * option.c
 *	  Settings of outlay-mail: flags, environment, a file.
 *
 * A flag --smtp-host=… wins over the environment's OUTLAY_MAIL_SMTP_HOST, and
 * that over a line "smtp_host = …" of the file.
 *
 *-------------------------------------------------------------------------
 */
#include "option.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(Options, member)
#define MAX_NAME 40

static const struct
{
	const char *name;
	size_t		at;
	const char *standard;
	const char *help;
}			known[] = {
	{"config", AT(config), "", "file with lines \"name = value\""},
	{"conninfo", AT(conninfo), "dbname=outlay user=outlay_mail", "libpq connection string"},
	{"smtp_host", AT(smtp_host), "", "the mail server; needed"},
	{"smtp_port", AT(smtp_port), "587", "its port"},
	{ "smtp_tls", AT(smtp_tls), "starttls",
	  "starttls (never without), tls (from the first byte, port 465), or none (a server on this machine)" },
	{"smtp_user", AT(smtp_user), "", "user name at the mail server; empty: log in as nobody"},
	{"smtp_password_file", AT(smtp_password_file), "", "file whose first line is its password"},
	{"smtp_ca_file", AT(smtp_ca_file), "", "PEM file of who vouches for the mail server; empty: the system's"},
	{"timeout", AT(timeout), "60", "seconds that sending one mail may take"},
	{"interval", AT(interval), "1", "seconds between two looks into an empty queue"},
	{"log", AT(log), "stderr", "stderr, none, or a file (reopened at SIGHUP)"},
	{"log_level", AT(log_level), "info", "info: each mail; warning: what fails; error"},
};

#define COUNT (sizeof known / sizeof *known)

static const char **value_at(Options *options, size_t number);
static size_t find(const char *name, size_t length);
static char *trim(char *text);
static bool read_file(Options *options, const char *path);
static const char *from_environment(size_t number);

/* Where the value of an option is kept. */
static const char **
value_at(Options *options, size_t number)
{
	return (const char **) ((char *) options + known[number].at);
}

/* The number of an option of that name and length, in which - and _ are the same; COUNT: there is none. */
static size_t
find(const char *name, size_t length)
{
	size_t		i;

	for (i = 0; i < COUNT; i++)
	{
		size_t		at = 0;

		while (at < length && known[i].name[at] == (name[at] == '-' ? '_' : name[at]))
			at++;
		if (at == length && known[i].name[at] == '\0')
			break;
	}
	return i;
}

/* Cuts blanks off both ends, in place. */
static char *
trim(char *text)
{
	char	   *end;

	while (isspace((unsigned char) *text))
		text++;
	end = text + strlen(text);
	while (end > text && isspace((unsigned char) end[-1]))
		*--end = '\0';
	return text;
}

/* Reads a file into options that are not set yet; false, after saying why, where it cannot. */
static bool
read_file(Options *options, const char *path)
{
	FILE	   *file = fopen(path, "r");
	char	   *line = NULL;
	size_t		size = 0;
	bool		fine = file != NULL;

	if (!fine)
		fprintf(stderr, "outlay-mail: cannot read %s\n", path);
	while (fine && getline(&line, &size, file) > 0)
	{
		char	   *name = trim(line);
		char	   *equals = strchr(name, '=');
		size_t		number = COUNT;

		if (*name == '#' || *name == '\0')
			continue;
		if (equals != NULL)
		{
			*equals = '\0';
			name = trim(name);
			number = find(name, strlen(name));
		}
		fine = number < COUNT;
		if (!fine)
			fprintf(stderr, "outlay-mail: %s: no such setting: %s\n", path, name);
		else if (*value_at(options, number) == NULL)
			*value_at(options, number) = strdup(trim(equals + 1));
	}
	free(line);
	if (file != NULL)
		fclose(file);
	return fine;
}

/* The environment's value of an option; NULL: it has none. */
static const char *
from_environment(size_t number)
{
	char		name[MAX_NAME] = "OUTLAY_MAIL_";
	size_t		at = strlen(name);

	for (const char *c = known[number].name; *c && at < MAX_NAME - 1; c++)
		name[at++] = (char) toupper((unsigned char) *c);
	return getenv(name);
}

/* Reads all settings; false, after saying why, where one is not known or missing. */
bool
options_read(Options *options, int argc, char **argv)
{
	memset(options, 0, sizeof *options);
	for (int i = 1; i < argc; i++)
	{
		const char *equals = strchr(argv[i], '=');
		size_t		number = COUNT;

		if (strncmp(argv[i], "--", 2) == 0 && equals != NULL)
			number = find(argv[i] + 2, (size_t) (equals - argv[i] - 2));
		if (number == COUNT)
		{
			fprintf(stderr, "outlay-mail: no such option: %s\n", argv[i]);
			return false;
		}
		*value_at(options, number) = equals + 1;
	}
	for (size_t i = 0; i < COUNT; i++)
		if (*value_at(options, i) == NULL)
			*value_at(options, i) = from_environment(i);
	if (options->config != NULL && *options->config && !read_file(options, options->config))
		return false;
	for (size_t i = 0; i < COUNT; i++)
		if (*value_at(options, i) == NULL)
			*value_at(options, i) = known[i].standard;
	return true;
}

/* Prints what there is to set. */
void
options_print_help(void)
{
	printf("outlay-mail sends the mail that waits in a database of Outlay.\n\n");
	for (size_t i = 0; i < COUNT; i++)
	{
		printf("  --");
		for (const char *c = known[i].name; *c; c++)
			putchar(*c == '_' ? '-' : *c);
		printf("=%s\n        %s\n", known[i].standard, known[i].help);
	}
}
