-- The proof that balances are right (check.c).

CREATE TYPE outlay.balance_difference AS (
	entity				text,
	id					bigint,
	kept				numeric,
	computed			numeric
);
COMMENT ON TYPE outlay.balance_difference IS
	'A balance that is not what its entries add up to: of an account, what is spent or committed of a budget, how many receipts an expense has, what is in a payment, or what was noted of closed days';
COMMENT ON COLUMN outlay.balance_difference.entity IS 'account, budget for what is spent of one, committed, receipts for how many an expense has, with the other parts of its whole; split for the first part of that; payment for its amount, payment_expenses for how many it has, none once it is cancelled, payment_paid for how many of them are paid; period for the sum of closed days, period_count for how many were booked on them, period_tax for their tax';
COMMENT ON COLUMN outlay.balance_difference.id IS 'Its number';
COMMENT ON COLUMN outlay.balance_difference.kept IS 'What its row says';
COMMENT ON COLUMN outlay.balance_difference.computed IS 'What its entries add up to';

CREATE FUNCTION outlay.check_balances() RETURNS SETOF outlay.balance_difference
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_check_balances';
COMMENT ON FUNCTION outlay.check_balances() IS
'Recomputes all balances of the current organization, and returns what differs.
From the entries: nothing differs';

SELECT outlay.publish('GET', '/api/v2/balance-check', 'outlay.check_balances', 'Recompute balances',
	'{owner,admin,auditor}');
