-- The walls between organizations, attacked from where it would hurt most: by somebody who has taken over the HTTP
-- shim, so is outlay_web, can send any SQL, and is a member of one organization. What they must never get is a row of
-- another one, or more rights than outlay_web has.
SELECT slug FROM outlay.create_tenant('Mine', 'office@mine.example');
SELECT slug FROM outlay.create_tenant('Theirs', 'office@theirs.example');
-- The same in both: a member, a department and, of theirs, a kept answer.
SELECT slug, schema AS theirs FROM outlay.use_tenant('theirs') \gset
SELECT role FROM outlay.create_member('owner@theirs.example', 'velvet umbrella', 'owner');
SELECT name FROM outlay.create_department('Their secret');
SELECT access_token AS their_token FROM outlay.log_in('owner@theirs.example', 'velvet umbrella') \gset
INSERT INTO idempotency (member_id, key, request_hash, body)
	SELECT id, rtrim(translate(encode(sha256('key-1'), 'base64'), '+/', '-_'), '='),
		rtrim(translate(encode(sha256('key-1\012hash'), 'base64'), '+/', '-_'), '='), 'their answer' FROM member;
SELECT slug, schema AS mine FROM outlay.use_tenant('mine') \gset
SELECT role FROM outlay.create_member('owner@mine.example', 'velvet umbrella', 'owner');
SELECT name FROM outlay.create_department('My own');
SELECT name FROM outlay.create_department('My other');
SELECT access_token AS my_token FROM outlay.log_in('owner@mine.example', 'velvet umbrella') \gset
RESET search_path;
SELECT (SELECT id FROM outlay.route WHERE function = 'outlay.list_departments') AS list,
	(SELECT id FROM outlay.route WHERE function = 'outlay.create_department') AS "create",
	:'theirs' || ', outlay, pg_temp' AS their_path, current_user AS admin \gset
-- Tokens and passwords are parameters of the shim's statements; a server that logs statements must not log those.
SELECT c FROM pg_db_role_setting, unnest(setconfig) c
WHERE setrole = 'outlay_web'::regrole AND setdatabase = 0 AND c <> 'auto_explain.log_parameter_max_length=0' ORDER BY 1;
\c - outlay_web
\set VERBOSITY terse

-- Without enter() nothing is served, whatever search_path says, and no table is to be read past the functions.
SET search_path TO :their_path;
SELECT name FROM outlay.list_departments();
SELECT name FROM department;
SELECT count(*) FROM outlay.tenant;
SELECT outlay.current_organization();

-- Having entered mine, search_path does not lead to theirs.
BEGIN;
SELECT outlay.enter(:list, slug => 'mine', token => :'my_token');
SELECT set_config('search_path', :'their_path', true) IS NOT NULL AS set;
SELECT name FROM outlay.list_departments();
ROLLBACK;

-- My token is none of theirs.
SELECT outlay.enter(:list, slug => 'theirs', token => :'my_token');

-- What entered is forgotten with the savepoint, and with the transaction.
BEGIN;
SAVEPOINT before;
SELECT outlay.enter(:list, slug => 'mine', token => :'my_token');
ROLLBACK TO before;
SELECT outlay.current_member(), outlay.current_organization();
SELECT set_config('search_path', :'mine' || ', outlay, pg_temp', true) IS NOT NULL AS set;
SELECT name FROM outlay.list_departments();
ROLLBACK;

-- A failed enter() leaves nobody: not the one before, and not the one whose token was wrong.
BEGIN;
SELECT outlay.enter(:create, slug => 'mine', token => :'my_token', idempotency_key => 'key-1', request_hash => 'hash');
SAVEPOINT before;
SELECT outlay.enter(:create, slug => 'theirs', token => :'my_token');
ROLLBACK TO before;
SELECT outlay.current_member(), outlay.current_organization();
SELECT set_config('search_path', :'their_path', true) IS NOT NULL AS set;
-- So an answer is not written among theirs either, under the same member's number and key.
SELECT outlay.reply('forged'::text);
SELECT name FROM outlay.list_departments();
COMMIT;

-- A cursor that has not been read yet reads what is entered when it is read.
BEGIN;
SELECT outlay.enter(:list, slug => 'mine', token => :'my_token');
DECLARE lazy CURSOR FOR SELECT name FROM outlay.list_departments();
SELECT outlay.enter(:list, slug => 'theirs', token => :'their_token');
FETCH ALL lazy;
COMMIT;

-- A prepared statement has no organization of its own.
PREPARE departments AS SELECT name FROM outlay.list_departments();
BEGIN;
SELECT outlay.enter(:list, slug => 'theirs', token => :'their_token');
EXECUTE departments;
COMMIT;
EXECUTE departments;
BEGIN;
SELECT outlay.enter(:list, slug => 'mine', token => :'my_token');
EXECUTE departments;
COMMIT;

-- Nothing of a request is left for the next one on the connection, such as where a list goes on.
BEGIN;
SELECT outlay.enter(:list, slug => 'mine', token => :'my_token');
SELECT name FROM outlay.list_departments(page_size => 1);
SELECT outlay.next_page() IS NOT NULL AS there_is_more;
COMMIT;
SELECT outlay.next_page(), outlay.reply_head(), outlay.replaying(), outlay.current_member(), outlay.current_role_name();

-- Objects of the session's own are never taken for an organization's.
CREATE TEMP TABLE department (id bigint, name text, archived boolean);
GRANT ALL ON department TO PUBLIC;
CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT 'forged'::text $$;
BEGIN;
SELECT outlay.enter(:list, slug => 'mine', token => :'my_token');
SELECT name FROM outlay.list_departments(contains => 'OWN');
COMMIT;

-- Another name for a function of the library would have other rights.
CREATE FUNCTION pg_temp.departments() RETURNS SETOF outlay.department_record
	LANGUAGE c AS '$libdir/outlay', 'outlay_list_departments';

-- No other role, no setting of the server, no file, no schema of one's own: 42501, insufficient privilege.
\set VERBOSITY sqlstate
SET ROLE outlay_operator;
SET SESSION AUTHORIZATION :admin;
SET outlay.base_domain = 'evil.example';
SET outlay.allow_sign_up = on;
SET outlay.access_token_lifetime = 86400;
SET session_replication_role = replica;
SET log_parameter_max_length = -1;
COPY outlay.tenant TO STDOUT;
COPY (SELECT 1) TO PROGRAM 'true';
SELECT lo_import('/etc/passwd');
CREATE SCHEMA mine_too;
CREATE TABLE outlay.tenant_too (id bigint);

-- The statistics of the planner show values; of tables that one may not read they do not.
SELECT count(*) FROM pg_stats WHERE schemaname LIKE 'tenant\_%' OR schemaname = 'outlay';

-- Operators' functions are not the shim's; neither is one that tells the organization of a schema.
SELECT slug FROM outlay.create_tenant('More', 'office@more.example');
SELECT slug FROM outlay.use_tenant('theirs');
SELECT slug FROM outlay.list_tenants();
SELECT * FROM outlay.selftest();

\c - :admin
-- Their answer is still theirs.
SELECT slug FROM outlay.use_tenant('theirs');
SELECT body FROM idempotency;

-- An operator is no superuser. What an operator adds to every organization runs as the organization's role, also when
-- it is a superuser who calls, and cannot put anything off until that is over.
BEGIN;
CREATE ROLE regress_clerk IN ROLE outlay_operator;
SET ROLE regress_clerk;
SELECT name FROM outlay.add_migration('trap', $migration$
CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	attempt text;
BEGIN
	RAISE NOTICE 'superuser: %', (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user);
	FOREACH attempt IN ARRAY ARRAY[
		'RESET ROLE',
		'SET SESSION AUTHORIZATION DEFAULT',
		'DECLARE held CURSOR WITH HOLD FOR SELECT 1',
		'CREATE TEMP TABLE expense ()',
		'SELECT FROM outlay.tenant',
		'SELECT FROM outlay.list_tenants()']
	LOOP
		BEGIN
			EXECUTE attempt;
			RAISE NOTICE '%: worked', attempt;
		EXCEPTION WHEN OTHERS THEN
			RAISE NOTICE '%: %', attempt, SQLERRM;
		END;
	END LOOP;
	RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON department DEFERRABLE FOR EACH ROW EXECUTE FUNCTION trap();
$migration$);
RESET ROLE;
SELECT slug FROM outlay.create_tenant('Trapped', 'office@trapped.example');
SELECT slug FROM outlay.use_tenant('trapped');
\set VERBOSITY terse
SELECT name FROM outlay.create_department('Trap');
SET CONSTRAINTS ALL DEFERRED;
SELECT name FROM outlay.create_department('Later');
ROLLBACK;
