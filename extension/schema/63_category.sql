-- Categories: what money is spent on, as a tree.

CREATE TYPE outlay.category_record AS (
	id					bigint,
	parent_id			bigint,
	name				text,
	code				text,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz,
	archived_at			timestamptz
);
COMMENT ON TYPE outlay.category_record IS 'A category: what money is spent on';
COMMENT ON COLUMN outlay.category_record.id IS 'Number of the category';
COMMENT ON COLUMN outlay.category_record.parent_id IS 'Category above; NULL: it is at the top';
COMMENT ON COLUMN outlay.category_record.name IS '1 to 100 characters, unique among categories in use';
COMMENT ON COLUMN outlay.category_record.code IS 'What books call it, 1 to 20 characters, unique among categories in use; NULL: nothing';
COMMENT ON COLUMN outlay.category_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.category_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.category_record.updated_at IS 'When it was last changed, UTC';
COMMENT ON COLUMN outlay.category_record.archived_at IS 'When it was taken out of use, UTC; NULL: it is in use';

CREATE FUNCTION outlay.create_category(name text, parent_id bigint DEFAULT NULL, code text DEFAULT NULL)
	RETURNS outlay.category_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_category';
COMMENT ON FUNCTION outlay.create_category(text, bigint, text) IS
'Creates a category.
name: 1 to 100 characters, unique among those in use; parent_id: the category above, by default at the top, at most five
levels; code: what books call it, up to 20 characters, unique as well. 22023: invalid, parent unknown or archived;
23505: name or code in use';

CREATE FUNCTION outlay.get_category(id bigint) RETURNS outlay.category_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_category';
COMMENT ON FUNCTION outlay.get_category(bigint) IS 'The category with an id. P0002: there is none';

CREATE FUNCTION outlay.list_categories(contains text DEFAULT NULL, parent_id bigint[] DEFAULT NULL,
		archived boolean DEFAULT false, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.category_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_categories';
COMMENT ON FUNCTION outlay.list_categories(text, bigint[], boolean, text, text, integer) IS
'Categories, the newest first.
contains: text in the code or name; parent_id: those right below any of these; archived: NULL for both; sort: id, name or
code, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to
200. 22023: invalid';

CREATE FUNCTION outlay.update_category(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		name text DEFAULT outlay.unchanged(NULL::text), parent_id bigint DEFAULT outlay.unchanged('0'::bigint),
		code text DEFAULT outlay.unchanged(''::text))
	RETURNS outlay.category_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_category';
COMMENT ON FUNCTION outlay.update_category(bigint, integer, text, bigint, text) IS
'Changes a category; what is not given stays.
parent_id NULL or 0 brings it to the top, and what is below moves with it; code NULL or empty takes the code away. version: the one
that the caller has seen. P0002: there is none; OT412: changed meanwhile; 22023: invalid, parent unknown, archived or
below it; 23505: name or code in use';

CREATE FUNCTION outlay.archive_category(id bigint, version integer DEFAULT NULL, archived boolean DEFAULT true)
	RETURNS outlay.category_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_archive_category';
COMMENT ON FUNCTION outlay.archive_category(bigint, integer, boolean) IS
'Takes a category out of use, or brings it back.
Expenses keep it. version: the one that the caller has seen. P0002: there is none; OT412: changed meanwhile; 23503:
others in use are below it, or the one above is archived; 23505: its name or code is in use meanwhile';

CREATE FUNCTION outlay.delete_category(id bigint, version integer DEFAULT NULL) RETURNS outlay.category_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_category';
COMMENT ON FUNCTION outlay.delete_category(bigint, integer) IS
'Deletes a category that nothing refers to.
P0002: there is none; OT412: changed meanwhile; 23503: expenses or other categories refer to it';

CREATE FUNCTION outlay.list_category_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_category_history';
COMMENT ON FUNCTION outlay.list_category_history(bigint, text, text, integer) IS
'What was done to a category, the latest first, for everybody who can read it.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none, or no longer; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('archive_category', 'archived', 'False brings it back into use', '{"default": true}'),
	(NULL, 'category_id', 'Number of the category', NULL),
	('create_category', 'parent_id', 'Number of the category above; 0: at the top', NULL),
	('update_category', 'parent_id', 'Number of the category above; 0: at the top', NULL),
	('list_categories', 'parent_id', 'Numbers of the categories right above', NULL),
	('create_category', 'code', 'What books call it', '{"maxLength": 20}'),
	('update_category', 'code', 'What books call it; null or empty takes it away', '{"maxLength": 20}'),
	('list_categories', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["id", "-id", "name", "-name", "code", "-code"], "default": "-id"}'),
	('list_category_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/categories', 'outlay.list_categories', 'List categories',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/categories', 'outlay.create_category', 'Create a category',
	'{owner,admin}', 201);
SELECT outlay.publish('GET', '/api/v2/categories/{id}', 'outlay.get_category', 'Get a category',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/categories/{id}/history', 'outlay.list_category_history', 'List what was done to a category',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/categories/{id}', 'outlay.update_category', 'Change a category',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/categories/{id}/archive', 'outlay.archive_category',
	'Archive a category or bring it back', '{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/categories/{id}', 'outlay.delete_category', 'Delete a category',
	'{owner,admin}', 204);
