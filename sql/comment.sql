-- Comments on expenses: rows of the audit that everybody who reads the expense reads, and nobody changes.
SELECT slug FROM outlay.create_tenant('Talk Inc', 'office@talk.example');
SELECT slug FROM outlay.use_tenant('talkinc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 500);
SELECT id AS sam FROM create_member('sam@talk.example', 'correct horse battery', 'member') \gset
SELECT id AS ann FROM create_member('ann@talk.example', 'correct horse battery', 'approver') \gset
SELECT access_token AS sam_token FROM log_in('sam@talk.example', 'correct horse battery') \gset
SELECT access_token AS ann_token FROM log_in('ann@talk.example', 'correct horse battery') \gset
SELECT id, version FROM create_expense(1, 10, '2024-05-01', 'Taxi', :sam);
SELECT id, version FROM create_expense(1, 20, '2024-05-02', 'Hotel', :sam);
SELECT coalesce(max(id), 0) AS before FROM list_audit() \gset

-- What is said, with line ends as they are everywhere, and without blanks around it.
SELECT id > :before AS later, expense_id, member_id, database_role = current_user AS ours, comment, created_at <= now() AS then
FROM add_comment(1, E'  Why by taxi?\r\nThere is a bus, "line 7".\t\n ');
SELECT member_id, comment FROM add_comment(1, 'Second');
SELECT member_id, comment FROM add_comment(2, E'e\u0301');
SELECT comment, expense_id FROM list_comments(1);
SELECT comment, expense_id FROM list_comments(1, sort => 'id');
SELECT length(comment) FROM list_comments(2);

-- It is no change of the expense, nor of who has changed it. Its history, the audit and the events have it.
SELECT id, version FROM list_expenses(sort => 'id');
SELECT action, entity, entity_id, before, after - '{created_at,updated_at}'::text[] AS after FROM list_expense_history(1);
SELECT entity_id, after ->> 'comment' AS comment FROM list_audit(action => '{commented}');

-- Page by page.
SELECT comment FROM list_comments(1, page_size => 1);
SELECT outlay.next_page() AS position \gset
SELECT comment FROM list_comments(1, after => :'position', page_size => 1);
SELECT outlay.next_page() IS NULL AS last;

-- As long as its characters are few enough it is not too long, however many bytes each is written with.
SELECT length(comment), octet_length(comment) FROM add_comment(2, repeat(normalize(U&'\D55C', NFD), 2000));
SELECT length(notes), octet_length(notes) FROM update_expense(2, notes => repeat(normalize(U&'\D55C', NFD), 4000));
SELECT length(notes) FROM update_expense(2, notes => repeat(normalize(U&'\1EC7', NFD), 4000));

-- Wrong words.
CREATE PROCEDURE pg_temp.try(statement text) LANGUAGE plpgsql AS $$
DECLARE
	state text; message text; detail text;
BEGIN
	EXECUTE 'SELECT FROM ' || statement;
	RAISE NOTICE 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RAISE NOTICE '% %: %', state, regexp_replace(message, '\d{4}-\d\d-\d\d [\d:]+', 'DAY'), detail;
END$$;
CALL pg_temp.try('add_comment(NULL, ''a'')');
CALL pg_temp.try('add_comment(99, ''a'')');
CALL pg_temp.try('add_comment(1, NULL)');
CALL pg_temp.try(E'add_comment(1, '' \n\t '')');
CALL pg_temp.try('add_comment(1, repeat(''a'', 2001))');
CALL pg_temp.try(E'add_comment(1, ''bell \x07'')');
CALL pg_temp.try(E'add_comment(1, ''turned \u202e'')');
CALL pg_temp.try('add_comment(1, repeat(''ä'', 2000))');
CALL pg_temp.try('list_comments(NULL)');
CALL pg_temp.try('list_comments(99)');
CALL pg_temp.try('list_comments(1, sort => ''comment'')');
CALL pg_temp.try('list_comments(1, page_size => 0)');

-- Over HTTP it is the member who says it; who may not is told so.
SELECT id AS add FROM outlay.route WHERE (method, path) = ('POST', '/api/v2/expenses/{expense_id}/comments') \gset
BEGIN;
SELECT outlay.enter(:add, slug => 'talkinc', token => :'sam_token') IS NOT NULL AS entered;
SELECT member_id = :sam AS sam, comment FROM add_comment(1, 'It rained.');
COMMIT;
BEGIN;
SELECT outlay.enter(:add, slug => 'talkinc', token => :'ann_token') IS NOT NULL AS entered;
CALL pg_temp.try('add_comment(1, ''Without approval I may change it'')');
COMMIT;
SELECT approval FROM update_organization(approval => 'on');
SELECT approver_id = :ann AS ann FROM update_department(1, approver_id => :ann);
SELECT id, state, waiting_for = :ann AS waits FROM create_expense(1, 30, '2024-05-03', 'Train', :sam);
BEGIN;
SELECT outlay.enter(:add, slug => 'talkinc', token => :'ann_token') IS NOT NULL AS entered;
CALL pg_temp.try('add_comment(1, ''It does not wait for me'')');
CALL pg_temp.try('add_comment(3, ''Which train?'')');
COMMIT;
SELECT comment, member_id = :ann AS ann FROM list_comments(3);

-- What was said of an expense that is gone is in the audit alone; copies have what was said.
SELECT slug FROM outlay.clone_tenant('talkinc', 'Talk Again');
SELECT slug FROM outlay.use_tenant('talkagain');
SELECT count(*) FROM list_comments(1);
SELECT slug FROM outlay.use_tenant('talkinc');
CALL pg_temp.try('delete_expense(2)');
SELECT approval FROM update_organization(approval => 'off');
SELECT id FROM delete_expense(2);
CALL pg_temp.try('list_comments(2)');
SELECT count(*) FROM list_audit(entity => '{expense}', entity_id => '{2}', action => '{commented}');
SELECT * FROM check_balances();
