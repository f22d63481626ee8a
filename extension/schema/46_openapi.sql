-- The OpenAPI document, made from the same rows that the shim serves by: routes, functions, types and comments.
--
-- What a description needs to say is said once, in COMMENTs. A column of a record may be null exactly where its
-- comment mentions NULL.

CREATE FUNCTION outlay.openapi_record(type oid) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT jsonb_build_object(
		'type', 'object',
		'description', coalesce(obj_description(t.oid, 'pg_type'), t.typname),
		'required', jsonb_agg(a.attname ORDER BY a.attnum)
			|| CASE WHEN outlay.can_actions(t.oid) IS NULL THEN '[]'::jsonb ELSE '["can"]' END,
		'properties', CASE WHEN outlay.can_actions(t.oid) IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('can',
			jsonb_build_object('type', 'array', 'description', 'What the caller may do with it',
				'items', jsonb_build_object('type', 'string', 'enum', to_jsonb(outlay.can_actions(t.oid))))) END
			|| jsonb_object_agg(a.attname,
			outlay.openapi_schema(a.atttypid, coalesce(col_description(a.attrelid, a.attnum) LIKE '%NULL%', false))
			|| CASE WHEN col_description(a.attrelid, a.attnum) IS NULL THEN '{}'
				ELSE jsonb_build_object('description', col_description(a.attrelid, a.attnum)) END))
	FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE t.oid = type
	GROUP BY t.oid, t.typname;
END;
COMMENT ON FUNCTION outlay.openapi_record(oid) IS 'JSON Schema of a composite type. Internal';

-- One operation: what stands in the document under a path and a method.
CREATE FUNCTION outlay.openapi_operation(route outlay.route) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT jsonb_build_object(
			'operationId', p.proname || CASE WHEN r.ordinal > 1 THEN '_' || r.ordinal ELSE '' END,
			'tags', jsonb_build_array(coalesce(substring(r.path FROM '^/api/(v1)/'), split_part(r.path, '/', 4))),
			'summary', r.summary,
			-- Errors stand with the responses.
			'description', coalesce(nullif(regexp_replace(c.text, '[.]? *\m(OT|P0|[0-9]{2}|[0-9][A-Z])[0-9A-Z]{3}: .*$', ''), ''), r.summary)
				|| CASE WHEN r.roles IS NULL THEN '' ELSE E'\n\nRoles: ' || array_to_string(r.roles, ', ') END,
			'security', CASE WHEN r.console = 'public' OR r.console IS NULL AND r.roles IS NULL THEN '[]'::jsonb ELSE '[{"bearer": []}, {"cookie": []}]' END,
			'parameters', coalesce((
				SELECT jsonb_agg(jsonb_build_object('name', a.name,
						'in', CASE WHEN strpos(r.path, '{' || a.name || '}') > 0 THEN 'path' ELSE 'query' END,
						'required', a.required OR strpos(r.path, '{' || a.name || '}') > 0,
						'description', s.schema -> 'description',
						'schema', s.schema - 'description') ORDER BY a.n)
				FROM outlay.route_arguments(p.oid) a
				CROSS JOIN LATERAL (SELECT outlay.openapi_argument(p.oid, a.name, a.type) AS schema) s
				WHERE strpos(r.path, '{' || a.name || '}') > 0 OR r.method IN ('GET', 'DELETE')
					OR r.takes_bytes AND a.name NOT IN ('content', 'media_type')), '[]')
				|| CASE WHEN r.method = 'POST' AND r.console IS NULL THEN
					'[{"$ref": "#/components/parameters/IdempotencyKey"}]'::jsonb ELSE '[]' END
				|| CASE WHEN r.method = 'GET' THEN '[{"$ref": "#/components/parameters/IfNoneMatch"}]'::jsonb
					WHEN r.takes_version THEN '[{"$ref": "#/components/parameters/IfMatch"}]' ELSE '[]' END
				|| CASE WHEN r.method = 'GET' OR r.secret OR r.status = 204 THEN '[]'::jsonb
					ELSE '[{"$ref": "#/components/parameters/Prefer"}]' END,
			'responses', jsonb_build_object(
				r.status::text, jsonb_build_object('description', 'success')
				|| CASE WHEN r.method <> 'GET' AND NOT r.gives_version THEN '{}'::jsonb
					ELSE jsonb_build_object('headers', '{"ETag": {"$ref": "#/components/headers/ETag"}}'::jsonb
						|| CASE WHEN p.proretset THEN '{"Link": {"$ref": "#/components/headers/Link"}}'::jsonb ELSE '{}' END
						|| CASE WHEN r.status = 201 THEN '{"Location": {"$ref": "#/components/headers/Location"}}'::jsonb
							ELSE '{}' END) END
				|| CASE WHEN r.status = 204 THEN '{}'
					WHEN r.gives_bytes THEN '{"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}'
					WHEN p.prorettype = 'outlay.event'::regtype THEN jsonb_build_object(
						'description', 'events one after the other, the data of each an event; without an end',
						'content', jsonb_build_object('text/event-stream', jsonb_build_object('schema',
							jsonb_build_object('type', 'array', 'items', outlay.openapi_schema(p.prorettype)))))
					ELSE jsonb_build_object('content', jsonb_build_object('application/json',
						jsonb_build_object('schema', CASE
							WHEN p.proretset THEN jsonb_build_object('type', 'object',
								'required', '["items", "next"]'::jsonb,
								'properties', jsonb_build_object(
									'items', jsonb_build_object('type', 'array', 'items', outlay.openapi_schema(p.prorettype)),
									'next', '{"type": ["string", "null"], "description": "what to pass as after for the next page"}'::jsonb))
							ELSE outlay.openapi_schema(p.prorettype) END))) END)
				|| outlay.openapi_error_responses(route, c.text, p.pronargs > 0, r.takes_version)
				|| CASE WHEN r.method = 'GET' THEN '{"304": {"$ref": "#/components/responses/NotModified"}}'::jsonb
					WHEN r.secret OR r.status <> 200 THEN '{}' ELSE '{"204": {"$ref": "#/components/responses/Minimal"}}' END
				|| CASE WHEN r.gives_bytes AND r.method = 'GET' THEN '{"206": {
					"description": "the part that Range asked for",
					"headers": {"Content-Range": {"description": "which bytes of how many: bytes 0-99/1234", "schema": {"type": "string"}}},
					"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}'::jsonb ELSE '{}' END)
		|| CASE WHEN r.method IN ('GET', 'DELETE') THEN '{}'
			WHEN r.takes_bytes THEN jsonb_build_object('requestBody', jsonb_build_object(
				'required', (SELECT a.required FROM outlay.route_arguments(p.oid) a WHERE a.name = 'content'),
				'content', '{"*/*": {"schema": {"type": "string", "format": "binary"}}}'::jsonb))
			ELSE coalesce((
			SELECT jsonb_build_object('requestBody', jsonb_build_object(
				'required', bool_or(a.required),
				'content', jsonb_build_object('application/json', jsonb_build_object('schema', jsonb_build_object(
					'type', 'object',
					'additionalProperties', r.ignore_unknown,
					'required', coalesce(jsonb_agg(a.name ORDER BY a.n) FILTER (WHERE a.required), '[]'),
					'properties', jsonb_object_agg(a.name, outlay.openapi_argument(p.oid, a.name, a.type)))))))
			FROM outlay.route_arguments(p.oid) a
			WHERE strpos(r.path, '{' || a.name || '}') = 0
			HAVING count(*) > 0), '{}') END
	FROM (SELECT outlay.route_function((route).function, (route).arguments) AS oid) f
	JOIN pg_proc p ON p.oid = f.oid
	-- Its first line stands alone in psql; here it begins a paragraph.
	CROSS JOIN LATERAL (SELECT replace(obj_description(p.oid, 'pg_proc'), E'\n', ' ') AS text) c
	CROSS JOIN LATERAL (SELECT (route).*, (
			SELECT count(*) FROM outlay.route o
			WHERE o.function = (route).function AND o.id <= (route).id
		) AS ordinal,
		p.prorettype = 'outlay.file'::regtype AND NOT p.proretset AS gives_bytes,
		EXISTS (SELECT FROM outlay.route_arguments(p.oid) a
			WHERE a.name = 'content' AND a.type = 'bytea'::regtype) AS takes_bytes,
		(route).method <> 'GET' AND EXISTS (SELECT FROM outlay.route_arguments(p.oid) a WHERE a.name = 'version') AS takes_version,
		(route).method <> 'DELETE' AND NOT p.proretset AND ((route).method <> 'POST' OR (route).status = 201)
			AND EXISTS (SELECT FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid
				WHERE t.oid = p.prorettype AND a.attname = 'version' AND NOT a.attisdropped) AS gives_version) r;
END;
COMMENT ON FUNCTION outlay.openapi_operation(outlay.route) IS 'OpenAPI operation of a route. Internal';

CREATE FUNCTION outlay.openapi_document(console boolean) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT jsonb_build_object(
		'openapi', '3.1.0',
		'info', jsonb_build_object(
			'title', 'Outlay',
			'version', (SELECT extversion FROM pg_extension WHERE extname = 'outlay'),
			'summary', CASE WHEN console THEN 'The console for operators' ELSE 'Expenses of many organizations' END,
			'description', CASE WHEN console THEN 'For those who run this installation, at a host of its own. Times are UTC.' ELSE 'Each organization has a host name of its own; its paths also work at any host behind /t/<slug>. Amounts are decimal strings, times are UTC.' END,
			'license', '{"name": "PostgreSQL License", "identifier": "PostgreSQL"}'::jsonb),
		'servers', '[{"url": "/", "description": "the host that serves this document"}]'::jsonb,
		'paths', (
			SELECT jsonb_object_agg(p.path, p.operations)
			FROM (
				SELECT r.path, jsonb_object_agg(lower(r.method), outlay.openapi_operation(r)) AS operations
				FROM outlay.route r WHERE outlay.route_function(r.function, r.arguments) IS NOT NULL AND (r.console IS NOT NULL) = openapi_document.console
				GROUP BY r.path
			) p),
		'components', jsonb_build_object(
			'parameters', '{"IdempotencyKey": {"name": "Idempotency-Key", "in": "header", "description": "a text of the client''s own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret", "schema": {"type": "string", "minLength": 1, "maxLength": 100}},
				"IfMatch": {"name": "If-Match", "in": "header", "description": "the ETag of the record, or its version in quotes: a change of another version is refused with 412", "schema": {"type": "string"}},
				"IfNoneMatch": {"name": "If-None-Match", "in": "header", "description": "an ETag that was given before: where that is still the answer, 304 comes without it", "schema": {"type": "string"}},
				"Prefer": {"name": "Prefer", "in": "header", "description": "return=minimal: without a body in the answer", "schema": {"type": "string"}}}'::jsonb,
			'securitySchemes', '{"bearer": {"type": "http", "scheme": "bearer"}, "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-outlay", "description": "for browsers, see cookies of log_in; whatever writes needs an Origin of this site"}}'::jsonb,
			'headers', '{"ETag": {"description": "the version of the record, and what the answer is known by", "schema": {"type": "string"}},
				"Link": {"description": "where there is a next page, its address (rel=next)", "schema": {"type": "string"}},
				"Location": {"description": "where the record is read", "schema": {"type": "string"}}}'::jsonb,
			'responses', '{"NotModified": {"description": "the client has the answer already"},
				"Minimal": {"description": "success, with Prefer: return=minimal"}}'::jsonb,
			'schemas', '{"Problem": {"type": "object", "required": ["type", "title", "status", "code", "detail"], "properties": {
				"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
				"code": {"type": "string", "description": "the kind of failure, for programs"},
				"detail": {"type": "string", "description": "what went wrong, for people"},
				"hint": {"type": "string", "description": "what to do about it"},
				"request_id": {"type": "string"},
				"errors": {"type": "array", "items": {"type": "object", "required": ["field", "code", "message"], "properties": {
					"field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}}}}}},
				"V1Problem": {"type": "object", "description": "API v1: detail, or what is wrong by field"}}'::jsonb
			|| coalesce((
				SELECT jsonb_object_agg(t.typname, outlay.openapi_record(t.oid))
				FROM pg_type t
				WHERE t.typtype = 'c' AND t.oid <> 'outlay.file'::regtype AND t.oid IN (
					SELECT p.prorettype FROM outlay.route r JOIN pg_proc p ON p.oid = outlay.route_function(r.function, r.arguments)
					WHERE (r.console IS NOT NULL) = openapi_document.console
					UNION
					SELECT a.atttypid FROM outlay.route r JOIN pg_proc p ON p.oid = outlay.route_function(r.function, r.arguments)
					JOIN pg_type c ON c.oid = p.prorettype JOIN pg_attribute a ON a.attrelid = c.typrelid
					WHERE (r.console IS NOT NULL) = openapi_document.console)), '{}')));
END;
COMMENT ON FUNCTION outlay.openapi_document(boolean) IS 'Makes the OpenAPI 3.1 document of the console, or of all else. Internal';

CREATE FUNCTION outlay.openapi() RETURNS json
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_openapi';
COMMENT ON FUNCTION outlay.openapi() IS 'The OpenAPI 3.1 document of all routes';

SELECT outlay.publish('GET', '/api/openapi.json', 'outlay.openapi', 'This document', for_tenant => NULL);
