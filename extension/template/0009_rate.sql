-- Amounts of other currencies, and the tax inside of an amount. A table of dated numbers with its key: two files, 16 kB.
-- Columns of expense, NULL where an amount is in the organization's currency and nothing is said of tax: rows that say
-- nothing are as long as before.

-- What is so from a day on: the base units for one of another currency, the percent of a tax. What has tiers has a row for
-- each, from a quantity on; exchange rates and taxes have none.
CREATE TABLE rate (
	kind				varchar(10) NOT NULL,
	code				varchar(20) NOT NULL,
	since				date NOT NULL,
	from_quantity		numeric(15,3) NOT NULL DEFAULT 0,
	value				numeric(24,12) NOT NULL,
	PRIMARY KEY (kind, code, since, from_quantity),
	CONSTRAINT rate_holds CHECK (outlay.rate_holds(kind, code, since, from_quantity, value))
);

-- As it was paid, with as many decimals as its currency has; the constraint holds its size. amount is what counts.
ALTER TABLE expense ADD COLUMN original_amount numeric;
ALTER TABLE expense ADD COLUMN original_currency varchar(3);
-- The rate that made amount of it; NULL: amount was given.
ALTER TABLE expense ADD COLUMN rate numeric(24,12);
ALTER TABLE expense ADD COLUMN tax_code varchar(20);
ALTER TABLE expense ADD COLUMN tax_rate numeric(7,4);
ALTER TABLE expense ADD COLUMN tax_amount numeric(19,4);
-- One constraint and one function for all that an expense says of itself.
ALTER TABLE expense DROP CONSTRAINT expense_details_hold;
ALTER TABLE expense ADD CONSTRAINT expense_details_hold CHECK (outlay.expense_details_hold(merchant, notes, tags, paid_with,
	external_id, billable_to, amount, original_amount, original_currency, rate, tax_code, tax_rate, tax_amount));

COMMENT ON TABLE rate IS 'Numbers that are so from a day on: exchange rates, percents of tax';
