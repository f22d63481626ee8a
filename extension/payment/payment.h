/*-------------------------------------------------------------------------
 *
 * payment.h
 *	  Payments: what members spent of their own, paid back to them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PAYMENT_H
#define OUTLAY_PAYMENT_H

#include "books/money.h"
#include "spending/expense.h"

typedef enum PaymentState
{
	PAYMENT_STATE_OPEN,
	PAYMENT_STATE_EXPORTED,
	PAYMENT_STATE_PAID,
	PAYMENT_STATE_CANCELLED
} PaymentState;

#define PAYMENT_STATES		"open exported paid cancelled"

typedef enum PaymentAction
{
	PAYMENT_ADD,				/* an expense */
	PAYMENT_REMOVE,				/* an expense */
	PAYMENT_EXPORT,
	PAYMENT_CONFIRM,
	PAYMENT_CANCEL,
	PAYMENT_BOUNCE,				/* what came back of it */
	PAYMENT_ACTION_COUNT
} PaymentAction;

/* As many expenses a payment can have: they change state in one transaction. */
#define PAYMENT_MAX_EXPENSES	5000

/*
 * By which name a bank knows what a row p of payment exports; see
 * payment_export.c. Up to 35 characters. The end is of the hash of what the file
 * says: an organization that went back to a snapshot counts its revisions once
 * more, and even then no other file has the name.
 */
#define PAYMENT_MESSAGE_ID \
	"'P'::text || p.id::text || 'R'::text || p.revision::text || '-'::text || upper(left(encode(decode(" \
	"translate(left(p.exported_hash::text, 8), '-_'::text, '+/'::text), 'base64'::text), 'hex'::text), 8))"

/* The record of a row p of payment. */
#define PAYMENT_RECORD \
	"ROW(p.id, p.state, p.execute_on, p.paid_on, round(p.amount, " DECIMALS "), " \
	"round(p.bounced, " DECIMALS "), " CURRENCY ", p.count, p.member_id, " \
	"CASE WHEN p.exported_at IS NOT NULL THEN " PAYMENT_MESSAGE_ID " END, " \
	"p.exported_at, p.version, p.created_at, p.updated_at)::outlay.payment_record"

/* A payment that is locked for a change, as it was before. */
typedef struct Payment
{
	int64		id;
	Datum		row;			/* the record */
	int32		version;
	PaymentState state;
	int32		count;
	Datum		amount;
	const char *execute_on;		/* 2026-11-30 */
} Payment;

/* What becomes of a payment's row. */
typedef struct PaymentChange
{
	PaymentState to;
	Datum		amount;			/* that is more in it, or less */
	int32		count;
	Datum		bounced;		/* that came back; 0: nothing */
	Datum		paid_on;		/* 0: as it was */
	const char *action;			/* what the audit says */
} PaymentChange;

/* Returns which actions may be done in a state, as a set of bits (1 << action); some need expenses. */
extern uint32 payment_permitted(PaymentState state, bool has_expenses);
extern PaymentState payment_state_from_name(const char *name);

/* Locks the payment of an argument for an action; P0002, OT412 by the version in another or its state. */
extern void payment_begin(Call *call, int id_arg, int version_arg, PaymentAction action, Payment *payment);

/* Changes a locked payment, notes that in the audit and returns the record. */
extern Datum payment_change(Call *call, const Payment *payment, const PaymentChange *change);

/*
 * Locks an expense for one of the actions that concern payments and makes sure
 * that it may be done; P0002, OT412, 42501.
 */
extern void payment_lock_expense(Call *call, int64 id, ExpenseAction action, Expense *expense);

/* Brings a locked expense into a payment, or out of one (0), and notes that in the audit. */
extern void payment_move_expense(Call *call, const Expense *expense, ExpenseAction action, ExpenseState to,
								 int64 payment);

/* Does the same with each of several, by id; adds to the change what that is of the payment's. */
extern void payment_move_all(Call *call, const int64 *ids, uint64 count, ExpenseAction action, int64 payment,
							 PaymentChange *change);

/* The ids of a payment's expenses, those of one member or all (0), in the order of locks. */
extern int64 *payment_expenses(Call *call, int64 payment, int64 member, uint64 *count);

/* Raises 55000 where the expenses of a member in a locked payment come to nothing that can be transferred. */
extern void payment_check_sums(Call *call, const Payment *payment);

#endif							/* OUTLAY_PAYMENT_H */
