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
COMMENT ON FUNCTION outlay.openapi_schema(oid, boolean) IS 'JSON Schema of a type''s values';

-- The rules for values are C (validate.c); here they are told to clients. tests/http/test_openapi_values.py calls every
-- operation with values that these descriptions allow, and with values that they forbid, and fails where they differ
-- from the rules. A row without a function is for every argument of that name.
CREATE FUNCTION outlay.openapi_hint(function name, argument name) RETURNS jsonb
	LANGUAGE sql IMMUTABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT coalesce(h.rules::jsonb, '{}') || jsonb_build_object('description', h.description)
	FROM (VALUES
		(NULL, 'id', 'Number of the record', NULL),
		(NULL, 'version', 'The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins', NULL),
		('list_expenses', 'sort', 'Order: with - before it the largest come first',
			'{"enum": ["spent_on", "-spent_on", "amount", "-amount", "updated_at", "-updated_at", "id", "-id"], "default": "-spent_on"}'),
		('list_budgets', 'sort', 'Order: with - before it the largest come first',
			'{"enum": ["month", "-month", "amount", "-amount", "spent", "-spent", "remaining", "-remaining", "id", "-id"], "default": "-month"}'),
		('list_departments', 'sort', 'Order: with - before it the largest come first', '{"enum": ["id", "-id", "name", "-name"], "default": "-id"}'),
		('list_accounts', 'sort', 'Order: with - before it the largest come first',
			'{"enum": ["id", "-id", "name", "-name", "balance", "-balance"], "default": "-id"}'),
		('list_deposits', 'sort', 'Order: with - before it the largest come first', '{"enum": ["id", "-id", "amount", "-amount"], "default": "-id"}'),
		('list_members', 'sort', 'Order: with - before it the largest come first',
			'{"enum": ["id", "-id", "name", "-name", "email", "-email"], "default": "-id"}'),
		('list_audit', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}'),
		('total_expenses', 'by', 'A total for each of these; without it one for all',
			'{"enum": ["month", "department", "member", "budget"]}'),
		('total_budgets', 'by', 'A total for each of these; without it one for all', '{"enum": ["month", "department", "account"]}'),
		(NULL, 'action', 'What was done: created, updated, deleted …', NULL),
		(NULL, 'after', 'Where the page begins: "next" of the page before, in the same order', NULL),
		(NULL, 'page_size', 'Rows of a page', '{"minimum": 1, "maximum": 200, "default": 50}'),
		(NULL, 'archived', 'True: those out of use; false: those in use', NULL),
		('archive_account', 'archived', 'False brings it back into use', '{"default": true}'),
		('archive_department', 'archived', 'False brings it back into use', '{"default": true}'),
		(NULL, 'contains', 'A text that the name or description has, in any case', NULL),
		('list_members', 'contains', 'A text that the name or e-mail address has, in any case', NULL),
		(NULL, 'name', 'Its name, unlike that of any other in use', '{"minLength": 1, "maxLength": 100}'),
		('sign_up', 'name', 'Name of the organization', '{"minLength": 1, "maxLength": 100}'),
		(NULL, 'account_id', 'Number of the account', NULL),
		(NULL, 'budget_id', 'Number of the budget', NULL),
		(NULL, 'department_id', 'Number of the department', NULL),
		('update_member', 'department_id', 'Number of the department; 0 takes it away', NULL),
		(NULL, 'member_id', 'Number of the member', NULL),
		('create_expense', 'member_id', 'Whose expense it is, by default the caller''s; of others only for owners and admins', NULL),
		(NULL, 'amount', 'Money, greater than zero, with at most as many decimals as the currency has',
			'{"pattern": "^(?!0+([.]0+)?$)[0-9]{1,12}([.][0-9]{1,4})?$"}'),
		('create_deposit', 'amount', 'Money into the account, or, negative, out of it; not zero',
			'{"pattern": "^-?(?!0+([.]0+)?$)[0-9]{1,12}([.][0-9]{1,4})?$"}'),
		(NULL, 'initial_deposit', 'First money of the account, greater than zero',
			'{"pattern": "^(?!0+([.]0+)?$)[0-9]{1,12}([.][0-9]{1,4})?$"}'),
		(NULL, 'min_amount', 'Amounts from this on', NULL),
		(NULL, 'max_amount', 'Amounts up to this', NULL),
		(NULL, 'spent_on', 'Day of the expense, between 2000-01-01 and a year from today where the organization is', NULL),
		(NULL, 'from_date', 'Days from this on', NULL),
		(NULL, 'to_date', 'Days up to this', NULL),
		(NULL, 'month', 'Any day of the month, between 2000-01-01 and a year from today where the organization is', NULL),
		('list_budgets', 'month', 'Any day of the month', NULL),
		('total_budgets', 'month', 'Any day of the month', NULL),
		(NULL, 'from_month', 'Months from this on, by any day of it', NULL),
		(NULL, 'to_month', 'Months up to this, by any day of it', NULL),
		(NULL, 'description', 'What it is for', '{"maxLength": 300}'),
		('create_expense', 'description', 'What the money was spent on', '{"minLength": 1, "maxLength": 300}'),
		('update_expense', 'description', 'What the money was spent on', '{"minLength": 1, "maxLength": 300}'),
		(NULL, 'entity', 'Kind of record: department, account, budget, expense, member …', NULL),
		(NULL, 'entity_id', 'Number of the record', NULL),
		('list_audit', 'member_id', 'Number of the member who made the change', NULL),
		(NULL, 'since', 'Changes from this time on', NULL),
		(NULL, 'until', 'Changes before this time', NULL),
		(NULL, 'last_event_id', 'Number of the last change that was seen, to go on behind it', NULL),
		(NULL, 'email', 'E-mail address, by which a member logs in',
			'{"format": "email", "minLength": 3, "maxLength": 200}'),
		('log_in', 'email', 'E-mail address of the member', NULL),
		(NULL, 'password', 'Password; neither the e-mail address, nor the organization''s name, nor one that everybody guesses',
			'{"minLength": 10, "maxLength": 200}'),
		('log_in', 'password', 'Password of the member', NULL),
		(NULL, 'old_password', 'The present password', NULL),
		(NULL, 'new_password', 'The password from now on; other sessions end', '{"minLength": 10, "maxLength": 200}'),
		(NULL, 'first_name', 'First name', '{"maxLength": 40}'),
		(NULL, 'last_name', 'Last name', '{"maxLength": 40}'),
		(NULL, 'employee_number', 'Number under which others keep the member', '{"maxLength": 20}'),
		(NULL, 'role', 'What the member may do', '{"enum": ["owner", "admin", "approver", "member", "auditor"]}'),
		(NULL, 'status', 'Where the member stands', '{"enum": ["invited", "active", "deactivated"]}'),
		(NULL, 'cookies', 'True: the tokens come in a cookie, for browsers, and not in the answer', '{"default": false}'),
		(NULL, 'device_token', 'The one that an earlier log-in on this device gave; empty: give me one', NULL),
		(NULL, 'refresh_token', 'The refresh token of the session', NULL),
		(NULL, 'invitation_token', 'The token of the invitation', NULL),
		(NULL, 'organization_id', 'Public number of the organization', '{"examples": ["ACM-4095"]}'),
		(NULL, 'slug', 'Name in addresses; made from the name where it is not given',
			'{"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 63}'),
		(NULL, 'currency', 'ISO 4217', '{"pattern": "^[A-Z]{3}$", "examples": ["EUR", "JPY"]}'),
		(NULL, 'business_email', 'E-mail address of the organization', '{"format": "email", "minLength": 3, "maxLength": 200}'),
		(NULL, 'business_phone', 'Telephone number of the organization', '{"maxLength": 40}'),
		(NULL, 'display_name', 'What people read above every page; empty: the organization''s name', '{"maxLength": 100}'),
		(NULL, 'primary_color', 'Main colour; empty: the operator''s default', '{"pattern": "^(#[0-9A-Fa-f]{6})?$"}'),
		(NULL, 'accent_color', 'Second colour; empty: the operator''s default', '{"pattern": "^(#[0-9A-Fa-f]{6})?$"}'),
		(NULL, 'locale', 'Language tag of BCP 47; empty: the operator''s default',
			'{"pattern": "^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$", "maxLength": 35, "examples": ["en", "de-AT", ""]}'),
		(NULL, 'time_zone', 'Name of the time zone database; empty: the operator''s default',
			'{"pattern": "^(UTC|[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)+)?$", "maxLength": 40, "examples": ["Europe/Vienna", "UTC", ""]}'),
		(NULL, 'over_budget', 'What happens to an expense beyond its budget; empty: the operator''s default',
			'{"enum": ["refuse", "warn", "allow", ""]}'),
		(NULL, 'over_account', 'What happens to a budget or withdrawal beyond its account; empty: the operator''s default',
			'{"enum": ["refuse", "warn", "allow", ""]}'),
		(NULL, 'second_factor_roles', 'Roles whose members must have a second factor, separated by blanks, or none; empty: the operator''s default',
			'{"pattern": "^(|none|(owner|admin|approver|member|auditor)( (owner|admin|approver|member|auditor))*)$", "maxLength": 40, "examples": ["none", ""]}'),
		(NULL, 'code', 'Six digits of the authenticator, or a recovery code', NULL),
		('confirm_second_factor', 'code', 'The first six digits of the authenticator', NULL),
		('confirm_session', 'password', 'Your password', NULL),
		(NULL, 'ticket', 'The ticket that the log-in gave', NULL),
		(NULL, 'reset_token', 'The token of the link for a new password', NULL),
		(NULL, 'email_token', 'The token of the link that confirms the address', NULL),
		-- API v1
		(NULL, 'tenant_id', 'Public number of the organization, like ACM-4095', NULL),
		(NULL, 'business_phone_number', 'Telephone number of the organization', NULL),
		(NULL, 'refresh', 'The refresh token', NULL),
		(NULL, 'source', 'Number of the account', NULL),
		(NULL, 'department', 'Number of the department', NULL),
		(NULL, 'year', 'Year of the month', NULL),
		('v1_create_budget', 'month', 'Month, 1 to 12', NULL),
		('v1_update_budget', 'month', 'Month, 1 to 12', NULL),
		(NULL, 'budget', 'Number of the budget', NULL),
		(NULL, 'date', 'Day, YYYY-MM-DD', NULL),
		(NULL, 'use', 'What the money was spent on', NULL)
	) h (function, argument, description, rules)
	WHERE h.argument = openapi_hint.argument AND coalesce(h.function = openapi_hint.function, true)
	ORDER BY h.function NULLS LAST
	LIMIT 1;
END;
COMMENT ON FUNCTION outlay.openapi_hint(name, name) IS
	'What a function of the extension expects of an argument, as parts of a JSON Schema; NULL: nothing is known';

CREATE FUNCTION outlay.openapi_argument(function oid, name name, type oid) RETURNS jsonb
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT s.schema || CASE
		WHEN h.hint IS NULL OR p.pronamespace <> 'outlay'::regnamespace
		THEN jsonb_build_object('description', 'See the description of the operation')
		-- API v1 checks values of any type itself.
		WHEN format_type(openapi_argument.type, NULL) = 'json' THEN jsonb_build_object('description', h.hint ->> 'description')
		-- Rules are for each value of several.
		WHEN s.schema ->> 'type' = 'array' THEN jsonb_build_object('description', h.hint -> 'description',
			'maxItems', 50, 'items', s.schema -> 'items' || (h.hint - 'description'))
		ELSE h.hint END
	FROM pg_proc p CROSS JOIN LATERAL (SELECT outlay.openapi_schema(openapi_argument.type) AS schema) s CROSS JOIN LATERAL (SELECT outlay.openapi_hint(p.proname, openapi_argument.name) AS hint) h
	WHERE p.oid = openapi_argument.function;
END;
COMMENT ON FUNCTION outlay.openapi_argument(oid, name, oid) IS 'JSON Schema of an argument, with its description';

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
COMMENT ON FUNCTION outlay.openapi_errors(text) IS 'The errors that a COMMENT tells of, by HTTP status';

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
	'The failures of an operation, as OpenAPI responses by status';
