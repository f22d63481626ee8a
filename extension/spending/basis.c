/*-------------------------------------------------------------------------
 *
 * basis.c
 *	  What the amount of a distance or of days was worked out from.
 *
 * It is kept with the expense, since rates and the distance of the year go on:
 * what an approver sees, and an auditor years later, is what was multiplied. It
 * comes back from files, too, so it is read as strictly as it is written.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"
#include "utils/numeric.h"

#include "core/compat.h"
#include "spending/basis.h"

#define NUMBER_MAX		30		/* characters of a number */
#define CODE_BYTES_MAX	80

static void write_pair(StringInfo json, const char *key, const char *value);
static const JsonbValue *member_of(const JsonbContainer *object, const char *key, JsonbValue *value);
static bool read_text(const JsonbContainer *object, const char *key, int max, const char **text);
static bool read_number(const JsonbContainer *object, const char *key, const char **number);
static const JsonbContainer *read_list(const JsonbContainer *object, const char *key);
static const JsonbContainer *object_at(const JsonbContainer *list, int place, int keys);

/* Writes a key and its text, with a comma before it where it is not the first. */
static void
write_pair(StringInfo json, const char *key, const char *value)
{
	if (json->data[json->len - 1] != '{')
		appendStringInfoChar(json, ',');
	appendStringInfo(json, "\"%s\":", key);
	escape_json(json, value);
}

/* See basis.h. */
Datum
basis_write(const Basis *basis)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	write_pair(&json, "unit", basis->unit);
	write_pair(&json, "since", basis->since);
	write_pair(&json, "before", basis->before);
	appendStringInfoString(&json, ",\"parts\":[");
	for (int i = 0; i < basis->part_count; i++)
	{
		appendStringInfoString(&json, i > 0 ? ",{" : "{");
		write_pair(&json, "from", basis->parts[i].from);
		write_pair(&json, "quantity", basis->parts[i].quantity);
		write_pair(&json, "value", basis->parts[i].value);
		appendStringInfoChar(&json, '}');
	}
	appendStringInfoString(&json, "],\"reductions\":[");
	for (int i = 0; i < basis->reduction_count; i++)
	{
		appendStringInfoString(&json, i > 0 ? ",{" : "{");
		write_pair(&json, "code", basis->reductions[i].code);
		write_pair(&json, "count", psprintf("%d", basis->reductions[i].count));
		write_pair(&json, "percent", basis->reductions[i].percent);
		appendStringInfoChar(&json, '}');
	}
	appendStringInfoString(&json, "]}");
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

/* The value of a key; NULL where there is none. */
static const JsonbValue *
member_of(const JsonbContainer *object, const char *key, JsonbValue *value)
{
	return getKeyJsonValueFromContainer(unconstify(JsonbContainer *, object), key, strlen(key), value);
}

/* Reads a text of at most so many bytes, and not empty. */
static bool
read_text(const JsonbContainer *object, const char *key, int max, const char **text)
{
	JsonbValue	value;

	if (member_of(object, key, &value) == NULL || value.type != jbvString || value.val.string.len < 1 ||
		value.val.string.len > max)
		return false;
	*text = pnstrdup(value.val.string.val, value.val.string.len);
	return true;
}

/* Reads a number that is not negative, written as a text. */
static bool
read_number(const JsonbContainer *object, const char *key, const char **number)
{
	size_t		digits;

	if (!read_text(object, key, NUMBER_MAX, number))
		return false;
	digits = strspn(*number, "0123456789");
	if (digits == 0 || (*number)[digits] == '\0')
		return digits > 0;
	return (*number)[digits] == '.' && (*number)[digits + 1] != '\0' &&
		strspn(*number + digits + 1, "0123456789") == strlen(*number + digits + 1);
}

/* Reads a list; NULL where there is none, or it is too long. */
static const JsonbContainer *
read_list(const JsonbContainer *object, const char *key)
{
	JsonbValue	value;

	if (member_of(object, key, &value) == NULL || value.type != jbvBinary ||
		!JsonContainerIsArray(value.val.binary.data) || JsonContainerSize(value.val.binary.data) > BASIS_MAX_PARTS)
		return NULL;
	return value.val.binary.data;
}

/* The object at a place of a list, with so many keys; NULL where there is another thing. */
static const JsonbContainer *
object_at(const JsonbContainer *list, int place, int keys)
{
	JsonbValue *value = getIthJsonbValueFromContainer(unconstify(JsonbContainer *, list), place);

	if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data) ||
		JsonContainerSize(value->val.binary.data) != keys)
		return NULL;
	return value->val.binary.data;
}

/* See basis.h. */
bool
basis_read(Jsonb *document, Basis *basis)
{
	const JsonbContainer *root = &document->root;
	const JsonbContainer *parts;
	const JsonbContainer *reductions;

	memset(basis, 0, sizeof(*basis));
	if (!JsonContainerIsObject(root) || JsonContainerSize(root) != 5 || !read_text(root, "unit", 4, &basis->unit) ||
		!read_text(root, "since", 10, &basis->since) || !read_number(root, "before", &basis->before) ||
		(parts = read_list(root, "parts")) == NULL || JsonContainerSize(parts) == 0 ||
		(reductions = read_list(root, "reductions")) == NULL)
		return false;
	if (strcmp(basis->unit, "km") != 0 && strcmp(basis->unit, "mile") != 0 && strcmp(basis->unit, "day") != 0)
		return false;
	if (strlen(basis->since) != 10 || strspn(basis->since, "0123456789-") != 10)
		return false;
	for (int i = 0; i < JsonContainerSize(parts); i++)
	{
		const JsonbContainer *part = object_at(parts, i, 3);
		BasisPart  *read = &basis->parts[basis->part_count++];

		if (part == NULL || !read_number(part, "from", &read->from) ||
			!read_number(part, "quantity", &read->quantity) || !read_number(part, "value", &read->value))
			return false;
	}
	for (int i = 0; i < JsonContainerSize(reductions); i++)
	{
		const JsonbContainer *reduction = object_at(reductions, i, 3);
		BasisReduction *read = &basis->reductions[basis->reduction_count++];
		const char *count;

		if (reduction == NULL || !read_text(reduction, "code", CODE_BYTES_MAX, &read->code) ||
			!read_number(reduction, "count", &count) || !read_number(reduction, "percent", &read->percent))
			return false;
		if (strlen(count) > 4 || strspn(count, "0123456789") != strlen(count))
			return false;
		read->count = (int) strtol(count, NULL, 10);
		if (read->count < 1)
			return false;
	}
	return true;
}
