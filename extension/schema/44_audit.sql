-- The append-only record of changes.

CREATE TYPE outlay.audit_record AS (
	id					bigint,
	at					timestamptz,
	member_id			bigint,
	database_role		text,
	action				text,
	entity				text,
	entity_id			bigint,
	before				jsonb,
	after				jsonb
);
COMMENT ON TYPE outlay.audit_record IS 'A change: when, who (a member, else the database role), what, before and after';
COMMENT ON COLUMN outlay.audit_record.id IS 'Number of the change, rising';
COMMENT ON COLUMN outlay.audit_record.at IS 'When, UTC';
COMMENT ON COLUMN outlay.audit_record.member_id IS 'Who did it; NULL: nobody logged in, see database_role';
COMMENT ON COLUMN outlay.audit_record.database_role IS 'Role in the database that did it: outlay_web over HTTP';
COMMENT ON COLUMN outlay.audit_record.action IS 'What was done: created, updated, deleted, …';
COMMENT ON COLUMN outlay.audit_record.entity IS 'What it was done to: department, account, expense, …';
COMMENT ON COLUMN outlay.audit_record.entity_id IS 'Its number; NULL: the organization, which has none';
COMMENT ON COLUMN outlay.audit_record.before IS 'The record before; NULL: there was none';
COMMENT ON COLUMN outlay.audit_record.after IS 'The record after; NULL: there is none';

CREATE FUNCTION outlay.list_audit(entity text[] DEFAULT NULL, entity_id bigint[] DEFAULT NULL,
		member_id bigint[] DEFAULT NULL, action text[] DEFAULT NULL, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL,
		sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_audit';
COMMENT ON FUNCTION outlay.list_audit(text[], bigint[], bigint[], text[], timestamptz, timestamptz, text, text, integer) IS
'Changes, the latest first.
entity, entity_id, member_id, action: any of these, as in department, account, … and created, updated, …; since
inclusive, until exclusive; sort: id, or, by default, -id, the latest first; after: the position that the page before
gave; page_size: 1 to 200. 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'entity', 'Kind of record: department, account, budget, expense, member …', NULL),
	(NULL, 'entity_id', 'Number of the record', NULL),
	('list_audit', 'member_id', 'Number of the member who made the change', NULL),
	(NULL, 'since', 'Changes from this time on', NULL),
	(NULL, 'until', 'Changes before this time', NULL),
	('list_audit', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}'),
	(NULL, 'action', 'What was done: created, updated, deleted …', NULL);

SELECT outlay.publish('GET', '/api/v2/audit', 'outlay.list_audit', 'List changes', '{owner,admin,auditor}');
