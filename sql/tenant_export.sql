-- One organization as lines of text, and a new one from them. scripts/outlay-tenant puts a file around both.
BEGIN;
SELECT name FROM outlay.add_migration('for tenant_export', $$
	CREATE TYPE mood AS ENUM ('good', 'so-so');
	CREATE TABLE "Note ""1""" (
		id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood, moods mood[], "a text" text,
		size integer GENERATED ALWAYS AS (length("a text")) STORED, about bigint REFERENCES department);
	INSERT INTO "Note ""1""" (mood) VALUES ('good');
$$);
SELECT schema FROM outlay.create_tenant('Export Ltd', 'office@export.example', currency => 'JPY') \gset
SELECT slug FROM outlay.use_tenant('exportltd');
SELECT name FROM outlay.create_department('Sales');
SELECT name, balance FROM outlay.create_account('Bank', 1000);
SELECT month, amount FROM outlay.create_budget((SELECT id FROM account), (SELECT id FROM department), '2026-03-01', 500);
SELECT count(outlay.create_expense((SELECT id FROM budget), 1, '2026-03-14', 'Taxi ' || i)) FROM generate_series(1, 100) i;
SELECT role FROM outlay.create_member('olga@export.example', 'wooden compass', 'owner');
SELECT failure FROM outlay.log_in('olga@export.example', 'wooden compass');
INSERT INTO "Note ""1""" (mood, moods, "a text", about)
VALUES (NULL, '{good,NULL,so-so}', E'a ''quote'', a \\, a\ttab\nand\r\nlines, "two", {x,NULL} and é', 1);

-- The lines: a header, tables with their rows, sequences, an end. docs/export.md describes them.
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('exportltd') line;
SELECT line::json -> 'outlay_export' AS format, line::json -> 'organization' ->> 'name' AS name,
	line::json ->> 'extension_version' AS version FROM lines WHERE n = 1;
SELECT line FROM lines WHERE line LIKE '{"table":"department"%' OR line LIKE '%Note%' OR line LIKE '["_","so-so"%'
	OR line LIKE '[%quote%' OR line LIKE '{"sequence":"dep%' ORDER BY n;
-- All tables but those of who is logged in, who mistyped, and which request was answered.
SELECT string_agg(name, ', ' ORDER BY name) AS left_out FROM unnest('{organization,department,member,session,login_failure,
	account,deposit,budget,expense,idempotency,audit}'::text[]) name
WHERE NOT EXISTS (SELECT FROM lines WHERE starts_with(line, '{"table":"' || name || '"'));
SELECT line::json ->> 'rows' = (SELECT count(*) FROM lines WHERE line LIKE '[%')::text AS counted,
	line::json ->> 'sha256' = encode(sha256(convert_to((SELECT string_agg(line || E'\n', '' ORDER BY n) FROM lines
		WHERE line NOT LIKE '{"end"%'), 'UTF8')), 'hex') AS checksum FROM lines WHERE line LIKE '{"end"%';

-- Imported: another number, organization ID and slug, the same inside.
SELECT slug, name, business_email, status
FROM outlay.import_tenant('lines', 'Imported Ltd');
SELECT slug FROM outlay.use_tenant('importedltd');
SELECT * FROM "Note ""1""" ORDER BY id;
SELECT count(*), sum(amount) FROM expense;
SELECT currency FROM outlay.get_organization();
SELECT * FROM outlay.check_balances();
SELECT failure FROM outlay.log_in('olga@export.example', 'wooden compass');
SELECT id FROM outlay.create_department('After the import');
SELECT action, after -> 'rows' = (SELECT line::jsonb -> 'rows' FROM lines WHERE line LIKE '{"end"%') AS rows
FROM outlay.list_audit() WHERE action = 'imported';
SELECT outlay.schema_fingerprint(t.schema::text::regnamespace) = outlay.schema_fingerprint('outlay_template') AS is_equal
FROM outlay.tenant t WHERE slug = 'importedltd';

-- A damaged file is refused, wherever it is damaged, and leaves nothing.
CREATE FUNCTION pg_temp.try(damage text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	CREATE TEMPORARY TABLE damaged AS TABLE lines;
	EXECUTE damage;
	BEGIN
		PERFORM outlay.import_tenant('damaged', 'Damaged');
	EXCEPTION WHEN OTHERS THEN
		DROP TABLE damaged;
		RETURN sqlstate || ' ' || sqlerrm;
	END;
	RETURN 'imported';
END $$;
SELECT pg_temp.try($$UPDATE damaged SET line = replace(line, 'Taxi 99', 'Taxi 98')$$);
SELECT pg_temp.try($$DELETE FROM damaged WHERE line LIKE '%Taxi 99%'$$);
SELECT pg_temp.try($$DELETE FROM damaged WHERE line LIKE '{"end"%'$$);
SELECT pg_temp.try($$DELETE FROM damaged WHERE n > 1$$);
SELECT pg_temp.try($$DELETE FROM damaged WHERE n = 1$$);
SELECT pg_temp.try($$DELETE FROM damaged$$);
SELECT pg_temp.try($$INSERT INTO damaged SELECT n + 10000, line FROM damaged$$);
SELECT pg_temp.try($$UPDATE damaged SET line = NULL WHERE n = 5$$);
SELECT pg_temp.try($$UPDATE damaged SET line = left(line, 9) WHERE n = 5$$);
SELECT pg_temp.try($$UPDATE damaged SET line = '{"table":"session","columns":[]}' WHERE n = 5$$);
SELECT pg_temp.try($$UPDATE damaged SET line = '["1","2","3"]' WHERE line LIKE '%Taxi 99%'$$);
SELECT pg_temp.try($$UPDATE damaged SET line = replace(line, '"columns":["id"', '"columns":["name"')$$);
SELECT pg_temp.try($$UPDATE damaged SET line = replace(line, '"outlay_export" : 1', '"outlay_export" : 2') WHERE n = 1$$);

SELECT pg_temp.try($$UPDATE damaged SET line = '{"table":' || line || '}' WHERE n = 5$$);
SELECT pg_temp.try($$UPDATE damaged SET line = '{"table" "department"}' WHERE n = 5$$);
SELECT pg_temp.try($$UPDATE damaged SET line = '["\u0000"]' WHERE line LIKE '%Taxi 99%'$$);
SELECT pg_temp.try($$UPDATE damaged SET line = replace(line, '"outlay_export" : 1', '"outlay_export" : 1e20') WHERE n = 1$$);

-- Nor is one that was changed and given a new checksum believed.
CREATE FUNCTION pg_temp.forge(change text) RETURNS text LANGUAGE sql AS $f$
	SELECT pg_temp.try(change || $$;
		UPDATE damaged SET line = json_build_object('end', true, 'rows', (SELECT count(*)::text FROM damaged WHERE line LIKE '[%'),
			'sha256', encode(sha256(convert_to((SELECT string_agg(line || E'\n', '' ORDER BY n) FROM damaged
				WHERE line NOT LIKE '{"end"%'), 'UTF8')), 'hex'))
		WHERE line LIKE '{"end"%'$$) $f$;
SELECT pg_temp.forge($$DELETE FROM damaged WHERE line LIKE '["1","Sales"%'$$);
SELECT pg_temp.forge($$DELETE FROM damaged WHERE line LIKE '%Taxi 99%'$$);
SELECT pg_temp.forge($$UPDATE damaged SET line = replace(line, '"Sales"', '" "')$$);
SELECT pg_temp.forge($$UPDATE damaged SET line = replace(line, ':for tenant_export', ':another') WHERE n = 1$$);
SELECT pg_temp.forge($$UPDATE damaged SET line = replace(line, '["1","1",', '["1","one",') WHERE line LIKE '%Taxi 1"%'$$);
SELECT pg_temp.forge($$UPDATE damaged SET line = replace(line, '"last_value":"1"', '"last_value":"0"') WHERE line LIKE '{"sequence":"dep%'$$);
SELECT pg_temp.forge($$UPDATE damaged SET line = replace(line, '"last_value":"1"', '"last_value":"x"') WHERE line LIKE '{"sequence":"dep%'$$);
SELECT pg_temp.forge($$DELETE FROM damaged WHERE line LIKE '{"sequence":"dep%'$$);
SELECT pg_temp.forge($$INSERT INTO damaged SELECT n, line FROM damaged WHERE line LIKE '{"sequence":"dep%'$$);
SELECT pg_temp.forge($$DELETE FROM damaged WHERE n = 1 + (SELECT n FROM damaged WHERE line LIKE '{"table":"organization"%')$$);
SELECT pg_temp.forge($$INSERT INTO damaged SELECT o.n, replace(o.line, '["1"', '["2"') FROM damaged o
	WHERE o.n = 1 + (SELECT n FROM damaged WHERE line LIKE '{"table":"organization"%')$$);
SELECT count(*) FROM outlay.tenant WHERE name = 'Damaged';

-- An organization that is older than the template comes as it was, and is upgraded with the others.
SELECT name FROM outlay.add_migration('for tenant_export, later', 'CREATE TABLE later (id integer)');
SET LOCAL client_min_messages = warning;
SELECT slug FROM outlay.import_tenant('lines', 'Older', 'older');
SELECT a.template_version = b.template_version AS same_version
FROM outlay.tenant a, outlay.tenant b WHERE a.slug = 'older' AND b.slug = 'exportltd';

-- What is refused.
SAVEPOINT refused;
SELECT outlay.import_tenant('lines');
ROLLBACK TO refused;
SELECT outlay.import_tenant('lines', ' ', 'Not A Slug');
ROLLBACK TO refused;
SELECT outlay.import_tenant('pg_stat_activity');
ROLLBACK TO refused;
SELECT outlay.import_tenant(123456789);
ROLLBACK TO refused;
SELECT outlay.import_tenant(0);
ROLLBACK TO refused;
SELECT outlay.import_tenant(NULL);
ROLLBACK TO refused;
SELECT outlay.export_tenant('nobody');
ROLLBACK;

-- It locks the organization's row against an upgrade, so it needs a server that can be written to.
BEGIN READ ONLY;
SELECT outlay.export_tenant('nobody');
ROLLBACK;
