/*-------------------------------------------------------------------------
 *
 * file.c
 *	  Binary contents as an answer: the aggregate reply(outlay.file).
 *
 * A published function that returns outlay.file is answered with the bytes
 * of its content, under its media type. Browsers are told to save it under
 * its name and not to show it: whatever somebody has uploaded would
 * otherwise be a page of this very host. Content-Disposition is written as
 * RFC 6266 says. What a saved file is opened with is decided by the ending of
 * its name, which is one of its media type, therefore, whatever it was called.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/executor.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "call/reply.h"
#include "call/request.h"
#include "http/reply_rows.h"

PG_FUNCTION_INFO_V1(outlay_reply_file_step);

#define FILE_COLUMNS	3
#define FILE_NAME_MAX	255

/* Endings of names by media type; the first is the one that is added. Other types have any. */
static const struct
{
	const char *type;
	const char *endings[3];
}			file_endings[] =
{
	{"application/pdf", {".pdf"}},
	{"image/gif", {".gif"}},
	{"image/heic", {".heic", ".heif"}},
	{"image/heif", {".heif", ".heic"}},
	{"image/jpeg", {".jpg", ".jpeg"}},
	{"image/png", {".png"}},
	{"image/webp", {".webp"}},
};

static bool file_type_is_sane(const char *type);
static bool is_media_type(const char *claimed, const char *type);
static bool ends_with(const char *name, const char *ending);
static char *file_name_ended(const char *name, const char *type);
static char *file_disposition(const char *name);
static char *file_text(Datum value, bool is_null);

/* Whether a text can stand for a media type in a header: type/subtype, perhaps with parameters, in ASCII. */
static bool
file_type_is_sane(const char *type)
{
	static const char token[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-";
	size_t		major = strspn(type, token);
	size_t		minor = type[major] == '/' ? strspn(type + major + 1, token) : 0;

	if (major == 0 || minor == 0 || strlen(type) > 200 || strchr("; ", type[major + 1 + minor]) == NULL)
		return false;
	for (const char *c = type; *c; c++)
		if (*c < ' ' || *c > '~')
			return false;
	return true;
}

/* Whether a media type, perhaps with parameters, is this one. */
static bool
is_media_type(const char *claimed, const char *type)
{
	size_t		length = strlen(type);

	return pg_strncasecmp(claimed, type, length) == 0 && strchr("; ", claimed[length]) != NULL;
}

/* Whether a name has an ending, in capitals or not. */
static bool
ends_with(const char *name, const char *ending)
{
	size_t		length = strlen(name);
	size_t		tail = strlen(ending);

	return length >= tail && pg_strcasecmp(name + length - tail, ending) == 0;
}

/*
 * A name of at most FILE_NAME_MAX bytes that ends as its media type does: a
 * PDF named invoice.hta would be run by whoever opens what was saved. What is
 * missing is added, so that the name stays what people know.
 */
static char *
file_name_ended(const char *name, const char *type)
{
	char	   *clipped = pnstrdup(name, pg_mbcliplen(name, strlen(name), FILE_NAME_MAX));
	const char *added = NULL;

	if (*clipped == '\0')
		return clipped;
	for (int i = 0; i < lengthof(file_endings); i++)
	{
		if (!is_media_type(type, file_endings[i].type))
			continue;
		added = file_endings[i].endings[0];
		for (int j = 0; j < lengthof(file_endings[i].endings) && file_endings[i].endings[j] != NULL; j++)
			if (ends_with(clipped, file_endings[i].endings[j]))
				return clipped;
	}
	if (added == NULL)
		return clipped;
	return psprintf("%.*s%s", pg_mbcliplen(clipped, strlen(clipped), FILE_NAME_MAX - strlen(added)), clipped, added);
}

/*
 * Writes Content-Disposition. The name that every client reads is in ASCII,
 * with _ for what it cannot have; where that is not the whole name, the
 * whole name follows in UTF-8. Slashes and control characters are in
 * neither: a name is no path.
 */
static char *
file_disposition(const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~";
	StringInfoData ascii;
	StringInfoData whole;
	bool		same = true;

	initStringInfo(&ascii);
	initStringInfo(&whole);
	for (const unsigned char *c = (const unsigned char *) name; *c; c++)
	{
		bool		banned = *c < ' ' || *c == 0x7F || *c == '/' || *c == '\\';
		/* One _ for a character, not for each of its bytes. */
		bool		begins = (*c & 0xC0) != 0x80;

		if (begins)
			appendStringInfoChar(&ascii, banned || *c > '~' || *c == '"' || *c == '%' ? '_' : *c);
		same &= !(*c > '~' || *c == '"' || *c == '%') || banned;
		if (banned)
			appendStringInfoChar(&whole, '_');
		else if (strchr(plain, *c) != NULL)
			appendStringInfoChar(&whole, *c);
		else
			appendStringInfo(&whole, "%%%02X", *c);
	}
	if (ascii.len == 0)
		return "Content-Disposition: attachment";
	return psprintf("Content-Disposition: attachment; filename=\"%s\"%s%s", ascii.data,
					same ? "" : "; filename*=UTF-8''", same ? "" : whole.data);
}

/* A text column of the file; NULL where it is NULL. */
static char *
file_text(Datum value, bool is_null)
{
	return is_null ? NULL : TextDatumGetCString(value);
}

/* See reply_rows.h. */
Datum
reply_file(HeapTupleHeader file)
{
	Datum		values[FILE_COLUMNS] = {0};
	bool		nulls[FILE_COLUMNS] = {true, true, true};
	const char *type;
	char	   *name;

	for (int i = 0; file != NULL && i < FILE_COLUMNS; i++)
		values[i] = GetAttributeByNum(file, i + 1, &nulls[i]);
	/* What is in its place, as the problem of a part that there is not. */
	if (nulls[2] && request_get()->answer.problem != NULL)
		return CStringGetTextDatum(request_get()->answer.problem);
	if (nulls[2])
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no file here")));
	type = file_text(values[0], nulls[0]);
	name = file_text(values[1], nulls[1]);
	if (type == NULL || !file_type_is_sane(type))
		type = "application/octet-stream";
	reply_add_header(psprintf("Content-Type: %s", type));
	reply_add_header(file_disposition(name ? file_name_ended(name, type) : ""));
	reply_add_header("Accept-Ranges: bytes");
	return values[2];
}

/*
 * reply_file_step(bytea, outlay.file) returns bytea: the content, whose type
 * and name become headers. P0002: there is no file.
 */
Datum
outlay_reply_file_step(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(reply_file(PG_ARGISNULL(1) ? NULL : PG_GETARG_HEAPTUPLEHEADER(1)));
}
