-- Departments: the cost centres that budgets are given to.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Departments Inc', 'office@departments.example');
SELECT slug FROM outlay.use_tenant('departmentsinc');

-- Create and get. Names are trimmed and brought to one normal form (NFC): e and a combining accent become é.
SELECT id, name, version, archived_at FROM create_department('  Operations ');
SELECT id, name, char_length(name) FROM create_department(U&'Caf\0065\0301');
SELECT id, name, version, created_at = updated_at AS unchanged FROM get_department(1);

-- Names in use are unique, however they are written.
SELECT create_department('OPERATIONS');
\echo :LAST_ERROR_SQLSTATE

-- What a name must not be: missing, blank, too long, in more than one line, with control or bidi characters.
SELECT create_department(NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT create_department('   ');
SELECT create_department(repeat('é', 101));
SELECT char_length(name), octet_length(name) FROM create_department(repeat('é', 100));
SELECT create_department(E'Two\nlines');
SELECT create_department(E'Bell\x07');
SELECT create_department(U&'Left\202ETurn');

-- Names in any script, with quotes, hyphens and SQL in them, are names like any other.
SELECT name FROM create_department('Röntgen, O''Neill & "Søns" – 研究開発');
SELECT name FROM create_department('''); DROP TABLE department; --');

-- Lists: newest first, in pages; contains is in any case.
SELECT id, name FROM list_departments(contains => 'op');
SELECT id FROM list_departments(page_size => 2);
SELECT id FROM list_departments(page_size => 2, after => next_page());
SELECT id FROM list_departments(page_size => 2, after => next_page());
SELECT next_page();
SELECT list_departments(page_size => 0, after => 'nonsense');
\echo :LAST_ERROR_SQLSTATE
SELECT list_departments(page_size => 201);

-- Update. Who has seen an older version is told to look again; a version that is not given is not compared.
SELECT name, version FROM update_department(1, version => 1, name => 'Operations and IT');
SELECT update_department(1, version => 1, name => 'Operations');
\echo :LAST_ERROR_SQLSTATE
SELECT name, version FROM update_department(1, name => 'Operations');
SELECT name, version FROM update_department(1);
SELECT update_department(1, name => 'Café');
SELECT update_department(4711, name => 'Nobody');
\echo :LAST_ERROR_SQLSTATE
SELECT update_department(NULL, name => 'Nobody');
SELECT get_department(4711);
\echo :LAST_ERROR_SQLSTATE

-- Archive: out of the way, its name free for another; back again only while its name is free.
SELECT archived_at IS NOT NULL AS archived, version FROM archive_department(1);
SELECT count(*) FILTER (WHERE id = 1) AS listed FROM list_departments();
SELECT id FROM list_departments(archived => true);
SELECT count(*) FROM list_departments(archived => NULL);
SELECT id, name FROM create_department('Operations');
SELECT archive_department(1, archived => false);
\echo :LAST_ERROR_SQLSTATE
SELECT name FROM update_department(7, name => 'Operations 2');
SELECT id, archived_at FROM archive_department(1, archived => false);

-- Delete: only what nothing refers to.
SELECT balance FROM create_account('Bank', 100);
SELECT id, department_id FROM create_budget(1, 1, '2024-05-01', 10);
SELECT delete_department(1);
\echo :LAST_ERROR_SQLSTATE
SELECT id, name FROM delete_department(2, version => 1);
SELECT delete_department(2);

-- Two organizations side by side: the other has its own departments and its own numbers.
SELECT slug FROM outlay.create_tenant('Other Departments', 'office@other-departments.example');
SELECT slug FROM outlay.use_tenant('otherdepartments');
SELECT count(*) FROM list_departments(archived => NULL);
SELECT get_department(1);
SELECT id, name FROM create_department('Operations');

-- Every change is on record: who, what, before and after.
SELECT slug FROM outlay.use_tenant('departmentsinc');
SELECT action, entity_id, member_id, before->>'name' AS before, after->>'name' AS after, after->'version' AS version
FROM list_audit(entity => '{department}', entity_id => '{1}');

-- A column that somebody gave another type is named, and where to look.
BEGIN;
ALTER TABLE department ALTER version TYPE bigint;
SELECT name FROM outlay.list_departments();
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- Without an organization nothing can be called.
RESET search_path;
SELECT outlay.list_departments();
\echo :LAST_ERROR_SQLSTATE
SET search_path = tenant_1;
SELECT outlay.list_departments();
SET search_path = public, outlay, pg_temp;
SELECT outlay.list_departments();
