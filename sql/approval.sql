-- Expenses that somebody has to approve: every transition, who may do it, what it does to the budget.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Approval GmbH', 'office@approval.example');
SELECT slug FROM outlay.use_tenant('approvalgmbh');
SELECT id, role FROM create_member('owner@approval.example', 'correct horse battery', 'owner', 'Olga', 'Owner');
SELECT id, role FROM create_member('admin@approval.example', 'correct horse battery', 'admin', 'Ada', 'Admin');
SELECT id, role FROM create_member('head@approval.example', 'correct horse battery', 'approver', 'Hal', 'Head');
SELECT id, role FROM create_member('lead@approval.example', 'correct horse battery', 'approver', 'Lea', 'Lead');
SELECT id, role FROM create_member('max@approval.example', 'correct horse battery', 'member', 'Max', 'Member');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id, amount FROM create_budget(1, 1, '2024-05-01', 100);
SELECT id, amount FROM create_budget(1, 1, '2024-06-01', 100);

-- Without approval, which is how an organization begins, to enter an expense is to approve it.
SELECT approval, 'approval' = ANY (own_settings) AS own FROM get_organization();
SELECT id, state, needs_approval, waiting_for, approved_by, approved_at FROM create_expense(1, 10, '2024-05-02', 'Entered', member_id => 5);
SELECT state, amount FROM create_expense(1, 1, '2024-05-02', 'Draft', member_id => 5, draft => true);
SELECT spent, committed, remaining FROM get_budget(1);
SELECT state, approved_at FROM submit_expense(2);
SELECT spent, committed, remaining FROM get_budget(1);

SELECT update_organization(approval => 'maybe');
\echo :LAST_ERROR_SQLSTATE
SELECT approval, 'approval' = ANY (own_settings) AS own FROM update_organization(approval => 'on');

-- Who approves: the department's, else the member's own, else another admin or owner; nobody their own.
SELECT state, waiting_for, rule FROM create_expense(1, 2, '2024-05-03', 'Admin''s turn', member_id => 5) e, explain_expense(e.id) x (id, s, n, w, rule);
SELECT update_member(5, approver_id => 5);
SELECT update_member(4, approver_id => 5);
\echo :LAST_ERROR_SQLSTATE
SELECT approver_id FROM update_member(5, approver_id => 4);
SELECT waiting_for FROM create_expense(1, 2, '2024-05-03', 'Lead''s turn', member_id => 5);
SELECT update_department(1, approver_id => 99);
\echo :LAST_ERROR_SQLSTATE
SELECT approver_id FROM update_department(1, approver_id => 3);
SELECT waiting_for FROM create_expense(1, 2, '2024-05-03', 'Head''s turn', member_id => 5);
SELECT waiting_for FROM create_expense(1, 2, '2024-05-03', 'Head''s own', member_id => 3);
SELECT waiting_for FROM create_expense(1, 2, '2024-05-03', 'Admin''s own', member_id => 2, draft => true);
SELECT id, rule FROM list_expenses(state => '{submitted}', sort => 'id') e, explain_expense(e.id) x (i, s, n, w, rule);
SELECT spent, committed, remaining FROM get_budget(1);
SELECT id FROM list_expenses(waiting_for => '3');
SELECT list_expenses(waiting_for => 'everybody');
\echo :LAST_ERROR_SQLSTATE
SELECT state, count, amount FROM total_expenses(by => '{state}');

-- What members do. Each step says what it made of the expense and of its budget.
CREATE FUNCTION pg_temp.act(token text) RETURNS void LANGUAGE sql AS
	$$SELECT outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path) = ('POST', '/api/v2/expenses')), slug => 'approvalgmbh', token => $1)$$;
SELECT access_token AS owner FROM log_in('owner@approval.example', 'correct horse battery') \gset
SELECT access_token AS admin FROM log_in('admin@approval.example', 'correct horse battery') \gset
SELECT access_token AS head FROM log_in('head@approval.example', 'correct horse battery') \gset
SELECT access_token AS lead FROM log_in('lead@approval.example', 'correct horse battery') \gset
SELECT access_token AS max FROM log_in('max@approval.example', 'correct horse battery') \gset
BEGIN;
SELECT pg_temp.act(:'max');
SELECT id, state, waiting_for FROM create_expense(1, 20, '2024-05-04', 'Train');
SELECT allowed, refused FROM explain_expense(8);
SELECT state, waiting_for FROM recall_expense(8);
SELECT spent, committed, remaining FROM get_budget(1);
SELECT amount FROM update_expense(8, amount => 30);
SELECT state, waiting_for FROM submit_expense(8);
SELECT spent, committed, remaining FROM get_budget(1);
COMMIT;
BEGIN;
SELECT pg_temp.act(:'head');
SELECT id FROM list_expenses(waiting_for => 'me');
SELECT outlay.can(get_expense(8)), outlay.can(get_expense(6));
SELECT budget_id, waiting_for FROM update_expense(8, budget_id => 2);
SELECT id, spent, committed FROM list_budgets(sort => 'id');
SELECT state, waiting_for, approved_by, approved_at IS NOT NULL AS at, outlay.can(e) FROM approve_expense(8) e;
SELECT id, spent, committed FROM list_budgets(sort => 'id');
COMMIT;
-- Who comes too late is told who was there first, and when.
BEGIN;
SELECT pg_temp.act(:'max');
DO $$BEGIN
	PERFORM outlay.recall_expense(8);
EXCEPTION WHEN SQLSTATE 'OT412' THEN
	RAISE NOTICE '%', regexp_replace(SQLERRM, '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', '…');
END$$;
DO $$BEGIN
	PERFORM outlay.delete_expense(8);
EXCEPTION WHEN SQLSTATE 'OT412' THEN
	RAISE NOTICE '%', regexp_replace(SQLERRM, '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', '…');
END$$;
-- By their e-mail who has no name.
UPDATE member SET first_name = '', last_name = '' WHERE email = 'head@approval.example';
DO $$BEGIN
	PERFORM outlay.recall_expense(8);
EXCEPTION WHEN SQLSTATE 'OT412' THEN
	RAISE NOTICE '%', regexp_replace(SQLERRM, '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', '…');
END$$;
ROLLBACK;
-- What is approved stays as it is, but for where it is booked.
BEGIN;
SELECT pg_temp.act(:'admin');
SELECT outlay.can(get_expense(8));
SELECT budget_id FROM update_expense(8, budget_id => 1);
SELECT state, approved_by, approved_at, waiting_for FROM unapprove_expense(8);
SELECT spent, committed, remaining FROM get_budget(1);
SELECT waiting_for FROM reassign_expense(8, 4);
-- To an admin, too, where somebody else is named.
SAVEPOINT given;
SELECT waiting_for FROM reassign_expense(8, 2);
SELECT rule FROM explain_expense(8);
ROLLBACK TO given;
SELECT rule FROM explain_expense(8);
COMMIT;
BEGIN;
SELECT pg_temp.act(:'lead');
SELECT reject_expense(8, reason => ' ');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN;
SELECT pg_temp.act(:'lead');
SELECT state, reason, waiting_for FROM reject_expense(8, reason => 'No receipt');
SELECT spent, committed, remaining FROM get_budget(1);
COMMIT;
BEGIN;
SELECT pg_temp.act(:'max');
SELECT amount, state, reason, outlay.can(e) FROM update_expense(8, amount => 25) e;
SELECT state, reason, waiting_for FROM submit_expense(8);
COMMIT;
-- Nobody approves their own, whoever they are, and what waits for another is theirs.
BEGIN;
SELECT pg_temp.act(:'admin');
SELECT waiting_for FROM submit_expense(7);
SELECT approve_expense(7);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN;
SELECT pg_temp.act(:'owner');
SELECT approve_expense(8);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
SELECT reassign_expense(8, 5);
\echo :LAST_ERROR_SQLSTATE
SELECT reassign_expense(6, 3);
\echo :LAST_ERROR_SQLSTATE
SELECT submit_expense(99);
\echo :LAST_ERROR_SQLSTATE

-- Beyond the budget: looked at when it is submitted, and again when it is approved.
SELECT spent, committed, remaining FROM get_budget(1);
SELECT create_expense(1, 56.01, '2024-05-05', 'Too much', member_id => 5);
\echo :LAST_ERROR_SQLSTATE
SELECT id, state FROM create_expense(1, 56.01, '2024-05-05', 'Too much', member_id => 5, draft => true);
SELECT submit_expense(10);
\echo :LAST_ERROR_SQLSTATE
SELECT update_budget(1, amount => 43.99);
\echo :LAST_ERROR_SQLSTATE
SELECT over_budget FROM update_organization(over_budget => 'allow');
SELECT amount, remaining FROM update_budget(1, amount => 40);
SELECT over_budget FROM update_organization(over_budget => 'refuse');
SELECT approve_expense(8);
\echo :LAST_ERROR_SQLSTATE
SELECT state FROM reject_expense(3, 'No money') e;
SELECT state FROM reject_expense(4, 'No money') e;
SELECT state, approved_by, approved_at IS NOT NULL AS at FROM approve_expense(8);
SELECT delete_budget(1);
\echo :LAST_ERROR_SQLSTATE

-- Who leaves, or approves no more, leaves nothing behind: it goes to who is next.
SELECT id, waiting_for FROM list_expenses(state => '{submitted}', sort => 'id');
SELECT status FROM deactivate_member(3);
SELECT id, waiting_for FROM list_expenses(state => '{submitted}', sort => 'id');
SELECT role FROM change_role(4, 'member');
SELECT id, waiting_for FROM list_expenses(state => '{submitted}', sort => 'id');
SELECT status FROM deactivate_member(2);
SELECT id, waiting_for FROM list_expenses(state => '{submitted}', sort => 'id');
SELECT action, entity_id, before->>'waiting_for' AS before, after->>'waiting_for' AS after
FROM list_audit(entity => '{expense}', action => '{reassigned}');
-- Nobody is left to approve what the only owner spends: it stays submitted, and says so.
SELECT state, waiting_for FROM create_expense(2, 1, '2024-06-01', 'Owner''s own', member_id => 1);
SELECT state, rule, allowed FROM explain_expense((SELECT max(id) FROM list_expenses()));
SELECT action, count(*) FROM list_audit(entity => '{expense}', page_size => 200) GROUP BY 1 ORDER BY 1;
SELECT * FROM check_balances();
UPDATE budget SET committed = committed + 1 WHERE id = 1;
SELECT * FROM check_balances();
UPDATE budget SET committed = committed - 1 WHERE id = 1;

-- The table itself refuses what no code may do.
\set VERBOSITY terse
SELECT id, state, member_id, waiting_for, approved_by, approved_at IS NULL AS undated, reason FROM expense WHERE id IN (1, 8);
UPDATE expense SET approved_by = member_id WHERE id = 8;
UPDATE expense SET state = 'paid' WHERE id = 1;
UPDATE expense SET state = 'Approved' WHERE id = 1;
UPDATE expense SET state = 'submitted', approved_by = NULL, approved_at = NULL, waiting_for = member_id WHERE id = 8;
UPDATE expense SET state = 'draft', approved_by = NULL, approved_at = now() WHERE id = 8;
UPDATE expense SET state = 'draft', approved_at = NULL, approved_by = 1 WHERE id = 8;
UPDATE expense SET state = 'draft', approved_by = NULL, approved_at = NULL, waiting_for = 1 WHERE id = 8;
UPDATE expense SET state = 'rejected', approved_by = NULL, approved_at = NULL WHERE id = 8;
UPDATE expense SET reason = 'Because' WHERE id = 8;
SELECT member, waits, approved, outlay.expense_state_holds('submitted', member, waits, NULL, NULL, NULL, NULL, NULL) AS submitted,
	outlay.expense_state_holds('approved', member, NULL, approved, NULL, NULL, NULL, NULL) AS approved
FROM (VALUES (NULL::bigint, 1::bigint, 1::bigint), (1, NULL, NULL), (1, 1, 1), (1, 2, 2)) v (member, waits, approved);
\set VERBOSITY default

-- An organization is carried as it is: to a clone, a snapshot and a file.
SELECT status FROM reactivate_member(2);
CREATE TEMPORARY TABLE expenses_before AS SELECT * FROM list_expenses(page_size => 200);
SELECT slug FROM outlay.clone_tenant('approvalgmbh', 'Approval Copy', 'office@copy.example');
SELECT slug FROM outlay.use_tenant('approvalcopy');
SELECT approval FROM get_organization();
SELECT id, state, waiting_for, approved_by, reason FROM list_expenses(sort => 'id');
SELECT id, spent, committed FROM list_budgets(sort => 'id');
SELECT * FROM check_balances();
SELECT count(*) FROM outlay.drift('approvalcopy');
SELECT label FROM outlay.create_snapshot('approvalcopy', 'Waiting');
SELECT slug FROM outlay.use_tenant('approvalcopy');
SELECT state FROM approve_expense(11);
SELECT label FROM outlay.restore_snapshot('approvalcopy', 'Waiting');
SELECT label FROM outlay.drop_snapshot('approvalcopy', 'Waiting');
SELECT state, waiting_for FROM get_expense(11);
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('approvalgmbh') line;
SELECT slug FROM outlay.import_tenant('lines', 'Approval Imported');
SELECT slug FROM outlay.use_tenant('approvalimported');
SELECT approval FROM get_organization();
SELECT md5(string_agg(e::text, '|' ORDER BY id)) = (SELECT md5(string_agg(e::text, '|' ORDER BY id)) FROM expenses_before e) AS same
FROM list_expenses() e;
SELECT * FROM check_balances();
