-- What a migration must not do, and what cannot be cloned, is refused when the migration is added: then nothing has
-- changed, and no organization lacks what another has.
SELECT slug FROM outlay.create_tenant('Before refusals', 'a@b.example');
SELECT count(*) AS versions FROM outlay.template \gset

-- Fields.
SELECT outlay.add_migration('', ' ; ');
SELECT outlay.add_migration('by name', 'CREATE TABLE outlay_template.x (y integer)');

-- An error in a statement says which one.
SELECT outlay.add_migration('typing error', 'CREATE TABLE fine (x integer); CREATE TABEL wrong (x integer)');
SELECT outlay.add_migration('missing table', E'CREATE TABLE fine (x integer);\nALTER TABLE nowhere ADD COLUMN y integer');

-- Commands that end transactions, outlive them, or reach beyond the schema.
SELECT outlay.add_migration('commit', 'CREATE TABLE fine (x integer); COMMIT');
SELECT outlay.add_migration('commit in a block', 'DO $$ BEGIN COMMIT; END $$');
SELECT outlay.add_migration('concurrently', 'CREATE INDEX CONCURRENTLY ON expense (amount)');
SELECT outlay.add_migration('vacuum', 'VACUUM expense');
SELECT outlay.add_migration('search_path', 'SET LOCAL search_path = public');
SELECT outlay.add_migration('another role', 'DO $$ BEGIN SET LOCAL ROLE outlay_operator; END $$');
SELECT outlay.add_migration('another schema', 'CREATE SCHEMA elsewhere');
SELECT outlay.add_migration('public', 'CREATE TABLE public.elsewhere (x integer)');
SELECT outlay.add_migration('the directory', 'UPDATE outlay.tenant SET name = ''mine''');
-- (PostgreSQL 15 and 16 have different words for this one.)
\set VERBOSITY sqlstate
SELECT outlay.add_migration('a role', 'CREATE ROLE regress_mine SUPERUSER');
\set VERBOSITY default

-- What waits for the end of the transaction would run as whoever's it is: an operator's trigger as a superuser.
SELECT outlay.add_migration('deferred trigger', $$
CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON expense DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late()
$$);
SELECT outlay.add_migration('deferred key', $$
CREATE TABLE node (id bigint PRIMARY KEY, parent_id bigint REFERENCES node DEFERRABLE INITIALLY DEFERRED)
$$);

-- Objects that cannot be cloned.
SELECT outlay.add_migration('aggregate', $$
CREATE AGGREGATE product (numeric) (SFUNC = numeric_mul, STYPE = numeric)
$$);
SELECT outlay.add_migration('operator', $$
CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, PROCEDURE = int4eq)
$$);
SELECT outlay.add_migration('circle', $$
CREATE TABLE ring (x integer);
CREATE FUNCTION is_ring(ring) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
ALTER TABLE ring ADD CONSTRAINT ring_is_ring CHECK (is_ring(ring));
$$);

-- Nothing of it was kept.
SELECT count(*) - :versions AS new_versions, count(*) FILTER (WHERE NOT m.builtin) AS migrations
FROM outlay.template t JOIN outlay.migration m ON m.version = t.migration;
SELECT to_regclass('outlay_template.fine') AS fine, to_regnamespace('outlay_template_trial') AS trial;
SELECT outlay.schema_fingerprint(schema::regnamespace) = outlay.schema_fingerprint('outlay_template') AS equal
FROM outlay.create_tenant('After refusals', 'a@b.example');

-- Only operators may.
CREATE ROLE regress_nobody;
GRANT EXECUTE ON FUNCTION outlay.add_migration(text, text), outlay.schema_ddl(regnamespace) TO regress_nobody;
SET ROLE regress_nobody;
SELECT outlay.add_migration('mine', 'CREATE TABLE x (y integer)');
SELECT outlay.schema_ddl('outlay_template');
RESET ROLE;
REVOKE EXECUTE ON FUNCTION outlay.add_migration(text, text), outlay.schema_ddl(regnamespace) FROM regress_nobody;
DROP ROLE regress_nobody;
