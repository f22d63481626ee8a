-- What runs in one organization leaves no setting behind: the connection serves another one next.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_walls_settings;
\c outlay_walls_settings
CREATE EXTENSION outlay;
SELECT slug FROM outlay.create_tenant('Setting one', 'one@regress.example', slug => 'setting-one');
SELECT slug FROM outlay.create_tenant('Setting two', 'two@regress.example', slug => 'setting-two');
SHOW work_mem;
SHOW lock_timeout;

-- A migration that sets something for the session, in itself and by the triggers that it makes.
SELECT name FROM outlay.add_migration('regress_settings', $migration$
	DO $$ BEGIN PERFORM set_config('work_mem', '7MB', false), set_config('lock_timeout', '7s', false); END $$;
	CREATE FUNCTION leave_settings() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM set_config('work_mem', '9MB', false), set_config('lock_timeout', '9s', false);
		PERFORM set_config('outlay_regress.left', 'here', false), set_config('default_transaction_read_only', 'on', false);
		RETURN NEW;
	END $$;
	CREATE TRIGGER leave_settings BEFORE INSERT OR UPDATE ON department FOR EACH ROW EXECUTE FUNCTION leave_settings();
	CREATE TRIGGER leave_settings BEFORE INSERT OR UPDATE ON session FOR EACH ROW EXECUTE FUNCTION leave_settings();
$migration$);
SHOW work_mem;
SHOW lock_timeout;
SET client_min_messages = warning;
CALL outlay.upgrade_tenants();
RESET client_min_messages;
SHOW work_mem;
SHOW lock_timeout;

-- By a call, in a transaction that is carried out.
BEGIN;
SELECT FROM outlay.use_tenant('setting-one');
SELECT name FROM outlay.create_department('Sales');
COMMIT;
SHOW work_mem;
SHOW lock_timeout;
SHOW default_transaction_read_only;
SELECT current_setting('outlay_regress.left', true);

-- By a log-in, a copy, and what puts rows back.
SELECT FROM outlay.use_tenant('setting-one');
SELECT name FROM outlay.update_department(1, name => 'Sales and more');
RESET search_path;
SELECT slug FROM outlay.clone_tenant('setting-one', 'Setting copy', slug => 'setting-copy');
SELECT label FROM outlay.create_snapshot('setting-one', 'regress');
SELECT count(*) FROM outlay.restore_snapshot('setting-one', 'regress');
SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug LIKE 'setting-%';
SHOW work_mem;
SHOW lock_timeout;
SHOW default_transaction_read_only;
SELECT current_setting('outlay_regress.left', true);

-- Nor within one call, from one statement to the next: what the audit records goes into the audit, not into a table of that
-- name in a schema that the organization's role also has.
SELECT schema AS snapshot FROM outlay.list_snapshots('setting-one') \gset
SELECT name FROM outlay.add_migration('regress_path', $migration$
	CREATE FUNCTION divert() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM set_config('search_path', current_schema() || '_snapshot_1, ' || current_setting('search_path'), local)
		FROM (VALUES (true), (false)) v (local);
		RETURN NEW;
	END $$;
	CREATE TRIGGER divert AFTER INSERT ON department FOR EACH ROW EXECUTE FUNCTION divert();
	DO $$ BEGIN
		IF to_regnamespace(current_schema() || '_snapshot_1') IS NOT NULL THEN
			EXECUTE format('CREATE TABLE %I.audit (LIKE audit INCLUDING ALL)', current_schema() || '_snapshot_1');
		END IF;
	END $$;
$migration$);
SET client_min_messages = warning;
CALL outlay.upgrade_tenants();
RESET client_min_messages;
SELECT FROM outlay.use_tenant('setting-one');
SELECT id AS department FROM outlay.create_department('Seen') \gset
SELECT action, entity, entity_id = :department AS same FROM outlay.list_audit(page_size => 1);
RESET search_path;
SELECT count(*) FROM :"snapshot".audit;

SELECT count(outlay.drop_tenant(slug)) FROM outlay.tenant;
CALL outlay.purge_tenants('0') \gset
\c :regression
DROP DATABASE outlay_walls_settings;
