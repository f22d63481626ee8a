/*-------------------------------------------------------------------------
 *
 * config_test.c
 *	  Settings.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "loop/config.h"

/* Sets one option; the error, or NULL. */
static const char *
set(Config *config, const char *name, const char *value)
{
	static Buffer error;

	buffer_free(&error);
	return config_set(config, name, value, &error) ? NULL : error.data;
}

/* Numbers with units, and their limits. */
static void
numbers(void)
{
	Config		config;
	Buffer		error = {0};

	CHECK(config_defaults(&config, &error) && config_check(&config, &error));
	CHECK(config.port == 8080 && config.queue_timeout == 2000 && config.max_body == 1024 * 1024);
	EQUAL(set(&config, "queue-timeout", "500ms"), NULL);
	CHECK(config.queue_timeout == 500);
	EQUAL(set(&config, "queue_timeout", "2 min"), NULL);
	CHECK(config.queue_timeout == 120000);
	EQUAL(set(&config, "max_body", "10kb"), NULL);
	CHECK(config.max_body == 10240);
	CHECK(set(&config, "queue_timeout", "5") != NULL && set(&config, "queue_timeout", "5 years") != NULL);
	CHECK(set(&config, "queue_timeout", "ms") != NULL && set(&config, "queue_timeout", "") != NULL);
	CHECK(set(&config, "queue_timeout", "99999999999999999999s") != NULL);
	CHECK(set(&config, "max_body", "2000000MB") != NULL && set(&config, "max_body", "-1") != NULL);
	CHECK(set(&config, "port", "65536") != NULL && set(&config, "port", "-1") != NULL);
	CHECK(set(&config, "port", "80x") != NULL && set(&config, "port", "0x50") != NULL);
	CHECK(set(&config, "por", "80") != NULL && set(&config, "portx", "80") != NULL && set(&config, "", "80") != NULL);
	EQUAL(set(&config, "port", "x"), "setting \"port\" cannot be \"x\": it takes a number from 0 to 65535");
	CHECK(config.max_body == 10240 && config.port == 8080);
	set(&config, "nonsense", "1");
	EQUAL(set(&config, "listen", "::1"), NULL);
	EQUAL(config.listen, "::1");
	config_free(&config);
	buffer_free(&error);
}

/* Files: comments, quotes, white space, and the line of an error. */
static void
files(void)
{
	char		path[] = "/tmp/outlayd-unit-XXXXXX";
	int			fd = mkstemp(path);
	static const char text[] = "# comment\r\n\n  port=81\n\tlisten = ' ::1 '\nlog =\n conninfo = "
		"\"host=/tmp dbname=x\"\nnonsense\n";
	Config		config;
	Buffer		error = {0};
	char		wanted[128];

	CHECK(write(fd, text, sizeof text - 1) == sizeof text - 1);
	close(fd);
	config_defaults(&config, &error);
	CHECK(!config_file(&config, path, &error));
	snprintf(wanted, sizeof wanted, "a line must be \"key = value\" (%s, line 7)", path);
	EQUAL(error.data, wanted);
	CHECK(config.port == 81);
	EQUAL(config.listen, " ::1 ");
	EQUAL(config.log, "");
	EQUAL(config.conninfo, "host=/tmp dbname=x");
	unlink(path);
	error.len = 0;
	CHECK(!config_file(&config, path, &error));
	setenv("OUTLAYD_QUEUE_LENGTH", "7", 1);
	CHECK(config_environment(&config, &error) && config.queue_length == 7);
	setenv("OUTLAYD_QUEUE_LENGTH", "x", 1);
	CHECK(!config_environment(&config, &error));
	unsetenv("OUTLAYD_QUEUE_LENGTH");
	error.len = 0;
	setenv("OUTLAYD_QUEUE_LENGHT", "7", 1);
	CHECK(!config_environment(&config, &error));
	EQUAL(error.data, "unknown setting \"queue_lenght\"; did you mean \"queue_length\"?"
					  " (environment, OUTLAYD_QUEUE_LENGHT)");
	unsetenv("OUTLAYD_QUEUE_LENGHT");
	config_free(&config);
	buffer_free(&error);
}

/* A read cannot wait for a standby longer than PostgreSQL lets it, and where none is read at nobody waits. */
static void
patience(void)
{
	static const struct
	{
		const char *standby;
		const char *read_patience;
		const char *statement_timeout;
		bool		good;
	}			cases[] = {
		{"host=/tmp", "20ms", "10s", true},
		{"host=/tmp", "9999ms", "10s", true},
		{"host=/tmp", "10s", "10s", false},
		{"host=/tmp", "1h", "10s", false},
		{"host=/tmp", "1h", "0ms", true},
		{"", "1h", "10s", true},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
	{
		Config		config;
		Buffer		error = {0};

		config_defaults(&config, &error);
		EQUAL(set(&config, "conninfo_read", cases[i].standby), NULL);
		EQUAL(set(&config, "read_patience", cases[i].read_patience), NULL);
		EQUAL(set(&config, "statement_timeout", cases[i].statement_timeout), NULL);
		CHECK(config_check(&config, &error) == cases[i].good);
		CHECK(cases[i].good || strstr(error.data, "read_patience") != NULL);
		config_free(&config);
		buffer_free(&error);
	}
}

/* What is printed as sample can be read, every line of it. */
static void
sample(void)
{
	Config		config;
	Buffer		error = {0};
	Buffer		text = {0};
	int			count = 0;

	config_defaults(&config, &error);
	config_describe(&text, false);
	for (char *rest = text.data, *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
	{
		char	   *equals = strstr(line, " =");

		if (line[0] != '#' || line[1] == ' ' || equals == NULL)
			continue;
		*equals = '\0';
		EQUAL(set(&config, line + 1, equals + 2 + strspn(equals + 2, " ")), NULL);
		count++;
	}
	CHECK(count > 20);
	set(&config, "nonsense", "");
	config_free(&config);
	buffer_free(&text);
	buffer_free(&error);
}

/* Runs the tests of this file. */
void
config_tests(void)
{
	static const UnitTest tests[] = {
		{"numbers have units and limits", numbers},
		{"files and the environment are read", files},
		{"the sample file is valid", sample},
		{"a read is no more patient than PostgreSQL", patience},
	};

	unit_run(tests, COUNT(tests));
}
