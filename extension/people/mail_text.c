/*-------------------------------------------------------------------------
 *
 * mail_text.c
 *	  What mails say, in each language.
 *
 * %o is the organization, %l the link, %u until when it is good, %e the other address.
 * Names come from people, so they stand in quotes, on a line with words of
 * ours before them, and nothing in a text is a command to do something with
 * the name. A language that is not here is English.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "people/mail_text.h"

typedef enum Language
{
	ENGLISH,
	FRENCH,
	GERMAN,
	SWAHILI,
	LANGUAGE_COUNT
} Language;

static const char *const languages[LANGUAGE_COUNT] = {"en", "fr", "de", "sw"};

static const char *const kind_names[MAIL_KIND_COUNT] = {
	[MAIL_INVITATION] = "invitation",
	[MAIL_PASSWORD_RESET] = "password_reset",
	[MAIL_EMAIL_CONFIRM] = "email_confirm",
	[MAIL_EMAIL_ASKED] = "email_asked",
	[MAIL_EMAIL_CHANGED] = "email_changed",
	[MAIL_PASSWORD_CHANGED] = "password_changed",
	[MAIL_FACTOR_ADDED] = "factor_added",
	[MAIL_FACTOR_REMOVED] = "factor_removed",
	[MAIL_RECOVERY_USED] = "recovery_used",
};

/* Ends of notices. */
#define NOT_YOU_EN "\n\nIf this was not you, tell an owner or admin of the organization at once."
#define NOT_YOU_FR \
	"\n\nSi ce n'était pas vous, prévenez tout de suite un propriétaire ou un administrateur de l'organisation."
#define NOT_YOU_DE "\n\nWenn Sie das nicht waren, sagen Sie es sofort einer Person mit der Rolle Inhaber oder Admin."
#define NOT_YOU_SW "\n\nIkiwa si wewe, mjulishe mara moja mmiliki au msimamizi wa shirika."

static const struct
{
	const char *subject;
	const char *body;
}			texts[MAIL_KIND_COUNT][LANGUAGE_COUNT] = {
	[MAIL_INVITATION] = {
		{"Invitation to \"%o\"",
			"You have been invited to the organization \"%o\" in Outlay.\n\n"
			"To choose a password and join, open this link before %u:\n\n%l\n\n"
			"If you do not know this organization, ignore this mail: nothing happens."},
		{"Invitation à rejoindre « %o »",
			"Vous êtes invité à rejoindre l'organisation « %o » dans Outlay.\n\n"
			"Pour choisir un mot de passe et la rejoindre, ouvrez ce lien avant le %u :\n\n%l\n\n"
			"Si vous ne connaissez pas cette organisation, ignorez ce message : rien ne se passe."},
		{"Einladung zu „%o“",
			"Sie sind in die Organisation „%o“ in Outlay eingeladen.\n\n"
			"Um ein Passwort zu wählen und beizutreten, öffnen Sie diesen Link bis %u:\n\n%l\n\n"
			"Wenn Sie diese Organisation nicht kennen, ignorieren Sie diese Nachricht: es geschieht nichts."},
		{"Mwaliko wa kujiunga na \"%o\"",
			"Umealikwa kujiunga na shirika \"%o\" katika Outlay.\n\n"
			"Ili kuchagua nenosiri na kujiunga, fungua kiungo hiki kabla ya %u:\n\n%l\n\n"
			"Ikiwa hulijui shirika hili, puuza barua hii: hakuna kitakachotokea."},
	},
	[MAIL_PASSWORD_RESET] = {
		{"A new password for \"%o\"",
			"Somebody asked for a new password for your account at \"%o\".\n\n"
			"To choose one, open this link before %u. It works once and ends all your sessions:\n\n%l\n\n"
			"If it was not you, ignore this mail: your password stays as it is."},
		{"Nouveau mot de passe pour « %o »",
			"Un nouveau mot de passe a été demandé pour votre compte chez « %o ».\n\n"
			"Pour en choisir un, ouvrez ce lien avant le %u. Il sert une seule fois et ferme toutes vos "
			"sessions :\n\n%l\n\n"
			"Si ce n'était pas vous, ignorez ce message : votre mot de passe reste inchangé."},
		{"Neues Passwort für „%o“",
			"Für Ihr Konto bei „%o“ wurde ein neues Passwort angefordert.\n\n"
			"Um eines zu wählen, öffnen Sie diesen Link bis %u. Er gilt einmal und beendet alle "
			"Ihre Sitzungen:\n\n%l\n\n"
			"Wenn Sie das nicht waren, ignorieren Sie diese Nachricht: Ihr Passwort bleibt, wie es ist."},
		{"Nenosiri jipya la \"%o\"",
			"Nenosiri jipya limeombwa kwa akaunti yako katika \"%o\".\n\n"
			"Ili kuchagua nenosiri, fungua kiungo hiki kabla ya %u. Kinatumika mara moja na kumaliza vipindi "
			"vyako vyote:\n\n%l\n\n"
			"Ikiwa si wewe, puuza barua hii: nenosiri lako halitabadilika."},
	},
	[MAIL_EMAIL_CONFIRM] = {
		{"Confirm your e-mail address for \"%o\"",
			"This address is to become that of an account at \"%o\".\n\n"
			"To confirm it, open this link before %u. You then log in again, with this address:\n\n%l\n\n"
			"If you do not expect this, ignore this mail: nothing happens."},
		{"Confirmez votre adresse e-mail pour « %o »",
			"Cette adresse doit devenir celle d'un compte chez « %o ».\n\n"
			"Pour la confirmer, ouvrez ce lien avant le %u. Vous vous reconnecterez ensuite avec cette "
			"adresse :\n\n%l\n\n"
			"Si vous ne vous y attendez pas, ignorez ce message : rien ne se passe."},
		{"Bestätigen Sie Ihre E-Mail-Adresse für „%o“",
			"Diese Adresse soll die eines Kontos bei „%o“ werden.\n\n"
			"Um sie zu bestätigen, öffnen Sie diesen Link bis %u. Danach melden Sie sich mit dieser "
			"Adresse neu an:\n\n%l\n\n"
			"Wenn Sie das nicht erwarten, ignorieren Sie diese Nachricht: es geschieht nichts."},
		{"Thibitisha barua pepe yako ya \"%o\"",
			"Anwani hii inatarajiwa kuwa ya akaunti katika \"%o\".\n\n"
			"Ili kuithibitisha, fungua kiungo hiki kabla ya %u. Kisha utaingia tena kwa anwani hii:\n\n%l\n\n"
			"Ikiwa hukutarajia hili, puuza barua hii: hakuna kitakachotokea."},
	},
	[MAIL_EMAIL_ASKED] = {
		{"Change of your e-mail address at \"%o\"",
			"Your account at \"%o\" is to get another e-mail address: %e\n\n"
			"It changes when that address has been confirmed." NOT_YOU_EN},
		{"Changement de votre adresse e-mail chez « %o »",
			"Votre compte chez « %o » doit recevoir une autre adresse e-mail : %e\n\n"
			"Elle change dès que cette adresse est confirmée." NOT_YOU_FR},
		{"Änderung Ihrer E-Mail-Adresse bei „%o“",
			"Ihr Konto bei „%o“ soll eine andere E-Mail-Adresse bekommen: %e\n\n"
			"Sie ändert sich, sobald diese Adresse bestätigt ist." NOT_YOU_DE},
		{"Mabadiliko ya barua pepe yako katika \"%o\"",
			"Akaunti yako katika \"%o\" inatarajiwa kupata barua pepe nyingine: %e\n\n"
			"Itabadilika anwani hiyo ikithibitishwa." NOT_YOU_SW},
	},
	[MAIL_EMAIL_CHANGED] = {
		{"Your e-mail address at \"%o\" has changed",
			"Your account at \"%o\" now has another e-mail address: %e\n\n"
			"All sessions have been ended." NOT_YOU_EN},
		{"Votre adresse e-mail chez « %o » a changé",
			"Votre compte chez « %o » a maintenant une autre adresse e-mail : %e\n\n"
			"Toutes les sessions ont été fermées." NOT_YOU_FR},
		{"Ihre E-Mail-Adresse bei „%o“ ist geändert",
			"Ihr Konto bei „%o“ hat jetzt eine andere E-Mail-Adresse: %e\n\n"
			"Alle Sitzungen sind beendet." NOT_YOU_DE},
		{"Barua pepe yako katika \"%o\" imebadilika",
			"Akaunti yako katika \"%o\" sasa ina barua pepe nyingine: %e\n\n"
			"Vipindi vyote vimemalizwa." NOT_YOU_SW},
	},
	[MAIL_PASSWORD_CHANGED] = {
		{"Your password at \"%o\" has changed",
			"The password of your account at \"%o\" has been changed." NOT_YOU_EN},
		{"Votre mot de passe chez « %o » a changé",
			"Le mot de passe de votre compte chez « %o » a été modifié." NOT_YOU_FR},
		{"Ihr Passwort bei „%o“ ist geändert",
			"Das Passwort Ihres Kontos bei „%o“ wurde geändert." NOT_YOU_DE},
		{"Nenosiri lako katika \"%o\" limebadilika",
			"Nenosiri la akaunti yako katika \"%o\" limebadilishwa." NOT_YOU_SW},
	},
	[MAIL_FACTOR_ADDED] = {
		{"Your account at \"%o\" has a second factor",
			"Logging in to your account at \"%o\" now asks for a code of an authenticator." NOT_YOU_EN},
		{"Votre compte chez « %o » a un second facteur",
			"La connexion à votre compte chez « %o » demande désormais un code d'authentification." NOT_YOU_FR},
		{"Ihr Konto bei „%o“ hat einen zweiten Faktor",
			"Die Anmeldung an Ihrem Konto bei „%o“ verlangt jetzt einen Code einer Authenticator-App." NOT_YOU_DE},
		{"Akaunti yako katika \"%o\" ina kipengele cha pili",
			"Kuingia kwenye akaunti yako katika \"%o\" sasa kunahitaji msimbo wa programu ya uthibitishaji."
			NOT_YOU_SW},
	},
	[MAIL_FACTOR_REMOVED] = {
		{"Your account at \"%o\" has no second factor any more",
			"The second factor of your account at \"%o\" has been removed." NOT_YOU_EN},
		{"Votre compte chez « %o » n'a plus de second facteur",
			"Le second facteur de votre compte chez « %o » a été retiré." NOT_YOU_FR},
		{"Ihr Konto bei „%o“ hat keinen zweiten Faktor mehr",
			"Der zweite Faktor Ihres Kontos bei „%o“ wurde entfernt." NOT_YOU_DE},
		{"Akaunti yako katika \"%o\" haina tena kipengele cha pili",
			"Kipengele cha pili cha akaunti yako katika \"%o\" kimeondolewa." NOT_YOU_SW},
	},
	[MAIL_RECOVERY_USED] = {
		{"A recovery code was used at \"%o\"",
			"One of your recovery codes was used to log in to your account at \"%o\"." NOT_YOU_EN},
		{"Un code de secours a servi chez « %o »",
			"Un de vos codes de secours a servi à se connecter à votre compte chez « %o »." NOT_YOU_FR},
		{"Ein Wiederherstellungscode wurde bei „%o“ benutzt",
			"Mit einem Ihrer Wiederherstellungscodes wurde Ihr Konto bei „%o“ angemeldet." NOT_YOU_DE},
		{"Msimbo wa dharura umetumika katika \"%o\"",
			"Mmoja wa misimbo yako ya dharura umetumika kuingia kwenye akaunti yako katika \"%o\"." NOT_YOU_SW},
	},
};

static Language language_of(const char *locale);
static char *fill_in(const char *text, const MailWords *words);

/* The name of a kind, as operators see it. */
const char *
mail_kind_name(MailKind kind)
{
	return kind_names[kind];
}

/* The language of a tag of BCP 47, by its first part. */
static Language
language_of(const char *locale)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (strncmp(locale, languages[i], 2) == 0 && (locale[2] == '\0' || locale[2] == '-'))
			return i;
	return ENGLISH;
}

/* A text with its words in it, palloc'd. */
static char *
fill_in(const char *text, const MailWords *words)
{
	StringInfoData filled;

	initStringInfo(&filled);
	for (; *text; text++)
	{
		if (*text != '%')
		{
			appendStringInfoChar(&filled, *text);
			continue;
		}
		switch (*++text)
		{
			case 'o':
				appendStringInfoString(&filled, words->organization);
				break;
			case 'l':
				appendStringInfoString(&filled, words->link);
				break;
			case 'e':
				appendStringInfoString(&filled, words->other_address);
				break;
			case 'u':
				appendStringInfoString(&filled, words->until);
				break;
			default:
				elog(ERROR, "no placeholder: %%%c", *text);
		}
	}
	return filled.data;
}

/* The subject of a mail in UTF-8, palloc'd. */
char *
mail_text_subject(MailKind kind, const char *locale, const MailWords *words)
{
	return fill_in(texts[kind][language_of(locale)].subject, words);
}

/* Its body, palloc'd. */
char *
mail_text_body(MailKind kind, const char *locale, const MailWords *words)
{
	return psprintf("%s\n\n-- \nOutlay\n", fill_in(texts[kind][language_of(locale)].body, words));
}
