-- Every cell of the table of permissions: each action in each state, with approval and without, tried by everybody who
-- could be something to the expense. What is expected is written down here once more, not read off the table.
-- An expense of another month than its budget's is as good as others here.
SET outlay.default_outside_month = 'allow';
SELECT slug FROM outlay.create_tenant('Cells Inc', 'office@cells.example');
SELECT slug FROM outlay.use_tenant('cellsinc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 100000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 10000);
SELECT id FROM create_budget(1, 1, '2024-06-01', 10000);
-- Whose the expenses are, one of each role; and for whom they wait, unless it is the one who acts.
CREATE TEMPORARY TABLE person AS SELECT role, (create_member(role || '@cells.example', 'correct horse battery', role)).id
	FROM unnest('{owner,admin,approver,member,auditor}'::text[]) role;
INSERT INTO person SELECT 'other', (create_member('other@cells.example', 'correct horse battery', 'member')).id;
INSERT INTO person SELECT 'third', (create_member('third@cells.example', 'correct horse battery', 'approver')).id;
ALTER TABLE person ADD COLUMN token text;
UPDATE person SET token = (log_in(role || '@cells.example', 'correct horse battery')).access_token;

-- S whose it is; of the others A for whom it waits, and who stands in for them, never who entered or submitted it, F owners and admins, R of the role
-- approver. approval NULL: both.
CREATE TEMPORARY TABLE allowed (action text, state text, approval text, who text);
INSERT INTO allowed VALUES
	('update', 'draft', NULL, 'SF'), ('update', 'rejected', NULL, 'S'), ('update', 'approved', 'off', 'SFR'),
	('recode', 'draft', NULL, 'SF'), ('recode', 'submitted', NULL, 'AF'), ('recode', 'rejected', NULL, 'S'),
	('recode', 'approved', 'on', 'F'), ('recode', 'approved', 'off', 'SFR'),
	('delete', 'draft', NULL, 'SF'), ('delete', 'rejected', NULL, 'S'), ('delete', 'approved', 'off', 'SFR'),
	('submit', 'draft', NULL, 'SF'), ('submit', 'rejected', NULL, 'S'),
	('recall', 'submitted', NULL, 'S'),
	('approve', 'submitted', NULL, 'A'),
	('reject', 'submitted', NULL, 'AF'), ('reject', 'approved', 'on', 'F'),
	('unapprove', 'approved', 'on', 'F'),
	('reassign', 'submitted', NULL, 'F'),
	('attach', 'draft', NULL, 'SF'), ('attach', 'submitted', NULL, 'SAF'), ('attach', 'rejected', NULL, 'SF'),
	('attach', 'approved', 'off', 'SFR'),
	('detach', 'draft', NULL, 'SF'), ('detach', 'rejected', NULL, 'S'), ('detach', 'approved', 'off', 'SFR'),
	('comment', 'draft', NULL, 'SF'), ('comment', 'submitted', NULL, 'SAF'), ('comment', 'rejected', NULL, 'SF'),
	('comment', 'approved', 'on', 'SF'), ('comment', 'approved', 'off', 'SFR'),
	('recode', 'paying', NULL, 'F'), ('recode', 'paid', NULL, 'F'),
	('attach', 'paying', NULL, 'SF'), ('attach', 'paid', NULL, 'SF'),
	('comment', 'paying', NULL, 'SF'), ('comment', 'paid', NULL, 'SF'),
	('schedule', 'approved', NULL, 'F'), ('unschedule', 'paying', NULL, 'F'), ('confirm', 'paying', NULL, 'F'),
	('bounce', 'paying', NULL, 'F'), ('bounce', 'paid', NULL, 'F'),
	('approve_less', 'submitted', NULL, 'A'),
	('split', 'draft', NULL, 'SF'), ('split', 'submitted', NULL, 'AF'), ('split', 'rejected', NULL, 'S'),
	('split', 'approved', 'on', 'F'), ('split', 'approved', 'off', 'SFR'),
	('merge', 'draft', NULL, 'SF'), ('merge', 'submitted', NULL, 'AF'), ('merge', 'rejected', NULL, 'S'),
	('merge', 'approved', 'on', 'F'), ('merge', 'approved', 'off', 'SFR');
-- What nobody does any more once the day on which it is booked is closed.
CREATE TEMPORARY TABLE open_only (action text);
INSERT INTO open_only VALUES ('update'), ('recode'), ('delete'), ('reject'), ('unapprove'), ('detach'), ('split'), ('merge');

CREATE FUNCTION pg_temp.receipt() RETURNS bytea LANGUAGE sql AS $$SELECT convert_to(E'%PDF-1.4\n%%EOF\n\n\n', 'UTF8')$$;

CREATE TEMPORARY TABLE tried (action text, state text, approval text, closed boolean, role text, is_self boolean, waits boolean, hand text,
	done boolean, sqlstate text, told boolean, explained boolean, next_state text);

-- Each in a transaction of its own: an operator makes the expense, or who acts had a hand in it, and then somebody acts.
CREATE PROCEDURE pg_temp.try_all() LANGUAGE plpgsql AS $$
DECLARE
	cell record;
	expense bigint;
	payment bigint;
	result record;
	route integer := (SELECT id FROM outlay.route WHERE (method, path) = ('POST', '/api/v2/expenses'));
	did tried;
BEGIN
	FOR cell IN
		SELECT a.action, s.state, o.approval, c.closed, p.role, p.id, p.token, r.is_self, r.waits, r.hand,
			format(CASE a.action WHEN 'update' THEN 'update_expense(%s, amount => 2)'
				WHEN 'recode' THEN 'update_expense(%s, budget_id => 2)'
				WHEN 'reject' THEN 'reject_expense(%s, ''Why not'')'
				WHEN 'attach' THEN 'add_receipt(%s, ''New'', pg_temp.receipt())'
				WHEN 'detach' THEN 'delete_receipt(%s, ' || quote_literal(encode(sha256(pg_temp.receipt()), 'hex')) || ')'
				WHEN 'comment' THEN 'add_comment(%s, ''Why'')'
				WHEN 'reassign' THEN 'reassign_expense(%s, ' || (SELECT id FROM person WHERE person.role = 'third') || ')'
				WHEN 'schedule' THEN 'create_payment(expense_id => array[%s])'
				WHEN 'unschedule' THEN 'remove_payment_expense(%2$s, %1$s)'
				WHEN 'confirm' THEN 'confirm_payment(%2$s)'
				WHEN 'bounce' THEN 'bounce_payment(%2$s, expense_id => %1$s)'
				WHEN 'approve_less' THEN 'approve_less(%s, 0.4, ''Why more'')'
				WHEN 'split' THEN 'split_expense(%s, ''[{"share": 1}, {"share": 1}]'')'
				WHEN 'merge' THEN 'merge_split(%s)'
				ELSE a.action || '_expense(%s)' END, '%1$s', '%2$s') AS call
		FROM unnest('{update,recode,delete,submit,recall,approve,reject,unapprove,reassign,attach,detach,comment,schedule,unschedule,confirm,bounce,approve_less,split,merge}'::text[]) a (action),
			unnest('{draft,submitted,approved,rejected,paying,paid}'::text[]) s (state), unnest('{on,off}'::text[]) o (approval),
			(VALUES (false), (true)) c (closed),
			(VALUES (true, false, ''), (false, true, ''), (false, true, 'deputy'), (false, false, ''), (false, false, 'entered'), (false, false, 'submitted'))
				r (is_self, waits, hand), person p
		WHERE p.role NOT IN ('other', 'third')
			-- Closed is what is in the books.
			AND (NOT c.closed OR s.state IN ('approved', 'paying', 'paid') AND r.hand = '')
			-- Only what is submitted waits, and for one who can approve.
			AND (NOT r.waits OR s.state = 'submitted' AND p.role IN ('owner', 'admin', 'approver'))
			-- There is nothing to confirm where there is no payment.
			AND (a.action <> 'confirm' OR s.state IN ('paying', 'paid'))
			-- For others only owners and admins enter and submit.
			AND (r.hand IN ('', 'deputy') OR p.role IN ('owner', 'admin') AND (r.hand = 'entered' OR s.state <> 'draft'))
	LOOP
		PERFORM outlay.update_organization(approval => 'on');
		IF cell.hand = 'entered' THEN
			PERFORM outlay.enter(route, slug => 'cellsinc', token => cell.token);
		END IF;
		expense := (outlay.create_expense(1, 1, '2024-05-01', 'Cell', draft => true,
			member_id => CASE WHEN cell.is_self THEN cell.id ELSE (SELECT id FROM person WHERE role = 'other') END)).id;
		IF cell.action = 'detach' THEN
			PERFORM outlay.add_receipt(expense, 'There', pg_temp.receipt());
		END IF;
		IF cell.hand = 'submitted' THEN
			COMMIT;
			PERFORM outlay.enter(route, slug => 'cellsinc', token => cell.token);
			PERFORM outlay.submit_expense(expense);
		END IF;
		IF cell.hand IN ('entered', 'submitted') THEN
			COMMIT;
		END IF;
		IF cell.state <> 'draft' THEN
			IF cell.hand <> 'submitted' THEN
				PERFORM outlay.submit_expense(expense);
			END IF;
			PERFORM outlay.reassign_expense(expense,
				CASE WHEN cell.waits AND cell.hand = '' THEN cell.id ELSE (SELECT id FROM person WHERE role = 'third') END);
		END IF;
		-- It waits for somebody for whom who acts stands in.
		IF cell.hand = 'deputy' THEN
			PERFORM outlay.update_member((SELECT id FROM person WHERE role = 'third'), deputy_id => cell.id);
		END IF;
		IF cell.state IN ('approved', 'paying', 'paid') THEN
			PERFORM outlay.approve_expense(expense);
		ELSIF cell.state = 'rejected' THEN
			PERFORM outlay.reject_expense(expense, 'Why not');
		END IF;
		IF cell.state IN ('paying', 'paid') THEN
			payment := (outlay.create_payment(expense_id => array[expense])).id;
		ELSIF cell.action IN ('unschedule', 'bounce') THEN
			-- Out of a payment that another is in.
			PERFORM outlay.update_organization(approval => 'off');
			payment := (outlay.create_payment(expense_id => array[(outlay.create_expense(1, 1, '2024-05-01', 'Another',
				member_id => (SELECT id FROM person WHERE role = 'other'))).id])).id;
		END IF;
		IF cell.state = 'paid' THEN
			PERFORM outlay.confirm_payment(payment);
		END IF;
		IF cell.action = 'merge' AND cell.state NOT IN ('paying', 'paid') THEN
			PERFORM outlay.split_expense(expense, '[{"share": 1}, {"share": 1}]');
		END IF;
		PERFORM outlay.update_organization(approval => cell.approval);
		IF cell.closed THEN
			PERFORM outlay.close_period('2024-05-31');
		END IF;
		PERFORM outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path)
			= (CASE cell.role WHEN 'auditor' THEN 'GET' ELSE 'POST' END, '/api/v2/expenses')), slug => 'cellsinc', token => cell.token);
		did := ROW(cell.action, cell.state, cell.approval, cell.closed, cell.role, cell.is_self, cell.waits, cell.hand, true, NULL, NULL, NULL, NULL);
		-- Whoever may approve may approve less.
		SELECT replace(cell.action, '_less', '') = ANY (x.allowed), replace(cell.action, '_less', '') = ANY (outlay.can(e))
				OR cell.action = 'recode' AND 'update' = ANY (outlay.can(e)) INTO did.explained, did.told
			FROM outlay.explain_expense(expense) x, outlay.get_expense(expense) e;
		BEGIN
			EXECUTE 'SELECT * FROM outlay.' || format(cell.call, expense, payment) INTO result;
			did.next_state := coalesce((SELECT e.state FROM expense e WHERE e.id = expense), to_jsonb(result)->>'state');
		EXCEPTION WHEN OTHERS THEN
			did.done := false;
			did.sqlstate := SQLSTATE;
		END;
		ROLLBACK;
		INSERT INTO pg_temp.tried SELECT did.*;
		COMMIT;
	END LOOP;
END$$;
CALL pg_temp.try_all();

-- Expected: what somebody is to an expense decides, and nothing else.
CREATE TEMPORARY VIEW expected AS
SELECT t.*, CASE WHEN t.role = 'auditor' THEN '' WHEN t.is_self THEN 'S'
		ELSE CASE WHEN t.waits THEN 'A' ELSE '' END || CASE WHEN t.role IN ('owner', 'admin') THEN 'F' ELSE '' END
			|| CASE WHEN t.role = 'approver' THEN 'R' ELSE '' END END AS relations,
	(SELECT who FROM allowed a WHERE (a.action, a.state) = (t.action, t.state) AND coalesce(a.approval, t.approval) = t.approval) AS who,
	closed AND action IN (SELECT o.action FROM open_only o) AS shut
FROM tried t;
SELECT count(*) AS cells, count(*) FILTER (WHERE done) AS done FROM tried;
-- Done where it may be, and refused where it may not: 42501 by who asks, OT412 by the state.
SELECT action, state, approval, closed, role, is_self, waits, hand, done, sqlstate FROM expected
WHERE done <> (coalesce(who, '') ~ ('[' || coalesce(nullif(relations, ''), '-') || ']') AND NOT shut)
	OR sqlstate NOT IN ('42501', 'OT412', '55000') OR (sqlstate = 'OT412' AND who IS NOT NULL)
	OR (sqlstate = '55000') <> (shut AND coalesce(who, '') ~ ('[' || coalesce(nullif(relations, ''), '-') || ']'));
SELECT closed, sqlstate, count(*) FROM tried WHERE state IN ('approved', 'paying', 'paid') AND hand = '' GROUP BY 1, 2 ORDER BY 1, 2;
-- The record and the explanation say just what is so.
SELECT action, state, approval, closed, role, is_self, waits, hand, done, told, explained FROM tried WHERE done <> told OR done <> explained;
-- Who had a hand in it is told so, and it waits for another.
SELECT hand, sqlstate, explained, count(*) FROM tried WHERE (action, state) = ('approve', 'submitted') AND hand IN ('entered', 'submitted') GROUP BY 1, 2, 3 ORDER BY 1;
-- Where each leads.
SELECT action, state, approval, array_agg(DISTINCT next_state) AS next FROM tried WHERE done AND action NOT IN ('delete', 'attach', 'detach', 'comment')
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
-- The table as the code has it, of which docs/expenses.md is made.
SELECT action, state, approval, relations, next_state, open_only FROM outlay.expense_permissions() ORDER BY 1, 2, 3;
SELECT * FROM check_balances();
