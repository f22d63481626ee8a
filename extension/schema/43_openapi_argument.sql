-- What the OpenAPI document says of types, arguments and errors.

CREATE FUNCTION outlay.openapi_schema(type oid, is_nullable boolean DEFAULT false) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT CASE
		WHEN t.oid = 'record'::regtype THEN '{"type": "object"}'
		WHEN t.typtype = 'c' THEN jsonb_build_object('$ref', '#/components/schemas/' || t.typname)
		WHEN t.typelem <> 0 AND t.typlen = -1 THEN jsonb_build_object('type', 'array', 'items',
			CASE format_type(t.typelem, NULL)
				WHEN 'bigint' THEN '{"type": "integer", "format": "int64"}'::jsonb
				WHEN 'integer' THEN '{"type": "integer", "format": "int32"}'
				ELSE '{"type": "string"}' END)
		WHEN format_type(t.oid, NULL) IN ('json', 'jsonb') THEN '{}'
		ELSE CASE format_type(t.oid, NULL)
				WHEN 'bigint' THEN '{"type": "integer", "format": "int64"}'::jsonb
				WHEN 'integer' THEN '{"type": "integer", "format": "int32"}'
				WHEN 'smallint' THEN '{"type": "integer", "format": "int32"}'
				WHEN 'boolean' THEN '{"type": "boolean"}'
				WHEN 'numeric' THEN '{"type": "string", "format": "decimal", "pattern": "^-?[0-9]+([.][0-9]+)?$"}'
				WHEN 'date' THEN '{"type": "string", "format": "date"}'
				WHEN 'timestamp with time zone' THEN '{"type": "string", "format": "date-time"}'
				WHEN 'uuid' THEN '{"type": "string", "format": "uuid"}'
				ELSE '{"type": "string"}' END
			-- A value that may be null has two types.
			|| CASE WHEN is_nullable THEN jsonb_build_object('type', jsonb_build_array(
				CASE format_type(t.oid, NULL) WHEN 'bigint' THEN 'integer' WHEN 'integer' THEN 'integer'
					WHEN 'smallint' THEN 'integer' WHEN 'boolean' THEN 'boolean' ELSE 'string' END, 'null'))
				ELSE '{}' END
		END
	FROM pg_type t WHERE t.oid = type;
END;
COMMENT ON FUNCTION outlay.openapi_schema(oid, boolean) IS 'JSON Schema of a type''s values. Internal';

-- The rules for values are C (validate.c); here they are told to clients. tests/http/test_openapi_values.py calls every
-- operation with values that these descriptions allow, and with values that they forbid, and fails where they differ
-- from the rules. Each topic adds rows for its own arguments; here are those that several share.
CREATE TABLE outlay.openapi_hint (
	function name,
	argument name NOT NULL,
	description text NOT NULL,
	rules jsonb,
	CONSTRAINT openapi_hint_key UNIQUE NULLS NOT DISTINCT (argument, function)
);
ALTER TABLE outlay.openapi_hint REPLICA IDENTITY FULL; -- a key with NULLs is none, and each table has one
COMMENT ON TABLE outlay.openapi_hint IS 'What functions of the extension expect of their arguments, for the OpenAPI document';
COMMENT ON COLUMN outlay.openapi_hint.function IS 'Name of the function in the schema outlay; NULL: of every function that has no row of its own for the argument';
COMMENT ON COLUMN outlay.openapi_hint.argument IS 'Name of the argument';
COMMENT ON COLUMN outlay.openapi_hint.description IS 'What it is, in words';
COMMENT ON COLUMN outlay.openapi_hint.rules IS 'Parts of a JSON Schema; NULL: the type says it all';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'id', 'Number of the record', NULL),
	(NULL, 'version', 'The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins', NULL),
	(NULL, 'after', 'Where the page begins: "next" of the page before, in the same order', NULL),
	(NULL, 'page_size', 'Rows of a page', '{"minimum": 1, "maximum": 200, "default": 50}'),
	(NULL, 'archived', 'True: those out of use; false: those in use', NULL),
	(NULL, 'contains', 'A text that the name or description has, in any case', NULL),
	(NULL, 'name', 'Its name, unlike that of any other in use', '{"minLength": 1, "maxLength": 100}'),
	(NULL, 'amount', 'Money, greater than zero, with at most as many decimals as the currency has',
		'{"pattern": "^(?!0+([.]0+)?$)[0-9]{1,15}([.][0-9]{1,4})?$"}'),
	(NULL, 'description', 'What it is for', '{"maxLength": 300}');

CREATE FUNCTION outlay.openapi_argument_hint(function name, argument name) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT coalesce(h.rules, '{}') || jsonb_build_object('description', h.description)
	FROM outlay.openapi_hint h
	WHERE h.argument = openapi_argument_hint.argument AND coalesce(h.function = openapi_argument_hint.function, true)
	ORDER BY h.function NULLS LAST
	LIMIT 1;
END;
COMMENT ON FUNCTION outlay.openapi_argument_hint(name, name) IS
'What a function of the extension expects of an argument.
As parts of a JSON Schema; NULL: nothing is known. Internal';

CREATE FUNCTION outlay.openapi_argument(function oid, name name, type oid) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT v.schema || CASE
		WHEN NOT coalesce(v.empties, false) THEN '{}'
		-- A value that may be null has two types, and is one of those that it may be.
		WHEN v.schema ? 'enum' THEN jsonb_build_object('type', jsonb_build_array(v.schema -> 'type', 'null'),
			'enum', v.schema -> 'enum' || 'null')
		ELSE jsonb_build_object('type', jsonb_build_array(v.schema -> 'type', 'null')) END
	FROM (SELECT s.schema || CASE
		WHEN h.hint IS NULL OR p.pronamespace <> 'outlay'::regnamespace
		THEN jsonb_build_object('description', 'See the description of the operation')
		-- API v1 checks values of any type itself.
		WHEN format_type(openapi_argument.type, NULL) = 'json' THEN jsonb_build_object('description', h.hint ->> 'description')
		-- Rules are for each value of several.
		WHEN s.schema ->> 'type' = 'array' THEN jsonb_build_object('description', h.hint -> 'description',
			'maxItems', coalesce(h.hint -> 'maxItems', '50'),
			'items', s.schema -> 'items' || (h.hint - '{description,maxItems}'::text[]))
		ELSE h.hint END AS schema,
		(SELECT outlay.null_empties(p.oid, a.n::integer) FROM outlay.route_arguments(p.oid) a
			WHERE a.name = openapi_argument.name::text) AS empties
	FROM pg_proc p CROSS JOIN LATERAL (SELECT outlay.openapi_schema(openapi_argument.type) AS schema) s CROSS JOIN LATERAL (SELECT outlay.openapi_argument_hint(p.proname, openapi_argument.name) AS hint) h
	WHERE p.oid = openapi_argument.function) v;
END;
COMMENT ON FUNCTION outlay.openapi_argument(oid, name, oid) IS 'JSON Schema of an argument, with its description. Internal';

-- A COMMENT ends with the errors, "P0002: there is none; OT412: changed meanwhile"; 28000 is no matter of HTTP, where
-- the roles say whether somebody has to be logged in. Statuses in parentheses are those
-- of failures that a function returns: "wrong_credentials (401)".
CREATE FUNCTION outlay.openapi_errors(comment text) RETURNS TABLE (status text, reason text)
	LANGUAGE sql IMMUTABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT CASE
			WHEN left(m[1], 2) = 'OT' THEN right(m[1], 3)
			WHEN m[1] = '28P01' THEN '401'
			WHEN m[1] = '42501' THEN '403'
			WHEN m[1] IN ('P0002', '3D000') THEN '404'
			WHEN m[1] IN ('23505', '23503', '55000') THEN '409'
			WHEN left(m[1], 2) = '22' OR m[1] IN ('23502', '23514') THEN '422' END, m[2]
	FROM regexp_matches(comment, '\m((?:OT|P0|[0-9]{2}|[0-9][A-Z])[0-9A-Z]{3}): ((?:[^;.]|[.](?=[a-z]))+)', 'g') m
	UNION ALL
	SELECT m[1], 'see code in the answer'
	FROM regexp_matches(comment, '[( ](4[0-9]{2})(?=[),]| or 4)', 'g') m;
END;
COMMENT ON FUNCTION outlay.openapi_errors(text) IS 'The errors that a COMMENT tells of, by HTTP status. Internal';

CREATE FUNCTION outlay.openapi_error_responses(route outlay.route, comment text, takes_arguments boolean, takes_version boolean)
	RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT jsonb_object_agg(e.status, jsonb_build_object(
			'description', e.reasons,
			'content', jsonb_build_object('application/problem+json', '{"schema": {"$ref": "#/components/schemas/Problem"}}'::jsonb)
				|| CASE WHEN (route).path LIKE '/api/v1/%' AND e.status LIKE '4%'
					THEN '{"application/json": {"schema": {"$ref": "#/components/schemas/V1Problem"}}}'::jsonb ELSE '{}' END))
	FROM (
		SELECT r.status, string_agg(r.reason, '; ' ORDER BY r.n, r.reason) AS reasons
		FROM (
			SELECT 0 AS n, c.status, c.reason FROM outlay.openapi_errors(comment) c
			WHERE c.status IS NOT NULL AND c.reason <> 'invalid'
			UNION
			SELECT b.n, b.status, b.reason
			FROM (VALUES
				(0, '400', 'what is wrong, by field', takes_arguments AND (route).path LIKE '/api/v1/%'),
				(0, '401', 'nobody is logged in', (route).roles IS NOT NULL),
				(2, '403', 'not for every role', (route).roles IS NOT NULL),
				(2, '403', 'the organization is suspended', (route).for_tenant IS TRUE),
				(2, '404', 'no organization is at this address', (route).for_tenant IS TRUE),
				(2, '404', 'organizations do not answer this, the base host does', (route).for_tenant IS FALSE),
				(0, '412', 'changed meanwhile', takes_version),
				(0, '422', 'a field is missing, unknown or of the wrong type', takes_arguments OR NOT (route).ignore_unknown),
				(0, '428', 'neither If-Match nor version is given', (route).match_required),
				(3, '4XX', 'the request is malformed, too large, too frequent …', true),
				(3, '5XX', 'not now (503, 504: try again), or not at all (500)', true)
			) b (n, status, reason, holds)
			WHERE b.holds
		) r
		GROUP BY r.status
	) e;
END;
COMMENT ON FUNCTION outlay.openapi_error_responses(outlay.route, text, boolean, boolean) IS
'The failures of an operation, as OpenAPI responses by status. Internal';
