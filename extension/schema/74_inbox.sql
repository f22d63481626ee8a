-- The inbox of a member: what others did to what is theirs, where they are mentioned, and what they are told of. It is a part
-- of the audit.

CREATE TYPE outlay.inbox_record AS (
	id					bigint,
	at					timestamptz,
	member_id			bigint,
	database_role		text,
	action				text,
	entity				text,
	entity_id			bigint,
	description			text,
	amount				numeric,
	currency			text,
	comment				text,
	unread				boolean,
	percent				integer,
	day					date
);
COMMENT ON TYPE outlay.inbox_record IS 'Something in the inbox of a member: what somebody else did, or what became of a budget';
COMMENT ON COLUMN outlay.inbox_record.id IS 'Number of the change in the audit, rising';
COMMENT ON COLUMN outlay.inbox_record.at IS 'When, UTC';
COMMENT ON COLUMN outlay.inbox_record.member_id IS 'Who did it; NULL: nobody logged in, see database_role';
COMMENT ON COLUMN outlay.inbox_record.database_role IS 'Role in the database that did it: outlay_web over HTTP';
COMMENT ON COLUMN outlay.inbox_record.action IS 'What was done: approved, rejected, commented, mentioned, …; reached or told: so much of a budget is taken; stalled or paused: a recurring expense could not be made';
COMMENT ON COLUMN outlay.inbox_record.entity IS 'What it was done to: expense, budget or recurring';
COMMENT ON COLUMN outlay.inbox_record.entity_id IS 'Its number';
COMMENT ON COLUMN outlay.inbox_record.description IS 'What the expense is for, also one that comes again, or the department of the budget; NULL: it is gone';
COMMENT ON COLUMN outlay.inbox_record.amount IS 'Its amount as it is now, in the currency; NULL: it is gone';
COMMENT ON COLUMN outlay.inbox_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.inbox_record.comment IS 'What was said with it: the comment, why it was rejected, or, as a code, why it could not be made; NULL: nothing';
COMMENT ON COLUMN outlay.inbox_record.unread IS 'Whether the member has not read so far';
COMMENT ON COLUMN outlay.inbox_record.percent IS 'How much of the budget was taken, in percent; NULL: it is no budget';
COMMENT ON COLUMN outlay.inbox_record.day IS 'First day of the budget, or the next one of the recurring expense; NULL: it is neither, or gone';

CREATE TYPE outlay.inbox_count AS (
	unread				bigint,
	waiting				bigint,
	seen				bigint,
	up_to				bigint
);
COMMENT ON TYPE outlay.inbox_count IS 'What there is for a member: in the inbox, and to approve';
COMMENT ON COLUMN outlay.inbox_count.unread IS 'How many in the inbox are unread; 1000 stands for more, too';
COMMENT ON COLUMN outlay.inbox_count.waiting IS 'How many expenses wait for the member; 1000 stands for more, too';
COMMENT ON COLUMN outlay.inbox_count.seen IS 'Number of the change up to which the inbox is read';
COMMENT ON COLUMN outlay.inbox_count.up_to IS 'Number of the change up to which the inbox is complete: nothing before it comes any more';

CREATE FUNCTION outlay.list_inbox(unread boolean DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL,
		page_size integer DEFAULT 50)
	RETURNS SETOF outlay.inbox_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_inbox';
COMMENT ON FUNCTION outlay.list_inbox(boolean, text, text, integer) IS
'What is new for the caller: expenses, mentions, budgets that run out.
What others did to the caller''s expenses, comments that mention the caller, budgets of which 80 or 100 percent are taken;
the latest first. unread: NULL for all, else only what is, or is not; sort: id, or, by default, -id, the latest first; after: the position
that the page before gave; page_size: 1 to 200. 28000: no member is calling; 22023: invalid';

CREATE FUNCTION outlay.inbox_count() RETURNS outlay.inbox_count
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_inbox_count';
COMMENT ON FUNCTION outlay.inbox_count() IS
'What is unread in the caller''s inbox, and what waits for the caller, as numbers.
up_to is for read_inbox(): read before the list, it marks nothing as read that the list had not yet. 28000: no member is
calling';

CREATE FUNCTION outlay.read_inbox(up_to bigint DEFAULT NULL) RETURNS outlay.inbox_count
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_read_inbox';
COMMENT ON FUNCTION outlay.read_inbox(bigint) IS
'Notes that the caller has read the inbox up to a change; never back.
up_to: its number, by default that of inbox_count(). What may yet come is not marked. 28000: no member is calling;
22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('list_inbox', 'unread', 'True: only what is unread; false: only what is read', NULL),
	('list_inbox', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}'),
	('read_inbox', 'up_to', 'Number of the last change that was read', '{"minimum": 0}');

SELECT outlay.publish('GET', '/api/v2/inbox', 'outlay.list_inbox', 'List what others did to what is mine',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/inbox/count', 'outlay.inbox_count', 'Count what is unread and what waits',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/inbox/read', 'outlay.read_inbox', 'Mark the inbox as read',
	'{owner,admin,approver,member,auditor}');
