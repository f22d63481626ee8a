-- A stand-in for the database's side of the contract, with functions that do whatever a test of the shim asks for:
-- raise any SQLSTATE, sleep, return any head and body, echo their arguments. Knows nothing of tenants or money.
-- All of it is there at once, as by CREATE EXTENSION: outlayd may look at any moment.
BEGIN;
CREATE SCHEMA outlay;
CREATE SCHEMA mock;
DO $$ BEGIN CREATE ROLE outlay_web LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT USAGE ON SCHEMA outlay, mock TO outlay_web;
CREATE TABLE mock.note (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text,
	CONSTRAINT note_once UNIQUE (note) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE mock.row (id int PRIMARY KEY, name text, amount numeric(12,2), day date, purpose text, version int);
INSERT INTO mock.row SELECT i, 'row ' || i, i * 1.01, date '2026-01-01' + i % 300, repeat('purpose ', 15), 1
	FROM generate_series(1, 10000) i;
CREATE TABLE mock.route (id int, method text, path text, call text, returns_set boolean DEFAULT false,
	status smallint DEFAULT 200, anonymous boolean DEFAULT true, ignore_unknown boolean DEFAULT false,
	secret boolean DEFAULT false, match_required boolean DEFAULT false, max_body integer);
CREATE TABLE mock.origin (origin text);
INSERT INTO mock.origin VALUES ('*');
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA mock TO outlay_web;

CREATE FUNCTION outlay.enter(route integer, host text, slug text, token text, address inet, request_id text,
	user_agent text, idempotency_key text, request_hash text, trace_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF token = 'wrong' THEN
		RAISE 'the token is not good' USING ERRCODE = '28000';
	ELSIF host = 'unknown.localhost' OR slug = 'unknown' THEN
		RAISE 'there is no such tenant' USING ERRCODE = '3D000';
	ELSIF host = 'slow.localhost' THEN
		PERFORM pg_sleep(0.3);
	END IF;
	PERFORM set_config('mock.entered', json_build_object('route', route, 'host', host, 'slug', slug, 'token', token,
		'address', host(address), 'request_id', request_id, 'user_agent', user_agent,
		'idempotency_key', idempotency_key, 'request_hash', request_hash, 'trace_id', trace_id)::text, true),
		set_config('mock.head', '', true);
END $$;

CREATE FUNCTION outlay.reply(anyelement) RETURNS text LANGUAGE sql AS
	$$ SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_typeof($1) = 'text'::regtype THEN $1::text
		ELSE to_json($1)::text END $$;
CREATE AGGREGATE outlay.reply_page(anyelement)
	(sfunc = json_agg_transfn, stype = internal, finalfunc = json_agg_finalfn);
CREATE FUNCTION outlay.reply_taker() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
CREATE FUNCTION outlay.reply_head() RETURNS text LANGUAGE sql AS
	$$ SELECT nullif(current_setting('mock.head', true), '') $$;
CREATE TYPE outlay.file AS (media_type text, name text, content bytea);
CREATE FUNCTION outlay.reply(outlay.file) RETURNS bytea LANGUAGE sql AS $$
	SELECT $1.content FROM set_config('mock.head', format(E'\nContent-Type: %s\nAccept-Ranges: bytes', $1.media_type), true) $$;
CREATE FUNCTION outlay.reply_pieces(file outlay.file) RETURNS SETOF bytea LANGUAGE sql AS $$
	SELECT substr(whole, 1 + i * 262144, 262144) FROM outlay.reply(file) whole,
		generate_series(0, greatest(0, (length(whole) - 1) / 262144)) i $$;
CREATE FUNCTION outlay.gather(whole integer, piece bytea) RETURNS void LANGUAGE sql AS
	$$ SELECT set_config('mock.body', coalesce(current_setting('mock.body', true), '') || encode(piece, 'hex'), true) $$;
CREATE FUNCTION outlay.gathered() RETURNS bytea LANGUAGE sql AS $$ SELECT decode(current_setting('mock.body'), 'hex') $$;
CREATE FUNCTION outlay.replaying() RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE FUNCTION outlay.http_origins() RETURNS text[] LANGUAGE sql AS
	$$ SELECT coalesce(array_agg(origin), '{}') FROM mock.origin $$;
CREATE FUNCTION outlay.http_base_domain() RETURNS text LANGUAGE sql AS $$ SELECT 'localhost'::text $$;
CREATE FUNCTION outlay.http_routes(OUT id integer, OUT method text, OUT path text, OUT call text,
	OUT returns_set boolean, OUT status smallint, OUT anonymous boolean, OUT ignore_unknown boolean,
	OUT arg_names text[], OUT arg_types text[], OUT arg_required boolean[], OUT takes_key boolean,
	OUT returns_file boolean, OUT secret boolean, OUT match_required boolean, OUT streams boolean, OUT published boolean, OUT max_body integer)
	RETURNS SETOF record LANGUAGE sql AS $$
	SELECT r.id, r.method, r.path, r.call, r.returns_set, r.status, r.anonymous, r.ignore_unknown,
		coalesce(p.proargnames[1:p.pronargs], '{}'),
		ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u(t, n) ORDER BY n),
		ARRAY(SELECT n <= p.pronargs - p.pronargdefaults FROM generate_series(1, p.pronargs::int) n),
		r.method = 'POST', p.prorettype = 'outlay.file'::regtype, r.secret, r.match_required, false, false, r.max_body
	FROM mock.route r JOIN pg_proc p ON p.oid = r.call::regproc ORDER BY r.path, r.method $$;

CREATE FUNCTION mock.entered(content bytea DEFAULT NULL, media_type text DEFAULT NULL) RETURNS json LANGUAGE sql AS
	$$ SELECT current_setting('mock.entered')::json $$;
CREATE FUNCTION mock.echo(id bigint, name text DEFAULT NULL, amount numeric DEFAULT NULL, day date DEFAULT NULL,
	at timestamptz DEFAULT NULL, flag boolean DEFAULT NULL, doc json DEFAULT NULL, docb jsonb DEFAULT NULL,
	tags text[] DEFAULT NULL, numbers bigint[] DEFAULT NULL, small smallint DEFAULT NULL, whole integer DEFAULT 7,
	uid uuid DEFAULT NULL, net inet DEFAULT NULL) RETURNS json LANGUAGE sql AS $$
	SELECT json_build_object('id', id, 'name', name, 'amount', amount::text, 'day', day, 'at', at AT TIME ZONE 'UTC',
		'flag', flag, 'doc', doc::text, 'docb', docb, 'tags', tags, 'numbers', numbers, 'small', small,
		'whole', whole, 'uid', uid, 'net', net) $$;
CREATE FUNCTION mock.fail(state text, message text DEFAULT 'it failed', detail text DEFAULT '', hint text DEFAULT '')
	RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint;
END $$;
CREATE FUNCTION mock.sleep(seconds numeric) RETURNS text LANGUAGE sql AS
	$$ SELECT 'slept'::text FROM pg_sleep($1::float8) $$;
CREATE FUNCTION mock.hold() RETURNS text LANGUAGE sql AS
	$$ SELECT 'let go'::text FROM pg_advisory_xact_lock_shared(1) $$;
CREATE FUNCTION mock.answer(head text DEFAULT '', body text DEFAULT NULL) RETURNS text LANGUAGE sql AS
	$$ SELECT $2 FROM set_config('mock.head', $1, true) $$;
CREATE FUNCTION mock.big(size integer) RETURNS text LANGUAGE sql AS $$ SELECT repeat('x', $1) $$;
CREATE FUNCTION mock.list(max_rows integer DEFAULT 50) RETURNS SETOF mock.row LANGUAGE sql STABLE AS
	$$ SELECT * FROM mock.row ORDER BY id DESC LIMIT $1 $$;
CREATE FUNCTION mock.get(id integer) RETURNS mock.row LANGUAGE sql STABLE AS
	$$ SELECT r FROM mock.row r WHERE r.id = $1 $$;
CREATE FUNCTION mock.add_note(note text) RETURNS bigint LANGUAGE sql AS
	$$ INSERT INTO mock.note (note) VALUES ($1) RETURNING id $$;
CREATE FUNCTION mock.die() RETURNS text LANGUAGE sql SECURITY DEFINER AS
	$$ SELECT pg_terminate_backend(pg_backend_pid())::text $$;
CREATE FUNCTION mock.pid() RETURNS integer LANGUAGE sql AS $$ SELECT pg_backend_pid() $$;
CREATE FUNCTION mock.file(size integer, media_type text DEFAULT 'image/x-test') RETURNS outlay.file LANGUAGE sql AS $$
	SELECT ROW($2, 'a', (SELECT coalesce(string_agg(decode(lpad(to_hex(i % 256), 2, '0'), 'hex'), NULL ORDER BY i), '')
		FROM generate_series(0, $1 - 1) i))::outlay.file $$;
CREATE FUNCTION mock.take(content bytea, media_type text DEFAULT NULL, note text DEFAULT NULL) RETURNS json LANGUAGE sql AS
	$$ SELECT json_build_object('size', length($1), 'md5', md5($1), 'media_type', $2, 'note', $3) $$;
CREATE FUNCTION mock.text(size integer, media_type text DEFAULT 'text/plain') RETURNS text LANGUAGE sql AS
	$$ SELECT left(repeat(md5($1::text), $1 / 32 + 1), $1) FROM set_config('mock.head', E'\nContent-Type: ' || $2, true) $$;
CREATE FUNCTION mock.setting(name text) RETURNS text LANGUAGE sql AS $$ SELECT current_setting($1) $$;

INSERT INTO mock.route (id, method, path, call, returns_set, status, anonymous, ignore_unknown) VALUES
	(1, 'GET', '/api/entered', 'mock.entered', false, 200, true, false),
	(2, 'GET', '/api/private', 'mock.entered', false, 200, false, false),
	(3, 'POST', '/api/echo/{id}', 'mock.echo', false, 201, true, false),
	(4, 'GET', '/api/echo/{id}', 'mock.echo', false, 200, true, false),
	(5, 'POST', '/api/lenient/{id}', 'mock.echo', false, 200, true, true),
	(6, 'POST', '/api/fail', 'mock.fail', false, 200, true, false),
	(7, 'GET', '/api/fail', 'mock.fail', false, 200, true, false),
	(8, 'GET', '/api/sleep', 'mock.sleep', false, 200, true, false),
	(9, 'POST', '/api/answer', 'mock.answer', false, 200, true, false),
	(10, 'GET', '/api/big', 'mock.big', false, 200, true, false),
	(11, 'GET', '/api/rows', 'mock.list', true, 200, true, false),
	(12, 'GET', '/api/rows/{id}', 'mock.get', false, 200, true, false),
	(13, 'POST', '/api/notes', 'mock.add_note', false, 201, true, false),
	(14, 'POST', '/api/die', 'mock.die', false, 200, true, false),
	(15, 'GET', '/api/die', 'mock.die', false, 200, true, false),
	(16, 'GET', '/api/pid', 'mock.pid', false, 200, true, false),
	(17, 'GET', '/api/setting', 'mock.setting', false, 200, true, false),
	(20, 'POST', '/api/entered', 'mock.entered', false, 200, true, false),
	(18, 'GET', '/api/rows/first', 'mock.list', true, 200, true, false),
	(19, 'DELETE', '/api/rows/{id}', 'mock.get', false, 204, true, false),
	(21, 'GET', '/api/files/{size}', 'mock.file', false, 200, true, false),
	(22, 'PUT', '/api/files', 'mock.take', false, 200, true, false),
	(23, 'GET', '/api/text', 'mock.text', false, 200, true, false),
	(25, 'GET', '/api/hold', 'mock.hold', false, 200, true, false);
INSERT INTO mock.route (id, method, path, call, secret) VALUES (24, 'GET', '/api/secret', 'mock.text', true);
COMMIT;
