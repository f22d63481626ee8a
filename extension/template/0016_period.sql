-- Days that are closed: on them nothing is booked any more. Two columns, NULL where nothing was ever closed: no file and no
-- byte more.

-- The last day that is closed; NULL: none is.
ALTER TABLE organization ADD COLUMN closed_until date
	CONSTRAINT organization_closed_until_finite CHECK (isfinite(closed_until));
-- The day on which an expense is booked, where that is not the day on which it was spent, which was closed by then.
ALTER TABLE expense ADD COLUMN booked_on date;
ALTER TABLE expense DROP CONSTRAINT expense_state_holds;
ALTER TABLE expense ADD CONSTRAINT expense_state_holds
	CHECK (outlay.expense_state_holds(state, member_id, waiting_for, approved_by, approved_at, reason, entered_by, submitted_by,
		paid_with, payment_id, spent_on, booked_on));
