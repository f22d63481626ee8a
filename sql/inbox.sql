-- The inbox of a member: what others did to what is theirs, and where they are mentioned; and how far they have read.
SELECT slug FROM outlay.create_tenant('Post Inc', 'office@post.example');
SELECT slug FROM outlay.use_tenant('postinc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 500);
SELECT id AS sam FROM create_member('sam@post.example', 'correct horse battery', 'member') \gset
SELECT id AS ann FROM create_member('ann@post.example', 'correct horse battery', 'approver') \gset
SELECT id AS flo FROM create_member('flo@post.example', 'correct horse battery', 'admin') \gset
SELECT id AS old FROM create_member('old@post.example', 'correct horse battery', 'member') \gset
SELECT member_id AS new FROM invite_member('new@post.example') \gset
SELECT status FROM deactivate_member(:old);
SELECT approval FROM update_organization(approval => 'on');
SELECT approver_id = :ann AS ann FROM update_department(1, approver_id => :ann);
CREATE TABLE public.inbox_token AS
	SELECT who, access_token AS token FROM unnest('{sam,ann,flo}'::text[]) who, log_in(who || '@post.example', 'correct horse battery');
CREATE FUNCTION pg_temp.be(who text) RETURNS text LANGUAGE sql AS $$
	SELECT who FROM outlay.enter((SELECT min(id) FROM outlay.route WHERE path = '/api/v2/inbox/read'), slug => 'postinc',
		token => (SELECT token FROM public.inbox_token t WHERE t.who = be.who)) entered $$;
CREATE PROCEDURE pg_temp.try(statement text) LANGUAGE plpgsql AS $$
DECLARE
	state text; message text; detail text;
BEGIN
	EXECUTE 'SELECT FROM ' || statement;
	RAISE NOTICE 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RAISE NOTICE '% %: %', state, message, detail;
END$$;

-- An operator in psql has none.
CALL pg_temp.try('list_inbox()');
CALL pg_temp.try('inbox_count()');
CALL pg_temp.try('read_inbox()');

-- Nothing has happened, and what one does to one's own is no news to oneself, but waits for somebody.
BEGIN;
SELECT pg_temp.be('sam');
SELECT id, state FROM create_expense(1, 10, '2024-05-01', 'Taxi');
SELECT id, comment, mentions FROM add_comment(1, 'It rained.');
SELECT unread, waiting FROM inbox_count();
SELECT * FROM list_inbox();
COMMIT;
BEGIN;
SELECT pg_temp.be('ann');
SELECT unread, waiting FROM inbox_count();
COMMIT;

-- What others do to it is, whoever they are: with the reason or the comment, unread until it is read.
BEGIN;
SELECT pg_temp.be('ann');
SELECT comment FROM add_comment(1, 'Where is the receipt?');
SELECT state FROM reject_expense(1, 'No receipt');
SELECT unread, waiting FROM inbox_count();
COMMIT;
SELECT amount FROM update_expense(1, amount => 11, version => 2);
BEGIN;
SELECT pg_temp.be('sam');
SELECT unread, waiting, seen, up_to > 0 AS complete FROM inbox_count();
SELECT member_id = :ann AS ann, action, entity, entity_id, description, amount, currency, comment, unread FROM list_inbox();
SELECT action FROM list_inbox(sort => 'id');
SELECT action FROM list_inbox(page_size => 1);
SELECT outlay.next_page() AS position \gset
SELECT action FROM list_inbox(after => :'position', page_size => 2);
SELECT outlay.next_page() IS NULL AS last;
-- Read up to the second, and never back.
SELECT unread FROM read_inbox((SELECT id FROM list_inbox() WHERE action = 'rejected'));
SELECT action, unread FROM list_inbox();
SELECT action FROM list_inbox(unread => true);
SELECT action FROM list_inbox(unread => false);
SELECT unread FROM read_inbox(0);
SELECT unread FROM read_inbox(1);
SELECT action FROM list_inbox(unread => true);
-- No further than there is anything: what comes next is unread.
SELECT unread, seen = up_to AS all FROM read_inbox(9223372036854775807);
SELECT unread, seen = up_to AS all FROM read_inbox();
COMMIT;
SELECT state FROM submit_expense(1);
BEGIN;
SELECT pg_temp.be('sam');
SELECT unread FROM inbox_count();
SELECT action, database_role = :'USER' AS operator, member_id FROM list_inbox(unread => true);
CALL pg_temp.try('read_inbox(-1)');
CALL pg_temp.try('list_inbox(page_size => 0)');
CALL pg_temp.try('list_inbox(sort => ''at'')');
CALL pg_temp.try('list_inbox(after => ''1'')');
COMMIT;

-- Entered for somebody; changed from one to another: it is for whose it is then, or, if they did it, whose it was.
BEGIN;
SELECT pg_temp.be('flo');
SELECT id FROM create_expense(1, 20, '2024-05-02', 'Hotel', :sam, draft => true);
COMMIT;
BEGIN;
SELECT pg_temp.be('flo');
SELECT member_id = :flo AS flo FROM update_expense(2, member_id => :flo);
SELECT member_id = :sam AS sam FROM update_expense(2, member_id => :sam);
SELECT id FROM delete_expense(2);
COMMIT;
BEGIN;
SELECT pg_temp.be('sam');
SELECT action, entity_id, description, amount FROM list_inbox(page_size => 4);
COMMIT;
BEGIN;
SELECT pg_temp.be('flo');
SELECT action FROM list_inbox();
COMMIT;

-- Whom a comment mentions: each once, not oneself; whose expense it is has the comment already.
BEGIN;
SELECT pg_temp.be('flo');
SELECT comment, mentions = ARRAY[:sam, :ann, :flo, :new]::bigint[] AS each_once
FROM add_comment(1, '@sam @ann, please look', ARRAY[:sam, :ann, :ann, :flo, :new]);
SELECT comment, mentions FROM add_comment(1, 'Nobody', '{}');
SELECT count(*) FROM list_inbox() WHERE action IN ('mentioned', 'commented');
COMMIT;
SELECT action, after - 'mentions' ? 'comment' AS comment, (after ->> 'member_id')::bigint IN (:ann, :new) AS mentioned
FROM list_expense_history(1, page_size => 4);
SELECT cardinality(mentions), comment FROM list_comments(1) ORDER BY id DESC LIMIT 2;
BEGIN;
SELECT pg_temp.be('sam');
SELECT action, comment FROM list_inbox(page_size => 2);
COMMIT;
BEGIN;
SELECT pg_temp.be('ann');
SELECT action, entity_id, description, comment, member_id = :flo AS flo, unread FROM list_inbox();
CALL pg_temp.try('add_comment(1, ''To nobody'', ''{4711}'')');
CALL pg_temp.try('add_comment(1, ''To one who left'', (SELECT array_agg(id) FROM list_members() WHERE status = ''deactivated''))');
CALL pg_temp.try('add_comment(1, ''To none'', ''{NULL}'')');
CALL pg_temp.try('add_comment(1, ''To two dimensions'', ''{{1},{2}}'')');
CALL pg_temp.try('add_comment(1, ''To all'', ARRAY(SELECT generate_series(1, 21)))');
CALL pg_temp.try('add_comment(1, repeat(''a'', 2001), ''{4711}'')');
COMMIT;

-- What a file once said of mentions is read as far as there is something to read.
SELECT schema FROM outlay.tenant WHERE slug = 'postinc' \gset
BEGIN;
INSERT INTO :schema.audit (database_role, action, entity, entity_id, after) VALUES
	('a file', 'commented', 'expense', 1, '{"comment": "A", "mentions": "x"}'),
	('a file', 'commented', 'expense', 1, '{"comment": "B", "mentions": [1, "y", -2, 1e30, null]}');
SELECT comment, mentions FROM list_comments(1, page_size => 2);
ROLLBACK;

-- A copy has what is for whom, and what is read.
SELECT slug FROM outlay.clone_tenant('postinc', 'Post Again');
SELECT slug FROM outlay.use_tenant('postagain');
SELECT for_member_id, count(*) FROM audit WHERE for_member_id IS NOT NULL GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (WHERE seen_audit_id > 0) AS have_read FROM member;
DROP TABLE public.inbox_token;
