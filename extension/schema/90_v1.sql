-- API v1: the contract of the original system, as thin SQL over the functions of API v2, so that its published client
-- works unchanged. Bodies are bare, lists are arrays, amounts are JSON numbers, errors are {"field": ["message"]} or
-- {"detail": "message"}.
--
-- All of them run with PostgreSQL's own names alone: in an organization's schema there may be functions and operators that
-- fit better. Which organization they are called for the functions of v2 know from outlay.enter().

-- ---------------------------------------------------------------------------------------------------------------
-- Errors
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_failure(sqlstate text, message text, detail text) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	-- What API v1 calls the fields of v2.
	names constant jsonb := '{"account_id": "source", "department_id": "department", "budget_id": "budget",
		"spent_on": "date", "description": "use", "business_phone": "business_phone_number",
		"initial_deposit": "amount"}';
	fields jsonb;
BEGIN
	IF sqlstate = 'P0002' THEN
		PERFORM outlay.set_reply(404);
		RETURN json_build_object('detail', 'Not found.');
	END IF;
	SELECT jsonb_object_agg(f.field, f.messages) INTO fields
	FROM (
		SELECT coalesce(names ->> line[1], line[1]) AS field, jsonb_agg(line[3] ORDER BY n) AS messages
		FROM regexp_split_to_table(detail, '\n') WITH ORDINALITY AS l (text, n),
			regexp_match(l.text, '^([a-z_][a-z0-9_.]*): ([a-z_]+): (.+)$') AS line
		WHERE line IS NOT NULL
		GROUP BY 1
	) f;
	PERFORM outlay.set_reply(400);
	RETURN coalesce(fields, jsonb_build_object('detail', message));
END
$function$;
COMMENT ON FUNCTION outlay.v1_failure(text, text, text) IS 'The body, and the status, of an error in API v1. Internal';

CREATE FUNCTION outlay.v1_check(VARIADIC checks text[]) RETURNS void
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF array_remove(checks, NULL) <> '{}' THEN
		RAISE invalid_parameter_value USING MESSAGE = 'invalid request',
			DETAIL = array_to_string(array_remove(checks, NULL), E'\n');
	END IF;
END
$function$;
COMMENT ON FUNCTION outlay.v1_check(text[]) IS
'Raises 22023 with the lines that are not NULL.
What v1_field() said of each field. Internal';

CREATE FUNCTION outlay.v1_is_date(value text) RETURNS boolean
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT CASE
		WHEN value !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' OR value LIKE '0000%' THEN false
		-- The last day of the month: a day before the first of the next.
		ELSE right(value, 2)::integer <= extract(day FROM make_date(left(value, 4)::integer,
			substring(value FROM 6 FOR 2)::integer, 1) + interval '1 month' - interval '1 day')
	END;
END;
COMMENT ON FUNCTION outlay.v1_is_date(text) IS 'Whether a text is a day that exists, as YYYY-MM-DD. Internal';

CREATE FUNCTION outlay.v1_field(field text, value json, kind text, required boolean DEFAULT true) RETURNS text
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT field || CASE
		WHEN value IS NULL OR json_typeof(value) = 'null' THEN
			CASE WHEN required THEN ': missing: This field is required.' END
		WHEN kind = 'integer' AND (value #>> '{}') !~ '^[0-9]{1,9}$' THEN ': invalid: A valid integer is required.'
		WHEN kind = 'number' AND (value #>> '{}') !~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN
			': invalid: A valid number is required.'
		WHEN kind = 'date' AND NOT outlay.v1_is_date(value #>> '{}') THEN
			': invalid: Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'
		WHEN kind = 'text' AND json_typeof(value) <> 'string' THEN ': invalid: Not a valid string.'
	END;
END;
COMMENT ON FUNCTION outlay.v1_field(text, json, text, boolean) IS
'What is wrong with a value of a request; NULL if nothing.
A line "field: code: message". kind: integer, number, date or text. Internal';

-- ---------------------------------------------------------------------------------------------------------------
-- Records as API v1 writes them
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_department(d outlay.department_record) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (d).id, 'created', (d).created_at, 'updated', (d).updated_at, 'name', (d).name);
END;
COMMENT ON FUNCTION outlay.v1_department(outlay.department_record) IS 'A department in API v1. Internal';

CREATE FUNCTION outlay.v1_account(a outlay.account_record) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (a).id, 'created', (a).created_at, 'updated', (a).updated_at, 'name', (a).name,
		'amount', (a).balance);
END;
COMMENT ON FUNCTION outlay.v1_account(outlay.account_record) IS 'An account in API v1: amount is the money now in it. Internal';

CREATE FUNCTION outlay.v1_budget(b outlay.budget_record) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (b).id, 'created', (b).created_at, 'updated', (b).updated_at,
		'source', (b).account_id, 'department', (b).department_id, 'month', extract(month FROM (b).month)::integer,
		'year', extract(year FROM (b).month)::integer, 'amount', (b).remaining);
END;
COMMENT ON FUNCTION outlay.v1_budget(outlay.budget_record) IS
'A budget in API v1, flat: amount is what is left of its allocation. Internal';

CREATE FUNCTION outlay.v1_budget_full(b outlay.budget_record) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (b).id, 'created', (b).created_at, 'updated', (b).updated_at,
		'source', outlay.v1_account(outlay.get_account((b).account_id)),
		'department', outlay.v1_department(outlay.get_department((b).department_id)),
		'month', (ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
			'October', 'November', 'December'])[extract(month FROM (b).month)::integer],
		'year', extract(year FROM (b).month)::integer, 'amount', (b).remaining);
END;
COMMENT ON FUNCTION outlay.v1_budget_full(outlay.budget_record) IS 'A budget in API v1, with its account and department. Internal';

CREATE FUNCTION outlay.v1_expense(e outlay.expense_record) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (e).id, 'created', (e).created_at, 'updated', (e).updated_at,
		'budget', (e).budget_id, 'amount', (e).amount, 'date', (e).spent_on, 'use', (e).description);
END;
COMMENT ON FUNCTION outlay.v1_expense(outlay.expense_record) IS 'An expense in API v1, flat. Internal';

CREATE FUNCTION outlay.v1_expense_full(e outlay.expense_record, budget json) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (e).id, 'created', (e).created_at, 'updated', (e).updated_at,
		'budget', budget, 'amount', (e).amount, 'date', (e).spent_on, 'use', (e).description);
END;
COMMENT ON FUNCTION outlay.v1_expense_full(outlay.expense_record, json) IS 'An expense in API v1, with its budget. Internal';

-- Not get_organization(): whoever registers as the first user is not logged in.
CREATE FUNCTION outlay.v1_member(m outlay.member_record) RETURNS json
	LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT json_build_object('id', (m).id, 'first_name', (m).first_name, 'last_name', (m).last_name,
		'email', (m).email, 'photo', NULL,
		'organization', outlay.current_organization(),
		'department', (m).department_id, 'employee_id', (m).employee_number,
		'role', CASE (m).role WHEN 'owner' THEN 'Admin' WHEN 'admin' THEN 'Admin' WHEN 'member' THEN 'Staff'
			ELSE initcap((m).role) END);
END;
COMMENT ON FUNCTION outlay.v1_member(outlay.member_record) IS 'A user in API v1. Internal';

-- ---------------------------------------------------------------------------------------------------------------
-- Base host: organizations
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_create_tenant(name json DEFAULT NULL, business_email json DEFAULT NULL,
		business_phone_number json DEFAULT NULL)
	RETURNS json
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	created outlay.tenant;
	detail text;
BEGIN
	IF NOT current_setting('outlay.allow_sign_up')::boolean THEN
		RAISE insufficient_privilege USING MESSAGE = 'this installation does not take new organizations',
			HINT = 'Ask its operator to create yours.';
	END IF;
	PERFORM outlay.v1_check(
		outlay.v1_field('name', name, 'text'),
		outlay.v1_field('business_email', business_email, 'text'),
		outlay.v1_field('business_phone_number', business_phone_number, 'text', false));
	created := outlay.create_tenant(name #>> '{}', business_email #>> '{}', business_phone_number #>> '{}');
	RETURN json_build_object('id', created.id, 'created', created.created_at, 'updated', created.updated_at,
		'name', created.name, 'business_phone_number', created.business_phone,
		'business_email', created.business_email, 'is_active', created.status = 'active',
		'schema', created.schema, 'subdomain', created.slug || '.' || current_setting('outlay.base_domain'),
		'tenant_id', created.organization_id);
EXCEPTION WHEN invalid_parameter_value OR unique_violation THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_create_tenant(json, json, json) IS
'API v1: creates an organization.
Its first user, within ten minutes, becomes its owner. 42501: sign-up is switched off';

CREATE FUNCTION outlay.v1_list_tenants() RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	RAISE insufficient_privilege USING MESSAGE = 'only operators may list organizations',
		HINT = 'An operator does so in psql.';
END
$function$;
COMMENT ON FUNCTION outlay.v1_list_tenants() IS 'API v1: no organizations are listed over HTTP. 42501: always';

CREATE FUNCTION outlay.v1_tenant_info(tenant_id json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF (tenant_id #>> '{}') IS NULL THEN
		PERFORM outlay.set_reply(400);
		RETURN json_build_object('detail', 'tenant_id is required.');
	END IF;
	RETURN (SELECT json_build_object('name', o.name, 'subdomain', o.host, 'organization_id', o.organization_id)
		FROM outlay.find_organization(tenant_id #>> '{}') o);
EXCEPTION WHEN no_data_found THEN
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, NULL);
END
$function$;
COMMENT ON FUNCTION outlay.v1_tenant_info(json) IS
'API v1: the organization of a public number like ACM-4095.
OT403: it is suspended';

-- ---------------------------------------------------------------------------------------------------------------
-- Users and log-in
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_create_user(email json DEFAULT NULL, password json DEFAULT NULL,
		first_name json DEFAULT NULL, last_name json DEFAULT NULL)
	RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('email', email, 'text'),
		outlay.v1_field('password', password, 'text'),
		outlay.v1_field('first_name', first_name, 'text', false),
		outlay.v1_field('last_name', last_name, 'text', false));
	RETURN outlay.v1_member(outlay.register_first_member(email #>> '{}', password #>> '{}', first_name #>> '{}',
		last_name #>> '{}'));
EXCEPTION WHEN invalid_parameter_value OR unique_violation THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_create_user(json, json, json, json) IS
'API v1: the first user of a new organization becomes its owner.
Whatever role is asked for. 42501: others come by invitation';

CREATE FUNCTION outlay.v1_log_in(email json DEFAULT NULL, password json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	grant_ outlay.session_grant;
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('email', email, 'text'),
		outlay.v1_field('password', password, 'text'));
	grant_ := outlay.log_in(email #>> '{}', password #>> '{}');
	IF grant_.failure = 'wrong_credentials' THEN
		PERFORM outlay.set_reply(401);
		RETURN json_build_object('detail', 'No active account found with the given credentials');
	END IF;
	IF grant_.next IS NOT NULL THEN
		PERFORM outlay.set_reply(401);
		RETURN json_build_object('detail', 'This account needs a second factor, which API v1 does not have: log in with API v2');
	END IF;
	RETURN json_build_object('refresh', grant_.refresh_token, 'access', grant_.access_token);
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_log_in(json, json) IS
'API v1: access and refresh token of a new session.
28P01: no active account has these credentials';

CREATE FUNCTION outlay.v1_refresh(refresh json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(outlay.v1_field('refresh', refresh, 'text'));
	-- The client keeps its first refresh token and never reads another, so that one is not replaced.
	RETURN json_build_object('access', (outlay.renew_access(refresh #>> '{}')).access_token);
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_refresh(json) IS 'API v1: a new access token. 28P01: the refresh token is not valid any more';

CREATE FUNCTION outlay.v1_me() RETURNS json
	LANGUAGE sql
BEGIN ATOMIC
	SELECT (outlay.v1_member(m)::jsonb || jsonb_build_object('is_active', m.status = 'active'))::json
	FROM outlay.get_me() m;
END;
COMMENT ON FUNCTION outlay.v1_me() IS 'API v1: the user who is logged in';

-- ---------------------------------------------------------------------------------------------------------------
-- Departments
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_list_departments() RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	items json[] := '{}';
	page json[];
	position text;
BEGIN
	LOOP
		SELECT array_agg(outlay.v1_department(d)) INTO page
		FROM outlay.list_departments(after => position, page_size => 200) d;
		items := items || page;
		position := outlay.next_page();
		EXIT WHEN position IS NULL;
	END LOOP;
	RETURN array_to_json(items);
END
$function$;
COMMENT ON FUNCTION outlay.v1_list_departments() IS 'API v1: all departments, the newest first';

CREATE FUNCTION outlay.v1_get_department(id bigint) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	RETURN outlay.v1_department(outlay.get_department(id));
EXCEPTION WHEN no_data_found THEN
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, NULL);
END
$function$;
COMMENT ON FUNCTION outlay.v1_get_department(bigint) IS 'API v1: a department';

CREATE FUNCTION outlay.v1_create_department(name json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(outlay.v1_field('name', name, 'text'));
	RETURN outlay.v1_department(outlay.create_department(name #>> '{}'));
EXCEPTION WHEN invalid_parameter_value OR unique_violation THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_create_department(json) IS 'API v1: creates a department';

CREATE FUNCTION outlay.v1_update_department(id bigint, name json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(outlay.v1_field('name', name, 'text', false));
	RETURN outlay.v1_department(outlay.update_department(id,
		name => coalesce(name #>> '{}', outlay.unchanged(NULL::text))));
EXCEPTION WHEN invalid_parameter_value OR unique_violation OR no_data_found THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_update_department(bigint, json) IS 'API v1: changes a department';

-- ---------------------------------------------------------------------------------------------------------------
-- Accounts
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_list_accounts() RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	items json[] := '{}';
	page json[];
	position text;
BEGIN
	LOOP
		SELECT array_agg(outlay.v1_account(a)) INTO page
		FROM outlay.list_accounts(after => position, page_size => 200) a;
		items := items || page;
		position := outlay.next_page();
		EXIT WHEN position IS NULL;
	END LOOP;
	RETURN array_to_json(items);
END
$function$;
COMMENT ON FUNCTION outlay.v1_list_accounts() IS 'API v1: all accounts, the newest first';

CREATE FUNCTION outlay.v1_get_account(id bigint) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	RETURN outlay.v1_account(outlay.get_account(id));
EXCEPTION WHEN no_data_found THEN
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, NULL);
END
$function$;
COMMENT ON FUNCTION outlay.v1_get_account(bigint) IS 'API v1: an account';

CREATE FUNCTION outlay.v1_create_account(name json DEFAULT NULL, amount json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
	deposit numeric;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('name', name, 'text'),
		outlay.v1_field('amount', amount, 'number'));
	-- An account may begin empty.
	deposit := nullif((amount #>> '{}')::numeric, 0);
	RETURN outlay.v1_account(outlay.create_account(name #>> '{}', deposit));
EXCEPTION WHEN invalid_parameter_value OR unique_violation OR check_violation THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_create_account(json, json) IS 'API v1: creates an account with money in it';

CREATE FUNCTION outlay.v1_update_account(id bigint, name json DEFAULT NULL, amount json DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	account outlay.account_record;
	difference numeric;
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('name', name, 'text', false),
		outlay.v1_field('amount', amount, 'number', false));
	-- The change comes first, since it locks the account: the difference is then to the balance that stays.
	account := outlay.update_account(id, name => coalesce(name #>> '{}', outlay.unchanged(NULL::text)));
	difference := (amount #>> '{}')::numeric - account.balance;
	IF difference <> 0 THEN
		PERFORM outlay.create_deposit(id, difference, 'Balance set');
		account := outlay.get_account(id);
	END IF;
	RETURN outlay.v1_account(account);
EXCEPTION WHEN invalid_parameter_value OR unique_violation OR check_violation OR no_data_found THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_update_account(bigint, json, json) IS
'API v1: changes an account.
Amount is the money that shall be in it, the difference becomes a deposit';

-- ---------------------------------------------------------------------------------------------------------------
-- Budgets
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_list_budgets(department bigint DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	items json[] := '{}';
	page json[];
	position text;
BEGIN
	LOOP
		SELECT array_agg(outlay.v1_budget_full(b)) INTO page
		FROM outlay.list_budgets(department_id => CASE WHEN department IS NOT NULL THEN ARRAY[department] END, after => position, page_size => 200) b;
		position := outlay.next_page();
		items := items || page;
		EXIT WHEN position IS NULL;
	END LOOP;
	RETURN array_to_json(items);
END
$function$;
COMMENT ON FUNCTION outlay.v1_list_budgets(bigint) IS 'API v1: all budgets, or those of a department, the newest first';

CREATE FUNCTION outlay.v1_get_budget(id bigint) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	RETURN outlay.v1_budget_full(outlay.get_budget(id));
EXCEPTION WHEN no_data_found THEN
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, NULL);
END
$function$;
COMMENT ON FUNCTION outlay.v1_get_budget(bigint) IS 'API v1: a budget';

CREATE FUNCTION outlay.v1_month(month json, year json) RETURNS date
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	m integer := (month #>> '{}')::integer;
	y integer := (year #>> '{}')::integer;
BEGIN
	PERFORM outlay.v1_check(
		CASE WHEN m NOT BETWEEN 1 AND 12 THEN 'month: out_of_range: Ensure this value is between 1 and 12.' END,
		CASE WHEN y NOT BETWEEN 2000 AND 9999 THEN 'year: out_of_range: Ensure this value is between 2000 and 9999.' END);
	RETURN make_date(y, m, 1);
END
$function$;
COMMENT ON FUNCTION outlay.v1_month(json, json) IS
'The first day of a month of API v1; NULL where a part is missing.
22023: no such month. Internal';

CREATE FUNCTION outlay.v1_create_budget(source json DEFAULT NULL, department json DEFAULT NULL,
		month json DEFAULT NULL, year json DEFAULT NULL, amount json DEFAULT NULL)
	RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('source', source, 'integer'),
		outlay.v1_field('department', department, 'integer'),
		outlay.v1_field('month', month, 'integer'),
		outlay.v1_field('year', year, 'integer'),
		outlay.v1_field('amount', amount, 'number'));
	RETURN outlay.v1_budget(outlay.create_budget((source #>> '{}')::bigint, (department #>> '{}')::bigint,
		outlay.v1_month(month, year), (amount #>> '{}')::numeric));
EXCEPTION WHEN invalid_parameter_value OR unique_violation OR check_violation THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_create_budget(json, json, json, json, json) IS
	'API v1: creates a budget; its amount leaves the account';

CREATE FUNCTION outlay.v1_update_budget(id bigint, source json DEFAULT NULL, department json DEFAULT NULL,
		month json DEFAULT NULL, year json DEFAULT NULL, amount json DEFAULT NULL)
	RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	budget outlay.budget_record;
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('source', source, 'integer', false),
		outlay.v1_field('department', department, 'integer', false),
		outlay.v1_field('month', month, 'integer', false),
		outlay.v1_field('year', year, 'integer', false),
		outlay.v1_field('amount', amount, 'number', false));
	-- A change of nothing locks the budget: month, year and what is spent then stay as they are read here.
	budget := outlay.update_budget(id);
	RETURN outlay.v1_budget(outlay.update_budget(id,
		account_id => coalesce((source #>> '{}')::bigint, outlay.unchanged(NULL::bigint)),
		department_id => coalesce((department #>> '{}')::bigint, outlay.unchanged(NULL::bigint)),
		month => CASE WHEN month IS NULL AND year IS NULL THEN budget.month
			ELSE outlay.v1_month(coalesce(month, to_json(extract(month FROM budget.month))),
				coalesce(year, to_json(extract(year FROM budget.month)))) END,
		-- What shall be left, and what is spent, is the allocation.
		amount => coalesce((amount #>> '{}')::numeric + budget.spent, outlay.unchanged(NULL::numeric))));
EXCEPTION WHEN invalid_parameter_value OR unique_violation OR check_violation OR no_data_found THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_update_budget(bigint, json, json, json, json, json) IS
	'API v1: changes a budget; amount is what shall be left of it';

-- ---------------------------------------------------------------------------------------------------------------
-- Expenses
-- ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION outlay.v1_list_expenses(department bigint DEFAULT NULL) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	items json[] := '{}';
	page json[];
	position text;
BEGIN
	LOOP
		WITH listed AS MATERIALIZED (
			SELECT e, row_number() OVER () AS n
			FROM outlay.list_expenses(department_id => CASE WHEN department IS NOT NULL THEN ARRAY[department] END, after => position, page_size => 200) e
		), budgets AS MATERIALIZED (
			SELECT d.budget_id AS id, outlay.v1_budget_full(outlay.get_budget(d.budget_id)) AS budget
			FROM (SELECT DISTINCT (e).budget_id FROM listed) d
		)
		SELECT array_agg(outlay.v1_expense_full(l.e, b.budget) ORDER BY l.n) INTO page
		FROM listed l JOIN budgets b ON b.id = (l.e).budget_id;
		position := outlay.next_page();
		items := items || page;
		EXIT WHEN position IS NULL;
	END LOOP;
	RETURN array_to_json(items);
END
$function$;
COMMENT ON FUNCTION outlay.v1_list_expenses(bigint) IS
	'API v1: all expenses, or those of a department, the newest first';

CREATE FUNCTION outlay.v1_get_expense(id bigint) RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	expense outlay.expense_record;
BEGIN
	expense := outlay.get_expense(id);
	RETURN outlay.v1_expense_full(expense, outlay.v1_budget_full(outlay.get_budget(expense.budget_id)));
EXCEPTION WHEN no_data_found THEN
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, NULL);
END
$function$;
COMMENT ON FUNCTION outlay.v1_get_expense(bigint) IS 'API v1: an expense';

CREATE FUNCTION outlay.v1_create_expense(budget json DEFAULT NULL, amount json DEFAULT NULL, date json DEFAULT NULL,
		use json DEFAULT NULL)
	RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('budget', budget, 'integer'),
		outlay.v1_field('amount', amount, 'number'),
		outlay.v1_field('date', date, 'date'),
		outlay.v1_field('use', use, 'text'));
	RETURN outlay.v1_expense(outlay.create_expense((budget #>> '{}')::bigint, (amount #>> '{}')::numeric,
		(date #>> '{}')::date, use #>> '{}'));
EXCEPTION WHEN invalid_parameter_value OR check_violation THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_create_expense(json, json, json, json) IS
	'API v1: creates an expense; its amount leaves the budget';

CREATE FUNCTION outlay.v1_update_expense(id bigint, budget json DEFAULT NULL, amount json DEFAULT NULL,
		date json DEFAULT NULL, use json DEFAULT NULL)
	RETURNS json
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.v1_check(
		outlay.v1_field('budget', budget, 'integer', false),
		outlay.v1_field('amount', amount, 'number', false),
		outlay.v1_field('date', date, 'date', false),
		outlay.v1_field('use', use, 'text', false));
	RETURN outlay.v1_expense(outlay.update_expense(id,
		budget_id => coalesce((budget #>> '{}')::bigint, outlay.unchanged(NULL::bigint)),
		amount => coalesce((amount #>> '{}')::numeric, outlay.unchanged(NULL::numeric)),
		spent_on => coalesce((date #>> '{}')::date, outlay.unchanged(NULL::date)),
		description => coalesce(use #>> '{}', outlay.unchanged(NULL::text))));
EXCEPTION WHEN invalid_parameter_value OR check_violation OR no_data_found THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN outlay.v1_failure(SQLSTATE, SQLERRM, detail);
END
$function$;
COMMENT ON FUNCTION outlay.v1_update_expense(bigint, json, json, json, json) IS
	'API v1: changes an expense; the difference moves';

-- ---------------------------------------------------------------------------------------------------------------
-- Routes. What a call needs is decided by the functions of v2 as well; unknown keys are ignored, as they were.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
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
	(NULL, 'use', 'What the money was spent on', NULL);

SELECT outlay.publish('POST', '/api/v1/tenants', 'outlay.v1_create_tenant', 'Create an organization',
	NULL, 201, false, true);
SELECT outlay.publish('GET', '/api/v1/tenants', 'outlay.v1_list_tenants', 'Refused: operators use psql',
	NULL, 200, false, true);
SELECT outlay.publish('POST', '/api/v1/tenants/info', 'outlay.v1_tenant_info', 'Find an organization',
	NULL, 200, false, true);
SELECT outlay.publish('POST', '/api/v1/auth/users', 'outlay.v1_create_user', 'Register the first user',
	NULL, 201, true, true, true);
SELECT outlay.publish('POST', '/api/v1/auth/jwt/create', 'outlay.v1_log_in', 'Log in', NULL, 200, true, true,
	true);
SELECT outlay.publish('POST', '/api/v1/auth/jwt/refresh', 'outlay.v1_refresh', 'Get a new access token',
	NULL, 200, true, true, true);
SELECT outlay.publish('GET', '/api/v1/auth/users/me', 'outlay.v1_me', 'Get the user who is logged in',
	'{owner,admin,approver,member,auditor}', 200, true, true);

SELECT outlay.publish(r.method, '/api/v1/' || r.path, ('outlay.v1_' || r.function)::regproc, r.summary,
	CASE r.who WHEN 'all' THEN '{owner,admin,approver,member,auditor}'
		WHEN 'spend' THEN '{owner,admin,approver,member}' ELSE '{owner,admin}' END::text[],
	r.status, true, true)
FROM (VALUES
	('GET', 'departments', 'list_departments', 'List departments', 'all', 200),
	('POST', 'departments', 'create_department', 'Create a department', 'manage', 201),
	('GET', 'departments/{id}', 'get_department', 'Get a department', 'all', 200),
	('PUT', 'departments/{id}', 'update_department', 'Change a department', 'manage', 200),
	('PATCH', 'departments/{id}', 'update_department', 'Change a department', 'manage', 200),
	('GET', 'accounts', 'list_accounts', 'List accounts', 'all', 200),
	('POST', 'accounts', 'create_account', 'Create an account', 'manage', 201),
	('GET', 'accounts/{id}', 'get_account', 'Get an account', 'all', 200),
	('PUT', 'accounts/{id}', 'update_account', 'Change an account', 'manage', 200),
	('PATCH', 'accounts/{id}', 'update_account', 'Change an account', 'manage', 200),
	('GET', 'budgets', 'list_budgets', 'List budgets', 'all', 200),
	('POST', 'budgets', 'create_budget', 'Create a budget', 'manage', 201),
	('GET', 'budgets/department/{department}', 'list_budgets', 'List budgets of a department', 'all', 200),
	('GET', 'budgets/{id}', 'get_budget', 'Get a budget', 'all', 200),
	('PUT', 'budgets/{id}', 'update_budget', 'Change a budget', 'manage', 200),
	('PATCH', 'budgets/{id}', 'update_budget', 'Change a budget', 'manage', 200),
	('GET', 'expenses', 'list_expenses', 'List expenses', 'all', 200),
	('POST', 'expenses', 'create_expense', 'Create an expense', 'spend', 201),
	('GET', 'expenses/department/{department}', 'list_expenses', 'List expenses of a department', 'all', 200),
	('GET', 'expenses/{id}', 'get_expense', 'Get an expense', 'all', 200),
	('PUT', 'expenses/{id}', 'update_expense', 'Change an expense', 'spend', 200),
	('PATCH', 'expenses/{id}', 'update_expense', 'Change an expense', 'spend', 200)
) AS r (method, path, function, summary, who, status);

-- What the published functions call in turn, as outlay_web.
DO $grants$
DECLARE
	function regprocedure;
BEGIN
	FOR function IN
		SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'outlay'::regnamespace AND proname ~ '^v1_'
	LOOP
		EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO outlay_web', function);
	END LOOP;
END
$grants$;
