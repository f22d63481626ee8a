-- Events: what changed since, for those who may read it, in the order of their numbers.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Events Inc', 'office@events.example');
SELECT slug FROM outlay.use_tenant('eventsinc');

-- A listener who has seen nothing begins now: no events, but a position.
SELECT count(*) FROM list_events();
SELECT outlay.reply_events(e) FROM list_events() e;

-- What changed behind an event, with the version that it led to. Nothing of what was changed is told.
SELECT id AS department FROM create_department('Sales');
SELECT id AS account FROM create_account('Bank', 1000);
SELECT id AS budget FROM create_budget(1, 1, '2024-05-01', 100);
SELECT version FROM update_department(1, name => 'Selling');
SELECT id AS expense FROM create_expense(1, 12.50, '2024-05-02', 'Taxi');
SELECT deleted.id FROM delete_expense(1) deleted;
SELECT currency, version FROM update_organization(over_budget => 'warn');
SELECT * FROM list_events(0);
SELECT * FROM list_events(5);

-- As the stream has them: the last id, without data, is behind what the next question begins.
SELECT outlay.reply_events(e) FROM list_events(6) e;
SELECT outlay.reply_events(e) FROM list_events((SELECT max(id) FROM list_events(0))) e;

-- At most 500 of one question; each ends where the next begins.
SELECT count(create_department('Department ' || n)) FROM generate_series(1, 600) n;
SELECT count(*), max(id) AS last FROM list_events(8) \gset first_
SELECT :first_count AS count, count(*) AS rest FROM list_events(:first_last);

-- Who has seen more than there is, since an older backup was restored, is told to read everything anew.
SELECT id = (SELECT max(id) FROM list_audit()) AS at_present, type, entity_id, version FROM list_events(1000000);
SELECT * FROM list_events(-1);

-- A number that is missing because its transaction was rolled back holds nothing up.
BEGIN;
SELECT name FROM create_department('Never');
ROLLBACK;
SELECT name FROM create_department('After');
SELECT count(*) FROM list_events((SELECT max(id) - 2 FROM list_audit()));

-- A snapshot that stays could miss what is committed meanwhile.
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT * FROM list_events(0);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- Each role sees what the route table lets it read: all but the log-ins, which are for readers of the audit.
SELECT slug FROM outlay.create_tenant('Heard Inc', 'office@heard.example');
CREATE FUNCTION pg_temp.as_member(token text, question text) RETURNS TABLE (type text)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.enter((SELECT id FROM outlay.route WHERE path = '/api/v2/events'), slug => 'heardinc', token => token);
	RETURN QUERY EXECUTE question;
END$$;
SELECT slug FROM outlay.use_tenant('heardinc');
SELECT id FROM create_member('olga@heard.example', 'correct horse battery', 'owner');
SELECT set_config('test.owner', (log_in('olga@heard.example', 'correct horse battery')).access_token, false) <> '' AS logged_in;
SELECT id FROM create_member('max@heard.example', 'correct horse battery', 'member');
SELECT set_config('test.member', (log_in('max@heard.example', 'correct horse battery')).access_token, false) <> '' AS logged_in;
SELECT name FROM create_department('Sales');
SELECT type FROM pg_temp.as_member(current_setting('test.owner'), 'SELECT type FROM outlay.list_events(0)');
SELECT type FROM pg_temp.as_member(current_setting('test.member'), 'SELECT type FROM outlay.list_events(0)');

-- The shim learns by the head which listeners see the same, and whose they are.
SELECT regexp_replace(type, '\d+/', '<tenant>/', 'g') AS head FROM pg_temp.as_member(current_setting('test.member'),
	'SELECT outlay.reply_head() FROM (SELECT outlay.reply_events(e) FROM outlay.list_events() e) answer');

-- One listener asks for others: those alone whose sessions last and who have the same role may hear the answer.
SELECT id AS mia FROM create_member('mia@heard.example', 'correct horse battery', 'member') \gset
SELECT set_config('test.other', (log_in('mia@heard.example', 'correct horse battery')).access_token, false) <> '' AS logged_in;
SELECT format('SELECT outlay.listeners_alike(ARRAY[%L, %L, %L, NULL, %L, %L, %L, ''nonsense'', ''''])', current_setting('test.member'),
	current_setting('test.owner'), current_setting('test.other'), current_setting('test.other') || '.or_x.od_y',
	overlay(current_setting('test.other') PLACING 'AAAA' FROM 20), current_setting('test.other')) AS ask \gset
SELECT type AS alike FROM pg_temp.as_member(current_setting('test.member'), :'ask');
SELECT type AS alike FROM pg_temp.as_member(current_setting('test.owner'), :'ask');
SELECT type AS alike FROM pg_temp.as_member(current_setting('test.owner'), 'SELECT outlay.listeners_alike(''{}'')');
SELECT role FROM change_role(:mia, 'auditor');
SELECT type AS alike FROM pg_temp.as_member(current_setting('test.member'), :'ask');
SELECT role FROM change_role(:mia, 'member');
SELECT end_member_sessions(:mia) AS ended;
SELECT type AS alike FROM pg_temp.as_member(current_setting('test.member'), :'ask');
-- Whoever has entered as nobody, and an operator, learns nothing.
SELECT outlay.listeners_alike(ARRAY[current_setting('test.member')]) IS NULL AS nothing;
-- In another organization the same numbers are others.
SELECT slug FROM outlay.create_tenant('Deaf Inc', 'office@deaf.example');
SELECT slug FROM outlay.use_tenant('deafinc');
SELECT id FROM create_member('olga@deaf.example', 'correct horse battery', 'member');
SELECT set_config('test.deaf', (log_in('olga@deaf.example', 'correct horse battery')).access_token, false) <> '' AS logged_in;
BEGIN;
SELECT outlay.enter((SELECT id FROM outlay.route WHERE path = '/api/v2/events'), slug => 'deafinc', token => current_setting('test.deaf'));
SELECT outlay.listeners_alike(ARRAY[current_setting('test.owner'), current_setting('test.member'), current_setting('test.deaf')]) AS alike;
ROLLBACK;
SELECT slug FROM outlay.use_tenant('heardinc');

-- A token of one organization is nothing at another.
BEGIN;
SELECT outlay.enter((SELECT id FROM outlay.route WHERE path = '/api/v2/events'), slug => 'eventsinc', token => current_setting('test.member'));
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- Once nobody but the owner may read departments, nobody else hears of them.
UPDATE outlay.route SET roles = '{owner}' WHERE function = 'outlay.get_department';
SELECT type FROM pg_temp.as_member(current_setting('test.member'), 'SELECT type FROM outlay.list_events(0)');
UPDATE outlay.route SET roles = '{owner,admin,approver,member,auditor}' WHERE function = 'outlay.get_department';
