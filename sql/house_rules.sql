-- Rules that hold for every object of the extension. Each query lists those that break one: there are none.

-- Whoever looks at a function, table, column or type in psql finds what it is for.
SELECT p.oid::regprocedure AS function_without_comment
FROM pg_proc p
WHERE p.pronamespace = 'outlay'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL
ORDER BY 1;

-- What help() and \df+ show first stands alone: one line of at most 80 characters, and a sentence where more follows.
SELECT p.oid::regprocedure AS first_line_of_comment_is_no_summary
FROM pg_proc p, LATERAL (SELECT obj_description(p.oid, 'pg_proc') AS text) d
WHERE p.pronamespace = 'outlay'::regnamespace AND d.text !~ '^[^\n]{1,79}[^.\n]$'
	AND NOT (split_part(d.text, E'\n', 1) ~ '[.]$' AND length(split_part(d.text, E'\n', 1)) <= 80 AND split_part(d.text, E'\n', 2) <> '')
ORDER BY 1;

-- Each function says for whom it is: it has a route, or its COMMENT ends with that.
SELECT p.oid::regprocedure AS function_for_nobody
FROM pg_proc p
WHERE p.pronamespace = 'outlay'::regnamespace
	AND obj_description(p.oid, 'pg_proc') !~ '(^|[ \n])(Internal|[Ff]or\s(operators|superusers|published\sfunctions))$'
	AND NOT EXISTS (SELECT FROM outlay.route r WHERE outlay.route_function(r.function, r.arguments) = p.oid)
ORDER BY 1;

SELECT c.oid::regclass AS table_without_comment
FROM pg_class c
WHERE c.relnamespace = 'outlay'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
	AND obj_description(c.oid, 'pg_class') IS NULL
ORDER BY 1;

SELECT t.oid::regtype AS type_without_comment
FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.typnamespace = 'outlay'::regnamespace AND t.typtype IN ('c', 'd', 'e') AND coalesce(c.relkind, 'c') = 'c'
	AND coalesce(obj_description(t.oid, 'pg_type'), obj_description(c.oid, 'pg_class')) IS NULL
ORDER BY 1;

-- Nobody but operators and the shim may call anything but what reads PostgreSQL's own catalogues as its caller, and what asks
-- who has entered: both run as the roles of organizations, which are members of nothing. The API's functions refuse whom
-- nobody has entered for; what is IMMUTABLE reads nothing. The shim may not call what provisions organizations.
SELECT p.oid::regprocedure AS function_for_everybody
FROM pg_proc p
WHERE p.pronamespace = 'outlay'::regnamespace AND has_function_privilege('pg_monitor', p.oid, 'EXECUTE')
	AND NOT EXISTS (SELECT FROM outlay.route r WHERE r.for_tenant AND r.roles IS NOT NULL
		AND outlay.route_function(r.function, r.arguments) = p.oid)
	AND p.provolatile <> 'i'
ORDER BY 1;
DO $$
DECLARE
	call record;
BEGIN
	SET LOCAL ROLE pg_monitor;
	FOR call IN
		SELECT p.oid::regprocedure AS name, format('SELECT %s(%s)', p.oid::regproc, (
			SELECT string_agg(format('NULL::%s', t::regtype), ', ' ORDER BY n) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a (t, n)
			WHERE n <= p.pronargs)) AS statement
		FROM pg_proc p
		WHERE p.pronamespace = 'outlay'::regnamespace AND has_function_privilege('pg_monitor', p.oid, 'EXECUTE')
			AND p.prolang = (SELECT l.oid FROM pg_language l WHERE l.lanname = 'c')
			AND p.proname NOT IN ('current_member', 'current_role_name', 'current_organization', 'set_reply', 'next_page', 'is_role_of_tenant',
				'page_look', 'unchanged')
			AND p.provolatile <> 'i'
	LOOP
		BEGIN
			EXECUTE call.statement;
			RAISE WARNING 'somebody may call %', call.name;
		EXCEPTION WHEN invalid_authorization_specification OR SQLSTATE '3D000' THEN
			NULL;
		END;
	END LOOP;
END $$;

SELECT p.oid::regprocedure AS provisioning_by_the_shim
FROM pg_proc p
WHERE p.pronamespace = 'outlay'::regnamespace AND p.proname ~ '^(create|use|leave|drop|suspend|rename|purge|clone|snapshot|export|import|restore)_(tenant|snapshot)'
	AND has_function_privilege('outlay_web', p.oid, 'EXECUTE')
ORDER BY 1;

-- The shim reads and writes no table itself.
SELECT c.oid::regclass AS table_open_to_the_shim
FROM pg_class c
WHERE c.relnamespace = 'outlay'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
	AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege('outlay_web', c.oid, 'USAGE, SELECT, UPDATE')
		ELSE has_table_privilege('outlay_web', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
	END
ORDER BY 1;

-- A function that runs as its owner names its search_path: the caller's may lead to other objects.
SELECT p.oid::regprocedure AS function_with_the_path_of_its_caller
FROM pg_proc p
WHERE p.pronamespace = 'outlay'::regnamespace AND p.prosecdef
	AND NOT EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')
ORDER BY 1;

-- No table of the extension is named like one of a tenant: a wrong path must end in an error.
SELECT c.relname AS name_of_a_tenants_table
FROM pg_class c
WHERE c.relnamespace = 'outlay'::regnamespace AND c.relkind IN ('r', 'v', 'm')
	AND c.relname IN ('organization', 'department', 'member', 'session', 'login_failure', 'account', 'deposit', 'budget',
		'expense', 'audit')
ORDER BY 1;
