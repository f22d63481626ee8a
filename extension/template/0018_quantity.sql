-- Distances and days: what an expense came to by a rate. Columns that are NULL where nothing is said of that, so that most are
-- as long as before; no file, and no index: the distance of a member's year is found by the index of their expenses.

-- Of mileage: what a distance is in. The others have none.
ALTER TABLE rate ADD COLUMN unit varchar(4);
ALTER TABLE rate DROP CONSTRAINT rate_holds;
ALTER TABLE rate ADD CONSTRAINT rate_holds CHECK (outlay.rate_holds(kind, code, since, from_quantity, value, unit));

ALTER TABLE expense ADD COLUMN quantity numeric(12,3);
ALTER TABLE expense ADD COLUMN rate_code varchar(20);
-- Which tiers gave which part, and what was taken off: rates go on, and it is to be explained by those that were.
ALTER TABLE expense ADD COLUMN basis jsonb;
ALTER TABLE expense DROP CONSTRAINT expense_kind_holds;
ALTER TABLE expense ADD CONSTRAINT expense_kind_holds CHECK (outlay.expense_kind_holds(kind, quantity, rate_code, basis));
