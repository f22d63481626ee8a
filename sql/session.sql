-- Sessions: log-in, the two tokens, and how a session ends; called as outlayd does.
SELECT slug FROM outlay.create_tenant('Session Test', 'office@session.example');
SELECT slug FROM outlay.create_tenant('Other Session', 'office@othersession.example');
SELECT slug FROM outlay.use_tenant('othersession');
SELECT id FROM outlay.create_member('lea@session.example', 'copper lantern', 'owner');
SELECT access_token AS other_token FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
SELECT slug FROM outlay.use_tenant('sessiontest');
SELECT id FROM outlay.create_member('lea@session.example', 'copper lantern', 'owner', 'Lea');
SELECT id FROM outlay.create_member('ben@session.example', 'copper lantern', 'member', 'Ben');
SELECT member_id FROM outlay.invite_member('ivo@session.example');
SELECT d.status FROM outlay.create_member('dan@session.example', 'copper lantern') m, outlay.deactivate_member(m.id) d;

SELECT max(id) FILTER (WHERE method || path = 'POST/api/v2/sessions') AS log_in,
	max(id) FILTER (WHERE method || path = 'POST/api/v2/sessions/refresh') AS refresh,
	max(id) FILTER (WHERE method || path = 'POST/api/v2/sessions/access') AS renew,
	max(id) FILTER (WHERE method || path = 'GET/api/v2/me') AS get_me,
	max(id) FILTER (WHERE method || path = 'GET/api/v2/sessions') AS list_sessions,
	max(id) FILTER (WHERE method || path = 'DELETE/api/v2/sessions/{id}') AS end_session,
	max(id) FILTER (WHERE method || path = 'DELETE/api/v2/sessions') AS end_others,
	max(id) FILTER (WHERE method || path = 'DELETE/api/v2/sessions/current') AS log_out,
	max(id) FILTER (WHERE method || path = 'PUT/api/v2/me/password') AS change_password
FROM outlay.http_routes() \gset
\set host sessiontest.localhost

-- Logging in: a token for requests and one to go on with, neither of them stored.
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:log_in, :'host', address => '192.0.2.7', user_agent => 'Firefox') \gset
SELECT left(access_token, 3) AS access, length(access_token), access_expires_at - now() AS access_for,
	left(refresh_token, 3) AS refresh, length(refresh_token), refresh_expires_at - now() AS refresh_for,
	member_id, role, failure, access_token AS token, refresh_token
FROM outlay.log_in('lea@session.example', 'copper lantern') \gset g_
COMMIT;
\echo :g_access :g_access_for :g_refresh :g_refresh_for :g_member_id :g_role
\set token :g_token
RESET ROLE;
SELECT id, member_id, access_hash ~ '^[A-Za-z0-9_-]{43}$' AND access_hash <> refresh_hash AND refresh_hash <> family_hash
	AS hashed, position(access_hash in :'token') AS in_token, user_agent, address FROM session;
SELECT member_id, action, after ->> 'user_agent' AS user_agent FROM outlay.list_audit(page_size => 1);

-- The access token makes whoever sends it the member, in the one organization that it is of.
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:get_me, :'host', token => :'token') \gset
SELECT first_name, role FROM outlay.get_me();
COMMIT;
SELECT outlay.enter(:get_me, 'othersession.localhost', token => :'token');
SELECT outlay.enter(:get_me, :'host', token => :'other_token');
SELECT outlay.enter(:get_me, :'host');
SELECT outlay.enter(:get_me, :'host', token => '');
SELECT outlay.enter(:get_me, :'host', token => 'oa_' || repeat('A', 54));
SELECT outlay.enter(:get_me, :'host', token => left(:'token', -1));
SELECT outlay.enter(:get_me, :'host', token => :'token' || 'A');
SELECT outlay.enter(:get_me, :'host', token => :'g_refresh_token');

-- Whatever is wrong, the answer is the same; it is returned, since an error would undo the counting.
BEGIN;
SELECT outlay.enter(:log_in, :'host', request_id => 'req-7') \gset
SELECT * FROM outlay.log_in('lea@session.example', 'copper candle') \gx
ROLLBACK;
BEGIN;
SELECT outlay.enter(:log_in, :'host', request_id => 'req-8') \gset
SELECT outlay.reply(f), outlay.reply_head() FROM outlay.log_in('lea@session.example', 'copper candle') f;
ROLLBACK;
BEGIN;
SELECT outlay.enter(:log_in, :'host') \gset
SELECT email, failure FROM unnest('{lea@session.example,ben@session.example,ivo@session.example,dan@session.example,
	nobody@session.example,not an address}'::text[], ARRAY['', repeat('x', 1000), 'copper lantern', 'copper lantern',
	'copper lantern', 'copper lantern']) AS t (email, password), outlay.log_in(email, password);
SELECT * FROM outlay.log_in(NULL, NULL);
ROLLBACK;
-- The e-mail address is found however it is written; the password is what it is, but for how "é" is put together.
BEGIN;
SELECT outlay.enter(:log_in, :'host') \gset
SELECT failure FROM outlay.log_in(' LEA@Session.Example ', 'copper lantern');
SELECT failure FROM outlay.log_in('lea@session.example', 'Copper lantern');
SELECT failure FROM outlay.log_in('lea@session.example', 'copper lantern ');
ROLLBACK;
RESET ROLE;
SELECT email FROM outlay.set_member_password(2, 'caf' || U&'\00E9' || ' lantern');
SELECT failure FROM outlay.log_in('ben@session.example', 'cafe' || U&'\0301' || ' lantern');

-- Refreshing gives a new pair; the old access token is void, and the refresh token's days begin again.
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:refresh, :'host') \gset
SELECT access_token AS token2, refresh_token AS refresh2, refresh_expires_at - now() AS refresh_for
FROM outlay.refresh_session(:'g_refresh_token') \gset
SELECT :'refresh_for' AS refresh_for, :'refresh2' = :'g_refresh_token' AS same;
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'token');
BEGIN;
SELECT outlay.enter(:get_me, :'host', token => :'token2') \gset
SELECT first_name FROM outlay.get_me();
COMMIT;
-- Clients that cannot keep a new refresh token get an access token alone.
BEGIN;
SELECT outlay.enter(:renew, :'host') \gset
SELECT access_token AS token3, refresh_token IS NULL AS no_refresh FROM outlay.renew_access(:'refresh2') \gset
SELECT :'no_refresh' AS no_refresh;
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'token2');
BEGIN;
SELECT outlay.enter(:get_me, :'host', token => :'token3') \gset
SELECT first_name FROM outlay.get_me();
COMMIT;
-- A made-up token is refused, and so is another organization's; that ends nothing.
BEGIN;
SELECT outlay.enter(:refresh, :'host') \gset
SELECT failure FROM outlay.refresh_session('or_' || repeat('A', 96));
SELECT failure FROM outlay.refresh_session(:'token3');
SELECT failure FROM outlay.refresh_session('');
SELECT * FROM outlay.refresh_session(NULL);
ROLLBACK;
BEGIN;
SELECT outlay.enter(:refresh, 'othersession.localhost') \gset
SELECT failure FROM outlay.refresh_session(:'refresh2');
COMMIT;
-- But an old one has been copied by somebody: the session ends for whoever has it.
BEGIN;
SELECT outlay.enter(:refresh, :'host') \gset
SELECT outlay.reply(f), outlay.reply_head() FROM outlay.refresh_session(:'g_refresh_token') f;
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'token3');
BEGIN;
SELECT outlay.enter(:refresh, :'host') \gset
SELECT failure FROM outlay.refresh_session(:'refresh2');
COMMIT;
RESET ROLE;
SELECT member_id, action, before ->> 'user_agent' AS user_agent FROM outlay.list_audit(entity => '{session}', page_size => 1);

-- Tokens expire: the access token, and then the session with its refresh token.
SELECT access_token AS token, refresh_token FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
UPDATE session SET access_until = now() WHERE member_id = 1;
SELECT outlay.enter(:get_me, :'host', token => :'token');
UPDATE session SET refresh_until = now() WHERE member_id = 1;
SELECT failure FROM outlay.refresh_session(:'refresh_token');
-- How long they are good is a setting.
SET outlay.access_token_lifetime = '1 min';
SET outlay.refresh_token_lifetime = '1 d';
SELECT access_expires_at - now() AS access_for, refresh_expires_at - now() AS refresh_for
FROM outlay.log_in('lea@session.example', 'copper lantern');
RESET outlay.access_token_lifetime;
RESET outlay.refresh_token_lifetime;
-- A log-in ends sessions that have expired, and the oldest beyond fifty.
SELECT count(*) FROM session WHERE member_id = 1;
INSERT INTO session (member_id, access_hash, access_until, family_hash, refresh_hash, refresh_until)
	SELECT 1, '', now(), '', '', now() + interval '1 day' FROM generate_series(1, 60);
SELECT failure FROM outlay.log_in('lea@session.example', 'copper lantern');
SELECT count(*) FROM session WHERE member_id = 1;
DELETE FROM session;

-- A member sees their own sessions, and ends one, all others, or the one that asks.
SELECT access_token AS ben FROM outlay.log_in('ben@session.example', 'café lantern') \gset
SELECT id AS ben_session FROM session \gset
SELECT access_token AS phone FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
SELECT access_token AS desk FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
SELECT access_token AS token FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
SELECT max(id) - 2 AS phone_session FROM session \gset
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:list_sessions, :'host', token => :'token') \gset
SELECT rank() OVER (ORDER BY id) AS session, user_agent, address, current, used_at = created_at AS fresh
FROM outlay.list_sessions();
COMMIT;
BEGIN;
SELECT outlay.enter(:end_session, :'host', token => :'token') \gset
SELECT id = :phone_session AS is_phone, current FROM outlay.end_session(:phone_session);
SELECT * FROM outlay.end_session(:ben_session);
ROLLBACK;
BEGIN;
SELECT outlay.enter(:end_session, :'host', token => :'token') \gset
SELECT id = :phone_session AS is_phone, current FROM outlay.end_session(:phone_session);
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'phone');
BEGIN;
SELECT outlay.enter(:end_others, :'host', token => :'token') \gset
SELECT outlay.end_other_sessions();
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'desk');
BEGIN;
SELECT outlay.enter(:log_out, :'host', token => :'token') \gset
SELECT current FROM outlay.log_out();
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'token');
BEGIN;
SELECT outlay.enter(:get_me, :'host', token => :'ben') \gset
SELECT first_name FROM outlay.get_me();
COMMIT;
RESET ROLE;

-- Changing the password asks for the old one, and ends the other sessions.
SELECT access_token AS desk FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
SELECT access_token AS token FROM outlay.log_in('lea@session.example', 'copper lantern') \gset
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:change_password, :'host', token => :'token', request_id => 'req-9') \gset
SELECT * FROM outlay.change_password('copper candle', 'silver lantern');
SELECT outlay.reply(f), outlay.reply_head() FROM outlay.change_password('copper candle', 'silver lantern') f;
COMMIT;
BEGIN;
SELECT outlay.enter(:change_password, :'host', token => :'token') \gset
SELECT * FROM outlay.change_password(NULL, 'session test');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:change_password, :'host', token => :'token') \gset
SELECT * FROM outlay.change_password('copper lantern', 'silver lantern');
COMMIT;
SELECT outlay.enter(:get_me, :'host', token => :'desk');
BEGIN;
SELECT outlay.enter(:get_me, :'host', token => :'token') \gset
SELECT first_name FROM outlay.get_me();
COMMIT;
BEGIN;
SELECT outlay.enter(:log_in, :'host') \gset
SELECT failure FROM outlay.log_in('lea@session.example', 'copper lantern');
SELECT failure FROM outlay.log_in('lea@session.example', 'silver lantern');
COMMIT;
RESET ROLE;
SELECT member_id, action, entity, before, after FROM outlay.list_audit(entity => '{member}', page_size => 1);

-- A hash made with weaker parameters than today's is replaced when its member logs in.
UPDATE member SET password_hash = '$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$wtPy1cpUHDet4HLlI1bXPPikkUSx5/fFYPnvIsjw/f4' WHERE id = 1;
SELECT failure FROM outlay.log_in('lea@session.example', 'silver lantern');
SELECT left(password_hash, 30) FROM member WHERE id = 1;

-- A suspended organization lets nobody in.
SELECT status FROM outlay.suspend_tenant('sessiontest');
SELECT outlay.enter(:log_in, :'host');
SELECT outlay.enter(:get_me, :'host', token => :'token');
