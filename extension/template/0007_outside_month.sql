-- What happens to an expense whose day is not in the month of its budget; NULL: the operator's default. No file more.
ALTER TABLE organization ADD COLUMN outside_month varchar(6)
	CONSTRAINT organization_outside_month_known CHECK (outside_month IN ('refuse', 'warn', 'allow'));
