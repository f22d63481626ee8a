-- Prepared plans: kept for some organizations, for some lists of each, and never freed while they are in use.
SET outlay.cached_tenants = 8;
SELECT count(outlay.create_tenant('Planned ' || i, 'plan@planned.example')) FROM generate_series(1, 20) i;
SELECT id AS first FROM outlay.use_tenant('planned1') \gset

-- A statement of one organization, and below it a trigger of a DBA's that serves all others.
CREATE FUNCTION public.regress_mirror() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
	own text := current_setting('search_path');
	other record;
BEGIN
	FOR other IN SELECT schema FROM outlay.tenant WHERE business_email = 'plan@planned.example' AND slug <> 'planned1' LOOP
		PERFORM set_config('search_path', other.schema || ', outlay, pg_temp', true);
		PERFORM outlay.create_department(NEW.name), count(*) FROM outlay.list_departments();
	END LOOP;
	PERFORM set_config('search_path', own, true);
	RETURN NEW;
END
$$;
CREATE TRIGGER mirror AFTER INSERT ON department FOR EACH ROW EXECUTE FUNCTION public.regress_mirror();
SELECT name FROM outlay.create_department('Sales');
SELECT name FROM outlay.create_department('Marketing');
-- The same where one of the others fails, and the transaction goes on without it.
BEGIN;
SELECT name FROM outlay.create_department('Research');
SAVEPOINT one;
SELECT name FROM outlay.create_department('research');
ROLLBACK TO one;
SELECT name FROM outlay.create_department('Purchasing');
COMMIT;
SELECT name FROM outlay.list_departments() ORDER BY name;
SELECT slug FROM outlay.use_tenant('planned20');
SELECT name FROM outlay.list_departments() ORDER BY name;

-- Each set of filters of a list is a statement of its own; with very many of them the oldest go.
CREATE FUNCTION public.regress_lists() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	rows bigint;
	total bigint := 0;
BEGIN
	FOR i IN 0 .. 255 LOOP
		EXECUTE format('SELECT count(*) FROM outlay.list_expenses(budget_id => %s, department_id => %s, from_date => %s, '
			'to_date => %s, min_amount => %s, max_amount => %s, page_size => %s, contains => %s)',
			CASE WHEN i & 1 > 0 THEN '''{1}''' ELSE 'NULL' END, CASE WHEN i & 2 > 0 THEN '''{1}''' ELSE 'NULL' END,
			CASE WHEN i & 4 > 0 THEN '''2024-01-01''' ELSE 'NULL' END, CASE WHEN i & 8 > 0 THEN '''2025-01-01''' ELSE 'NULL' END,
			CASE WHEN i & 16 > 0 THEN '1' ELSE 'NULL' END, CASE WHEN i & 32 > 0 THEN '9' ELSE 'NULL' END,
			CASE WHEN i & 64 > 0 THEN '100' ELSE 'NULL' END, CASE WHEN i & 128 > 0 THEN '''x''' ELSE 'NULL' END) INTO rows;
		total := total + rows;
	END LOOP;
	RETURN total;
END
$$;
SELECT count(*) AS before FROM pg_backend_memory_contexts WHERE name = 'CachedPlanSource' \gset
SELECT public.regress_lists();
SELECT public.regress_lists();
SELECT count(*) - :before BETWEEN 50 AND 90 AS bounded FROM pg_backend_memory_contexts WHERE name = 'CachedPlanSource';
SELECT count(*) FROM outlay.list_expenses();

-- A plan that could not be made is made at the next use.
BEGIN;
ALTER TABLE department RENAME TO department_away;
SELECT count(*) FROM outlay.list_departments();
ROLLBACK;
SELECT count(*) FROM outlay.list_departments();

RESET search_path;
SET client_min_messages = warning;
DROP FUNCTION public.regress_mirror() CASCADE;
RESET client_min_messages;
DROP FUNCTION public.regress_lists();
