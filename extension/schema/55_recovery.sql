-- A forgotten password, and another e-mail address.

CREATE TYPE outlay.reset_request AS (
	delivery			text
);
COMMENT ON TYPE outlay.reset_request IS 'What happens to a wish for a new password. It is the same whether or not a member has the address';
COMMENT ON COLUMN outlay.reset_request.delivery IS 'mail: if a member has the address, a mail is on its way; ask_admin: this server sends no mail, an owner or admin has to be asked for a link';

CREATE TYPE outlay.link_record AS (
	member_id			bigint,
	email				text,
	sent				boolean,
	token				text,
	link				text,
	expires_at			timestamptz
);
COMMENT ON TYPE outlay.link_record IS 'A link that was sent, or that is to be passed on by who asked for it';
COMMENT ON COLUMN outlay.link_record.member_id IS 'Whose it is';
COMMENT ON COLUMN outlay.link_record.email IS 'Where it was sent to, or has to be passed on to';
COMMENT ON COLUMN outlay.link_record.sent IS 'Whether it goes by mail; false: this server sends none';
COMMENT ON COLUMN outlay.link_record.token IS 'The token in the link; NULL: it was sent, and only the recipient knows it';
COMMENT ON COLUMN outlay.link_record.link IS 'The page of the web application that takes the token; NULL: it was sent';
COMMENT ON COLUMN outlay.link_record.expires_at IS 'Until when it is good, UTC, once';

CREATE TYPE outlay.email_change AS (
	member_id			bigint,
	email				text,
	sessions_ended		integer
);
COMMENT ON TYPE outlay.email_change IS 'A member''s new e-mail address';
COMMENT ON COLUMN outlay.email_change.member_id IS 'Whose it is';
COMMENT ON COLUMN outlay.email_change.email IS 'The new address, to log in with';
COMMENT ON COLUMN outlay.email_change.sessions_ended IS 'Sessions of the member that were ended';

CREATE FUNCTION outlay.request_password_reset(email text) RETURNS outlay.reset_request
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_request_password_reset';
COMMENT ON FUNCTION outlay.request_password_reset(text) IS
'Asks for a mail with a link to choose a new password.
The answer is the same for an address that nobody has, and takes as long; more than three an hour for one address are
not sent. A client that asks too often gets too_many_attempts (429). 22023: not an e-mail address';

CREATE FUNCTION outlay.issue_password_reset(id bigint) RETURNS outlay.link_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_issue_password_reset';
COMMENT ON FUNCTION outlay.issue_password_reset(bigint) IS
'Sends a member a link to choose a new password.
On a server that sends no mail, gives it to you to pass on. P0002: there is none; 42501: only an owner does it for an
owner, or the session has to be confirmed first; 55000: the member is not active; OT429: the address has got too many
mails today';

CREATE FUNCTION outlay.reset_password(reset_token text, password text) RETURNS outlay.password_change
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reset_password';
COMMENT ON FUNCTION outlay.reset_password(text, text) IS
'Chooses a new password with the token of a link, once.
Ends all sessions of the member, who then logs in, with the second factor if there is one. P0002: the token is not
valid or no longer valid; 22023: the password is no good';

CREATE FUNCTION outlay.request_email_change(email text) RETURNS outlay.link_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_request_email_change';
COMMENT ON FUNCTION outlay.request_email_change(text) IS
'Asks for another e-mail address of your own.
A link goes to the new one, a notice to the present one. 22023: not an e-mail address; 23505: another member has it;
28000: an operator in psql is no member; 42501: the session has to be confirmed first; 55000: this server sends no
mail, so ask an owner or admin; OT429: the address has got too many mails today';

CREATE FUNCTION outlay.change_member_email(id bigint, email text) RETURNS outlay.link_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_change_member_email';
COMMENT ON FUNCTION outlay.change_member_email(bigint, text) IS
'Changes the e-mail address of a member; of one who is invited, at once.
A link to confirm it goes to the new one or, where no mail is sent, to you, to pass it on. Of who is invited it is a new
invitation, and the one before is void. P0002: there is none; 22023: not an e-mail address; 23505: another member has it;
42501: only an owner does it for an owner, or the session has to be confirmed first; 55000: the member is deactivated;
OT429: the address has got too many mails today';

CREATE FUNCTION outlay.confirm_email(email_token text) RETURNS outlay.email_change
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_confirm_email';
COMMENT ON FUNCTION outlay.confirm_email(text) IS
'Confirms a new e-mail address with the token of a link, once.
All sessions of the member end, and the old address is told. P0002: the token is not valid or no longer valid; 22023:
it is missing; 23505: another member has the address meanwhile';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'reset_token', 'The token of the link for a new password', NULL),
	(NULL, 'email_token', 'The token of the link that confirms the address', NULL);

SELECT outlay.publish('POST', '/api/v2/password-resets', 'outlay.request_password_reset', 'Ask for a new password', NULL, 202,
	secret => true);
SELECT outlay.publish('POST', '/api/v2/password-resets/accept', 'outlay.reset_password', 'Choose a new password', NULL,
	secret => true);
SELECT outlay.publish('POST', '/api/v2/members/{id}/password-reset', 'outlay.issue_password_reset',
	'Send a member a link for a new password', '{owner,admin}', 201, secret => true);
SELECT outlay.publish('POST', '/api/v2/me/email', 'outlay.request_email_change', 'Ask for another e-mail address',
	'{owner,admin,approver,member,auditor}', 202, secret => true);
SELECT outlay.publish('POST', '/api/v2/members/{id}/email', 'outlay.change_member_email', 'Change a member''s e-mail address',
	'{owner,admin}', 202, secret => true);
SELECT outlay.publish('POST', '/api/v2/email-changes/confirm', 'outlay.confirm_email', 'Confirm an e-mail address', NULL,
	secret => true);
