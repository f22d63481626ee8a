-- Expenses that come again: what the worker makes of them, and when next. Four files and 16 kB: the table, its key, and, for
-- notes and tags, a toast table. Numbers come from the sequence of expenses, which saves the fifth file; an organization has
-- few of these, so whoever looks for what is due reads them all. Which organization has something due is in the directory.
CREATE TABLE recurring (
	id					bigint PRIMARY KEY,
	every				varchar(7) NOT NULL CONSTRAINT recurring_every_known CHECK (every IN ('day', 'week', 'month', 'quarter', 'year')),
	on_day				smallint,
	first_on			date NOT NULL CONSTRAINT recurring_first_on_finite CHECK (isfinite(first_on)),
	until				date CONSTRAINT recurring_until_finite CHECK (isfinite(until)),
	next_on				date CONSTRAINT recurring_next_on_finite CHECK (isfinite(next_on)),
	last_on				date CONSTRAINT recurring_last_on_finite CHECK (isfinite(last_on)),
	paused_at			timestamptz,
	problem				varchar(30),
	department_id		bigint NOT NULL CONSTRAINT recurring_department_fkey REFERENCES department,
	account_id			bigint CONSTRAINT recurring_account_fkey REFERENCES account,
	category_id			bigint CONSTRAINT recurring_category_fkey REFERENCES category,
	member_id			bigint CONSTRAINT recurring_member_fkey REFERENCES member,
	entered_by			bigint CONSTRAINT recurring_entered_fkey REFERENCES member,
	amount				numeric(19,4) NOT NULL CONSTRAINT recurring_amount_positive CHECK (amount > 0 AND amount <> 'NaN'),
	description			varchar(300) NOT NULL,
	merchant			varchar(200),
	notes				varchar(4000),
	tags				text[],
	paid_with			varchar(7) NOT NULL DEFAULT 'own',
	billable_to			varchar(200),
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	-- A week has seven days, a month, of a quarter or a year, too, up to 31; of a day there is nothing to say.
	CONSTRAINT recurring_on_day_holds CHECK (
		CASE every WHEN 'day' THEN on_day IS NULL WHEN 'week' THEN coalesce(on_day BETWEEN 1 AND 7, false)
			ELSE coalesce(on_day BETWEEN 1 AND 31, false) END),
	CONSTRAINT recurring_details_hold
		CHECK (outlay.expense_details_hold(merchant, notes, tags, paid_with, NULL::text, billable_to))
);
COMMENT ON TABLE recurring IS 'Expenses that come again, and when next';

-- What an expense was made of; NULL for nearly all. No foreign key: what it was made of may be deleted at any time.
ALTER TABLE expense ADD COLUMN recurring_id bigint;
