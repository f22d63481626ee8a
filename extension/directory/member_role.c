/*-------------------------------------------------------------------------
 *
 * member_role.c
 *	  What the members of an organization may be.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "directory/member_role.h"

static const struct
{
	const char *name;
	int			role;
}			role_names[] = {
	{"owner", ROLE_OWNER},
	{"admin", ROLE_ADMIN},
	{"approver", ROLE_APPROVER},
	{"member", ROLE_MEMBER},
	{"auditor", ROLE_AUDITOR},
};

/* The bit of a role's name, 0 where there is no such role. */
int
member_role_from_name(const char *name)
{
	for (int i = 0; i < lengthof(role_names); i++)
		if (strcmp(role_names[i].name, name) == 0)
			return role_names[i].role;
	return 0;
}

/* The name of a role's bit. */
const char *
member_role_name(int role)
{
	for (int i = 0; i < lengthof(role_names); i++)
		if (role_names[i].role == role)
			return role_names[i].name;
	return "";
}

/*
 * The bits of roles whose names, each once, are separated by blanks; 0 for
 * "none", -1 where anything else is among them.
 */
int
member_roles_from_names(const char *names)
{
	int			roles = 0;
	char	   *copy = pstrdup(names);
	char	   *rest;

	if (strcmp(names, "none") == 0)
		return 0;
	for (char *name = strtok_r(copy, " ", &rest); name != NULL; name = strtok_r(NULL, " ", &rest))
	{
		int			role = member_role_from_name(name);

		if (role == 0 || (roles & role) != 0)
			return -1;
		roles |= role;
	}
	return roles == 0 ? -1 : roles;
}

/* The names of roles, separated by blanks, in one order; "none" for no role. Palloc'd. */
char *
member_role_names(int roles)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < lengthof(role_names); i++)
		if ((roles & role_names[i].role) != 0)
			appendStringInfo(&names, "%s%s", names.len > 0 ? " " : "", role_names[i].name);
	return names.len > 0 ? names.data : pstrdup("none");
}
