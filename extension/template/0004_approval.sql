-- Expenses that somebody approves. Columns only, but for one partial index, which has no rows where approval is off: one
-- file and 8 kB.

-- Whether expenses have to be approved; NULL: they need not.
ALTER TABLE organization ADD COLUMN approval varchar(3)
	CONSTRAINT organization_approval_known CHECK (approval IN ('on', 'off'));

-- Who approves what is spent from a department's budgets, else what a member spends.
ALTER TABLE department ADD COLUMN approver_id bigint CONSTRAINT department_approver_fkey REFERENCES member;
ALTER TABLE member ADD COLUMN approver_id bigint CONSTRAINT member_approver_fkey REFERENCES member;

-- What submitted expenses will take when they are approved.
ALTER TABLE budget ADD COLUMN committed numeric(19,4) NOT NULL DEFAULT 0
	CONSTRAINT budget_committed_not_negative CHECK (committed >= 0 AND committed <> 'NaN');

-- Where an expense stands. Whoever has none to ask is approved by nobody: approved_at is NULL then. approved_by is NULL
-- as well where an operator approved. The reason of a rejection is as short as it is so that a row stays below the size
-- from which PostgreSQL gives a table a toast table: two files.
ALTER TABLE expense ADD COLUMN state varchar(9) NOT NULL DEFAULT 'approved';
ALTER TABLE expense ADD COLUMN waiting_for bigint CONSTRAINT expense_waiting_fkey REFERENCES member;
ALTER TABLE expense ADD COLUMN approved_by bigint CONSTRAINT expense_approver_fkey REFERENCES member;
ALTER TABLE expense ADD COLUMN approved_at timestamptz;
ALTER TABLE expense ADD COLUMN reason varchar(150);
-- Who else had a hand in it: entered it, or submitted it last, for the member whose it is. NULL: they did so themselves, or
-- an operator did. So rows have nothing more to hold but where it was somebody else.
ALTER TABLE expense ADD COLUMN entered_by bigint CONSTRAINT expense_entered_fkey REFERENCES member;
ALTER TABLE expense ADD COLUMN submitted_by bigint CONSTRAINT expense_submitted_fkey REFERENCES member;
UPDATE expense SET entered_by = audit.member_id FROM audit
	WHERE audit.entity = 'expense' AND audit.action = 'created' AND audit.entity_id = expense.id
		AND audit.member_id <> expense.member_id;
-- What the table does not allow, no code can do: nobody approves their own, nor what they entered or submitted. One
-- constraint and one function, because PostgreSQL reads the text of each constraint anew for each statement.
ALTER TABLE expense ADD CONSTRAINT expense_state_holds
	CHECK (outlay.expense_state_holds(state, member_id, waiting_for, approved_by, approved_at, reason, entered_by, submitted_by));

-- What waits for a member, the newest first.
CREATE INDEX expense_waiting_idx ON expense (waiting_for, spent_on, id) WHERE waiting_for IS NOT NULL;

COMMENT ON TABLE budget IS
'Money moved from an account to a department for a month; spent = its approved expenses, committed = those submitted';
