-- Whose expense it is can be corrected, by who may enter for others, as long as the expense can be edited; and nobody
-- approves by that what they entered, or gave to somebody.
SELECT slug FROM outlay.create_tenant('Whose Ltd', 'office@whose.example');
SELECT slug FROM outlay.use_tenant('whoseltd');
SELECT id, role FROM create_member('olga@whose.example', 'correct horse battery', 'owner', 'Olga');
SELECT id, role FROM create_member('ada@whose.example', 'correct horse battery', 'admin', 'Ada');
SELECT id, role FROM create_member('abe@whose.example', 'correct horse battery', 'approver', 'Abe');
SELECT id, role FROM create_member('max@whose.example', 'correct horse battery', 'member', 'Max');
SELECT id, role FROM create_member('mia@whose.example', 'correct horse battery', 'member', 'Mia');
SELECT id, role FROM create_member('left@whose.example', 'correct horse battery', 'member', 'Lea');
SELECT status FROM deactivate_member(6);
SELECT member_id FROM invite_member('ivo@whose.example');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 100);
-- As somebody: what an update of member_id comes to, and undone unless it is to stay.
CREATE FUNCTION pg_temp.act(name text) RETURNS void LANGUAGE sql AS
	$$SELECT outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path) = ('PATCH', '/api/v2/expenses/{id}')),
		slug => 'whoseltd', token => (SELECT access_token FROM log_in(name || '@whose.example', 'correct horse battery')))$$;
CREATE FUNCTION pg_temp.give(expense bigint, member bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	given outlay.expense_record;
	said text;
BEGIN
	given = outlay.update_expense(expense, member_id => member);
	RETURN format('%s of %s, version %s', given.state, given.member_id, given.version);
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(': ', SQLSTATE, regexp_replace(SQLERRM, ' at [0-9: -]+ UTC', ''), nullif(said, ''));
END;
$$;

-- An operator may; an unknown member and one who has left are refused; the same one is no change, and who is invited will do.
SELECT id, member_id FROM create_expense(1, 1, '2024-05-02', 'Max had it', member_id => 4);
SELECT pg_temp.give(1, member) FROM unnest(ARRAY[99, 0, 6, 4, 7, 5]) member;
SELECT pg_temp.give(99, 4);
-- Owners and admins may, with an expense of their own, too; approvers and members may not, not even take one for themselves.
BEGIN;
SELECT pg_temp.act('max');
SELECT id, member_id FROM create_expense(1, 2, '2024-05-02', 'Max enters his own');
SELECT pg_temp.give(2, 4), pg_temp.give(2, 5), pg_temp.give(1, 4);
COMMIT;
BEGIN;
SELECT pg_temp.act('abe');
SELECT pg_temp.give(2, 3), pg_temp.give(2, 5), pg_temp.give(2, 4);
ROLLBACK;
BEGIN;
SELECT pg_temp.act('ada');
SELECT pg_temp.give(2, 2), pg_temp.give(2, 5);
SELECT id, member_id FROM create_expense(1, 3, '2024-05-02', 'Ada enters her own');
SELECT pg_temp.give(3, 4);
-- With everything else in one call, all of it or nothing.
SELECT * FROM update_expense(3, amount => 0, member_id => 99);
\set VERBOSITY sqlstate
ROLLBACK;
BEGIN;
SELECT pg_temp.act('ada');
SELECT member_id, amount FROM update_expense(2, amount => 200, member_id => 5);
ROLLBACK;
\set VERBOSITY default
SELECT id, member_id, entered_by, submitted_by, version FROM expense ORDER BY id;
-- Lists and totals follow, and so does the history.
SELECT pg_temp.give(2, 5);
SELECT member_id, count, amount FROM total_expenses(by => '{member}') ORDER BY member_id;
SELECT id FROM list_expenses(member_id => '{5}');
SELECT before -> 'member_id' AS before, after -> 'member_id' AS after FROM list_expense_history(2) WHERE action = 'updated';
SELECT pg_temp.give(2, 4);

-- With approval it is the same while the expense is a draft or was rejected. What is submitted or approved stays whose it is.
SELECT approval FROM update_organization(approval => 'on');
SELECT approver_id FROM update_member(4, approver_id => 3);
SELECT approver_id FROM update_member(5, approver_id => 2);
BEGIN;
SELECT pg_temp.act('max');
SELECT id, waiting_for FROM create_expense(1, 4, '2024-05-02', 'Max submits');
SELECT id, state FROM create_expense(1, 5, '2024-05-02', 'Max drafts', draft => true);
COMMIT;
BEGIN;
SELECT pg_temp.act('ada');
SELECT pg_temp.give(id, 5) FROM list_expenses(contains => 'Max') ORDER BY id;
SELECT id, member_id, entered_by, submitted_by FROM expense WHERE description = 'Max drafts';
COMMIT;
-- It goes to the approver of whose it is now, but never to who gave it away, or had entered it.
SELECT id AS draft FROM list_expenses(contains => 'Max drafts') \gset
BEGIN;
SELECT pg_temp.act('mia');
SELECT waiting_for FROM submit_expense(:draft);
ROLLBACK;
BEGIN;
SELECT pg_temp.act('ada');
SELECT waiting_for FROM submit_expense(:draft);
ROLLBACK;
-- Max becomes the approver of Mia's, and is not asked for what he had entered; given back to him, it is his own again.
BEGIN;
SELECT role FROM change_role(4, 'approver');
SELECT approver_id FROM update_member(5, approver_id => 4);
SELECT waiting_for FROM submit_expense(:draft);
SELECT reassign_expense(:draft, 4);
ROLLBACK;
BEGIN;
SELECT pg_temp.act('ada');
SELECT pg_temp.give(:draft, 4);
SELECT member_id, entered_by, submitted_by FROM expense WHERE id = :draft;
ROLLBACK;
-- An admin who gives an expense of her own away has entered it, and it comes back to another than her.
BEGIN;
SELECT pg_temp.act('ada');
SELECT id AS own, member_id FROM create_expense(1, 6, '2024-05-02', 'Ada drafts', draft => true) \gset
SELECT pg_temp.give(:own, 5);
SELECT member_id, entered_by, submitted_by FROM expense WHERE id = :own;
SELECT waiting_for FROM submit_expense(:own);
COMMIT;
-- What an admin gave to somebody while nothing needed approval is not hers to approve once it does.
SELECT id, state, member_id, submitted_by FROM expense WHERE id = 1;
SELECT approval FROM update_organization(approval => 'off');
BEGIN;
SELECT pg_temp.act('ada');
SELECT pg_temp.give(1, 4);
COMMIT;
BEGIN;
SELECT pg_temp.act('ada');
SELECT pg_temp.give(1, 5);
COMMIT;
SELECT id, member_id, entered_by, submitted_by FROM expense WHERE id = 1;
SELECT approval FROM update_organization(approval => 'on');
BEGIN;
SELECT waiting_for FROM unapprove_expense(1);
ROLLBACK;
-- An operator's correction takes nobody's hand away from it.
SELECT approval FROM update_organization(approval => 'off');
SELECT pg_temp.give(1, 4);
SELECT id, member_id, entered_by, submitted_by FROM expense WHERE id = 1;
SELECT pg_temp.give(1, 2);
SELECT id, member_id, entered_by, submitted_by FROM expense WHERE id = 1;
SELECT approval FROM update_organization(approval => 'on');
-- Of what was rejected only whose it is changes anything; an owner's own can be given to another.
BEGIN;
SELECT pg_temp.act('olga');
SELECT id AS own, waiting_for FROM create_expense(1, 7, '2024-05-02', 'Olga submits') \gset
COMMIT;
SELECT state FROM reject_expense(:own, 'Not yours?');
BEGIN;
SELECT pg_temp.act('ada');
SELECT pg_temp.give(:own, 5);
ROLLBACK;
BEGIN;
SELECT pg_temp.act('olga');
SELECT pg_temp.give(:own, 5);
COMMIT;
SELECT state, reason, member_id, entered_by, submitted_by FROM expense WHERE id = :own;
SELECT * FROM check_balances();
-- Who is invited has entered nothing: what was theirs by mistake keeps nobody from taking the invitation back.
SELECT id AS wrong FROM create_expense(1, 8, '2024-05-02', 'Ivo is not here yet', member_id => 7, draft => true) \gset
SELECT pg_temp.give(:wrong, 5);
SELECT member_id, entered_by FROM expense WHERE id = :wrong;
SELECT email FROM withdraw_invitation(7);
