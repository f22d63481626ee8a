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
-- as well where an operator approved. What the table does not allow, no code can do: nobody approves their own.
ALTER TABLE expense ADD COLUMN state varchar(9) NOT NULL DEFAULT 'approved'
	CONSTRAINT expense_state_known CHECK (state IN ('draft', 'submitted', 'approved', 'rejected'));
ALTER TABLE expense ADD COLUMN waiting_for bigint CONSTRAINT expense_waiting_fkey REFERENCES member
	CONSTRAINT expense_waits_when_submitted CHECK (waiting_for IS NULL OR state = 'submitted' AND waiting_for IS DISTINCT FROM member_id);
ALTER TABLE expense ADD COLUMN approved_by bigint CONSTRAINT expense_approver_fkey REFERENCES member
	CONSTRAINT expense_approved_by_another CHECK (approved_by IS NULL OR state = 'approved' AND approved_by IS DISTINCT FROM member_id);
ALTER TABLE expense ADD COLUMN approved_at timestamptz
	CONSTRAINT expense_approved_once CHECK (approved_at IS NULL OR state = 'approved');
-- As short as it is, a row stays below the size from which PostgreSQL gives a table a toast table: two files.
ALTER TABLE expense ADD COLUMN reason varchar(150)
	CONSTRAINT expense_reason_of_rejection CHECK ((reason IS NOT NULL) = (state = 'rejected'));

-- What waits for a member, the newest first.
CREATE INDEX expense_waiting_idx ON expense (waiting_for, spent_on, id) WHERE waiting_for IS NOT NULL;

COMMENT ON TABLE budget IS
'Money moved from an account to a department for a month; spent = its approved expenses, committed = those submitted';
