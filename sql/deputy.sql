-- Deputies: who stands in for a member may approve what waits for them, on the days that are said, and nobody else does.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Deputy AG', 'office@deputy.example');
SELECT slug FROM outlay.use_tenant('deputyag');
SELECT id, role FROM unnest('{owner,admin,approver,member}'::text[]) r, create_member(r || '@deputy.example', 'correct horse battery', r, initcap(r));
SELECT id, role FROM create_member('second@deputy.example', 'correct horse battery', 'approver', 'Second');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 1000);
SELECT approval FROM update_organization(approval => 'on', time_zone => 'Europe/Vienna');
SELECT approver_id FROM update_department(1, approver_id => 3);
CREATE TEMPORARY TABLE token AS SELECT r AS role, (log_in(r || '@deputy.example', 'correct horse battery')).access_token AS token
	FROM unnest('{owner,admin,approver,member,second}'::text[]) r;
CREATE FUNCTION pg_temp.act(role text) RETURNS void LANGUAGE sql AS
	$$SELECT outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path) = ('POST', '/api/v2/expenses')), slug => 'deputyag',
		token => (SELECT token FROM pg_temp.token t WHERE t.role = $1))$$;

-- Who may be one: another active owner, admin or approver, with days that are in order.
SELECT update_member(3, deputy_id => 4);
SELECT update_member(3, deputy_id => 3);
SELECT update_member(3, deputy_id => 99);
SELECT update_member(3, deputy_from => '2024-05-01');
SELECT update_member(3, deputy_id => 5, deputy_from => '2024-05-02', deputy_until => '2024-05-01');
SELECT update_member(3, deputy_id => 5, deputy_from => '1999-05-02');
SELECT deputy_id, deputy_from, deputy_until, version FROM update_member(3, deputy_id => 5, deputy_from => '2024-05-02', deputy_until => '2024-05-02');
-- What is not given stays, and one day after the other is taken away.
SELECT deputy_id, deputy_from, deputy_until, version FROM update_member(3, deputy_until => NULL);
SELECT deputy_id, deputy_from, deputy_until, version FROM update_member(3, first_name => 'Ann', deputy_from => NULL);
SELECT deputy_id, deputy_from, deputy_until, version FROM update_member(3, deputy_id => 5);
SELECT deputy_id, deputy_from, deputy_until = outlay.today() AS until, version FROM update_member(3, deputy_until => outlay.today());
SELECT deputy_id, deputy_from, deputy_until, version FROM update_member(3, deputy_id => 0);
SELECT id, is_deputy FROM member ORDER BY id;

-- What waits already is there at once; and goes back by itself when the days are over, or have not come.
SELECT id, waiting_for FROM create_expense(1, 10, '2024-05-02', 'Train', member_id => 4);
SELECT id, waiting_for FROM create_expense(1, 20, '2024-05-02', 'Taxi', member_id => 4);
CREATE FUNCTION pg_temp.sees(role text) RETURNS TABLE (list bigint[], total bigint, waiting integer, deputy_id bigint, allowed text[], can text[])
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_temp.act(role);
	SELECT array_agg(e.id) INTO list FROM outlay.list_expenses(waiting_for => 'me', sort => 'id') e;
	SELECT t.count INTO total FROM outlay.total_expenses(waiting_for => 'me') t;
	SELECT i.waiting INTO waiting FROM outlay.inbox_count() i;
	SELECT x.deputy_id, x.allowed INTO deputy_id, allowed FROM outlay.explain_expense(1) x;
	SELECT outlay.can(e) INTO can FROM outlay.get_expense(1) e;
	RETURN NEXT;
END$$;
BEGIN;
SELECT * FROM pg_temp.sees('second');
COMMIT;
SELECT deputy_id FROM update_member(3, deputy_id => 5);
BEGIN;
SELECT * FROM pg_temp.sees('second');
COMMIT;
-- The one whom it waits for may still, and the record says that it waits for them.
BEGIN;
SELECT * FROM pg_temp.sees('approver');
SELECT id, waiting_for FROM list_expenses(waiting_for => '3', sort => 'id');
COMMIT;
-- On the last day and on the first it is so.
CREATE FUNCTION pg_temp.on_days(first integer, last integer) RETURNS TABLE (list bigint[], total bigint, waiting integer, deputy_id bigint, can text[])
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.update_member(3, deputy_from => outlay.today() + first, deputy_until => outlay.today() + last);
	RETURN QUERY SELECT s.list, s.total, s.waiting, s.deputy_id, s.can FROM pg_temp.sees('second') s;
END$$;
BEGIN;
SELECT * FROM pg_temp.on_days(-9, -1);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.on_days(-9, 0);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.on_days(0, 9);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.on_days(1, 9);
ROLLBACK;

-- A deputy of a deputy is none.
SELECT deputy_id FROM update_member(5, deputy_id => 2);
SELECT id, is_deputy FROM member ORDER BY id;
BEGIN;
SELECT list, total, waiting, deputy_id FROM pg_temp.sees('admin');
SELECT approve_expense(1);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- What deputies may do is what those may whom it waits for. Both are in the audit: who did it, and for whom it waited.
BEGIN;
SELECT pg_temp.act('second');
SELECT state, approved_by, outlay.can(e) FROM approve_expense(1) e;
SELECT action, member_id, before->'waiting_for' AS waited_for, after->'approved_by' AS approved_by FROM audit WHERE entity_id = 1 AND entity = 'expense' ORDER BY id DESC LIMIT 1;
ROLLBACK;
BEGIN;
SELECT pg_temp.act('second');
SELECT state, reason FROM reject_expense(1, 'Why');
SELECT action, member_id, before->'waiting_for' AS waited_for FROM audit WHERE entity_id = 1 AND entity = 'expense' ORDER BY id DESC LIMIT 1;
SELECT comment FROM add_comment(2, 'In their place');
ROLLBACK;
-- Once it is decided, or waits for another, it is nobody's turn but theirs.
BEGIN;
SELECT waiting_for FROM reassign_expense(1, 2);
SELECT list, total, waiting, deputy_id, can FROM pg_temp.sees('second');
ROLLBACK;

-- Never of what is theirs, nor of what they entered or submitted. The owner stands in for the approver.
SELECT deputy_id FROM update_member(5, deputy_id => NULL);
SELECT deputy_id FROM update_member(3, deputy_id => 1);
SELECT id, is_deputy FROM member ORDER BY id;
BEGIN;
SELECT pg_temp.act('owner');
SELECT id, waiting_for FROM create_expense(1, 1, '2024-05-02', 'Own');
SELECT id, waiting_for, outlay.can(e) FROM create_expense(1, 1, '2024-05-02', 'Entered', member_id => 4) e;
COMMIT;
BEGIN;
SELECT pg_temp.act('member');
SELECT id FROM create_expense(1, 1, '2024-05-02', 'Submitted', draft => true);
COMMIT;
BEGIN;
SELECT pg_temp.act('owner');
SELECT state, waiting_for FROM submit_expense(5);
SELECT id, outlay.can(e), x.deputy_id, x.refused->'approve' AS approve FROM list_expenses(state => '{submitted}', sort => 'id') e, LATERAL explain_expense(e.id) x (i, s, n, w, r, a, refused, f, p, deputy_id);
SELECT list, total, waiting FROM pg_temp.sees('owner');
SAVEPOINT before;
SELECT approve_expense(3);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
SELECT approve_expense(4);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
SELECT approve_expense(5);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
SELECT state, approved_by FROM approve_expense(2);
ROLLBACK;

-- Of several whom one stands in for, all is there, in one order.
SELECT deputy_id FROM update_member(3, deputy_id => 5);
SELECT deputy_id FROM update_member(2, deputy_id => 5);
SELECT waiting_for FROM reassign_expense(2, 2);
BEGIN;
SELECT pg_temp.act('second');
SELECT id, waiting_for, outlay.can(e) FROM list_expenses(waiting_for => 'me', page_size => 1) e;
SELECT id, waiting_for FROM list_expenses(waiting_for => 'me', sort => 'amount');
SELECT id, waiting_for FROM list_expenses(waiting_for => 'me', min_amount => 15);
SELECT count, amount FROM total_expenses(waiting_for => 'me', by => '{state}');
COMMIT;

-- Who approves no more stands in for nobody, and is nobody's deputy to explain_expense(); what is said stays, for when they do.
BEGIN;
SELECT role FROM change_role(5, 'member');
SELECT x.deputy_id FROM explain_expense(1) x;
SELECT list, total, waiting, deputy_id, can FROM pg_temp.sees('second');
SELECT approve_expense(1);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
-- Nor is one who left asked.
BEGIN;
SELECT status FROM deactivate_member(5);
SELECT deputy_id, is_deputy FROM member WHERE id IN (3, 5) ORDER BY id;
SELECT x.deputy_id FROM explain_expense(1) x;
ROLLBACK;

-- Members set their own, and owners and admins those of others; only an owner an owner's.
BEGIN;
SELECT pg_temp.act('approver');
SELECT deputy_id, deputy_until FROM update_me(deputy_id => 2, deputy_until => '2024-05-01');
SELECT action, member_id, after->'deputy_id' AS deputy, after->'deputy_until' AS until FROM audit WHERE entity = 'member' ORDER BY id DESC LIMIT 1;
SELECT id, is_deputy FROM member ORDER BY id;
SELECT first_name, deputy_id FROM update_me(first_name => 'Ann');
SELECT deputy_id, deputy_until FROM update_me(deputy_id => NULL);
SELECT update_me(deputy_id => 3);
ROLLBACK;
BEGIN;
SELECT pg_temp.act('admin');
SELECT update_member(1, deputy_id => 5);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
SELECT update_me(deputy_id => 2);
\echo :LAST_ERROR_SQLSTATE

-- One member stands in for at most as many as a list can be asked for.
INSERT INTO member (email, role, status, deputy_id) SELECT 'm' || n || '@deputy.example', 'member', 'invited', 5 FROM generate_series(1, 47) n;
SELECT update_member(1, deputy_id => 5);
SELECT deputy_id FROM update_member(3, deputy_id => 5, deputy_until => '2099-01-01');
SELECT deputy_id FROM update_member(3, deputy_id => 5, deputy_until => outlay.today());
BEGIN;
SELECT list, total, waiting FROM pg_temp.sees('second');
COMMIT;
-- What the table does not allow, no code can do.
\set VERBOSITY terse
UPDATE member SET deputy_id = id WHERE id = 3;
UPDATE member SET deputy_from = '2024-05-02' WHERE id = 4;
UPDATE member SET deputy_from = '2024-05-02', deputy_until = '2024-05-01' WHERE id = 3;
SELECT * FROM check_balances();
