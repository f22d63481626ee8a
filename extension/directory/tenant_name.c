/*-------------------------------------------------------------------------
 *
 * tenant_name.c
 *	  From the name of an organization to its slug and its public number.
 *
 * A name is whatever people call themselves, in any script. A slug is one
 * label of a host name, so it is made of a-z, 0-9 and hyphens alone. What
 * has no such form is left out; a name of which nothing is left gets a slug
 * from elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/unicode_norm.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "directory/tenant_name.h"

/* Bytes of a host name, and of one of its labels. */
#define HOST_MAX_LENGTH 253
#define LABEL_MAX_LENGTH 63

/* Letters that Unicode does not take apart into a letter of ASCII and marks. */
static const struct
{
	pg_wchar	letter;
	const char *ascii;
}			spelled_out[] =
{
	{0x00C6, "ae"}, {0x00D0, "d"}, {0x00D8, "o"}, {0x00DE, "th"}, {0x00DF, "ss"},
	{0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"},
	{0x0110, "d"}, {0x0111, "d"}, {0x0126, "h"}, {0x0127, "h"}, {0x0131, "i"},
	{0x0141, "l"}, {0x0142, "l"}, {0x0152, "oe"}, {0x0153, "oe"},
	{0x0166, "t"}, {0x0167, "t"}, {0x1E9E, "ss"},
};

/* Host names that stand for something else, or that a stranger should not have. */
static const char *const reserved_slugs[] = {
	"abuse", "account", "accounts", "admin", "administrator", "api", "app", "assets", "auth", "autoconfig",
	"autodiscover", "billing", "blog", "broadcasthost", "cdn", "console", "dashboard", "demo", "dev", "dns", "docs",
	"email", "files", "ftp", "git", "healthz", "help", "host", "hostmaster", "imap", "info", "internal", "isatap",
	"local", "localdomain", "localhost", "login", "logout", "mail", "mailer-daemon", "marketing", "media", "metrics",
	"mx", "news", "no-reply", "noc", "noreply", "ns", "ns1", "ns2", "oauth", "operator", "outlay", "outlayd",
	"pop", "pop3", "postgres", "postmaster", "proxy", "public", "readyz", "root", "sales", "secure", "security",
	"shop", "signin", "signup", "sitemap", "smtp", "ssl", "staging", "static", "status", "store", "support",
	"system", "t", "template", "tenant", "test", "usenet", "uucp", "web", "webmail", "webmaster", "wpad", "www",
};

static char *ascii_of_name(const char *name);
static void append_ascii(StringInfo ascii, pg_wchar letter);

/*
 * Returns the slug that a name suggests, NULL where none of its characters has
 * a form in ASCII. It may be reserved or in use.
 */
char *
tenant_name_slug(const char *name)
{
	StringInfoData slug;

	initStringInfo(&slug);
	for (const char *c = ascii_of_name(name); *c != '\0' && slug.len < SLUG_MAX_LENGTH; c++)
	{
		/* A hyphen never comes first, nor twice: a label with two in third place would be an encoded name. */
		if (*c != '-' || (slug.len > 0 && slug.data[slug.len - 1] != '-'))
			appendStringInfoChar(&slug, *c);
	}
	if (slug.len > 0 && slug.data[slug.len - 1] == '-')
		slug.data[--slug.len] = '\0';
	return slug.len > 0 ? slug.data : NULL;
}

/* Returns a public number: three letters of the name, a hyphen, random digits. */
char *
tenant_name_organization_id(const char *name, int digits)
{
	StringInfoData id;

	initStringInfo(&id);
	for (const char *c = ascii_of_name(name); *c != '\0' && id.len < 3; c++)
		if (*c >= 'a' && *c <= 'z')
			appendStringInfoChar(&id, pg_ascii_toupper((unsigned char) *c));
	while (id.len < 3)
		appendStringInfoChar(&id, 'X');
	appendStringInfoChar(&id, '-');
	for (int i = 0; i < digits; i++)
	{
		uint32		number;

		if (!pg_strong_random(&number, sizeof(number)))
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg("could not generate random values")));
		appendStringInfoChar(&id, '0' + number % 10);
	}
	return id.data;
}

/* Tells whether a text can be a slug: one label of a host name, in lower case. */
bool
tenant_slug_is_wellformed(const char *slug)
{
	size_t		length = strlen(slug);

	return length > 0 && length <= SLUG_MAX_LENGTH &&
		strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
		slug[0] != '-' && slug[length - 1] != '-' &&
		strstr(slug, "--") == NULL;
}

/* Tells whether a slug stands for something else than an organization. */
bool
tenant_slug_is_reserved(const char *slug)
{
	for (int i = 0; i < lengthof(reserved_slugs); i++)
		if (strcmp(slug, reserved_slugs[i]) == 0)
			return true;
	return false;
}

/* Returns why a text cannot be a slug, and the code of that; NULL where it can. For rules. */
const char *
tenant_slug_fault(const char *slug, const char **code)
{
	*code = "malformed";
	if (!tenant_slug_is_wellformed(slug))
		return "must consist of lower-case letters, digits and single hyphens between them";
	*code = "reserved";
	return tenant_slug_is_reserved(slug) ? "is reserved" : NULL;
}

/*
 * Tells whether a text can be a host name, in lower case: its last label has a
 * letter, or browsers would take it for an address.
 */
bool
tenant_host_is_wellformed(const char *host)
{
	const char *label = host;
	size_t		length;

	if (strlen(host) > HOST_MAX_LENGTH)
		return false;
	for (;; label += length + 1)
	{
		length = strspn(label, "abcdefghijklmnopqrstuvwxyz0123456789-");
		if (length == 0 || length > LABEL_MAX_LENGTH || label[0] == '-' || label[length - 1] == '-')
			return false;
		if (label[length] == '\0')
			return strspn(label, "0123456789") != length;
		if (label[length] != '.')
			return false;
	}
}

/* Returns what of a name has a form in a-z, 0-9 and hyphens. */
static char *
ascii_of_name(const char *name)
{
	int			length = strlen(name);
	pg_wchar   *decoded = palloc((length + 1) * sizeof(pg_wchar));
	StringInfoData ascii;

	pg_mb2wchar_with_len(name, decoded, length);
	initStringInfo(&ascii);
	for (pg_wchar *c = unicode_normalize(UNICODE_NFKD, decoded); *c != 0; c++)
		append_ascii(&ascii, *c);
	return ascii.data;
}

/* Appends a character of a decomposed name, if it has a form. */
static void
append_ascii(StringInfo ascii, pg_wchar letter)
{
	if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-')
		appendStringInfoChar(ascii, (char) letter);
	else if (letter >= 'A' && letter <= 'Z')
		appendStringInfoChar(ascii, (char) (letter - 'A' + 'a'));
	else
		for (int i = 0; i < lengthof(spelled_out); i++)
			if (spelled_out[i].letter == letter)
				appendStringInfoString(ascii, spelled_out[i].ascii);
}
