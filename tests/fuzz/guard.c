/*-------------------------------------------------------------------------
 *
 * guard.c
 *	  The request line and the headers, as libmicrohttpd's callbacks see them.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include <ctype.h>

#include "http/http_guard.h"

/* What has come through is unambiguous to whoever reads it next. */
static void
check_accepted(const char *uri, const Headers *headers)
{
	const char *host = headers->value[HEADER_HOST];
	const char *token = bearer_token(headers->value[HEADER_AUTHORIZATION]);
	Buffer		name = {0};

	for (const char *at = uri; *at; at++)
		HOLDS(isgraph((unsigned char) *at) && !strchr("\\#<>\"", *at));
	HOLDS(strstr(uri, "%00") == NULL);
	HOLDS(!headers->value[HEADER_CONTENT_LENGTH] || !headers->value[HEADER_TRANSFER_ENCODING]);
	for (int i = 0; i < HEADER_COUNT; i++)
		HOLDS(!headers->value[i] || strpbrk(headers->value[i], "\r\n\001\177") == NULL);
	for (const char *at = token; at && *at; at++)
		HOLDS(isgraph((unsigned char) *at));
	if (host && host_without_port(&name, host))
	{
		HOLDS(name.len > 0 && name.len <= 253 && name.len <= strlen(host));
		for (size_t i = 0; i < name.len; i++)
			HOLDS(islower((unsigned char) name.data[i]) || isdigit((unsigned char) name.data[i]) ||
				  strchr(".-_:[]", name.data[i]) != NULL);
	}
	buffer_free(&name);
}

/* Lines: the target, the version, then headers, "name:value". */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	char	   *uri = fuzz_line(&input);
	char	   *version = fuzz_line(&input);
	char	   *lines[80];
	int			count = 0;
	Headers		headers = {0};

	while (input.at < input.end && count < 80)
	{
		char	   *line = lines[count++] = fuzz_line(&input);
		size_t		len = strcspn(line, ":");
		char	   *value = line[len] ? line + len + 1 : NULL;

		guard_header(&headers, line, len, value, value ? strlen(value) : 0);
		if (value)
		{
			HOLDS(!sane_traceparent(value) || (strlen(value) >= 55 && strspn(value, "0123456789abcdef-") >= 55));
			HOLDS(!sane_request_id(value) || (strlen(value) <= 64 && strpbrk(value, " \"\\{}\t") == NULL));
		}
	}
	if (guard_headers(&headers, version) == NULL && guard_absolute(uri, &headers, false, false) == NULL &&
		guard_uri(uri) == NULL)
		check_accepted(uri, &headers);
	guard_free(&headers);
	while (count > 0)
		free(lines[--count]);
	free(uri);
	free(version);
	return 0;
}
