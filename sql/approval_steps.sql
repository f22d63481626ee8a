-- Steps of approval: who is asked above which amount, one after the other, each person once.
SELECT slug FROM outlay.create_tenant('Steps SE', 'office@steps.example');
SELECT slug FROM outlay.use_tenant('stepsse');
-- 1 owner, 2 admin, 3 head of the department, 4 lead of the member, 5 the treasurer, 6 member
SELECT id, role FROM unnest('{owner,admin,head,lead,treasurer,member}'::text[]) WITH ORDINALITY r (name, n),
	create_member(name || '@steps.example', 'correct horse battery', CASE WHEN n IN (3, 4, 5) THEN 'approver' ELSE name END, initcap(name));
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 100000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 50000);
SELECT approval FROM update_organization(approval => 'on');
SELECT approver_id FROM update_department(1, approver_id => 3);
SELECT approver_id FROM update_member(6, approver_id => 4);
CREATE TEMPORARY TABLE token AS SELECT r AS role, (log_in(r || '@steps.example', 'correct horse battery')).access_token AS token
	FROM unnest('{owner,admin,head,lead,treasurer,member}'::text[]) r;
CREATE FUNCTION pg_temp.act(role text) RETURNS void LANGUAGE sql AS
	$$SELECT outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path) = ('POST', '/api/v2/expenses')), slug => 'stepsse',
		token => (SELECT token FROM pg_temp.token t WHERE t.role = $1))$$;
-- Where it stands.
CREATE FUNCTION pg_temp.stands(id bigint) RETURNS TABLE (state text, waiting_for bigint, rule text, step integer, steps integer, passed_by bigint[], still_to_ask bigint[], approved_by bigint)
LANGUAGE sql AS $$SELECT x.state, x.waiting_for, x.rule, x.step, x.steps, x.passed_by, x.still_to_ask, e.approved_by FROM outlay.explain_expense(id) x, outlay.get_expense(id) e$$;
-- Approves as each of these, one after the other.
CREATE PROCEDURE pg_temp.approve(id bigint, VARIADIC roles text[]) LANGUAGE plpgsql AS $$
DECLARE
	role text;
	state text;
BEGIN
	FOREACH role IN ARRAY roles LOOP
		PERFORM pg_temp.act(role);
		SELECT e.state INTO state FROM outlay.approve_expense(id) e;
		RAISE NOTICE '% approves: %', role, (SELECT ROW(s.*) FROM pg_temp.stands(id) s);
		COMMIT;
	END LOOP;
END$$;

-- What a document may say of steps.
SELECT set_policy('{"approval": {}}');
SELECT set_policy('{"approval": [{"by": "boss"}, {"above": "1"}, "x", {"by": "role"}, {"by": "role", "role": "member"}, {"by": "person", "member_id": 99.5},
	{"by": "department", "role": "admin"}, {"by": "member", "above": 5}]}');
SELECT set_policy('{"approval": [{"by": "department"}, {"by": "person", "member_id": 99}]}');
SELECT set_policy(jsonb_build_object('approval', (SELECT jsonb_agg('{"by": "department"}'::jsonb) FROM generate_series(1, 11))));
SELECT jsonb_pretty(policy) FROM set_policy('{"approval": [{"by": "department"}, {"by": "member", "above": "100.00"}, {"by": "role", "role": "admin", "above": "500.00"},
	{"by": "person", "member_id": 5, "above": "1000.00"}]}');
SELECT found FROM try_policy('{"approval": [{"by": "department"}]}');

-- Every step whose amount is below applies, in their order.
SELECT e.id, s.waiting_for, s.rule, s.step, s.steps, s.still_to_ask FROM unnest('{100,100.01,500.01,1000.01}'::numeric[]) a,
	LATERAL create_expense(1, a, '2024-05-02', 'Amount', member_id => 6) e, LATERAL pg_temp.stands(e.id) s;
CALL pg_temp.approve(1, 'head');
CALL pg_temp.approve(2, 'head', 'lead');
CALL pg_temp.approve(4, 'head', 'lead', 'admin', 'treasurer');
SELECT spent, committed FROM get_budget(1);
-- The history has each; whose it is hears of each.
SELECT action, member_id, before->'waiting_for' AS waited_for, after->'waiting_for' AS waits_for, for_member_id FROM audit WHERE entity = 'expense' AND entity_id = 4 ORDER BY id;
-- It is whose turn it is, and nobody else's.
BEGIN;
SELECT pg_temp.act('lead');
SELECT approve_expense(3);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
-- Taken back and submitted, or an approval taken back: from the first step on.
CALL pg_temp.approve(3, 'head');
BEGIN;
SELECT pg_temp.act('member');
SELECT state FROM recall_expense(3);
SELECT state, waiting_for FROM submit_expense(3);
SELECT * FROM pg_temp.stands(3);
COMMIT;
BEGIN;
SELECT pg_temp.act('admin');
SELECT state, waiting_for FROM unapprove_expense(4);
SELECT * FROM pg_temp.stands(4);
ROLLBACK;
-- Rejected on the way, it has been approved by nobody.
CALL pg_temp.approve(3, 'head');
BEGIN;
SELECT pg_temp.act('lead');
SELECT state FROM reject_expense(3, 'Why');
SELECT * FROM pg_temp.stands(3);
SELECT step, passed_by FROM expense WHERE id = 3;
ROLLBACK;
-- Given to somebody else, that step is theirs, and is not asked again.
BEGIN;
SELECT pg_temp.act('owner');
SELECT waiting_for FROM reassign_expense(3, 5);
SELECT * FROM pg_temp.stands(3);
COMMIT;
CALL pg_temp.approve(3, 'treasurer', 'admin');

-- A person is asked once, whatever they are. The lead is the department's, too.
SELECT approver_id FROM update_department(1, approver_id => 4);
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'Once', member_id => 6);
SELECT * FROM pg_temp.stands(5);
CALL pg_temp.approve(5, 'lead', 'admin');
SELECT approver_id FROM update_department(1, approver_id => 2);
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'Admin has been asked', member_id => 6);
SELECT * FROM pg_temp.stands(6);
CALL pg_temp.approve(6, 'admin', 'lead');

-- Who is a party to it is not asked: their own approver is, else the next step, else another admin or owner.
SELECT approver_id FROM update_department(1, approver_id => 3);
SELECT approver_id FROM update_member(3, approver_id => 5);
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'The head''s own', member_id => 3);
SELECT * FROM pg_temp.stands(7);
SELECT approver_id FROM update_member(3, approver_id => NULL);
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'The next step', member_id => 3);
SELECT * FROM pg_temp.stands(8);
SELECT id, waiting_for FROM create_expense(1, 50, '2024-05-02', 'No next step', member_id => 3);
SELECT * FROM pg_temp.stands(9);
SELECT id, waiting_for FROM create_expense(1, 1100, '2024-05-02', 'The treasurer''s own', member_id => 5);
SELECT * FROM pg_temp.stands(10);
CALL pg_temp.approve(10, 'head', 'admin');
BEGIN;
SELECT pg_temp.act('admin');
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'Admin entered it', member_id => 6);
SELECT * FROM pg_temp.stands(11);
COMMIT;
CALL pg_temp.approve(11, 'head', 'lead', 'owner');

-- A deputy approves a step in their place.
SELECT deputy_id FROM update_member(3, deputy_id => 5);
SELECT id, waiting_for FROM create_expense(1, 1100, '2024-05-02', 'By a deputy', member_id => 6);
CALL pg_temp.approve(12, 'treasurer', 'lead', 'admin');
SELECT * FROM pg_temp.stands(12);
SELECT deputy_id FROM update_member(3, deputy_id => NULL);

-- Who leaves is replaced at their step; who has approved before is not asked again.
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'The lead leaves', member_id => 6);
CALL pg_temp.approve(13, 'head');
BEGIN;
SELECT status FROM deactivate_member(4);
SELECT * FROM pg_temp.stands(13);
ROLLBACK;
-- Nobody is left: it stays submitted, and says so.
BEGIN;
SELECT count(deactivate_member(m)) FROM unnest('{2,4}'::bigint[]) m (m);
SELECT * FROM pg_temp.stands(13);
SELECT set_policy('{"approval": [{"by": "role", "role": "admin"}]}') IS NOT NULL AS set;
SELECT id, state, waiting_for FROM create_expense(1, 600, '2024-05-02', 'The owner''s own', member_id => 1);
SELECT s.* FROM list_expenses(member_id => '{1}') e, pg_temp.stands(e.id) s;
ROLLBACK;

-- The policy changes while it waits: what is behind its step is asked by the new one.
BEGIN;
SELECT set_policy('{"approval": [{"by": "department"}, {"by": "member"}, {"by": "person", "member_id": 5}]}') IS NOT NULL AS set;
SELECT * FROM pg_temp.stands(13);
ROLLBACK;
BEGIN;
SELECT set_policy('{}') IS NOT NULL AS set;
SELECT * FROM pg_temp.stands(13);
SELECT pg_temp.act('lead');
SELECT state, approved_by FROM approve_expense(13);
ROLLBACK;
-- And from none to some: whoever approves, the others are asked.
BEGIN;
SELECT set_policy('{}') IS NOT NULL AS set;
SELECT id, waiting_for FROM create_expense(1, 600, '2024-05-02', 'Before steps', member_id => 6);
SELECT set_policy('{"approval": [{"by": "department"}, {"by": "person", "member_id": 5}]}') IS NOT NULL AS set;
SELECT rule, step, steps FROM pg_temp.stands((SELECT max(id) FROM expense));
SELECT pg_temp.act('head');
SELECT state, waiting_for FROM approve_expense((SELECT max(id) FROM expense));
ROLLBACK;
-- Where no step applies it is as without steps, and never approved by that alone.
BEGIN;
SELECT set_policy('{"approval": [{"by": "person", "member_id": 5, "above": "100"}]}') IS NOT NULL AS set;
SELECT state, waiting_for FROM create_expense(1, 100, '2024-05-02', 'Small', member_id => 6);
SELECT rule, step, steps FROM pg_temp.stands((SELECT max(id) FROM expense));
ROLLBACK;
-- What is approved by itself is asked of nobody.
BEGIN;
SELECT set_policy('{"approval": [{"by": "department"}], "approve_below": {"below": "20"}}') IS NOT NULL AS set;
SELECT state, approved_by FROM create_expense(1, 19.99, '2024-05-02', 'Small', member_id => 6);
SELECT state, waiting_for FROM create_expense(1, 20, '2024-05-02', 'Not small', member_id => 6);
ROLLBACK;
-- An operator stands for whoever is asked, one step at a time.
BEGIN;
SELECT state, waiting_for FROM approve_expense(13);
SELECT state, waiting_for, approved_by FROM approve_expense(13);
ROLLBACK;
-- A step that a DBA has written, and no policy has, is read as the one before the first or behind the last.
BEGIN;
SELECT set_policy('{"approval": [{"by": "department"}, {"by": "member"}]}') IS NOT NULL AS set;
UPDATE expense SET step = -32768 WHERE id = 13;
SELECT step, steps, still_to_ask FROM pg_temp.stands(13);
UPDATE expense SET step = 32767 WHERE id = 13;
SELECT step, steps, still_to_ask FROM pg_temp.stands(13);
SELECT state FROM approve_expense(13);
ROLLBACK;
SELECT count(*) FROM outlay.drift('stepsse');
SELECT * FROM check_balances();
