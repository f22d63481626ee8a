-- A budget of any span, and of one category where that is wanted. Columns only, NULL for a month and for any category: no
-- file more. Neither is in an index, so that an expense still makes the row anew where it is.

-- The last day; NULL: the month that begins with "month". One constraint for both ends, as PostgreSQL reads each anew for
-- each expense.
ALTER TABLE budget ADD COLUMN until date;
ALTER TABLE budget DROP CONSTRAINT budget_month_first_day;
ALTER TABLE budget ADD CONSTRAINT budget_span_holds CHECK (coalesce(until >= month, extract(day FROM month) = 1));
-- What it may be spent on: this category and those below it.
ALTER TABLE budget ADD COLUMN category_id bigint CONSTRAINT budget_category_fkey REFERENCES category;
-- All of it may have gone to another budget.
ALTER TABLE budget DROP CONSTRAINT budget_amount_positive;
ALTER TABLE budget ADD CONSTRAINT budget_amount_not_negative CHECK (amount >= 0 AND amount <> 'NaN');

COMMENT ON TABLE budget IS
'Money moved from an account to a department for a span; spent = its approved expenses, committed = those submitted';
