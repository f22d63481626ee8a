/*-------------------------------------------------------------------------
 *
 * preferences.c
 *	  How somebody wants the application to look, as a document.
 *
 *		{"language": "de", "theme": "dark",
 *		 "columns": {"expenses": ["description", "amount"]},
 *		 "views": {"expenses": [{"name": "Travel", "query": "q=train&sort=-amount"}]}}
 *
 * Which lists and columns there are is the application's business, and
 * changes with it. That nothing else gets in, nothing large and nothing that
 * an application could stumble over, is ours: whoever reads a document, also one
 * from a file, finds it in this shape.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "core/compat.h"
#include "value/display.h"
#include "value/preferences.h"
#include "value/text.h"

#define MAX_LISTS		20
#define MAX_COLUMNS		40
#define MAX_VIEWS		50
#define MAX_KEY			40		/* bytes */
#define MAX_VIEW_NAME	60		/* characters */
#define MAX_QUERY		2000	/* bytes */

/* Tells what is wrong with an entry of a list; NULL: nothing. */
typedef const char *(*EntryFault) (const JsonbValue *entry);

static bool is_key(const JsonbValue *value);
static bool is_line(const JsonbValue *value, int min, int max);
static const char *column_fault(const JsonbValue *column);
static const char *view_fault(const JsonbValue *view);
static const char *entries_fault(const JsonbValue *entries, uint32 max, EntryFault fault);
static const char *lists_fault(JsonbContainer *lists, bool may_take_away, uint32 max, EntryFault fault);
static bool is_language(const JsonbValue *value);
static bool is_theme(const JsonbValue *value);
static const char *part_fault(const char *key, const JsonbValue *value);

/* Whether a value is the name of a list or a column. */
static bool
is_key(const JsonbValue *value)
{
	if (value->type != jbvString || value->val.string.len < 1 || value->val.string.len > MAX_KEY)
		return false;
	for (int i = 0; i < value->val.string.len; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz_", value->val.string.val[i]) == NULL)
			return false;
	return true;
}

/* Whether a value is text of one line with min to max characters. It is kept as it is, so all of it has to be right. */
static bool
is_line(const JsonbValue *value, int min, int max)
{
	char	   *text;
	TextFault	fault;
	int			visible;
	int			characters;

	if (value->type != jbvString)
		return false;
	text = pnstrdup(value->val.string.val, value->val.string.len);
	(void) text_normalize(text, &visible, &fault);
	if (visible < min || visible > max)
		return false;
	(void) text_compose(text, &characters, &fault);
	return fault == TEXT_FINE && characters <= max;
}

/* What is wrong with a column. */
static const char *
column_fault(const JsonbValue *column)
{
	return is_key(column) ? NULL : "must be names of columns for each list";
}

/* What is wrong with a view. */
static const char *
view_fault(const JsonbValue *view)
{
	JsonbValue	name;
	JsonbValue	query;

	if (view->type != jbvBinary || !JsonContainerIsObject(view->val.binary.data) ||
		JsonContainerSize(view->val.binary.data) != 2 ||
		getKeyJsonValueFromContainer(view->val.binary.data, "name", 4, &name) == NULL ||
		getKeyJsonValueFromContainer(view->val.binary.data, "query", 5, &query) == NULL)
		return "must be views for each list, with a name and a query";
	if (!is_line(&name, 1, MAX_VIEW_NAME))
		return psprintf("must have views with names of 1 to %d characters in one line", MAX_VIEW_NAME);
	if (!is_line(&query, 0, MAX_QUERY))
		return psprintf("must have views with queries of at most %d characters in one line", MAX_QUERY);
	return NULL;
}

/* What is wrong with the entries of one list, of which there may be so many. */
static const char *
entries_fault(const JsonbValue *entries, uint32 max, EntryFault fault)
{
	const char *message = NULL;
	JsonbIterator *iterator;
	JsonbValue	entry;
	JsonbIteratorToken token;

	if (entries->type != jbvBinary || !JsonContainerIsArray(entries->val.binary.data))
		return "must be a list for each list of the application";
	if (JsonContainerSize(entries->val.binary.data) > max)
		return psprintf("must have at most %u entries for each list", max);
	iterator = JsonbIteratorInit(entries->val.binary.data);
	while (message == NULL && (token = JsonbIteratorNext(&iterator, &entry, true)) != WJB_DONE)
		if (token == WJB_ELEM)
			message = fault(&entry);
	return message;
}

/* What is wrong with a document of lists. NULL in place of a list takes away what there is of it. */
static const char *
lists_fault(JsonbContainer *lists, bool may_take_away, uint32 max, EntryFault fault)
{
	const char *message = NULL;
	JsonbIterator *iterator;
	JsonbValue	value;
	JsonbIteratorToken token;

	if (!JsonContainerIsObject(lists))
		return "must be an object with a list for each list of the application";
	if (JsonContainerSize(lists) > MAX_LISTS)
		return psprintf("must have at most %d lists", MAX_LISTS);
	iterator = JsonbIteratorInit(lists);
	while (message == NULL && (token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY && !is_key(&value))
			message = psprintf("must have lists with names of 1 to %d letters from a to z, or underscores", MAX_KEY);
		else if (token == WJB_VALUE && !(may_take_away && value.type == jbvNull))
			message = entries_fault(&value, max, fault);
	}
	return message;
}

/* Tells what is wrong with the columns of lists. */
const char *
preferences_columns_fault(Jsonb *columns)
{
	return lists_fault(&columns->root, true, MAX_COLUMNS, column_fault);
}

/* Tells what is wrong with the views of lists. */
const char *
preferences_views_fault(Jsonb *views)
{
	return lists_fault(&views->root, true, MAX_VIEWS, view_fault);
}

/* Whether a value is a text that a language can be, in its normal form. */
static bool
is_language(const JsonbValue *value)
{
	char	   *text;
	char	   *form;

	if (value->type != jbvString)
		return false;
	text = pnstrdup(value->val.string.val, value->val.string.len);
	form = display_locale(text);
	return form != NULL && strcmp(form, text) == 0;
}

/* Whether a value is a theme. */
static bool
is_theme(const JsonbValue *value)
{
	static const char *const themes[] = {"system", "light", "dark"};

	for (int i = 0; i < lengthof(themes) && value->type == jbvString; i++)
		if (strlen(themes[i]) == value->val.string.len &&
			memcmp(themes[i], value->val.string.val, value->val.string.len) == 0)
			return true;
	return false;
}

/* What is wrong with what a document has under a key. */
static const char *
part_fault(const char *key, const JsonbValue *value)
{
	if (strcmp(key, "language") == 0)
		return is_language(value) ? NULL : "must have a language tag as its language";
	if (strcmp(key, "theme") == 0)
		return is_theme(value) ? NULL : "must have a theme that is one of: " PREFERENCES_THEMES;
	if (strcmp(key, "columns") != 0 && strcmp(key, "views") != 0)
		return "must have nothing but language, theme, columns and views";
	if (value->type != jbvBinary)
		return "must have an object as its columns and views";
	if (strcmp(key, "columns") == 0)
		return lists_fault(value->val.binary.data, false, MAX_COLUMNS, column_fault);
	return lists_fault(value->val.binary.data, false, MAX_VIEWS, view_fault);
}

/* Tells what is wrong with a whole document, as it is kept. */
const char *
preferences_fault(Jsonb *preferences)
{
	const char *message = NULL;
	char	   *key = NULL;
	JsonbIterator *iterator;
	JsonbValue	value;
	JsonbIteratorToken token;

	if (!JsonContainerIsObject(&preferences->root))
		return "must be an object";
	if (strlen(JsonbToCString(NULL, &preferences->root, VARSIZE(preferences))) > PREFERENCES_MAX_BYTES)
		return psprintf("must take at most %d bytes", PREFERENCES_MAX_BYTES);
	iterator = JsonbIteratorInit(&preferences->root);
	while (message == NULL && (token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = pnstrdup(value.val.string.val, value.val.string.len);
		else if (token == WJB_VALUE)
			message = part_fault(key, &value);
	}
	return message;
}
