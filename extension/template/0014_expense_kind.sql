-- What an expense is, where it is not simply something that was bought: NULL for that, so that most are as long as before.
ALTER TABLE expense ADD COLUMN kind varchar(10);
ALTER TABLE expense ADD CONSTRAINT expense_kind_holds CHECK (outlay.expense_kind_holds(kind));
