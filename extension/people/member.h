/*-------------------------------------------------------------------------
 *
 * member.h
 *	  Members: the people of an organization.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MEMBER_H
#define OUTLAY_MEMBER_H

#include "datatype/timestamp.h"

#include "call/call.h"

/* The record of a row m of member. */
#define MEMBER_RECORD \
	"ROW(m.id, m.email, m.first_name, m.last_name, m.role, m.status, m.department_id, m.employee_number, " \
	"m.approver_id, m.deputy_id, m.deputy_from, m.deputy_until, m.version, m.created_at, m.updated_at)" \
	"::outlay.member_record"

#define MEMBER_ROLES		"owner admin approver member auditor"
#define MEMBER_MAX_EMAIL	200		/* characters */
#define MEMBER_MAX_NAME		40
#define MEMBER_MAX_NUMBER	20

/* A member that is locked for a change. */
typedef struct LockedMember
{
	int64		id;
	int			role;
	char		status;			/* 'i'nvited, 'a'ctive, 'd'eactivated */
	int32		version;
	char	   *email;
	char	   *name;			/* first and last */
	Datum		row;			/* outlay.member_record */
} LockedMember;

/* A member to be. Texts are in normal form, NULL for none; department 0: none. */
typedef struct NewMember
{
	const char *email;
	const char *role;
	const char *first_name;
	const char *last_name;
	int64		department;
	const char *employee_number;
	const char *password_hash;	/* NULL: invited */
	const char *invitation_hash;
	TimestampTz invited_until;
} NewMember;

/* Told of a member who can approve no more, locked; set by the room that has what waits for them. */
extern void (*member_stopped_approving) (Call *call, int64 member);

extern const char *member_argument(Call *call, int arg);
extern int64 member_insert(Call *call, const NewMember *member, const char *action, Datum *row);
extern void member_lock(Call *call, int64 id, LockedMember *member);
extern void member_lock_argument(Call *call, int id_arg, int version_arg, LockedMember *member);

/*
 * What is locked before the first of several members: the active owners, until
 * the end of the transaction. Returns how many there are. Who changes roles or
 * statuses does so, too.
 */
extern uint64 member_lock_owners(Call *call);

/* The same for those who only rely on what members are, side by side: meanwhile nobody's role or status changes. */
extern void member_keep_statuses(Call *call);

extern bool member_may_manage(const Caller *caller, int role);
extern void member_check_may_manage(Call *call, int role);
extern void member_check_department(Call *call, int arg, int64 member);
extern void member_check_approver(Call *call, int arg, int64 member);
extern void member_check_password(Call *call, const char *field, int arg, const char *email,
								  const char *name);
extern const char *member_full_name(Call *call, int first_arg, int last_arg);
extern Datum member_set_password(Call *call, int64 id, Datum password, const char *first_name, const char *last_name);
extern Datum member_password_change_row(Call *call, int64 ended, const char *failure);
extern char *member_hash_password(Datum password);

#endif							/* OUTLAY_MEMBER_H */
