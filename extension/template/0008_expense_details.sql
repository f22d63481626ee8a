-- What an expense says of itself: where the money went, how it was paid, what it is called elsewhere. Columns of expense,
-- NULL where nothing is said, so that rows which say nothing are as long as before. Notes are long, which makes a toast
-- table: two files. Three partial indexes, which have no rows where nothing is said: three files. 40 kB in all.

-- Who paid: the member's own money, or the company's card.
ALTER TABLE expense ADD COLUMN paid_with varchar(7) NOT NULL DEFAULT 'own';
ALTER TABLE expense ADD COLUMN merchant varchar(200);
ALTER TABLE expense ADD COLUMN external_id varchar(200);
ALTER TABLE expense ADD COLUMN billable_to varchar(200);
ALTER TABLE expense ADD COLUMN tags text[];
ALTER TABLE expense ADD COLUMN notes varchar(4000);
-- One constraint and one function, as with its state.
ALTER TABLE expense ADD CONSTRAINT expense_details_hold
	CHECK (outlay.expense_details_hold(merchant, notes, tags, paid_with, external_id, billable_to));

-- What another system calls it, it calls nothing else.
CREATE UNIQUE INDEX expense_external_key ON expense (external_id) WHERE external_id IS NOT NULL;
-- The list of a merchant, the newest first.
CREATE INDEX expense_merchant_idx ON expense (outlay.fold(merchant) COLLATE "C", spent_on, id) WHERE merchant IS NOT NULL;
-- What has a tag, in no order. Without a list of what is still to be put in: readers would go through that, and somebody
-- who enters an expense would sooner or later put in what others have left.
CREATE INDEX expense_tags_idx ON expense USING gin (outlay.fold_each(tags)) WITH (fastupdate = off) WHERE tags IS NOT NULL;
