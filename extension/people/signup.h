/*-------------------------------------------------------------------------
 *
 * signup.h
 *	  Signing an organization up.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SIGNUP_H
#define OUTLAY_SIGNUP_H

extern void signup_init(void);

#endif							/* OUTLAY_SIGNUP_H */
