/*-------------------------------------------------------------------------
 *
 * member_role.h
 *	  What the members of an organization may be.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MEMBER_ROLE_H
#define OUTLAY_MEMBER_ROLE_H

/* Roles of members, as a set of bits. */
#define ROLE_OWNER		0x01
#define ROLE_ADMIN		0x02
#define ROLE_APPROVER	0x04
#define ROLE_MEMBER		0x08
#define ROLE_AUDITOR	0x10

extern int	member_role_from_name(const char *name);
extern const char *member_role_name(int role);
extern int	member_roles_from_names(const char *names);
extern char *member_role_names(int roles);

#endif							/* OUTLAY_MEMBER_ROLE_H */
