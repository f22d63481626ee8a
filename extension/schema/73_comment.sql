-- Comments: what people say to each other about an expense. They are rows of the audit.

CREATE TYPE outlay.comment_record AS (
	id					bigint,
	expense_id			bigint,
	member_id			bigint,
	database_role		text,
	comment				text,
	mentions			bigint[],
	created_at			timestamptz
);
COMMENT ON TYPE outlay.comment_record IS 'A comment on an expense';
COMMENT ON COLUMN outlay.comment_record.id IS 'Number of the comment, rising; that of its row in the audit';
COMMENT ON COLUMN outlay.comment_record.expense_id IS 'Number of the expense';
COMMENT ON COLUMN outlay.comment_record.member_id IS 'Who said it; NULL: nobody logged in, see database_role';
COMMENT ON COLUMN outlay.comment_record.database_role IS 'Role in the database that said it: outlay_web over HTTP';
COMMENT ON COLUMN outlay.comment_record.comment IS 'What was said, 1 to 2000 characters, in lines';
COMMENT ON COLUMN outlay.comment_record.mentions IS 'Members whom it mentions';
COMMENT ON COLUMN outlay.comment_record.created_at IS 'When, UTC';

CREATE TYPE outlay.comment_body AS (
	comment				text,
	mentions			bigint[]
);
COMMENT ON TYPE outlay.comment_body IS 'What the audit has of a comment, in after';
COMMENT ON COLUMN outlay.comment_body.comment IS 'What was said';
COMMENT ON COLUMN outlay.comment_body.mentions IS 'Members whom it mentions; NULL: nobody';

CREATE TYPE outlay.mention_body AS (
	member_id			bigint
);
COMMENT ON TYPE outlay.mention_body IS 'What the audit has of a member whom a comment mentions, in after';
COMMENT ON COLUMN outlay.mention_body.member_id IS 'Who is mentioned';

CREATE FUNCTION outlay.add_comment(expense_id bigint, comment text, mentions bigint[] DEFAULT NULL) RETURNS outlay.comment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_add_comment';
COMMENT ON FUNCTION outlay.add_comment(bigint, text, bigint[]) IS
'Comments on an expense. What was said stays: nobody changes or deletes it.
comment: 1 to 2000 characters, in lines; mentions: numbers of up to 20 members, who have it in their inbox. Who may do so in which state is in expense_permissions(): comment. P0002: no
such expense; 42501: not allowed to the caller; 22023: invalid, or it mentions somebody who is unknown or deactivated';

CREATE FUNCTION outlay.list_comments(expense_id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.comment_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_comments';
COMMENT ON FUNCTION outlay.list_comments(bigint, text, text, integer) IS
'Comments on an expense, the latest first, for everybody who can read it.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: no such expense; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('add_comment', 'comment', 'What is to be said, in lines', '{"minLength": 1, "maxLength": 2000}'),
	('add_comment', 'mentions', 'Numbers of members who are to have it in their inbox', '{"maxItems": 20}'),
	('list_comments', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('POST', '/api/v2/expenses/{expense_id}/comments', 'outlay.add_comment', 'Comment on an expense',
	'{owner,admin,approver,member}', 201);
SELECT outlay.publish('GET', '/api/v2/expenses/{expense_id}/comments', 'outlay.list_comments', 'List the comments on an expense',
	'{owner,admin,approver,member,auditor}');
