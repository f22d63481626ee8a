-- What comes from outside decides neither how deep we recurse, nor how much memory or time we take.
SELECT slug FROM outlay.create_tenant('Outside Input', 'office@outside.example');
SELECT slug FROM outlay.use_tenant('outsideinput');
SELECT id FROM outlay.create_member('oda@outside.example', 'copper lantern', 'owner');

-- A record in a record in a record … ends in an error and not in the end of the server. Anybody who is connected can
-- write one: outlay_web needs no token for it.
SET max_stack_depth = '200kB';
SET ROLE outlay_web;
DO $$
DECLARE
	nested record := ROW (1);
BEGIN
	FOR i IN 1..3000 LOOP
		nested := ROW (nested);
	END LOOP;
	PERFORM outlay.reply_page(nested);
EXCEPTION WHEN statement_too_complex THEN
	RAISE NOTICE '%', sqlerrm;
END $$;
RESET ROLE;
RESET max_stack_depth;

-- A text that is too long for every field is not put in normal form, which would take sixteen times its memory.
\set VERBOSITY default
SELECT id FROM outlay.create_department(repeat('e' || U&'\0301', 20000));
SELECT outlay.add_migration(repeat(U&'\FDFA', 20000), 'SELECT 1');
-- Whoever folds one in SQL can be interrupted, before it needs more memory than there may be.
SET statement_timeout = '50ms';
SELECT outlay.fold(repeat(U&'\FDFA', 20000000));
RESET statement_timeout;

-- A hash says itself what it costs to check, and nothing can interrupt that. One that asks for more than we would, for
-- other lanes or of another kind is nobody's, and takes no longer than a wrong password.
CREATE FUNCTION pg_temp.log_in(hash text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	began timestamptz := clock_timestamp();
	failed text;
BEGIN
	UPDATE member SET password_hash = hash WHERE id = 1;
	DELETE FROM login_failure;
	SELECT failure INTO failed FROM outlay.log_in('oda@outside.example', 'silver lantern');
	RETURN coalesce(failed, 'logged in') || CASE WHEN clock_timestamp() - began > interval '20 s' THEN ', slowly' ELSE '' END;
END $$;
SELECT pg_temp.log_in('$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$wtPy1cpUHDet4HLlI1bXPPikkUSx5/fFYPnvIsjw/f4') AS ours;
SELECT cost, pg_temp.log_in(left(format('$%s$c29tZXNhbHRzb21lc2FsdA$wtPy1cpUHDet4HLlI1bXPPikkUSx5/fFYPnvIsjw/f4', cost), 100)) AS answer
FROM unnest('{"argon2id$v=19$m=65536,t=1500,p=1", "argon2id$v=19$m=65536,t=11,p=1", "argon2id$v=19$m=4194304,t=1,p=1",
	"argon2id$v=19$m=8192,t=4294967297,p=1", "argon2id$v=19$m=8192,t=1,p=2", "argon2id$v=19$m=8192,t= 1,p=1",
	"argon2id$v=19$m=-8192,t=1,p=1", "argon2i$v=19$m=8192,t=300,p=1", "argon2id$v=16$m=8192,t=1,p=1", "argon2id$v=19$m=0,t=0,p=0"}'::text[]) cost;
SELECT pg_temp.log_in('!') AS clone, pg_temp.log_in('$') AS nothing;
