/*-------------------------------------------------------------------------
 *
 * unique_key.h
 *	  What is said where something of an organization that is there once is
 *	  taken.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_UNIQUE_KEY_H
#define OUTLAY_UNIQUE_KEY_H

#include "postgres.h"

/* The unique indexes of an organization's tables over what people choose. */
typedef enum UniqueKey
{
	KEY_MEMBER_EMAIL,
	KEY_DEPARTMENT_NAME,
	KEY_ACCOUNT_NAME,
	KEY_CATEGORY_NAME,
	KEY_CATEGORY_CODE,
	KEY_EXPENSE_EXTERNAL_ID,
} UniqueKey;

/* Raises 23505: somebody else's, or another one in use, has it. */
extern void unique_key_taken(UniqueKey key) pg_attribute_noreturn();

/* Where the error that is being caught is one of these indexes', raises it with the field that is to blame instead. */
extern void unique_key_check_taken(void);

#endif							/* OUTLAY_UNIQUE_KEY_H */
