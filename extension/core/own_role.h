/*-------------------------------------------------------------------------
 *
 * own_role.h
 *	  The roles that services log in as do not change themselves.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_OWN_ROLE_H
#define OUTLAY_OWN_ROLE_H

extern void own_role_init(void);
extern bool own_role_is_service(Oid role);

#endif							/* OUTLAY_OWN_ROLE_H */
