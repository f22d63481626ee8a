-- Who may do what: every function about members and sessions, called over HTTP by a member of each role.
SELECT slug FROM outlay.create_tenant('Role Test', 'office@role.example');
SELECT slug, schema AS other_schema FROM outlay.create_tenant('Other Role Test', 'office@otherrole.example') \gset
SELECT slug FROM outlay.use_tenant('roletest');

-- A member of each role, a second owner, and somebody with an open invitation.
SELECT id, role FROM unnest('{owner,admin,approver,member,auditor}'::text[]) r,
	outlay.create_member(r || '@role.example', 'velvet umbrella', r);
SELECT id AS other_owner FROM outlay.create_member('owner2@role.example', 'velvet umbrella', 'owner') \gset
SELECT id AS other_member FROM outlay.create_member('member2@role.example', 'velvet umbrella') \gset
SELECT member_id AS invited FROM outlay.invite_member('invited@role.example') \gset
CREATE TABLE public.role_test AS
	SELECT r AS role, g.access_token AS token
	FROM unnest('{owner,admin,approver,member,auditor}'::text[]) r, outlay.log_in(r || '@role.example', 'velvet umbrella') g;
GRANT SELECT ON public.role_test TO outlay_web;

-- Enters as outlayd does, calls, and undoes it all; returns what came of it.
CREATE FUNCTION public.try(route_id integer, token text, call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.enter(route_id, host => 'roletest.localhost', token => token);
	EXECUTE 'SELECT outlay.' || call;
	RAISE EXCEPTION 'fine' USING ERRCODE = 'ZZZZZ';
EXCEPTION
	WHEN SQLSTATE 'ZZZZZ' THEN RETURN 'ok';
	WHEN OTHERS THEN RETURN SQLSTATE;
END
$$;

-- The calls. Where the one thing that can be wrong with a call is who makes it, the answer is ok; set_member_password
-- is published nowhere.
CREATE TABLE public.role_test_call AS SELECT ordinality AS position, call FROM unnest(ARRAY[
	'get_me()',
	'update_me(first_name => $$Jo$$)',
	'change_password($$velvet umbrella$$, $$velvet parasol$$)',
	'list_sessions()',
	'end_other_sessions()',
	'end_session(4711)',
	'log_out()',
	'list_members()',
	'get_member(1)',
	format('update_member(%s, first_name => $f$Jo$f$)', :other_member),
	format('update_member(%s, first_name => $f$Jo$f$)', :other_owner),
	'create_member($$new@role.example$$, $$velvet umbrella$$)',
	'create_member($$new@role.example$$, $$velvet umbrella$$, $$admin$$)',
	'create_member($$new@role.example$$, $$velvet umbrella$$, $$owner$$)',
	'invite_member($$new@role.example$$)',
	'invite_member($$new@role.example$$, $$owner$$)',
	format('reinvite_member(%s)', :invited),
	format('withdraw_invitation(%s)', :invited),
	format('change_role(%s, $f$auditor$f$)', :other_member),
	format('change_role(%s, $f$owner$f$)', :other_member),
	format('change_role(%s, $f$admin$f$)', :other_owner),
	format('deactivate_member(%s)', :other_member),
	format('deactivate_member(%s)', :other_owner),
	format('reactivate_member(%s)', :other_member),
	format('set_member_password(%s, $f$velvet parasol$f$)', :other_member),
	'get_my_bank_account()',
	'set_my_bank_account($$DE89370400440532013000$$)',
	format('get_member_bank_account(%s)', :other_member),
	format('set_member_bank_account(%s, $f$DE89370400440532013000$f$)', :other_member),
	format('set_member_bank_account(%s, $f$DE89370400440532013000$f$)', :other_owner)
]) WITH ORDINALITY AS c (call);
GRANT SELECT ON public.role_test_call TO outlay_web;

-- The first wall: enter() lets a role in at a route or not. Nobody at all is let in where it says nobody.
SET ROLE outlay_web;
SELECT method, path, coalesce(string_agg(role, ' ' ORDER BY position), '-') AS let_in
FROM outlay.http_routes() r
LEFT JOIN LATERAL (
	SELECT n AS position, role FROM (SELECT 0 AS n, 'nobody' AS role, NULL AS token
		UNION ALL SELECT row_number() OVER (), role, token FROM public.role_test) t
	WHERE public.try(r.id, token, 'current_member()') = 'ok'
) t ON true
WHERE path ~ '^/api/v2/(members|me|invitations|sessions|organizations)'
GROUP BY method, path ORDER BY path, method;

-- The second: each is let in at a route that is open to all, so it is the function itself that refuses. 42501 is "not
-- your role"; P0002 is the session 4711, 55000 the reactivation of somebody who is active.
SELECT id AS open_to_all FROM outlay.http_routes() WHERE path = '/api/v2/me/password' \gset
SELECT call,
	max(result) FILTER (WHERE role = 'owner') AS owner,
	max(result) FILTER (WHERE role = 'admin') AS admin,
	max(result) FILTER (WHERE role = 'approver') AS approver,
	max(result) FILTER (WHERE role = 'member') AS member,
	max(result) FILTER (WHERE role = 'auditor') AS auditor
FROM (SELECT position, call, role, public.try(:open_to_all, token, call) AS result
	FROM public.role_test, public.role_test_call) c
GROUP BY position, call ORDER BY position;

-- Nobody changes their own role, though an owner may leave where there is another one.
SELECT token AS owner_token FROM public.role_test WHERE role = 'owner' \gset
BEGIN;
SELECT outlay.enter(:open_to_all, 'roletest.localhost', token => :'owner_token') \gset
SELECT outlay.current_member(), outlay.current_role_name();
SAVEPOINT before;
SELECT * FROM outlay.change_role(1, 'admin');
ROLLBACK TO before;
SELECT status FROM outlay.deactivate_member(1);
ROLLBACK;

-- What a member does is on record under the member's id.
BEGIN;
SELECT outlay.enter(:open_to_all, 'roletest.localhost', token => :'owner_token', request_id => 'req-1') \gset
SELECT first_name, version FROM outlay.update_me(1, 'Olga');
SELECT * FROM outlay.update_me(1, 'Late');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:open_to_all, 'roletest.localhost', token => :'owner_token') \gset
SELECT first_name, version FROM outlay.update_me(1, 'Olga');
SELECT member_id, database_role, action, entity, entity_id, before ->> 'first_name' AS before, after ->> 'first_name' AS after
FROM outlay.list_audit(page_size => 1);
COMMIT;

-- A transaction is a member's only until its end, and its tables are out of reach all the while.
SELECT * FROM outlay.get_me();
BEGIN;
SELECT outlay.enter(:open_to_all, 'roletest.localhost', token => :'owner_token') \gset
SELECT password_hash FROM member;
ROLLBACK;
-- Whoever has entered one organization does not get into another by search_path.
BEGIN;
SELECT outlay.enter(:open_to_all, 'roletest.localhost', token => :'owner_token') \gset
SELECT set_config('search_path', :'other_schema' || ', outlay, pg_temp', true) \gset
SELECT * FROM outlay.get_me();
ROLLBACK;
RESET ROLE;

-- What has a password or a token in it, coming or going, is kept for no idempotency key.
SELECT r.method, r.path FROM outlay.route r JOIN pg_proc p ON p.oid = outlay.route_function(r.function, r.arguments)
LEFT JOIN pg_type t ON t.oid = p.prorettype LEFT JOIN pg_attribute a ON a.attrelid = t.typrelid
WHERE r.method = 'POST' AND NOT r.secret AND (p.proargnames::text ~ 'password|token|refresh' OR a.attname ~ 'password|token');
DROP TABLE public.role_test, public.role_test_call;
DROP FUNCTION public.try;
