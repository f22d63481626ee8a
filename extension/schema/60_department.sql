-- Departments: the cost centres that budgets are given to.

CREATE TYPE outlay.department_record AS (
	id					bigint,
	name				text,
	approver_id			bigint,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz,
	archived_at			timestamptz
);
COMMENT ON TYPE outlay.department_record IS 'A department';
COMMENT ON COLUMN outlay.department_record.id IS 'Number of the department';
COMMENT ON COLUMN outlay.department_record.name IS '1 to 100 characters, unique among departments in use';
COMMENT ON COLUMN outlay.department_record.approver_id IS 'Who approves what is spent from its budgets; NULL: nobody in particular';
COMMENT ON COLUMN outlay.department_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.department_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.department_record.updated_at IS 'When it was last changed, UTC';
COMMENT ON COLUMN outlay.department_record.archived_at IS 'When it was taken out of use, UTC; NULL: it is in use';

CREATE FUNCTION outlay.create_department(name text) RETURNS outlay.department_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_department';
COMMENT ON FUNCTION outlay.create_department(text) IS
'Creates a department.
name: 1 to 100 characters, unique among those in use. 22023: invalid; 23505: name in use';

CREATE FUNCTION outlay.get_department(id bigint) RETURNS outlay.department_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_department';
COMMENT ON FUNCTION outlay.get_department(bigint) IS 'The department with an id. P0002: there is none';

CREATE FUNCTION outlay.list_departments(contains text DEFAULT NULL, archived boolean DEFAULT false,
		sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.department_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_departments';
COMMENT ON FUNCTION outlay.list_departments(text, boolean, text, text, integer) IS
'Departments, the newest first.
contains: text in the name; archived: NULL for both; sort: id or name, with - before it the largest first, by default
-id; after: the position that the page before gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.update_department(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		name text DEFAULT outlay.unchanged(NULL::text), approver_id bigint DEFAULT outlay.unchanged('0'::bigint))
	RETURNS outlay.department_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_department';
COMMENT ON FUNCTION outlay.update_department(bigint, integer, text, bigint) IS
'Changes a department; what is not given stays.
approver_id NULL or 0 takes the approver away. version: the one that the caller has seen. P0002: there is none; OT412: changed meanwhile; 22023: invalid; 23505: name
in use';

CREATE FUNCTION outlay.archive_department(id bigint, version integer DEFAULT NULL, archived boolean DEFAULT true)
	RETURNS outlay.department_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_archive_department';
COMMENT ON FUNCTION outlay.archive_department(bigint, integer, boolean) IS
'Takes a department out of use, or brings it back.
P0002: there is none; OT412: changed meanwhile; 23505: its name is in use meanwhile';

CREATE FUNCTION outlay.delete_department(id bigint, version integer DEFAULT NULL) RETURNS outlay.department_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_department';
COMMENT ON FUNCTION outlay.delete_department(bigint, integer) IS
'Deletes a department that nothing refers to.
P0002: there is none; OT412: changed meanwhile; 23503: budgets or members refer to it';

CREATE FUNCTION outlay.list_department_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_department_history';
COMMENT ON FUNCTION outlay.list_department_history(bigint, text, text, integer) IS
'What was done to a department, the latest first, for everybody who can read it.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none, or no longer; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('archive_department', 'archived', 'False brings it back into use', '{"default": true}'),
	(NULL, 'department_id', 'Number of the department', NULL),
	('list_departments', 'sort', 'Order: with - before it the largest come first', '{"enum": ["id", "-id", "name", "-name"], "default": "-id"}'),
	('list_department_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/departments', 'outlay.list_departments', 'List departments',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/departments', 'outlay.create_department', 'Create a department',
	'{owner,admin}', 201);
SELECT outlay.publish('GET', '/api/v2/departments/{id}', 'outlay.get_department', 'Get a department',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/departments/{id}/history', 'outlay.list_department_history', 'List what was done to a department',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/departments/{id}', 'outlay.update_department', 'Change a department',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/departments/{id}/archive', 'outlay.archive_department',
	'Archive a department or bring it back', '{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/departments/{id}', 'outlay.delete_department', 'Delete a department',
	'{owner,admin}', 204);
