/*-------------------------------------------------------------------------
 *
 * option.h
 *	  Settings of outlay-mail: flags, environment, a file.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MAIL_OPTION_H
#define OUTLAY_MAIL_OPTION_H

#include <stdbool.h>

/* All are texts; option.c says what they mean. */
typedef struct Options
{
	const char *config;
	const char *conninfo;
	const char *smtp_host;
	const char *smtp_port;
	const char *smtp_tls;
	const char *smtp_user;
	const char *smtp_password_file;
	const char *smtp_ca_file;
	const char *timeout;
	const char *interval;
	const char *log;
	const char *log_level;
} Options;

extern bool options_read(Options *options, int argc, char **argv);
extern void options_print_help(void);

#endif /* OUTLAY_MAIL_OPTION_H */
