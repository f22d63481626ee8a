/*-------------------------------------------------------------------------
 *
 * first_categories.c
 *	  The categories that an organization begins with.
 *
 * A few that nearly everybody has, so that the first expense can say what it
 * was for. They are rows like any other: renamed, moved and deleted as people
 * wish, so nothing refers to one by its name. Written in the language of whoever
 * founds the organization, which only they know; nobody else is asked for it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "tenancy/first_categories.h"

#define FIRST_CATEGORIES	8

static const struct
{
	const char *language;
	const char *names[FIRST_CATEGORIES];
}			languages[] = {
	{"en", {"Travel", "Accommodation", "Meals", "Office supplies", "Equipment", "Software and subscriptions",
	"Training", "Other"}},
	{"fr", {"D\303\251placements", "H\303\251bergement", "Repas", "Fournitures de bureau", "\303\211quipement",
	"Logiciels et abonnements", "Formation", "Divers"}},
	{"de", {"Reisen", "Unterkunft", "Verpflegung", "B\303\274robedarf", "Ausstattung", "Software und Abonnements",
	"Weiterbildung", "Sonstiges"}},
	{"sw", {"Safari", "Malazi", "Chakula", "Vifaa vya ofisi", "Mashine na samani", "Programu na usajili", "Mafunzo",
	"Mengineyo"}},
};

/* See first_categories.h. */
void
first_categories_enter(const char *language)
{
	Oid			types[] = {TEXTARRAYOID};
	Datum		names[FIRST_CATEGORIES];
	Datum		value;

	for (int i = 0; i < lengthof(languages); i++)
		if (strcmp(languages[i].language, language) == 0)
		{
			for (int j = 0; j < FIRST_CATEGORIES; j++)
				names[j] = CStringGetTextDatum(pg_any_to_server(languages[i].names[j],
																strlen(languages[i].names[j]), PG_UTF8));
			value = PointerGetDatum(construct_array(names, FIRST_CATEGORIES, TEXTOID, -1, false, TYPALIGN_INT));
			SPI_execute_with_args("INSERT INTO category (name) SELECT name FROM unnest($1) WITH ORDINALITY "
								  "n (name, place) ORDER BY place", 1, types, &value, NULL, false, 0);
		}
}
