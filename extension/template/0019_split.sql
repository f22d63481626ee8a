-- What was paid at once and is booked apart: parts of one whole are rows with one split_id, the number of the first of them,
-- whose the receipts and comments are. NULL for a whole, so that most rows are as long as before. One partial index, which
-- has the parts alone: one file and 8 kB.
ALTER TABLE expense ADD COLUMN split_id bigint CONSTRAINT expense_split_fkey REFERENCES expense;

-- The parts of a whole.
CREATE INDEX expense_split_idx ON expense (split_id, id) WHERE split_id IS NOT NULL;
