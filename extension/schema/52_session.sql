-- Signing up, logging in, and the sessions that come of it.

CREATE TYPE outlay.session_grant AS (
	access_token		text,
	access_expires_at	timestamptz,
	refresh_token		text,
	refresh_expires_at	timestamptz,
	member_id			bigint,
	role				text,
	failure				text,
	next				text,
	ticket				text,
	ticket_expires_at	timestamptz,
	device_token		text
);
COMMENT ON TYPE outlay.session_grant IS
	'What a client needs to act as a member: the access token goes with every request, the refresh token gets the next pair. The tokens are NULL where they come in a cookie; all is NULL but failure where it was refused, and but next and ticket where a second factor is still to be shown';
COMMENT ON COLUMN outlay.session_grant.access_token IS 'Goes with every request, as a bearer token; NULL: it is in the cookie';
COMMENT ON COLUMN outlay.session_grant.access_expires_at IS 'When the access token ends, UTC; NULL: there is none';
COMMENT ON COLUMN outlay.session_grant.refresh_token IS 'Gets the next pair of tokens, once; NULL: the client keeps the one that it has, or it is in the cookie';
COMMENT ON COLUMN outlay.session_grant.refresh_expires_at IS 'When the refresh token ends, UTC, if it is not used; NULL: there is none';
COMMENT ON COLUMN outlay.session_grant.member_id IS 'Who is logged in; NULL: nobody is yet';
COMMENT ON COLUMN outlay.session_grant.role IS 'What they may do: owner, admin, approver, member or auditor; NULL: nobody is logged in yet';
COMMENT ON COLUMN outlay.session_grant.failure IS 'Why it was refused; NULL: it was not';
COMMENT ON COLUMN outlay.session_grant.next IS 'What is missing: second_factor (a code, with the ticket) or second_factor_setup (an authenticator has to be set up first, with the ticket); NULL: nothing';
COMMENT ON COLUMN outlay.session_grant.ticket IS 'For the rest of the way, once; NULL: there is none to go';
COMMENT ON COLUMN outlay.session_grant.ticket_expires_at IS 'When the ticket ends, UTC; NULL: there is none';
COMMENT ON COLUMN outlay.session_grant.device_token IS 'Goes with the next log-in on this device, so that nobody else''s guesses keep it out; NULL: none was asked for, the one that was given stays, or it is in the cookie';

CREATE TYPE outlay.session_record AS (
	id					bigint,
	created_at			timestamptz,
	used_at				timestamptz,
	user_agent			text,
	address				text,
	current				boolean
);
COMMENT ON TYPE outlay.session_record IS
	'A log-in on one device. used_at: its last log-in or refresh; current: whether it is the one that asks';
COMMENT ON COLUMN outlay.session_record.id IS 'Number of the session';
COMMENT ON COLUMN outlay.session_record.created_at IS 'When the member logged in, UTC';
COMMENT ON COLUMN outlay.session_record.used_at IS 'Its last log-in or refresh, UTC';
COMMENT ON COLUMN outlay.session_record.user_agent IS 'What the client called itself at log-in; NULL: nothing';
COMMENT ON COLUMN outlay.session_record.address IS 'Address that the log-in came from; NULL: not known';
COMMENT ON COLUMN outlay.session_record.current IS 'Whether it is the session that asks';

CREATE TYPE outlay.organization_address AS (
	organization_id		text,
	slug				text,
	host				text,
	name				text
);
COMMENT ON TYPE outlay.organization_address IS 'Where an organization is: the host name to which all its requests go';
COMMENT ON COLUMN outlay.organization_address.organization_id IS 'Public number of the organization: ACM-4095';
COMMENT ON COLUMN outlay.organization_address.slug IS 'Name of the organization in addresses';
COMMENT ON COLUMN outlay.organization_address.host IS 'Host name to which its requests go';
COMMENT ON COLUMN outlay.organization_address.name IS 'Name of the organization';

CREATE TYPE outlay.sign_up_record AS (
	organization_id		text,
	slug				text,
	host				text,
	name				text,
	access_token		text,
	access_expires_at	timestamptz,
	refresh_token		text,
	refresh_expires_at	timestamptz,
	member_id			bigint,
	role				text,
	device_token		text
);
COMMENT ON TYPE outlay.sign_up_record IS 'A new organization and the first session of its owner';
COMMENT ON COLUMN outlay.sign_up_record.organization_id IS 'Public number of the organization: ACM-4095';
COMMENT ON COLUMN outlay.sign_up_record.slug IS 'Name of the organization in addresses';
COMMENT ON COLUMN outlay.sign_up_record.host IS 'Host name to which its requests go';
COMMENT ON COLUMN outlay.sign_up_record.name IS 'Name of the organization';
COMMENT ON COLUMN outlay.sign_up_record.access_token IS 'Goes with every request, as a bearer token';
COMMENT ON COLUMN outlay.sign_up_record.access_expires_at IS 'When the access token ends, UTC';
COMMENT ON COLUMN outlay.sign_up_record.refresh_token IS 'Gets the next pair of tokens, once';
COMMENT ON COLUMN outlay.sign_up_record.refresh_expires_at IS 'When the refresh token ends, UTC, if it is not used';
COMMENT ON COLUMN outlay.sign_up_record.member_id IS 'Who is logged in';
COMMENT ON COLUMN outlay.sign_up_record.role IS 'What they may do: owner, admin, approver, member or auditor';
COMMENT ON COLUMN outlay.sign_up_record.device_token IS 'Goes with the next log-in on this device, so that nobody else''s guesses keep it out; NULL: none was asked for';

CREATE FUNCTION outlay.sign_up(name text, business_email text, email text, password text, first_name text DEFAULT NULL,
		last_name text DEFAULT NULL, business_phone text DEFAULT NULL, slug text DEFAULT NULL, currency text DEFAULT 'EUR',
		device_token text DEFAULT NULL, categories text DEFAULT NULL)
	RETURNS outlay.sign_up_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_sign_up';
COMMENT ON FUNCTION outlay.sign_up(text, text, text, text, text, text, text, text, text, text, text) IS
'Creates an organization, its owner, and the first session of the owner.
Go on at the host in the answer. name, business_email, business_phone, slug, currency: of the organization, the slug
is made from the name where it is not given; email, password, first_name, last_name: of the owner; device_token:
empty, to get one for the owner''s next log-in; categories: the language, en, fr, de or sw, of the categories that it
begins with, by default none. 22023: every field that is not valid; 23505: name or slug in use;
42501: switched off (setting outlay.allow_sign_up)';

CREATE TYPE outlay.address_check AS (
	slug				text,
	host				text,
	name_taken			boolean,
	slug_taken			boolean
);
COMMENT ON TYPE outlay.address_check IS 'What a new organization would be called in addresses';
COMMENT ON COLUMN outlay.address_check.slug IS 'Name in addresses: the one that was asked for, or, where it is taken, the first like it that is free; NULL: chosen at sign-up';
COMMENT ON COLUMN outlay.address_check.host IS 'Host name that follows from it';
COMMENT ON COLUMN outlay.address_check.name_taken IS 'Whether another organization has the name, however it is written';
COMMENT ON COLUMN outlay.address_check.slug_taken IS 'Whether the slug that was asked for leads elsewhere';

CREATE FUNCTION outlay.check_address(name text, slug text DEFAULT NULL) RETURNS outlay.address_check
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_check_address';
COMMENT ON FUNCTION outlay.check_address(text, text) IS
'What a new organization of a name would be called in addresses.
Nothing is kept for it: sign_up() may find that somebody was quicker. slug: the one that is wished for, by default made
from the name. 22023: invalid; 42501: signing up is switched off';

CREATE FUNCTION outlay.find_organization(organization_id text) RETURNS outlay.organization_address
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_find_organization';
COMMENT ON FUNCTION outlay.find_organization(text) IS
'Where the organization with a public ID, like ACM-4095, is.
P0002: there is none; OT403: it is suspended, without the reason, which its members are told';

CREATE FUNCTION outlay.register_first_member(email text, password text, first_name text DEFAULT NULL,
		last_name text DEFAULT NULL)
	RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_register_first_member';
COMMENT ON FUNCTION outlay.register_first_member(text, text, text, text) IS
'Makes the first member of a new organization, its owner.
Switched off except for API v1, unless outlay.first_member_in_v2. 42501: that, or it has a member, or is older than
outlay.first_member_window; 22023: invalid';

CREATE FUNCTION outlay.accept_invitation(invitation_token text, password text, first_name text DEFAULT NULL,
		last_name text DEFAULT NULL, cookies boolean DEFAULT false, device_token text DEFAULT NULL)
	RETURNS outlay.session_grant
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_accept_invitation';
COMMENT ON FUNCTION outlay.accept_invitation(text, text, text, text, boolean, text) IS
'Makes whoever was invited an active member, and logs them in.
password: the one that they choose. They get a ticket where the organization requires a second factor of the role.
Names that are not given stay as they were in the invitation. cookies: the tokens come in a cookie instead, for
browsers. device_token: empty, to get one for the next log-in on this device; a cookie has its own. P0002: the token
is not valid or no longer valid; 22023: invalid';

-- What the audit has of an attempt that failed or was refused, with entity log_in and the id of the member.
CREATE TYPE outlay.log_in_attempt AS (
	email				text,
	address				text,
	user_agent			text,
	known_device		boolean,
	attempts			integer
);
COMMENT ON TYPE outlay.log_in_attempt IS 'An attempt to log in that failed, or that was refused because others had failed';
COMMENT ON COLUMN outlay.log_in_attempt.email IS 'E-mail address that was tried, folded; NULL: what was typed is none';
COMMENT ON COLUMN outlay.log_in_attempt.address IS 'Where it came from; NULL: not known';
COMMENT ON COLUMN outlay.log_in_attempt.user_agent IS 'What the client called itself; NULL: nothing';
COMMENT ON COLUMN outlay.log_in_attempt.known_device IS 'Whether it came from a device that had logged in before';
COMMENT ON COLUMN outlay.log_in_attempt.attempts IS
	'Which one it is that failed, or was refused: the first five are noted, then the 8th, the 16th, and so on';

CREATE FUNCTION outlay.log_in(email text, password text, cookies boolean DEFAULT false, device_token text DEFAULT NULL)
	RETURNS outlay.session_grant
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_log_in';
COMMENT ON FUNCTION outlay.log_in(text, text, boolean, text) IS
'Opens a session, or gives a ticket for the second half of a log-in.
See next in the answer. cookies: the tokens come in a cookie, which scripts cannot read, instead of in the answer; for
browsers. device_token: the one that an earlier log-in on this device gave, with which others'' wrong guesses do not
count; empty: give me one; a cookie has its own. Failures are counted, and so they are no error: see failure in the
answer, wrong_credentials (401) or too_many_attempts (429, with the seconds to wait). 22023: an argument is missing';

CREATE FUNCTION outlay.refresh_session(refresh_token text DEFAULT NULL, cookies boolean DEFAULT false) RETURNS outlay.session_grant
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_refresh_session';
COMMENT ON FUNCTION outlay.refresh_session(text, boolean) IS
'A new pair of tokens; the old pair is void.
Without refresh_token it is that of the cookie, and the new pair is in the cookie too; cookies: the pair of
refresh_token becomes a cookie. Using an old refresh token again ends the session. See failure in the answer (401):
invalid_refresh_token, refresh_token_reused, or second_factor_required, where the organization requires one since then
and the session has been ended';

CREATE FUNCTION outlay.renew_access(refresh_token text) RETURNS outlay.session_grant
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_renew_access';
COMMENT ON FUNCTION outlay.renew_access(text) IS
'A new access token, for clients that cannot keep a new refresh token.
Theirs stays, and ends when it would have. See failure in the answer (401): invalid_refresh_token or
refresh_token_reused';

CREATE FUNCTION outlay.log_out() RETURNS outlay.session_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_log_out';
COMMENT ON FUNCTION outlay.log_out() IS
'Ends the session that asks, and takes it out of the cookie.
28000: an operator in psql has none';

CREATE FUNCTION outlay.list_sessions() RETURNS SETOF outlay.session_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_sessions';
COMMENT ON FUNCTION outlay.list_sessions() IS
'Your own sessions, the newest first.
50 at most, since a further log-in ends the oldest. 28000: an operator in psql has none';

CREATE FUNCTION outlay.end_session(id bigint) RETURNS outlay.session_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_end_session';
COMMENT ON FUNCTION outlay.end_session(bigint) IS
'Ends one of your own sessions.
P0002: it is none of yours; 28000: an operator in psql has none';

CREATE FUNCTION outlay.end_other_sessions() RETURNS integer
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_end_other_sessions';
COMMENT ON FUNCTION outlay.end_other_sessions() IS
'Ends all of your sessions except the one that asks.
Returns how many there were. 28000: an operator in psql has none';

CREATE FUNCTION outlay.end_member_sessions(id bigint) RETURNS integer
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_end_member_sessions';
COMMENT ON FUNCTION outlay.end_member_sessions(bigint) IS
'Ends all sessions of a member, and returns how many there were.
P0002: there is no such member; 42501: only an owner ends those of an owner';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('sign_up', 'name', 'Name of the organization', '{"minLength": 1, "maxLength": 100}'),
	('check_address', 'name', 'Name that the organization would have', '{"minLength": 1, "maxLength": 100}'),
	('sign_up', 'categories', 'Language of the categories that it begins with; without it, it begins with none',
		'{"enum": ["en", "fr", "de", "sw"]}'),
	('log_in', 'email', 'E-mail address of the member', NULL),
	(NULL, 'password', 'Password; neither the e-mail address, nor the organization''s name, nor one that everybody guesses',
		'{"minLength": 10, "maxLength": 200}'),
	('log_in', 'password', 'Password of the member', NULL),
	(NULL, 'cookies', 'True: the tokens come in a cookie, for browsers, and not in the answer', '{"default": false}'),
	(NULL, 'device_token', 'The one that an earlier log-in on this device gave; empty: give me one', NULL),
	(NULL, 'refresh_token', 'The refresh token of the session', NULL),
	(NULL, 'invitation_token', 'The token of the invitation', NULL),
	(NULL, 'organization_id', 'Public number of the organization', '{"examples": ["ACM-4095"]}'),
	(NULL, 'slug', 'Name in addresses; made from the name where it is not given',
		'{"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 63}');

SELECT outlay.publish('POST', '/api/v2/organizations', 'outlay.sign_up', 'Create an organization with its owner',
	NULL, 201, for_tenant => false, secret => true);
SELECT outlay.publish('GET', '/api/v2/organization-address', 'outlay.check_address',
	'Tell the address that a new organization would have', NULL, for_tenant => false);
SELECT outlay.publish('GET', '/api/v2/organizations/{organization_id}', 'outlay.find_organization', 'Find an organization',
	NULL, for_tenant => false);
SELECT outlay.publish('POST', '/api/v2/members/first', 'outlay.register_first_member',
	'Register as the owner of a new organization', NULL, 201, secret => true);
SELECT outlay.publish('POST', '/api/v2/invitations/accept', 'outlay.accept_invitation', 'Accept an invitation', NULL, 201,
	secret => true);
SELECT outlay.publish('POST', '/api/v2/sessions', 'outlay.log_in', 'Log in', NULL, 201, secret => true);
SELECT outlay.publish('DELETE', '/api/v2/sessions/current', 'outlay.log_out', 'Log out',
	'{owner,admin,approver,member,auditor}', 204);
SELECT outlay.publish('POST', '/api/v2/sessions/refresh', 'outlay.refresh_session', 'Get a new pair of tokens', NULL,
	secret => true);
SELECT outlay.publish('POST', '/api/v2/sessions/access', 'outlay.renew_access', 'Get a new access token alone', NULL,
	secret => true);
SELECT outlay.publish('GET', '/api/v2/sessions', 'outlay.list_sessions', 'List your sessions',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('DELETE', '/api/v2/sessions', 'outlay.end_other_sessions', 'End your other sessions',
	'{owner,admin,approver,member,auditor}', 204);
SELECT outlay.publish('DELETE', '/api/v2/sessions/{id}', 'outlay.end_session', 'End one of your sessions',
	'{owner,admin,approver,member,auditor}', 204);
SELECT outlay.publish('DELETE', '/api/v2/members/{id}/sessions', 'outlay.end_member_sessions', 'End the sessions of a member',
	'{owner,admin}', 204);
