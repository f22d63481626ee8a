-- Which function answers which request. outlayd reads this at start and at NOTIFY outlay_routes.

CREATE TABLE outlay.route (
	id					integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	method				text NOT NULL
		CONSTRAINT route_method_known CHECK (method IN ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
	path				text NOT NULL
		CONSTRAINT route_path_form CHECK (path ~ '^(/([a-z0-9._-]+|\{[a-z][a-z0-9_]*\}))+$'),
	function			text NOT NULL,
	-- Who may call it; NULL: everybody, logged in or not.
	roles				text[]
		CONSTRAINT route_roles_known CHECK (roles <> '{}' AND roles <@ '{owner,admin,approver,member,auditor}'),
	-- False: it is called at the base host, for no organization. NULL: at any host, for none.
	for_tenant			boolean DEFAULT true,
	status				smallint NOT NULL DEFAULT 200 CONSTRAINT route_status_success CHECK (status BETWEEN 200 AND 299),
	ignore_unknown		boolean NOT NULL DEFAULT false,
	-- The answer holds a token or the like, and so is never kept for an idempotency key.
	secret				boolean NOT NULL DEFAULT false,
	summary				text NOT NULL,
	builtin				boolean NOT NULL DEFAULT false,
	CONSTRAINT route_key UNIQUE (method, path),
	CONSTRAINT route_base_is_public CHECK (for_tenant IS TRUE OR roles IS NULL)
);
COMMENT ON TABLE outlay.route IS 'Which function answers which request, and who may call it';

CREATE FUNCTION outlay.route_changed() RETURNS trigger
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_route_changed';
COMMENT ON FUNCTION outlay.route_changed() IS 'Tells backends and shims that routes changed';
CREATE TRIGGER route_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON outlay.route
	FOR EACH STATEMENT EXECUTE FUNCTION outlay.route_changed();

SELECT pg_catalog.pg_extension_config_dump('outlay.route', 'WHERE NOT builtin');
SELECT pg_catalog.pg_extension_config_dump('outlay.route_id_seq', '');

CREATE FUNCTION outlay.installing() RETURNS boolean
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_installing';
COMMENT ON FUNCTION outlay.installing() IS 'Whether a script of the extension is running';

CREATE FUNCTION outlay.publish(method text, path text, function regproc, summary text, roles text[] DEFAULT NULL,
		status integer DEFAULT 200, for_tenant boolean DEFAULT true, ignore_unknown boolean DEFAULT false,
		secret boolean DEFAULT false)
	RETURNS outlay.route
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $publish$
DECLARE
	published outlay.route;
	name text := (SELECT pg_catalog.format('%I.%I', n.nspname, p.proname)
		FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = function);
BEGIN
	INSERT INTO outlay.route (method, path, function, roles, for_tenant, status, ignore_unknown, secret, summary, builtin)
	VALUES (method, path, name, roles, for_tenant, status, ignore_unknown, secret, summary, outlay.installing())
	RETURNING * INTO published;
	EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO outlay_web', function::regprocedure);
	RETURN published;
END
$publish$;
COMMENT ON FUNCTION outlay.publish(text, text, regproc, text, text[], integer, boolean, boolean, boolean) IS
	'Publishes a function over HTTP: its arguments are the path''s {names}, query parameters and JSON keys, its result is the answer. roles: who may call it, NULL for everybody; secret: its answer is never kept for an idempotency key. 23505: the method and path are published already; 23514: a malformed path, role or status';

CREATE FUNCTION outlay.unpublish(method text, path text) RETURNS void
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $unpublish$
BEGIN
	DELETE FROM outlay.route r WHERE r.method = unpublish.method AND r.path = unpublish.path AND NOT r.builtin;
	IF NOT FOUND THEN
		RAISE no_data_found USING MESSAGE = format('no function is published at %s %s', method, path),
			HINT = 'Routes of the extension itself stay; outlay.route lists all.';
	END IF;
END
$unpublish$;
COMMENT ON FUNCTION outlay.unpublish(text, text) IS
	'Takes a function published with publish() off HTTP. P0002: none of yours is published there';

CREATE FUNCTION outlay.route_arguments(function oid, OUT n bigint, OUT name text, OUT type oid, OUT required boolean)
	RETURNS SETOF record
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT a.n, a.name, a.type, a.n <= a.pronargs - a.pronargdefaults
	FROM (
		SELECT row_number() OVER (ORDER BY i) AS n, p.proargnames[i] AS name, p.proargtypes[row_number() OVER (ORDER BY i) - 1] AS type,
			p.pronargs, p.pronargdefaults
		FROM pg_proc p CROSS JOIN generate_series(1, coalesce(cardinality(p.proargmodes), p.pronargs)) i
		-- Arguments that a caller gives: all where there are no modes, else those marked as in, inout or variadic.
		WHERE p.oid = function AND coalesce(p.proargmodes[i], 'i') IN ('i', 'b', 'v')
	) a
	ORDER BY a.n;
END;
COMMENT ON FUNCTION outlay.route_arguments(oid) IS 'The arguments of a function that a request may carry';

CREATE FUNCTION outlay.http_routes(OUT id integer, OUT method text, OUT path text, OUT call text,
		OUT returns_set boolean, OUT status smallint, OUT anonymous boolean, OUT ignore_unknown boolean,
		OUT arg_names text[], OUT arg_types text[], OUT arg_required boolean[])
	RETURNS SETOF record
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT r.id, r.method, r.path, r.function, p.proretset, r.status, r.roles IS NULL, r.ignore_unknown,
		a.names, a.types, a.required
	FROM outlay.route r
	JOIN pg_proc p ON p.oid = to_regproc(r.function)
	CROSS JOIN LATERAL (
		SELECT coalesce(array_agg(n.name ORDER BY n.n), '{}') AS names,
			coalesce(array_agg(format_type(n.type, NULL) ORDER BY n.n), '{}') AS types,
			coalesce(array_agg(n.required ORDER BY n.n), '{}') AS required
		FROM outlay.route_arguments(p.oid) n
	) a
	ORDER BY r.path, r.method;
END;
COMMENT ON FUNCTION outlay.http_routes() IS 'The routes as outlayd reads them; see ARCHITECTURE.md';
GRANT EXECUTE ON FUNCTION outlay.http_routes() TO outlay_web;

CREATE FUNCTION outlay.http_origins() RETURNS text[]
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT pg_catalog.regexp_split_to_array(pg_catalog.btrim(
		coalesce(pg_catalog.current_setting('outlay.allowed_origins', true), '*')), '\s*,\s*');
END;
COMMENT ON FUNCTION outlay.http_origins() IS 'Web origins that may call the API from a browser (setting outlay.allowed_origins)';
GRANT EXECUTE ON FUNCTION outlay.http_origins() TO outlay_web;
