/*-------------------------------------------------------------------------
 *
 * setting.c
 *	  The organization's settings, as a table.
 *
 * A setting is a column of the tenant's table organization. NULL there is the
 * default that the operator has for all organizations, a setting of the server
 * called outlay.default_<column>, so that a change of it reaches at once all
 * who have not chosen for themselves. What an organization alone decides has a
 * default that nobody changes: approval is off, and becomes a part of a document
 * of rules once there are more than whether. The server's settings, the rules for
 * what is written, and the statements of organization.c follow from the table
 * below.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/guc.h"

#include "call/setting.h"
#include "core/outlay.h"
#include "directory/member_role.h"
#include "value/display.h"

#define CHOICES "refuse warn allow"

static char *normalize_roles(const char *value);
static bool check_default(const Rule *rule, const char *value);
static bool check_color(char **value, void **extra, GucSource source);
static bool check_locale(char **value, void **extra, GucSource source);
static bool check_time_zone(char **value, void **extra, GucSource source);
static bool check_choice(char **value, void **extra, GucSource source);
static bool check_roles(char **value, void **extra, GucSource source);
static bool check_whole_number(char **value, void **extra, GucSource source);

/* Roles, in normal form; NULL where they are none. */
static char *
normalize_roles(const char *value)
{
	int			roles = member_roles_from_names(value);

	return roles < 0 ? NULL : member_role_names(roles);
}

const Setting settings[SETTING_COUNT] = {
	[SETTING_DISPLAY_NAME] = {{.field = "display_name",.kind = RULE_TEXT,.min = 1,.max = 100}},
	[SETTING_PRIMARY_COLOR] = {{.field = "primary_color",.kind = RULE_COLOR}, "#1f5f8b", "Main colour, #rrggbb"},
	[SETTING_ACCENT_COLOR] = {{.field = "accent_color",.kind = RULE_COLOR}, "#c8553d", "Second colour, #rrggbb"},
	[SETTING_LOCALE] = {{.field = "locale",.kind = RULE_LOCALE}, "en", "Language and region, a tag of BCP 47"},
	[SETTING_TIME_ZONE] = {{.field = "time_zone",.kind = RULE_TIME_ZONE}, "UTC", "Time zone, like Europe/Berlin"},
	[SETTING_OVER_BUDGET] = {{.field = "over_budget",.kind = RULE_CHOICE,.choices = CHOICES}, "refuse",
	"What happens to an expense beyond its budget: refuse, warn or allow"},
	[SETTING_OVER_ACCOUNT] = {{.field = "over_account",.kind = RULE_CHOICE,.choices = CHOICES}, "refuse",
	"What happens to a budget or withdrawal beyond its account: refuse, warn or allow"},
	[SETTING_SECOND_FACTOR_ROLES] = {{.field = "second_factor_roles",.kind = RULE_ROLES,
	.normalize = normalize_roles}, "none",
	"Roles whose members must have a second factor, like \"owner admin\", or none"},
	[SETTING_APPROVAL] = {{.field = "approval",.kind = RULE_CHOICE,.choices = "on off"}, "off"},
	[SETTING_RECEIPT_MEGABYTES] = {{.field = "receipt_megabytes",.kind = RULE_WHOLE_NUMBER,.min = 1,.max = 25}, "10",
	"Largest receipt, in megabytes: 1 to 25"},
	[SETTING_OUTSIDE_MONTH] = {{.field = "outside_month",.kind = RULE_CHOICE,.choices = CHOICES}, "warn",
	"What happens to an expense on a day outside the month of its budget: refuse, warn or allow"},
};

/* The operator's defaults, as the server keeps them. */
static char *defaults[SETTING_COUNT];

/* Checks an operator's default; the server calls one of those below for it. */
static bool
check_default(const Rule *rule, const char *value)
{
	const char *message;

	if (value == NULL || rule_text_form(rule, value, &message) != NULL)
		return true;
	GUC_check_errcode(ERRCODE_INVALID_PARAMETER_VALUE);
	GUC_check_errdetail("It %s.", message);
	return false;
}

/* Checks a colour. The server does not tell which setting it is for, so there is one of these for each kind. */
static bool
check_color(char **value, void **extra, GucSource source)
{
	return check_default(&settings[SETTING_PRIMARY_COLOR].rule, *value);
}

/* Checks a locale. */
static bool
check_locale(char **value, void **extra, GucSource source)
{
	return check_default(&settings[SETTING_LOCALE].rule, *value);
}

/* Checks a time zone. */
static bool
check_time_zone(char **value, void **extra, GucSource source)
{
	return check_default(&settings[SETTING_TIME_ZONE].rule, *value);
}

/* Checks refuse, warn or allow. */
static bool
check_choice(char **value, void **extra, GucSource source)
{
	return check_default(&settings[SETTING_OVER_BUDGET].rule, *value);
}

/* Checks roles. */
static bool
check_roles(char **value, void **extra, GucSource source)
{
	return check_default(&settings[SETTING_SECOND_FACTOR_ROLES].rule, *value);
}

/* Checks a whole number. */
static bool
check_whole_number(char **value, void **extra, GucSource source)
{
	return check_default(&settings[SETTING_RECEIPT_MEGABYTES].rule, *value);
}

static const GucStringCheckHook checks[] = {
	[RULE_COLOR] = check_color,
	[RULE_LOCALE] = check_locale,
	[RULE_TIME_ZONE] = check_time_zone,
	[RULE_CHOICE] = check_choice,
	[RULE_ROLES] = check_roles,
	[RULE_WHOLE_NUMBER] = check_whole_number,
};

/* Defines the operator's defaults. */
void
setting_init(void)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (settings[i].what != NULL)
			DefineCustomStringVariable(psprintf("outlay.default_%s", settings[i].rule.field),
									   settings[i].what,
									   "Of organizations that have not chosen for themselves.",
									   &defaults[i],
									   settings[i].initial,
									   PGC_SUSET,
									   0, checks[settings[i].rule.kind], NULL, NULL);
}

/* Returns the operator's default in normal form; NULL where there is none. */
const char *
setting_default(SettingId id)
{
	const char *message;
	const char *value;

	if (settings[id].initial == NULL)
		return NULL;
	value = settings[id].what ? rule_text_form(&settings[id].rule, defaults[id], &message) : NULL;
	return value ? value : settings[id].initial;
}

/* Returns the bits of the roles in a value of second_factor_roles, which has been checked. */
int
setting_roles(const char *value)
{
	return Max(member_roles_from_names(value), 0);
}
