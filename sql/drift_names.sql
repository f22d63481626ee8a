-- A name, a comment or a default is what somebody chose: it can neither add a line to a catalogue, nor a statement to the
-- script of repair(), which an administrator gives to psql.
SELECT slug, schema FROM outlay.create_tenant('Names', 'office@names.example') \gset
SELECT slug FROM outlay.use_tenant('names');

-- In a migration no name has a control character.
SELECT outlay.add_migration('two lines', 'CREATE TABLE "a
b" (x integer)');
SELECT outlay.add_migration('a tab', E'CREATE TABLE fine (x integer, "y\tz" integer)');
SELECT outlay.add_migration('a separator', U&'ALTER TABLE expense ADD CONSTRAINT "a\2028b" CHECK (id > 0)');

-- By hand anything can be made.
BEGIN;
SELECT name FROM outlay.add_migration('blanks', 'CREATE TABLE "a USING b; ALTER ROLE regress_hero SUPERUSER; --" (id bigint CONSTRAINT a PRIMARY KEY)');
SELECT schema FROM outlay.create_tenant('Blanks', 'office@names.example') \gset
CREATE ROLE regress_hero;
DO $do$
DECLARE
	name text;
	names text[] := array[
		E'x\n";\nALTER ROLE regress_hero SUPERUSER;\n--', E'x; ALTER ROLE regress_hero SUPERUSER; --',
		E'a: {"b', E'a": "b', E'quo"te', E'odd"": {', '␛000a', E'\n', 'x" (y integer); ALTER ROLE regress_hero SUPERUSER; --',
		E'\\! touch /tmp/regress_hero', E'$$; ALTER ROLE regress_hero SUPERUSER; $$', '''; ALTER ROLE regress_hero SUPERUSER; --'];
BEGIN
	FOREACH name IN ARRAY names LOOP
		EXECUTE format('CREATE TABLE %1$I (%1$I text DEFAULT %1$L CONSTRAINT %1$I CHECK (%1$I <> %1$L))', name);
		EXECUTE format('CREATE INDEX %I ON %I (%I)', left('i' || name, 60), name, name);
		EXECUTE format('COMMENT ON TABLE %1$I IS %1$L; COMMENT ON CONSTRAINT %1$I ON %1$I IS %1$L', name);
		EXECUTE format('CREATE FUNCTION %I(%I text DEFAULT %L) RETURNS text LANGUAGE sql AS %L', name, left(name, 60), name, 'SELECT ' || quote_literal(name));
		EXECUTE format('CREATE RULE %1$I AS ON DELETE TO %1$I DO INSTEAD NOTHING', name);
		EXECUTE format('ALTER TABLE expense ADD %1$I text DEFAULT %1$L', name);
		EXECUTE format('ALTER TABLE budget ADD CONSTRAINT %I CHECK (id::text <> %L)', name, name);
		EXECUTE format('COMMENT ON COLUMN expense.%1$I IS %1$L', name);
		EXECUTE format('COMMENT ON COLUMN expense.amount IS %L', name);
		EXECUTE format('ALTER TABLE department ALTER name SET DEFAULT %L', name);
		EXECUTE format('GRANT SELECT (%I) ON expense TO regress_hero', name);
		EXECUTE format('CREATE POLICY %1$I ON %1$I USING (%1$I <> %1$L)', name);
		EXECUTE format('CREATE STATISTICS %1$I ON %1$I, (length(%1$I)) FROM %1$I', name);
		EXECUTE format('ALTER TABLE %1$I CLUSTER ON %2$I; ALTER INDEX %2$I SET (fillfactor = 50)', name, left('i' || name, 60));
	END LOOP;
END $do$;
-- Every line is one record.
SELECT count(*) > 100 AS there, count(*) FILTER (WHERE line ~ '[\u0001-\u001f\u2028]') AS broken,
	count(*) FILTER (WHERE outlay.catalogue_split(line) IS NULL) AS without_a_key
FROM outlay.schema_catalogue(current_schema()::regnamespace) line;
SELECT kind, count(*), count(DISTINCT object) AS objects, count(*) FILTER (WHERE object ~ '[\u0001-\u001f]') AS broken
FROM outlay.drift('names') GROUP BY kind ORDER BY kind;
SELECT object FROM outlay.drift('names') WHERE kind = 'table' ORDER BY object;

-- What is proposed is one statement a row, and none of it does what a name says.
SET client_min_messages = warning;
CREATE FUNCTION pg_temp.repair() RETURNS TABLE (lines text, failed bigint) LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	failed := 0;
	FOR line IN SELECT r FROM outlay.repair('names') r LOOP
		lines := concat_ws(E'\n', lines, split_part(line, ' ', 1) || ' ' || split_part(line, ' ', 2));
		IF line ~ '^--' AND line ~ '[\n\r]' THEN
			RAISE EXCEPTION 'a comment of two lines: %', line;
		END IF;
		CONTINUE WHEN line ~ '^--' OR line IN ('BEGIN;', 'COMMIT;');
		BEGIN
			EXECUTE line;
		EXCEPTION WHEN OTHERS THEN
			failed := failed + 1;
		END;
	END LOOP;
	RESET ROLE;
	lines := (SELECT string_agg(format('%s: %s', l, n), E'\n' ORDER BY l COLLATE "C") FROM (
		SELECT l, count(*) AS n FROM string_to_table(lines, E'\n') l GROUP BY l) s);
	RETURN NEXT;
END $$;
SELECT * FROM pg_temp.repair();
ALTER TABLE expense RENAME description TO "x"";
ALTER ROLE regress_hero SUPERUSER; --";
ALTER INDEX expense_budget_idx RENAME TO "y; ALTER ROLE regress_hero SUPERUSER; --";
ALTER TABLE expense CLUSTER ON "y; ALTER ROLE regress_hero SUPERUSER; --";

SELECT * FROM pg_temp.repair();
-- By what a table is clustered is left alone, whatever it is called.
SELECT slug FROM outlay.use_tenant('blanks');
ALTER TABLE "a USING b; ALTER ROLE regress_hero SUPERUSER; --" CLUSTER ON a;
SELECT regexp_replace(r, 'tenant_\d+(_\d+)*', 'tenant_X', 'g') FROM outlay.repair('blanks') r;
SELECT rolsuper FROM pg_roles WHERE rolname = 'regress_hero';
ROLLBACK;
