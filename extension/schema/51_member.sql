-- Members: the people of an organization.

CREATE TYPE outlay.member_record AS (
	id					bigint,
	email				text,
	first_name			text,
	last_name			text,
	role				text,
	status				text,
	department_id		bigint,
	employee_number		text,
	approver_id			bigint,
	deputy_id			bigint,
	deputy_from			date,
	deputy_until		date,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.member_record IS
	'A member. role: owner, admin, approver, member or auditor; status: invited, active or deactivated';
COMMENT ON COLUMN outlay.member_record.id IS 'Number of the member';
COMMENT ON COLUMN outlay.member_record.email IS 'E-mail address, by which the member logs in';
COMMENT ON COLUMN outlay.member_record.first_name IS 'Up to 40 characters, may be empty';
COMMENT ON COLUMN outlay.member_record.last_name IS 'Up to 40 characters, may be empty';
COMMENT ON COLUMN outlay.member_record.role IS 'owner, admin, approver, member or auditor';
COMMENT ON COLUMN outlay.member_record.status IS 'invited, active or deactivated';
COMMENT ON COLUMN outlay.member_record.department_id IS 'Department; NULL: none';
COMMENT ON COLUMN outlay.member_record.employee_number IS 'Up to 20 characters; NULL: none';
COMMENT ON COLUMN outlay.member_record.approver_id IS 'Who approves what the member spends, where the department has no approver; NULL: nobody in particular';
COMMENT ON COLUMN outlay.member_record.deputy_id IS 'Who may approve in the member''s place what waits for them; NULL: nobody';
COMMENT ON COLUMN outlay.member_record.deputy_from IS 'First day of that, where the organization is; NULL: it has begun';
COMMENT ON COLUMN outlay.member_record.deputy_until IS 'Last day of that, where the organization is; NULL: until it is taken back';
COMMENT ON COLUMN outlay.member_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.member_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.member_record.updated_at IS 'When it was last changed, UTC';

CREATE TYPE outlay.invitation_record AS (
	member_id			bigint,
	email				text,
	role				text,
	invitation_token	text,
	expires_at			timestamptz,
	sent				boolean,
	link				text
);
COMMENT ON TYPE outlay.invitation_record IS 'An invitation: sent by mail, or, on a server that sends none, to be passed on by who invites';
COMMENT ON COLUMN outlay.invitation_record.member_id IS 'The member to be, of status invited';
COMMENT ON COLUMN outlay.invitation_record.email IS 'Whom to send the token to';
COMMENT ON COLUMN outlay.invitation_record.role IS 'Role that the member will have';
COMMENT ON COLUMN outlay.invitation_record.invitation_token IS 'For accept_invitation(); shown here once. NULL: it was sent, and only the recipient knows it';
COMMENT ON COLUMN outlay.invitation_record.expires_at IS 'Until when it can be accepted, UTC';
COMMENT ON COLUMN outlay.invitation_record.sent IS 'Whether it goes by mail; false: this server sends none';
COMMENT ON COLUMN outlay.invitation_record.link IS 'The page of the web application that takes the token; NULL: it was sent';

CREATE TYPE outlay.password_change AS (
	changed				boolean,
	sessions_ended		integer,
	failure				text
);
COMMENT ON TYPE outlay.password_change IS
	'What came of a new password. failure: NULL, wrong_password or too_many_attempts';
COMMENT ON COLUMN outlay.password_change.changed IS 'Whether the password is the new one now';
COMMENT ON COLUMN outlay.password_change.sessions_ended IS 'Sessions of the member that were ended';
COMMENT ON COLUMN outlay.password_change.failure IS 'wrong_password or too_many_attempts; NULL: it was changed';

CREATE TYPE outlay.preferences_record AS (
	language			text,
	theme				text,
	columns				jsonb,
	views				jsonb
);
COMMENT ON TYPE outlay.preferences_record IS 'How a member wants the application to look';
COMMENT ON COLUMN outlay.preferences_record.language IS 'Language tag; NULL: nothing chosen';
COMMENT ON COLUMN outlay.preferences_record.theme IS 'system, light or dark; NULL: nothing chosen';
COMMENT ON COLUMN outlay.preferences_record.columns IS 'For lists of the application, by name, the columns to show: {"expenses": ["member", "spent_on"]}';
COMMENT ON COLUMN outlay.preferences_record.views IS
	'For lists of the application, by name, views that were saved: {"expenses": [{"name": "Travel", "query": "q=train"}]}';

CREATE FUNCTION outlay.create_member(email text, password text, role text DEFAULT 'member',
		first_name text DEFAULT NULL, last_name text DEFAULT NULL, department_id bigint DEFAULT NULL,
		employee_number text DEFAULT NULL)
	RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_member';
COMMENT ON FUNCTION outlay.create_member(text, text, text, text, text, bigint, text) IS
'Adds an active member with a password of 10 to 200 characters.
Names: up to 40 characters; employee_number: up to 20. 22023: invalid; 23505: e-mail address in use; 42501: only an
owner makes an owner';

CREATE FUNCTION outlay.get_member(id bigint) RETURNS outlay.member_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_member';
COMMENT ON FUNCTION outlay.get_member(bigint) IS 'The member with an id. P0002: there is none';

CREATE FUNCTION outlay.list_members(contains text DEFAULT NULL, role text[] DEFAULT NULL, status text[] DEFAULT NULL,
		department_id bigint[] DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.member_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_members';
COMMENT ON FUNCTION outlay.list_members(text, text[], text[], bigint[], text, text, integer) IS
'Members, the newest first.
contains: text in the name or the e-mail address; role: owner, admin, approver, member or auditor; status: invited,
active or deactivated; of these and of department_id several, any of which; sort: id, name (the last name first) or
email, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1
to 200. 22023: invalid';

CREATE FUNCTION outlay.update_member(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		first_name text DEFAULT outlay.unchanged(''::text), last_name text DEFAULT outlay.unchanged(''::text),
		department_id bigint DEFAULT outlay.unchanged('0'::bigint),
		employee_number text DEFAULT outlay.unchanged(''::text),
		approver_id bigint DEFAULT outlay.unchanged('0'::bigint), deputy_id bigint DEFAULT outlay.unchanged('0'::bigint),
		deputy_from date DEFAULT outlay.unchanged('-infinity'::date), deputy_until date DEFAULT outlay.unchanged('-infinity'::date))
	RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_member';
COMMENT ON FUNCTION outlay.update_member(bigint, integer, text, text, bigint, text, bigint, bigint, date, date) IS
'Changes a member; what is not given stays, NULL takes away what is there.
department_id, approver_id or deputy_id 0 and an empty text do so, too; without a deputy there are no days. version: the
one that the caller has seen.
P0002: there is none; OT412: changed meanwhile; 22023: invalid; 42501: only an owner changes an owner';

CREATE FUNCTION outlay.change_role(id bigint, role text, version integer DEFAULT outlay.unchanged(NULL::integer))
	RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_change_role';
COMMENT ON FUNCTION outlay.change_role(bigint, text, integer) IS
'Gives a member another role.
P0002: there is none; OT412: changed meanwhile; 22023: invalid; 42501: one''s own role, or only an owner gives or takes
the role owner; 55000: the last active owner';

CREATE FUNCTION outlay.deactivate_member(id bigint, version integer DEFAULT NULL) RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_deactivate_member';
COMMENT ON FUNCTION outlay.deactivate_member(bigint, integer) IS
'Ends all sessions of a member and refuses new ones.
P0002: there is none; OT412: changed meanwhile; 42501: only an owner deactivates an owner; 55000: the last active
owner, or deactivated already';

CREATE FUNCTION outlay.reactivate_member(id bigint, version integer DEFAULT NULL) RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reactivate_member';
COMMENT ON FUNCTION outlay.reactivate_member(bigint, integer) IS
'Lets a deactivated member in again, with the old password.
Who never had one is invited, and gets a token by reinvite_member(). P0002: there is none; OT412: changed meanwhile;
42501: only an owner reactivates an owner; 55000: not deactivated';

CREATE FUNCTION outlay.set_member_password(id bigint, password text) RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_member_password';
COMMENT ON FUNCTION outlay.set_member_password(bigint, text) IS
'Gives a member a password and ends all sessions.
Who is invited is active by that. P0002: there is none; 22023: invalid. For operators';

CREATE FUNCTION outlay.invite_member(email text, role text DEFAULT 'member', first_name text DEFAULT NULL,
		last_name text DEFAULT NULL, department_id bigint DEFAULT NULL, employee_number text DEFAULT NULL)
	RETURNS outlay.invitation_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_invite_member';
COMMENT ON FUNCTION outlay.invite_member(text, text, text, text, bigint, text) IS
'Invites a member: the token in the answer is shown once, and good for 7 days.
22023: invalid; 23505: e-mail address in use; 42501: only an owner invites an owner';

CREATE FUNCTION outlay.reinvite_member(id bigint) RETURNS outlay.invitation_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reinvite_member';
COMMENT ON FUNCTION outlay.reinvite_member(bigint) IS
'Makes a new token for somebody who is invited; the one before is void.
P0002: there is none; 42501: only an owner does it for an owner; 55000: not waiting for an invitation';

CREATE FUNCTION outlay.withdraw_invitation(id bigint, version integer DEFAULT NULL) RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_withdraw_invitation';
COMMENT ON FUNCTION outlay.withdraw_invitation(bigint, integer) IS
'Takes back an invitation that nobody has accepted: its token is void at once.
The member is gone, the address can be invited anew, and the mail is not sent if that is still to be. version: the one
that the caller has seen. P0002: there is none; OT412: changed meanwhile; 23503: expenses refer to the member, who can be
deactivated; 42501: only an owner does it for an owner; 55000: not waiting for an invitation';

CREATE FUNCTION outlay.get_me() RETURNS outlay.member_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_me';
COMMENT ON FUNCTION outlay.get_me() IS 'The member who is logged in. 28000: an operator in psql is none';

CREATE FUNCTION outlay.update_me(version integer DEFAULT outlay.unchanged(NULL::integer),
		first_name text DEFAULT outlay.unchanged(''::text), last_name text DEFAULT outlay.unchanged(''::text),
		deputy_id bigint DEFAULT outlay.unchanged('0'::bigint),
		deputy_from date DEFAULT outlay.unchanged('-infinity'::date), deputy_until date DEFAULT outlay.unchanged('-infinity'::date))
	RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_me';
COMMENT ON FUNCTION outlay.update_me(integer, text, text, bigint, date, date) IS
'Changes the names of the member who is logged in, and who stands in for them.
What is not given stays, NULL takes away what is there; without a deputy there are no days. OT412: changed meanwhile; 22023: invalid; 28000: an operator in psql is no member';

CREATE FUNCTION outlay.change_password(old_password text, new_password text) RETURNS outlay.password_change
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_change_password';
COMMENT ON FUNCTION outlay.change_password(text, text) IS
'Changes your password, and ends your other sessions.
A wrong old password is counted like a failed log-in, and so it is no error: see failure in the answer (422 or 429).
22023: the new password is no good; 28000: an operator in psql is no member; 42501: who has a second factor has to
confirm the session first';

CREATE FUNCTION outlay.list_member_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_member_history';
COMMENT ON FUNCTION outlay.list_member_history(bigint, text, text, integer) IS
'What was done to a member, the latest first.
Of others only owners, admins and auditors see it, who read the audit. sort: id, or, by default, -id, the latest first;
after: the position that the page before gave; page_size: 1 to 200. P0002: there is none; 22023: invalid; 42501: of
another member';

CREATE FUNCTION outlay.get_preferences() RETURNS outlay.preferences_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_preferences';
COMMENT ON FUNCTION outlay.get_preferences() IS
'How the member who is logged in wants the application to look.
28000: an operator in psql is no member';

CREATE FUNCTION outlay.update_preferences(language text DEFAULT outlay.unchanged(''::text),
		theme text DEFAULT outlay.unchanged(''::text), columns jsonb DEFAULT outlay.unchanged('null'::jsonb),
		views jsonb DEFAULT outlay.unchanged('null'::jsonb))
	RETURNS outlay.preferences_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_preferences';
COMMENT ON FUNCTION outlay.update_preferences(text, text, jsonb, jsonb) IS
'Changes how the application looks for you; what is not given stays.
NULL takes away what is there, of columns and views all lists. columns, views: objects with a list for each list of the application that is to be replaced, or null to take it away.
columns: at most 40 names; views: at most 50, each with a name of 1 to 60 characters and a query of at most 2,000.
Names of lists and columns: letters from a to z and underscores; 20 lists, 16 KiB in all. It is not in the audit.
22023: invalid; 28000: an operator in psql is no member';

-- Secret: neither a token in an answer nor the hash of a request with a password in it is kept for an idempotency key.
INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('list_members', 'contains', 'A text that the name or e-mail address has, in any case', NULL),
	('update_member', 'department_id', 'Number of the department; null or 0 takes it away', NULL),
	(NULL, 'approver_id', 'Number of the owner, admin or approver who approves; null or 0 takes it away', NULL),
	(NULL, 'deputy_id', 'Number of the owner, admin or approver who approves in the member''s place; null or 0 takes it away', NULL),
	(NULL, 'deputy_from', 'First day on which that is so; null: from now on', NULL),
	(NULL, 'deputy_until', 'Last day on which that is so; null: until it is taken back', NULL),
	(NULL, 'member_id', 'Number of the member', NULL),
	(NULL, 'email', 'E-mail address, by which a member logs in',
		'{"format": "email", "minLength": 3, "maxLength": 200}'),
	(NULL, 'old_password', 'The present password', NULL),
	(NULL, 'new_password', 'The password from now on; other sessions end', '{"minLength": 10, "maxLength": 200}'),
	(NULL, 'first_name', 'First name', '{"maxLength": 40}'),
	(NULL, 'last_name', 'Last name', '{"maxLength": 40}'),
	(NULL, 'employee_number', 'Number under which others keep the member', '{"maxLength": 20}'),
	(NULL, 'role', 'What the member may do', '{"enum": ["owner", "admin", "approver", "member", "auditor"]}'),
	(NULL, 'status', 'Where the member stands', '{"enum": ["invited", "active", "deactivated"]}'),
	('list_members', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["id", "-id", "name", "-name", "email", "-email"], "default": "-id"}'),
	('update_preferences', 'language', 'Language tag', '{"examples": ["en", "de-AT"]}'),
	('update_preferences', 'theme', 'Whether it is light or dark', '{"enum": ["system", "light", "dark"]}'),
	('update_preferences', 'columns', 'For lists of the application, by name, the columns to show; null: none of one''s own',
		'{"type": "object", "additionalProperties": {}, "examples": [{"expenses": ["member", "spent_on"]}, {"expenses": null}]}'),
	('update_preferences', 'views', 'For lists of the application, by name, views that were saved; null: none',
		'{"type": "object", "additionalProperties": {}, "examples": [{"expenses": [{"name": "Travel", "query": "q=train"}]}]}'),
	('list_member_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/members', 'outlay.list_members', 'List members',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/members', 'outlay.create_member', 'Add a member with a password', '{owner,admin}', 201,
	secret => true);
SELECT outlay.publish('GET', '/api/v2/members/{id}', 'outlay.get_member', 'Get a member',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/members/{id}/history', 'outlay.list_member_history', 'List what was done to a member',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/members/{id}', 'outlay.update_member', 'Change a member', '{owner,admin}');
SELECT outlay.publish('PUT', '/api/v2/members/{id}/role', 'outlay.change_role', 'Give a member another role', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/members/{id}/deactivate', 'outlay.deactivate_member', 'Deactivate a member',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/members/{id}/reactivate', 'outlay.reactivate_member', 'Reactivate a member',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/invitations', 'outlay.invite_member', 'Invite a member', '{owner,admin}', 201,
	secret => true);
SELECT outlay.publish('POST', '/api/v2/members/{id}/invitation', 'outlay.reinvite_member', 'Invite a member again',
	'{owner,admin}', 201, secret => true);
SELECT outlay.publish('DELETE', '/api/v2/members/{id}/invitation', 'outlay.withdraw_invitation', 'Withdraw an invitation',
	'{owner,admin}', 204);
SELECT outlay.publish('GET', '/api/v2/me', 'outlay.get_me', 'Get yourself', '{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/me', 'outlay.update_me', 'Change your names and your deputy',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PUT', '/api/v2/me/password', 'outlay.change_password', 'Change your password',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/me/preferences', 'outlay.get_preferences', 'Get your preferences',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/me/preferences', 'outlay.update_preferences', 'Change your preferences',
	'{owner,admin,approver,member,auditor}');
