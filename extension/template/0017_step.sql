-- Where an expense stands among the steps of the policy. Columns only, NULL where there are none: no file more, and no byte.

-- The step at which it waits, from 1.
ALTER TABLE expense ADD COLUMN step smallint;
-- Who has approved since it was submitted, the first first, before whom it waits for or who approved it.
ALTER TABLE expense ADD COLUMN passed_by bigint[];
