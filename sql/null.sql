-- What is not given stays; NULL empties a field, or is refused by its name where the field cannot be empty. However it is
-- said: by name, by place, as a parameter, from a function of one's own.
SET client_min_messages = warning;
SELECT slug FROM outlay.create_tenant('Null Ltd', 'office@null.example', slug => 'nullltd') \gset
SELECT slug FROM outlay.use_tenant('nullltd');
SELECT status FROM outlay.create_member('owner@null.example', 'a fine long secret', 'owner');
SELECT status FROM outlay.create_member('member@null.example', 'a fine long secret', 'member', first_name => 'Mona');
SELECT name FROM outlay.create_department('Works');
SELECT approver_id FROM outlay.update_department(1, approver_id => 1);
SELECT code, parent_id FROM outlay.create_category('Travel', code => '4670');
SELECT code, parent_id FROM outlay.create_category('Flights', 1, '4671');

-- By name, and by place.
SELECT name, approver_id FROM outlay.update_department(1, name => 'Yard');
SELECT name, approver_id FROM outlay.update_department(1, approver_id => NULL);
SELECT name, approver_id FROM outlay.update_department(1, name => NULL);
SELECT name, approver_id FROM outlay.update_department(1, NULL, NULL, 1);
SELECT name, approver_id, version FROM outlay.update_department(1);
SELECT first_name, last_name, department_id, employee_number FROM outlay.update_member(2, last_name => 'Member', department_id => 1, employee_number => 'E7');
SELECT first_name, last_name, department_id, employee_number FROM outlay.update_member(2, department_id => NULL, employee_number => NULL, first_name => NULL);
SELECT name, parent_id, code FROM outlay.update_category(2, parent_id => NULL, code => NULL);
SELECT locale, own_settings FROM outlay.update_organization(locale => 'de-AT', over_budget => 'warn');
SELECT locale, own_settings FROM outlay.update_organization(locale => NULL);
SELECT currency FROM outlay.update_organization(currency => NULL);
SELECT amount FROM outlay.update_budget(1, amount => NULL, account_id => NULL, department_id => NULL, month => NULL);
SELECT amount FROM outlay.update_expense(1, amount => NULL, budget_id => NULL, spent_on => NULL, description => NULL);

-- As a parameter, with a plan for each call and with one for all of them.
PREPARE change (bigint, bigint) AS SELECT approver_id FROM outlay.update_department($1, approver_id => $2);
PREPARE rename (text) AS SELECT name FROM outlay.update_department(1, name => $1);
SET plan_cache_mode = force_custom_plan;
EXECUTE change (1, 1);
EXECUTE change (1, NULL);
EXECUTE rename (NULL);
SET plan_cache_mode = force_generic_plan;
EXECUTE change (1, 1);
EXECUTE change (1, NULL);
EXECUTE rename (NULL);
RESET plan_cache_mode;

-- From expressions, and of rows.
SELECT approver_id FROM outlay.update_department(1, approver_id => 1);
SELECT approver_id FROM outlay.update_department(1, approver_id => nullif(1, 1));
SELECT (outlay.update_department(1, approver_id => x)).approver_id FROM (VALUES (1::bigint), (NULL)) v (x);
SELECT name FROM outlay.update_department(1, name => coalesce(NULL, NULL));

-- A function of one's own hands on what it was given, either way.
CREATE FUNCTION pg_temp.name_department(id bigint, name text DEFAULT NULL, approver bigint DEFAULT NULL) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	RETURN outlay.update_department(id, name => coalesce(name, outlay.unchanged(name)),
		approver_id => coalesce(approver::integer, outlay.unchanged(NULL::integer)));
END
$$;
SELECT approver_id FROM outlay.update_department(1, approver_id => 1);
SELECT pg_temp.name_department(1, 'Garden') LIKE '(1,Garden,%' AS changed;
SELECT pg_temp.name_department(1) LIKE '(1,Garden,%' AS stayed;
SELECT name, approver_id FROM outlay.get_department(1);
CREATE FUNCTION pg_temp.empty_department(id bigint) RETURNS outlay.department_record
LANGUAGE sql AS 'SELECT outlay.update_department(id, approver_id => NULL)';
SELECT approver_id FROM pg_temp.empty_department(1);

-- What the OpenAPI document tells of each argument.
SELECT p.proname, string_agg(a.name, ' ' ORDER BY a.n) FILTER (WHERE outlay.null_empties(p.oid, a.n::integer)) AS empties,
	string_agg(a.name, ' ' ORDER BY a.n) FILTER (WHERE NOT outlay.null_empties(p.oid, a.n::integer)) AS refused,
	string_agg(a.name, ' ' ORDER BY a.n) FILTER (WHERE outlay.null_empties(p.oid, a.n::integer) IS NULL) AS neither
FROM pg_proc p, outlay.route_arguments(p.oid) a WHERE p.proname LIKE 'update\_%' AND p.pronamespace = 'outlay'::regnamespace
GROUP BY p.oid ORDER BY 1;
SELECT outlay.null_empties(0, 1), outlay.null_empties('outlay.update_me'::regproc, 0), outlay.null_empties('outlay.update_me'::regproc, 99);
RESET search_path;
