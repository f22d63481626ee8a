/*-------------------------------------------------------------------------
 *
 * log.c
 *	  Escaping: a line of the log is one JSON object whatever is in it, and
 *	  text that is UTF-8 comes out as it went in.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include <jansson.h>

#include "base/log.h"

/* The whole input is one text. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Buffer		line = {0};
	char	   *text = xstrndup((const char *) data, size);
	json_t	   *json;
	const char *back;

	log_begin(&line, LOG_INFO, "fuzz");
	log_text(&line, "text", text);
	buffer_puts(&line, ",\"bytes\":");
	buffer_json(&line, text, size);
	log_millis(&line, "ms", (int64_t) size);
	log_end(&line);
	HOLDS(strchr(line.data, '\n') == line.data + line.len - 1);
	json = json_loadb(line.data, line.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	HOLDS(json_object_size(json) == 6);
	back = json_string_value(json_object_get(json, "text"));
	if (utf8_valid(text, strlen(text)))
		HOLDS(strcmp(back, text) == 0);
	if (utf8_valid(text, size))
		HOLDS(json_string_length(json_object_get(json, "bytes")) == size &&
			  memcmp(json_string_value(json_object_get(json, "bytes")), text, size) == 0);
	json_decref(json);
	buffer_free(&line);
	free(text);
	return 0;
}
