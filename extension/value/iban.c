/*-------------------------------------------------------------------------
 *
 * iban.c
 *	  Numbers of bank accounts, ISO 13616.
 *
 * Two letters of a country, two check digits, and what that country calls an
 * account, of as many characters as it says. The check digits find every wrong
 * digit and every two that changed places, so what is mistyped is told here and
 * not by a bank, days later.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/iban.h"

#define LETTERS		"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS		"0123456789"

/*
 * The length of a country's IBANs, by the IBAN registry that SWIFT keeps for
 * ISO 13616, and whether it is of the SEPA schemes' geographical scope, by the
 * list EPC409-09 of the European Payments Council.
 */
static const struct
{
	char		country[3];
	int			length;
	bool		is_sepa;
}			countries[] = {
	{"AD", 24, true}, {"AE", 23, false}, {"AL", 28, true}, {"AT", 20, true}, {"AZ", 28, false}, {"BA", 20, false},
	{"BE", 16, true}, {"BG", 22, true}, {"BH", 22, false}, {"BI", 27, false}, {"BR", 29, false}, {"BY", 28, false},
	{"CH", 21, true}, {"CR", 22, false}, {"CY", 28, true}, {"CZ", 24, true}, {"DE", 22, true}, {"DJ", 27, false},
	{"DK", 18, true}, {"DO", 28, false}, {"EE", 20, true}, {"EG", 29, false}, {"ES", 24, true}, {"FI", 18, true},
	{"FK", 18, false}, {"FO", 18, false}, {"FR", 27, true}, {"GB", 22, true}, {"GE", 22, false}, {"GI", 23, true},
	{"GL", 18, false}, {"GR", 27, true}, {"GT", 28, false}, {"HN", 28, false}, {"HR", 21, true}, {"HU", 28, true},
	{"IE", 22, true}, {"IL", 23, false}, {"IQ", 23, false}, {"IS", 26, true}, {"IT", 27, true}, {"JO", 30, false},
	{"KW", 30, false}, {"KZ", 20, false}, {"LB", 28, false}, {"LC", 32, false}, {"LI", 21, true}, {"LT", 20, true},
	{"LU", 20, true}, {"LV", 21, true}, {"LY", 25, false}, {"MC", 27, true}, {"MD", 24, true}, {"ME", 22, true},
	{"MK", 19, true}, {"MN", 20, false}, {"MR", 27, false}, {"MT", 31, true}, {"MU", 30, false}, {"NI", 28, false},
	{"NL", 18, true}, {"NO", 15, true}, {"OM", 23, false}, {"PK", 24, false}, {"PL", 28, true}, {"PS", 29, false},
	{"PT", 25, true}, {"QA", 29, false}, {"RO", 24, true}, {"RS", 22, true}, {"RU", 33, false}, {"SA", 24, false},
	{"SC", 31, false}, {"SD", 18, false}, {"SE", 24, true}, {"SI", 19, true}, {"SK", 24, true}, {"SM", 27, true},
	{"SO", 23, false}, {"ST", 25, false}, {"SV", 28, false}, {"TL", 23, false}, {"TN", 24, false}, {"TR", 26, false},
	{"UA", 29, false}, {"VA", 22, true}, {"VG", 24, false}, {"XK", 20, false}, {"YE", 30, false},
};

static int	find_country(const char *iban);
static int	remainder_of(const char *iban);

/* The place of an IBAN's country in the table; -1: it has none there. */
static int
find_country(const char *iban)
{
	for (int i = 0; i < lengthof(countries); i++)
		if (strncmp(countries[i].country, iban, 2) == 0)
			return i;
	return -1;
}

/* What is left of an IBAN, its first four characters last and a letter as two digits (A is 10), divided by 97. */
static int
remainder_of(const char *iban)
{
	int			length = strlen(iban);
	int			rest = 0;

	for (int i = 0; i < length; i++)
	{
		char		c = iban[(i + 4) % length];

		rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
	}
	return rest;
}

/* See iban.h. Blanks and hyphens are how people part it. */
char *
iban_normalize(const char *text, const char **code, const char **message)
{
	char	   *iban = palloc(strlen(text) + 1);
	int			length = 0;
	int			country;

	for (const char *c = text; *c; c++)
		if (*c != ' ' && *c != '-')
			iban[length++] = pg_ascii_toupper((unsigned char) *c);
	iban[length] = '\0';
	*code = "malformed";
	*message = "must be two letters of a country, two digits, and letters and digits";
	if (length < 5 || strspn(iban, LETTERS) < 2 || strspn(iban + 2, DIGITS) < 2 ||
		strspn(iban, LETTERS DIGITS) != length)
		return NULL;
	country = find_country(iban);
	*code = "unknown_country";
	*message = psprintf("begins with %.2s, which is no country with IBANs", iban);
	if (country < 0)
		return NULL;
	*code = "wrong_length";
	*message = psprintf("must have %d characters in %.2s, and has %d", countries[country].length, iban, length);
	if (length != countries[country].length)
		return NULL;
	*code = "wrong_check_digits";
	*message = "is mistyped: its check digits are not those of the rest";
	/* 00, 01 and 99 leave the same as 97, 98 and 02, which are what a bank works out. */
	if (strncmp(iban + 2, "02", 2) < 0 || strncmp(iban + 2, "98", 2) > 0)
		return NULL;
	return remainder_of(iban) == 1 ? iban : NULL;
}

/* See iban.h. */
bool
iban_is_sepa(const char *iban)
{
	int			country = find_country(iban);

	return country >= 0 && countries[country].is_sepa;
}
