-- Money out: what members spent of their own, paid back in payments. Four files and 24 kB: the table, its key, its sequence,
-- and an index of expenses.

-- Where money comes from, and where it goes. Texts of 15 to 34 characters, so no row becomes long.
ALTER TABLE organization ADD COLUMN iban varchar(34) CONSTRAINT organization_iban_form CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$');
ALTER TABLE organization ADD COLUMN payer_name varchar(70) CONSTRAINT organization_payer_name_not_blank CHECK (btrim(payer_name) <> '');
ALTER TABLE member ADD COLUMN iban varchar(34) CONSTRAINT member_iban_form CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$');

-- A payment: one transfer to each member whose expenses are in it. amount and count are kept, as the balance of an account
-- is; what bounced is no longer in it. Numbers stay where they are when an organization goes back to a snapshot, so that
-- no bank ever sees one twice: hence the sequence. What was exported is known by its SHA-256, in base64url, and each time
-- that it becomes another it has the next revision.
CREATE TABLE payment (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	state				varchar(9) NOT NULL DEFAULT 'open'
		CONSTRAINT payment_state_known CHECK (state IN ('open', 'exported', 'paid', 'cancelled')),
	execute_on			date NOT NULL CONSTRAINT payment_execute_on_finite CHECK (isfinite(execute_on)),
	paid_on				date CONSTRAINT payment_paid_on_finite CHECK (isfinite(paid_on)),
	amount				numeric(19,4) NOT NULL DEFAULT 0 CONSTRAINT payment_amount_finite CHECK (amount <> 'NaN'),
	count				integer NOT NULL DEFAULT 0 CONSTRAINT payment_count_not_negative CHECK (count >= 0),
	bounced				numeric(19,4) NOT NULL DEFAULT 0 CONSTRAINT payment_bounced_finite CHECK (bounced <> 'NaN'),
	member_id			bigint CONSTRAINT payment_member_fkey REFERENCES member,
	revision			smallint NOT NULL DEFAULT 1,
	exported_at			timestamptz,
	exported_hash		varchar(43),
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT payment_paid_on_some_day CHECK ((paid_on IS NOT NULL) = (state = 'paid')),
	CONSTRAINT payment_export_whole CHECK ((exported_at IS NULL) = (exported_hash IS NULL))
);

ALTER TABLE expense ADD COLUMN payment_id bigint CONSTRAINT expense_payment_fkey REFERENCES payment;
-- What is in a payment is being paid or paid, and was a member's own money.
ALTER TABLE expense DROP CONSTRAINT expense_state_holds;
ALTER TABLE expense ADD CONSTRAINT expense_state_holds
	CHECK (outlay.expense_state_holds(state, member_id, waiting_for, approved_by, approved_at, reason, entered_by, submitted_by,
		paid_with, payment_id));

-- What is owed to whom, and what is in a payment. Not what the company paid, nor what is nobody's.
CREATE INDEX expense_payment_idx ON expense (payment_id, member_id)
	WHERE payment_id IS NOT NULL OR (state = 'approved' AND paid_with = 'own' AND member_id IS NOT NULL);

COMMENT ON TABLE payment IS 'Money paid back to members: one transfer to each whose expenses are in it';
