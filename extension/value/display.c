/*-------------------------------------------------------------------------
 *
 * display.c
 *	  Colours, locales and time zones as people write them.
 *
 * What is stored is used by programs that do not ask back: a browser's Intl
 * raises an error for a time zone or locale that it does not know. So only
 * what every one of them takes gets through, in one spelling.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>
#include <math.h>

#include "access/xact.h"
#include "datatype/timestamp.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "value/display.h"

static double luminance(const char *color);
static bool is_of(const char *text, size_t length, int (*class) (int));
static bool is_language(const char *tag, size_t length);

/* Returns a color as #rrggbb in lower case; NULL where it is none. */
char *
display_color(const char *value)
{
	char	   *color;

	if (strlen(value) != 7 || value[0] != '#' || strspn(value + 1, "0123456789abcdefABCDEF") != 6)
		return NULL;
	color = pstrdup(value);
	for (char *c = color; *c != '\0'; c++)
		*c = pg_ascii_tolower((unsigned char) *c);
	return color;
}

/* Returns the relative luminance of a colour as WCAG 2 defines it, 0 for black and 1 for white. */
static double
luminance(const char *color)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	unsigned long rgb = strtoul(color + 1, NULL, 16);
	double		sum = 0;

	for (int i = 0; i < 3; i++)
	{
		double		part = ((rgb >> (16 - 8 * i)) & 0xff) / 255.0;

		sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

/*
 * Returns black or white, whichever is easier to read on a colour in its
 * normal form. The better of the two has a contrast of 4.58 at least, more
 * than the 4.5 that WCAG asks for, so no colour has to be refused.
 */
const char *
display_text_color(const char *color)
{
	/* (1 + 0.05) / (l + 0.05) > (l + 0.05) / 0.05 */
	return luminance(color) < sqrt(1.05 * 0.05) - 0.05 ? "#ffffff" : "#000000";
}

/* The languages of ISO 639-1; of those with three letters only the form is known. */
static const char languages[] =
"aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
"es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg "
"ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
"no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw "
"ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/* Returns whether length characters are all of one class. */
static bool
is_of(const char *text, size_t length, int (*class) (int))
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char) text[i] >= 0x80 || !class((unsigned char) text[i]))
			return false;
	return true;
}

/* Two letters that are a language's, or three. Lower case. */
static bool
is_language(const char *tag, size_t length)
{
	if (!is_of(tag, length, isalpha))
		return false;
	if (length == 2)
		for (const char *c = languages; *c != '\0'; c += 3)
			if (strncmp(c, tag, 2) == 0)
				return true;
	return length == 3;
}

/*
 * A language tag of BCP 47 with language, script, region and variants, each
 * part in its usual case: de, en-GB, zh-Hant-TW, sl-nedis. Extensions (-u-)
 * are refused: they are a reader's choice, not an organization's.
 */
char *
display_locale(const char *value)
{
	char	   *locale;
	int			stage = 0;		/* what has been: the language, a script, a region, a variant */

	if (strlen(value) > 35)
		return NULL;
	locale = pstrdup(value);
	for (char *c = locale; *c != '\0'; c++)
		*c = pg_ascii_tolower((unsigned char) *c);
	for (char *tag = locale, *end; tag != NULL; tag = *end == '-' ? end + 1 : NULL)
	{
		size_t		length = strcspn(tag, "-");

		end = tag + length;
		if (stage == 0 && is_language(tag, length))
			stage = 1;
		else if (stage == 1 && length == 4 && is_of(tag, length, isalpha))
		{
			*tag = pg_ascii_toupper((unsigned char) *tag);
			stage = 2;
		}
		else if ((stage == 1 || stage == 2) &&
				 ((length == 2 && is_of(tag, length, isalpha)) || (length == 3 && is_of(tag, length, isdigit))))
		{
			for (char *c = tag; c < end; c++)
				*c = pg_ascii_toupper((unsigned char) *c);
			stage = 3;
		}
		else if (stage >= 1 && is_of(tag, length, isalnum) &&
				 ((length >= 5 && length <= 8) || (length == 4 && isdigit((unsigned char) *tag))))
			stage = 4;
		else
			return NULL;
	}
	return locale;
}

/*
 * A name of the time zone database, area and place, or UTC. pg_tzset() takes
 * POSIX rules too, like EST5EDT or Foo/Bar7, and gives those back in upper
 * case; names of one word are abbreviations or have been superseded, and not
 * every browser has them.
 */
char *
display_time_zone(const char *value)
{
	pg_tz	   *zone;
	const char *name;

	if (strlen(value) > 40 || (pg_strcasecmp(value, "UTC") != 0 && strchr(value, '/') == NULL))
		return NULL;
	zone = pg_tzset(value);
	if (zone == NULL || !pg_tz_acceptable(zone))
		return NULL;
	name = pg_get_timezone_name(zone);
	if (strcmp(name, "UTC") != 0 &&
		(!isupper((unsigned char) name[0]) || strcspn(name, "abcdefghijklmnopqrstuvwxyz") == strlen(name)))
		return NULL;
	return pstrdup(name);
}

/* See display.h. */
pg_tz *
display_zone(const char *name)
{
	pg_tz	   *zone = pg_tzset(name);

	return zone != NULL ? zone : pg_tzset("UTC");
}

/* Returns the day that it is at a time where a time zone is. */
DateADT
display_day(pg_tz *zone, TimestampTz at)
{
	struct pg_tm tm;
	fsec_t		fraction;
	int			offset;

	if (TIMESTAMP_NOT_FINITE(at) || timestamp2tm(at, &offset, &tm, &fraction, NULL, zone) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("a time is out of range")));
	return date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - POSTGRES_EPOCH_JDATE;
}

/* Returns the day on which this transaction began. */
DateADT
display_today(pg_tz *zone)
{
	return display_day(zone, GetCurrentTransactionStartTimestamp());
}
