/*-------------------------------------------------------------------------
 *
 * setting.h
 *	  The organization's settings, as a table.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SETTING_H
#define OUTLAY_SETTING_H

#include "value/rule.h"

/* In the order of the arguments of update_organization() and of the columns of outlay.organization_record. */
typedef enum SettingId
{
	SETTING_DISPLAY_NAME,
	SETTING_PRIMARY_COLOR,
	SETTING_ACCENT_COLOR,
	SETTING_LOCALE,
	SETTING_TIME_ZONE,
	SETTING_OVER_BUDGET,
	SETTING_OVER_ACCOUNT,
	SETTING_SECOND_FACTOR_ROLES,
	SETTING_APPROVAL,
	SETTING_RECEIPT_MEGABYTES,
	SETTING_OUTSIDE_MONTH,
	SETTING_COUNT
} SettingId;

typedef struct Setting
{
	Rule		rule;			/* the column's name, and what its values are; arg is not used */
	const char *initial;		/* the default of the operator's default; NULL: there is none to set */
	const char *what;			/* for the operator: what organizations without their own have; NULL: not its own */
} Setting;

extern const Setting settings[SETTING_COUNT];

extern void setting_init(void);
extern const char *setting_default(SettingId id);
extern int	setting_roles(const char *value);

#endif							/* OUTLAY_SETTING_H */
