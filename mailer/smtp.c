/*-------------------------------------------------------------------------
 *
 * smtp.c
 *	  One mail to the mail server.
 *
 * libcurl speaks SMTP. TLS is never given up: where it is configured, a server
 * that does not offer it, or whose certificate is not good, gets nothing, and
 * without it no password is sent.
 *
 *-------------------------------------------------------------------------
 */
#include "smtp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

static CURL *curl;
static char password[256];
static char curl_error[CURL_ERROR_SIZE];

/* What is left to send of a message. */
typedef struct Rest
{
	const char *text;
	size_t		length;
} Rest;

static size_t next_piece(char *to, size_t size, size_t count, void *argument);
static bool read_password(const char *path);
static bool is_for_good(long status);

/* Gives libcurl the next piece of the message. */
static size_t
next_piece(char *to, size_t size, size_t count, void *argument)
{
	Rest	   *rest = argument;
	size_t		length = size * count < rest->length ? size * count : rest->length;

	memcpy(to, rest->text, length);
	rest->text += length;
	rest->length -= length;
	return length;
}

/* Reads the password; false, after saying why, where it cannot. */
static bool
read_password(const char *path)
{
	FILE	   *file = fopen(path, "r");

	if (file == NULL || fgets(password, sizeof password, file) == NULL)
	{
		fprintf(stderr, "outlay-mail: cannot read a password from %s\n", path);
		if (file != NULL)
			fclose(file);
		return false;
	}
	fclose(file);
	password[strcspn(password, "\r\n")] = '\0';
	return true;
}

/* Readies what all mails share; false, after saying why, where it cannot. */
bool
smtp_open(const Options *options)
{
	bool		implicit = strcmp(options->smtp_tls, "tls") == 0;
	bool		none = strcmp(options->smtp_tls, "none") == 0;
	char	   *url;
	char	   *end;
	long		timeout = strtol(options->timeout, &end, 10);

	if (!implicit && !none && strcmp(options->smtp_tls, "starttls") != 0)
	{
		fprintf(stderr, "outlay-mail: smtp_tls is none of starttls, tls, none: %s\n", options->smtp_tls);
		return false;
	}
	if (*end || timeout < 1 || timeout > 3600)
	{
		fprintf(stderr, "outlay-mail: timeout is no number of seconds from 1 to 3600: %s\n", options->timeout);
		return false;
	}
	if (*options->smtp_host == '\0' || (none && *options->smtp_user))
	{
		fprintf(stderr, "outlay-mail: %s\n", *options->smtp_host ? "smtp_user needs TLS: a password is not sent without"
				: "smtp_host is missing");
		return false;
	}
	if (*options->smtp_password_file && !read_password(options->smtp_password_file))
		return false;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	curl = curl_easy_init();
	if (curl == NULL || asprintf(&url, "%s://%s:%s", implicit ? "smtps" : "smtp", options->smtp_host,
								 options->smtp_port) < 0)
		return false;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	free(url);
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long) (none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
	if (*options->smtp_ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, options->smtp_ca_file);
	if (*options->smtp_user)
	{
		curl_easy_setopt(curl, CURLOPT_USERNAME, options->smtp_user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
	}
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, curl_error);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, next_piece);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	return true;
}

/* Whether a status of SMTP says that this mail will never be taken; one about logging in is about us, not about it. */
static bool
is_for_good(long status)
{
	return status >= 500 && status < 600 && status != 530 && status != 534 && status != 535 && status != 538;
}

/* Sends a mail, and tells why it could not. */
SmtpOutcome
smtp_send(const Letter *letter, char error[SMTP_ERROR_SIZE])
{
	Rest		rest = {letter->message, strlen(letter->message)};
	struct curl_slist *to = curl_slist_append(NULL, letter->recipient);
	CURLcode	code;
	long		status = 0;

	curl_error[0] = '\0';
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, letter->sender);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(to);
	if (code == CURLE_OK)
		return SMTP_TAKEN;
	snprintf(error, SMTP_ERROR_SIZE, "%s (status %ld)", curl_error[0] ? curl_error : curl_easy_strerror(code), status);
	return is_for_good(status) ? SMTP_NEVER : SMTP_LATER;
}

/* Forgets the password. */
void
smtp_close(void)
{
	curl_easy_cleanup(curl);
	explicit_bzero(password, sizeof password);
}
