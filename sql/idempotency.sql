-- A request that is sent twice with one idempotency key is carried out once; called as outlayd does.
SELECT slug FROM outlay.create_tenant('Idempotency Test', 'office@keys.example', slug => 'keys');
SELECT slug FROM outlay.create_tenant('Other Keys', 'office@otherkeys.example', slug => 'otherkeys');
SELECT slug FROM outlay.use_tenant('otherkeys');
SELECT id FROM outlay.create_member('lea@keys.example', 'copper lantern', 'owner');
SELECT access_token AS other_token FROM outlay.log_in('lea@keys.example', 'copper lantern') \gset
SELECT slug FROM outlay.use_tenant('keys');
SELECT id FROM outlay.create_member('lea@keys.example', 'copper lantern', 'owner');
SELECT id FROM outlay.create_member('ben@keys.example', 'copper lantern', 'admin');
SELECT access_token AS lea FROM outlay.log_in('lea@keys.example', 'copper lantern') \gset
SELECT access_token AS ben FROM outlay.log_in('ben@keys.example', 'copper lantern') \gset
SELECT max(id) FILTER (WHERE method || path = 'POST/api/v2/departments') AS create_department,
	max(id) FILTER (WHERE method || path = 'PATCH/api/v2/departments/{id}') AS update_department,
	max(id) FILTER (WHERE method || path = 'POST/api/v1/departments') AS v1_create_department,
	max(id) FILTER (WHERE method || path = 'POST/api/v2/invitations') AS invite
FROM outlay.http_routes() \gset
\set host keys.localhost
SET ROLE outlay_web;

-- The first time it is carried out; the second time the function is not called, and the answer is the same, marked.
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-1', request_hash => 'a');
SELECT outlay.replaying();
SELECT outlay.reply(f) AS body, outlay.reply_head() AS head
FROM outlay.create_department('Sales') f WHERE NOT outlay.replaying() \gset first_
COMMIT;
SELECT :'first_body'::jsonb ->> 'name' AS name;
\echo head: :{?first_head}
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-1', request_hash => 'a');
SELECT outlay.replaying();
SELECT outlay.reply(f) = :'first_body' AS same_body, outlay.reply_head() AS head
FROM outlay.create_department('Sales') f WHERE NOT outlay.replaying();
COMMIT;
SELECT outlay.replaying();

-- The key was for that request: with another it is refused, and nothing is done.
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-1', request_hash => 'b');
ROLLBACK;

-- Keys are a member's own, and an organization's.
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'ben', idempotency_key => 'key-1', request_hash => 'b');
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.create_department('By Ben') f WHERE NOT outlay.replaying();
COMMIT;
BEGIN;
SELECT outlay.enter(:create_department, 'otherkeys.localhost', token => :'other_token', idempotency_key => 'key-1',
	request_hash => 'c');
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.create_department('Elsewhere') f
WHERE NOT outlay.replaying();
COMMIT;

-- What failed was rolled back with its key, and can be tried again.
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-2', request_hash => 'a');
SELECT outlay.reply(f) FROM outlay.create_department(' ') f WHERE NOT outlay.replaying();
ROLLBACK;
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-2', request_hash => 'd');
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.create_department('Press') f WHERE NOT outlay.replaying();
COMMIT;

-- A failure that commits, since API v1 returns its errors, gives its key back like one that is rolled back.
BEGIN;
SELECT outlay.enter(:v1_create_department, :'host', token => :'lea', idempotency_key => 'key-3', request_hash => 'a');
SELECT outlay.reply(f) AS body, outlay.reply_head() AS head
FROM outlay.v1_create_department('""') f WHERE NOT outlay.replaying();
COMMIT;
BEGIN;
SELECT outlay.enter(:v1_create_department, :'host', token => :'lea', idempotency_key => 'key-3', request_hash => 'a');
SELECT outlay.reply(f) AS body, outlay.reply_head() AS head
FROM outlay.v1_create_department('""') f WHERE NOT outlay.replaying();
COMMIT;

-- An answer that holds a secret is never kept: asked for again, it is refused. Keys are for POST alone.
BEGIN;
SELECT outlay.enter(:invite, :'host', token => :'lea', idempotency_key => 'key-4', request_hash => 'a');
SELECT outlay.reply(f) IS NOT NULL AS invited FROM outlay.invite_member('ivo@keys.example') f
WHERE NOT outlay.replaying();
COMMIT;
BEGIN;
SELECT outlay.enter(:invite, :'host', token => :'lea', idempotency_key => 'key-4', request_hash => 'a');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:update_department, :'host', token => :'lea', idempotency_key => 'key-5', request_hash => 'a');
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.update_department(1, name => 'Sales 2') f;
COMMIT;

-- What a key may be.
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => '', request_hash => 'a');
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => repeat('k', 101), request_hash => 'a');
-- Who may not do it at all is told so first, and learns of no key.
SELECT outlay.enter(:create_department, :'host', token => 'oa_none', idempotency_key => 'key-1', request_hash => 'a');

-- In one transaction a second caller has nothing to do with the key of the first.
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-6', request_hash => 'a');
SELECT outlay.enter(:create_department, :'host', token => :'ben');
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.create_department('By Ben 2') f WHERE NOT outlay.replaying();
COMMIT;
RESET ROLE;

-- Stored are digests: of the key, and of the key with the request's hash.
CREATE FUNCTION pg_temp.stored(text) RETURNS text LANGUAGE sql AS
	$$SELECT rtrim(translate(encode(sha256(convert_to($1, 'UTF8')), 'base64'), '+/', '-_'), '=')$$;
SELECT member_id, k AS key, h AS request_hash, head, left(body, 9) AS body
	FROM idempotency, generate_series(1, 6) n, format('key-%s', n) k, unnest('{a,b,c,d}'::text[]) h
	WHERE key = pg_temp.stored(k) AND request_hash = pg_temp.stored(k || E'\n' || h) ORDER BY k, member_id;
SELECT id, name FROM outlay.list_departments() ORDER BY id;

-- After a day the key is free for another request, whether or not its row has been cleaned away.
UPDATE idempotency SET created_at = now() - interval '23 hours' WHERE key = pg_temp.stored('key-2');
UPDATE idempotency SET created_at = now() - interval '25 hours' WHERE key = pg_temp.stored('key-1');
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-1', request_hash => 'new');
SELECT outlay.replaying();
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.create_department('Next day') f WHERE NOT outlay.replaying();
COMMIT;
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-1', request_hash => 'new');
SELECT outlay.reply(f)::jsonb ->> 'name' AS name FROM outlay.create_department('Next day') f WHERE NOT outlay.replaying();
COMMIT;
BEGIN;
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'key-2', request_hash => 'new');
ROLLBACK;
RESET ROLE;

-- What is older than a day is cleared by the next few keys, whoever's it was, and nothing else is.
UPDATE idempotency SET created_at = now() - interval '25 hours' WHERE key <> pg_temp.stored('key-2');
BEGIN;
SELECT count(outlay.enter(:create_department, :'host', token => :'ben', idempotency_key => format('few-%s', n)))
FROM generate_series(1, 100) n;
COMMIT;
SELECT count(*) FILTER (WHERE created_at < now() - interval '1 day') AS too_old,
	count(*) FILTER (WHERE key = pg_temp.stored('key-2')) AS nearly_a_day_old,
	count(*) FILTER (WHERE created_at > now() - interval '1 hour') AS new
FROM idempotency;

-- Each time in one page alone, so that no request pays for what many others have left. At the base host it is the same.
TRUNCATE idempotency;
INSERT INTO idempotency (member_id, key, request_hash, body, created_at)
SELECT 1, n, 'a', repeat('b', 400), now() - interval '2 days' FROM generate_series(1, 160) n;
SELECT id AS sign_up FROM outlay.http_routes() WHERE method || path = 'POST/api/v2/organizations' \gset
INSERT INTO outlay.request_key (key, request_hash, created_at) VALUES ('old', 'a', now() - interval '2 days');
SELECT outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => 'one');
SELECT count(*) > 130 AS most_are_left FROM idempotency WHERE created_at < now() - interval '1 day';
BEGIN;
SELECT count(outlay.enter(:create_department, :'host', token => :'lea', idempotency_key => format('many-%s', n))),
	count(outlay.enter(:sign_up, slug => NULL, idempotency_key => format('many-%s', n)))
FROM generate_series(1, 2000) n;
COMMIT;
SELECT count(*) AS too_old FROM idempotency WHERE created_at < now() - interval '1 day';
SELECT count(*) AS too_old FROM outlay.request_key WHERE created_at < now() - interval '1 day';
DELETE FROM outlay.request_key;
