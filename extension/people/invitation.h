/*-------------------------------------------------------------------------
 *
 * invitation.h
 *	  Invitations: a member to be gets a token, and chooses a password with it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_INVITATION_H
#define OUTLAY_INVITATION_H

#include "people/member.h"

#define INVITATION_LIFETIME		(7 * 24 * 60 * 60)	/* seconds */

extern char *invitation_renew(Call *call, const LockedMember *member, const char *email);

#endif							/* OUTLAY_INVITATION_H */
