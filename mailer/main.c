/*-------------------------------------------------------------------------
 *
 * main.c
 *	  outlay-mail: sends the mail that waits in the database.
 *
 * It takes one mail after the other, as outlay_mail, a role that may do
 * nothing else, gives each to the mail server, and tells the database what
 * became of it. A mail is in memory here and nowhere else. Where the database
 * is away after a mail was sent, that is told as soon as it is back: else the
 * mail would be sent again, which its Message-ID makes harmless. Several of
 * these programs can run; each takes other mails.
 *
 *-------------------------------------------------------------------------
 */
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "option.h"
#include "smtp.h"

#define RECONNECT_PAUSE 2		/* seconds */

/* What became of the last mail, until the database knows it; id empty: there is none. */
typedef struct Report
{
	char		id[32];
	SmtpOutcome outcome;
	char		error[SMTP_ERROR_SIZE];
} Report;

static volatile sig_atomic_t must_end;
static volatile sig_atomic_t must_reopen;

static void on_end(int number);
static void on_hup(int number);
static void catch_signals(void);
static void log_database(const char *event, const char *message);
static PGresult *run(PGconn *connection, const char *sql, int count, const char *const *values);
static bool tell(PGconn *connection, Report *report);
static void send_taken(const PGresult *taken, Report *report);
static bool work(PGconn *connection, Report *report);
static void connect_again(PGconn *connection);
static void serve(PGconn *connection, double interval);

/* SIGTERM, SIGINT: ends after the mail that is under way. */
static void
on_end(int number)
{
	(void) number;
	must_end = 1;
}

/* SIGHUP: opens the log again. */
static void
on_hup(int number)
{
	(void) number;
	must_reopen = 1;
}

/* Catches the signals; sleeping is interrupted by them. */
static void
catch_signals(void)
{
	struct sigaction end = {.sa_handler = on_end};
	struct sigaction hup = {.sa_handler = on_hup};

	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGHUP, &hup, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* The first line of what PostgreSQL says. */
static void
log_database(const char *event, const char *message)
{
	log_event(LOG_WARNING, event, "%.*s", (int) strcspn(message, "\n"), message);
}

/* Runs a statement; NULL, after logging why, where it fails. */
static PGresult *
run(PGconn *connection, const char *sql, int count, const char *const *values)
{
	PGresult   *result = PQexecParams(connection, sql, count, NULL, values, NULL, NULL, 0);

	if (PQresultStatus(result) == PGRES_TUPLES_OK)
		return result;
	log_database("database_refused", PQresultErrorMessage(result));
	PQclear(result);
	return NULL;
}

/* Tells the database what became of a mail; false where it is away. */
static bool
tell(PGconn *connection, Report *report)
{
	const char *values[] = {report->id, report->error, report->outcome == SMTP_NEVER ? "t" : "f"};
	PGresult   *result;

	if (report->id[0] == '\0')
		return true;
	if (report->outcome == SMTP_TAKEN)
		result = run(connection, "SELECT outlay.mail_sent($1::bigint)", 1, values);
	else
		result = run(connection, "SELECT outlay.mail_failed($1::bigint, $2, $3::boolean)", 3, values);
	if (result == NULL)
		return false;
	PQclear(result);
	report->id[0] = '\0';
	return true;
}

/* Sends a mail that was taken, and notes what became of it. */
static void
send_taken(const PGresult *taken, Report *report)
{
	Letter		letter = {PQgetvalue(taken, 0, 1), PQgetvalue(taken, 0, 2), PQgetvalue(taken, 0, 3)};

	report->error[0] = '\0';
	report->outcome = smtp_send(&letter, report->error);
	snprintf(report->id, sizeof report->id, "%s", PQgetvalue(taken, 0, 0));
	if (report->outcome == SMTP_TAKEN)
		log_event(LOG_INFO, "mail_sent", "mail %s", report->id);
	else
		log_event(LOG_WARNING, report->outcome == SMTP_NEVER ? "mail_refused" : "mail_delayed", "mail %s: %s",
				  report->id, report->error);
}

/* Takes and sends a mail; false where none is due, or the database is away. */
static bool
work(PGconn *connection, Report *report)
{
	PGresult   *taken;
	bool		some;

	if (!tell(connection, report))
		return false;
	taken = run(connection, "SELECT id, sender, recipient, message FROM outlay.take_mail() WHERE id IS NOT NULL", 0,
				NULL);
	some = taken != NULL && PQntuples(taken) == 1;
	if (some)
	{
		send_taken(taken, report);
		tell(connection, report);
	}
	PQclear(taken);
	return some;
}

/* Connects, and goes on trying until it is asked to end. */
static void
connect_again(PGconn *connection)
{
	while (PQstatus(connection) != CONNECTION_OK && !must_end)
	{
		PQreset(connection);
		if (PQstatus(connection) == CONNECTION_OK)
			log_event(LOG_INFO, "connected", "connected to the database");
		else
		{
			log_database("database_away", PQerrorMessage(connection));
			sleep(RECONNECT_PAUSE);
		}
	}
}

/* Sends until it is asked to end. */
static void
serve(PGconn *connection, double interval)
{
	struct timespec pause = {(time_t) interval, (long) ((interval - (double) (time_t) interval) * 1e9)};
	Report		report = {.id = ""};

	while (!must_end)
	{
		if (must_reopen)
		{
			must_reopen = 0;
			log_reopen();
		}
		connect_again(connection);
		if (!must_end && !work(connection, &report))
			nanosleep(&pause, NULL);
	}
}

/* Reads the settings, and serves until a signal. Returns 2 where a setting is wrong. */
int
main(int argc, char **argv)
{
	Options		options;
	PGconn	   *connection;
	double		interval;
	char	   *end;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
	{
		options_print_help();
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
	{
		printf("outlay-mail %s\n", OUTLAY_MAIL_VERSION);
		return 0;
	}
	catch_signals();
	if (!options_read(&options, argc, argv) || !smtp_open(&options))
		return 2;
	interval = strtod(options.interval, &end);
	if (*end || !(interval >= 0.01 && interval <= 3600))
	{
		fprintf(stderr, "outlay-mail: interval is no number of seconds from 0.01 to 3600: %s\n", options.interval);
		return 2;
	}
	if (!log_open(options.log, options.log_level))
	{
		perror("outlay-mail: cannot write the log");
		return 2;
	}
	connection = PQconnectdb(options.conninfo);
	if (PQstatus(connection) == CONNECTION_OK)
		log_event(LOG_INFO, "connected", "connected to the database");
	serve(connection, interval);
	PQfinish(connection);
	smtp_close();
	log_event(LOG_INFO, "stopped", "stopped");
	return 0;
}
