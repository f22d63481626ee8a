-- Who calls is read from the tables without a statement (directory/tenant_row.c): whatever somebody has made of these two,
-- a request is refused or served, and no code of theirs runs.
SELECT slug FROM outlay.create_tenant('Table Test', 'office@table.example');
SELECT slug, schema AS mine FROM outlay.use_tenant('tabletest') \gset
SELECT id FROM outlay.create_member('lea@table.example', 'copper lantern', 'owner', 'Lea');
SELECT access_token AS token FROM outlay.log_in('lea@table.example', 'copper lantern') \gset
SELECT max(id) AS get_me FROM outlay.http_routes() WHERE method || path = 'GET/api/v2/me' \gset
-- What a query by Lea answers, or the error; with what somebody has done before, which is undone.
CREATE FUNCTION pg_temp.enter(get_me integer, token text, done text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE done;
	PERFORM outlay.enter(get_me, slug => 'tabletest', token => token);
	RAISE EXCEPTION 'entered';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;
CREATE ROLE outlay_test_stranger;
CREATE FUNCTION public.run(what text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'somebody''s own code ran';
END
$$;
SELECT done, regexp_replace(pg_temp.enter(:get_me, :'token', replace(done, 'mine', :'mine')), 'tenant_\d+', 'tenant_N') AS answer FROM (VALUES
	('SELECT'),
	('UPDATE session SET access_until = now()'),
	('UPDATE member SET status = ''deactivated'''),
	('DELETE FROM session'),
	('DROP TABLE session'),
	('ALTER TABLE session RENAME TO session_before'),
	('ALTER TABLE session RENAME TO session_before; '
		'CREATE VIEW session AS SELECT id, member_id, public.run(access_hash) AS access_hash, access_until FROM session_before'),
	('ALTER TABLE session RENAME TO session_before; CREATE TABLE session (LIKE session_before) PARTITION BY LIST (id)'),
	('ALTER TABLE session OWNER TO outlay_test_stranger'),
	('ALTER TABLE session DROP CONSTRAINT session_pkey'),
	('ALTER TABLE session DROP CONSTRAINT session_pkey; ALTER TABLE session ADD PRIMARY KEY (id, member_id)'),
	('ALTER TABLE session DROP CONSTRAINT session_pkey; ALTER TABLE session ADD PRIMARY KEY (access_hash)'),
	('ALTER TABLE session ALTER id TYPE integer'),
	('ALTER TABLE session ALTER access_hash TYPE text'),
	('ALTER TABLE session ALTER access_hash TYPE bytea USING convert_to(access_hash, ''UTF8'')'),
	('ALTER TABLE session RENAME access_until TO valid_until'),
	('ALTER TABLE session ALTER access_until DROP NOT NULL; UPDATE session SET access_until = NULL'),
	('ALTER TABLE session DROP COLUMN user_agent; ALTER TABLE session ADD note text'),
	('ALTER TABLE session FORCE ROW LEVEL SECURITY; ALTER TABLE session ENABLE ROW LEVEL SECURITY'),
	('ALTER TABLE session ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON session USING (public.run(access_hash) IS NULL)'),
	('ALTER TABLE member RENAME TO person; CREATE VIEW member AS SELECT * FROM person'),
	('ALTER SCHEMA mine OWNER TO outlay_test_stranger')
) AS tried (done);
-- A session that has been opened, or ended, in the same transaction.
BEGIN;
SELECT access_token AS fresh FROM outlay.log_in('lea@table.example', 'copper lantern') \gset
SELECT outlay.enter(:get_me, slug => 'tabletest', token => :'fresh') \gset
SELECT first_name FROM outlay.get_me();
ROLLBACK;
SELECT outlay.enter(:get_me, slug => 'tabletest', token => :'fresh');
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY;
SELECT outlay.enter(:get_me, slug => 'tabletest', token => :'token') \gset
SELECT first_name FROM outlay.get_me();
COMMIT;
DROP FUNCTION public.run;
DROP ROLE outlay_test_stranger;
