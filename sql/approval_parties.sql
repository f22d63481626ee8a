-- Nobody approves what they entered or submitted for another, by whatever way it gets to wait for them.
SELECT slug FROM outlay.create_tenant('Parties Ltd', 'office@parties.example');
SELECT slug FROM outlay.use_tenant('partiesltd');
SELECT id, role FROM create_member('owner@parties.example', 'correct horse battery', 'owner', 'Olga', 'Owner');
SELECT id, role FROM create_member('admin@parties.example', 'correct horse battery', 'admin', 'Ada', 'Admin');
SELECT id, role FROM create_member('max@parties.example', 'correct horse battery', 'member', 'Max', 'Member');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 100);
-- Approved by being entered: what there was before.
CREATE FUNCTION pg_temp.act(token text) RETURNS void LANGUAGE sql AS
	$$SELECT outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path) = ('POST', '/api/v2/expenses')), slug => 'partiesltd', token => $1)$$;
SELECT access_token AS owner FROM log_in('owner@parties.example', 'correct horse battery') \gset
SELECT access_token AS admin FROM log_in('admin@parties.example', 'correct horse battery') \gset
SELECT access_token AS max FROM log_in('max@parties.example', 'correct horse battery') \gset
BEGIN;
SELECT pg_temp.act(:'admin');
SELECT state FROM create_expense(1, 1, '2024-05-02', 'Before', member_id => 3);
COMMIT;
SELECT approval FROM update_organization(approval => 'on');
-- Ada is the approver of all that Max spends, but not of what she entered for him.
SELECT approver_id FROM update_member(3, approver_id => 2);
SELECT state, waiting_for FROM create_expense(1, 2, '2024-05-02', 'An operator entered it', member_id => 3);
BEGIN;
SELECT pg_temp.act(:'admin');
SELECT state, waiting_for FROM create_expense(1, 3, '2024-05-02', 'Ada entered it', member_id => 3);
SELECT id, state FROM create_expense(1, 4, '2024-05-02', 'Ada entered the draft', member_id => 3, draft => true);
COMMIT;
BEGIN;
SELECT pg_temp.act(:'max');
SELECT state, waiting_for FROM submit_expense(4);
SELECT id, state FROM create_expense(1, 5, '2024-05-02', 'Ada submits it', draft => true);
COMMIT;
BEGIN;
SELECT pg_temp.act(:'admin');
SELECT state, waiting_for FROM submit_expense(5);
SELECT id, rule, allowed, refused->'approve' AS approve, outlay.can(e)
FROM list_expenses(state => '{submitted}', sort => 'id') e, explain_expense(e.id) x (i, s, n, w, rule);
SELECT approve_expense(3);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN;
SELECT pg_temp.act(:'admin');
SELECT waiting_for FROM submit_expense(5);
SAVEPOINT before;
SELECT approve_expense(5);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
-- Nor is it given to them.
SELECT reassign_expense(3, 2);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
SELECT reassign_expense(5, 2);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
COMMIT;
-- Who submits it last counts: Max takes it back and submits it himself.
BEGIN;
SELECT pg_temp.act(:'max');
SELECT state FROM recall_expense(5);
SELECT waiting_for FROM submit_expense(5);
COMMIT;
-- Taken back, what was approved without anybody goes to another than who entered it; so does what waits for who leaves.
SELECT waiting_for FROM unapprove_expense(1);
SELECT state FROM approve_expense(4);
SELECT waiting_for FROM unapprove_expense(4);
SELECT role FROM create_member('second@parties.example', 'correct horse battery', 'owner', 'Otto', 'Owner');
SELECT status FROM deactivate_member(1);
SELECT id, waiting_for FROM list_expenses(state => '{submitted}', sort => 'id');
SELECT role FROM change_role(4, 'member');
\echo :LAST_ERROR_SQLSTATE
SELECT role FROM change_role(2, 'owner');
SELECT status FROM deactivate_member(4);
SELECT id, waiting_for, rule FROM list_expenses(state => '{submitted}', sort => 'id') e, explain_expense(e.id) x (i, s, n, w, rule);
SELECT * FROM check_balances();

-- The table itself refuses what no code may do.
\set VERBOSITY terse
SELECT id, state, member_id, entered_by, submitted_by FROM expense ORDER BY id;
UPDATE expense SET waiting_for = 2 WHERE id = 3;
UPDATE expense SET state = 'approved', approved_at = now(), approved_by = 2 WHERE id = 4;
UPDATE expense SET submitted_by = 2 WHERE id = 2;
UPDATE expense SET entered_by = 3 WHERE id = 4;
UPDATE expense SET submitted_by = 3 WHERE id = 4;
UPDATE expense SET entered_by = 99 WHERE id = 4;
\set VERBOSITY default

-- It is carried: to a clone, a snapshot and a file.
SELECT slug FROM outlay.clone_tenant('partiesltd', 'Parties Copy', 'office@copy.example');
SELECT slug FROM outlay.use_tenant('partiescopy');
SELECT id, entered_by, submitted_by FROM expense WHERE coalesce(entered_by, submitted_by) IS NOT NULL ORDER BY id;
SELECT count(*) FROM outlay.drift('partiescopy');
SELECT label FROM outlay.create_snapshot('partiescopy', 'Parties');
SELECT slug FROM outlay.use_tenant('partiescopy');
UPDATE expense SET entered_by = NULL;
SELECT label FROM outlay.restore_snapshot('partiescopy', 'Parties');
SELECT label FROM outlay.drop_snapshot('partiescopy', 'Parties');
SELECT id, entered_by, submitted_by FROM expense WHERE coalesce(entered_by, submitted_by) IS NOT NULL ORDER BY id;
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('partiesltd') line;
SELECT slug FROM outlay.import_tenant('lines', 'Parties Imported');
SELECT slug FROM outlay.use_tenant('partiesimported');
SELECT id, entered_by, submitted_by FROM expense WHERE coalesce(entered_by, submitted_by) IS NOT NULL ORDER BY id;
SELECT * FROM check_balances();
