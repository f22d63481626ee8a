/*-------------------------------------------------------------------------
 *
 * receipt.h
 *	  Receipts: the files that prove an expense.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RECEIPT_H
#define OUTLAY_RECEIPT_H

/* The largest there can be, whatever the setting: as the table's constraint and the route say. */
#define RECEIPT_MAX_BYTES	(25 * 1024 * 1024)

/* Of a name, in characters. */
#define RECEIPT_MAX_NAME	200

/* How many an expense can have. */
#define RECEIPT_MAX_COUNT	50

#endif							/* OUTLAY_RECEIPT_H */
