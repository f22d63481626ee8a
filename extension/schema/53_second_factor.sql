-- The second factor: authenticators, recovery codes, log-in in two steps, and confirming a session.

CREATE TYPE outlay.second_factor_record AS (
	available			boolean,
	enabled				boolean,
	enabled_at			timestamptz,
	required			boolean,
	recovery_codes		integer
);
COMMENT ON TYPE outlay.second_factor_record IS 'Your second factor';
COMMENT ON COLUMN outlay.second_factor_record.available IS 'Whether one can be set up on this server';
COMMENT ON COLUMN outlay.second_factor_record.enabled IS 'Whether log-in asks for a code';
COMMENT ON COLUMN outlay.second_factor_record.enabled_at IS 'Since when, UTC; NULL: it does not';
COMMENT ON COLUMN outlay.second_factor_record.required IS 'Whether the organization requires one of your role';
COMMENT ON COLUMN outlay.second_factor_record.recovery_codes IS 'How many recovery codes are left';

CREATE TYPE outlay.second_factor_setup AS (
	secret				text,
	uri					text,
	expires_at			timestamptz
);
COMMENT ON TYPE outlay.second_factor_setup IS 'A new secret for an authenticator, which waits for its first code';
COMMENT ON COLUMN outlay.second_factor_setup.secret IS 'In base32, for typing it in';
COMMENT ON COLUMN outlay.second_factor_setup.uri IS 'An otpauth URI, for a QR code: TOTP with SHA-1, 6 digits, 30 seconds';
COMMENT ON COLUMN outlay.second_factor_setup.expires_at IS 'Until when its first code is awaited, UTC';

CREATE TYPE outlay.recovery_codes AS (
	recovery_codes		text[]
);
COMMENT ON TYPE outlay.recovery_codes IS 'Codes that replace an authenticator that is lost, each once. They are shown here alone';
COMMENT ON COLUMN outlay.recovery_codes.recovery_codes IS 'Ten codes of 24 letters and digits; hyphens, blanks and small letters do not matter';

CREATE FUNCTION outlay.get_second_factor() RETURNS outlay.second_factor_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_second_factor';
COMMENT ON FUNCTION outlay.get_second_factor() IS 'Your second factor. 28000: an operator in psql has none';

CREATE FUNCTION outlay.begin_second_factor() RETURNS outlay.second_factor_setup
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_begin_second_factor';
COMMENT ON FUNCTION outlay.begin_second_factor() IS
'A new secret for an authenticator.
It becomes your second factor with its first code: confirm_second_factor(). 28000: an operator in psql has none;
42501: the session has to be confirmed first; 55000: the server has no key for it';

CREATE FUNCTION outlay.confirm_second_factor(code text) RETURNS outlay.recovery_codes
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_confirm_second_factor';
COMMENT ON FUNCTION outlay.confirm_second_factor(text) IS
'Makes the authenticator of begin_second_factor() your second factor.
It takes the place of another, ends your other sessions, and gives recovery codes. code: its six digits. 22023:
missing or wrong; 28000: an operator in psql has none; 42501: the session has to be confirmed first; 55000: none is
being set up';

CREATE FUNCTION outlay.remove_second_factor() RETURNS outlay.second_factor_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_remove_second_factor';
COMMENT ON FUNCTION outlay.remove_second_factor() IS
'Takes your second factor away, and ends your other sessions.
P0002: there is none; 28000: an operator in psql has none; 42501: the session has to be confirmed first; 55000: the
organization requires one of your role';

CREATE FUNCTION outlay.renew_recovery_codes() RETURNS outlay.recovery_codes
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_renew_recovery_codes';
COMMENT ON FUNCTION outlay.renew_recovery_codes() IS
'New recovery codes in place of all earlier ones.
P0002: there is no second factor; 28000: an operator in psql has none; 42501: the session has to be confirmed first';

CREATE FUNCTION outlay.reset_second_factor(id bigint) RETURNS outlay.member_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reset_second_factor';
COMMENT ON FUNCTION outlay.reset_second_factor(bigint) IS
'Takes the second factor from a member who has lost it, and ends their sessions.
Be sure who asks for it. P0002: no such member, or none to take; 42501: only an owner does it for an owner, or the
session has to be confirmed first';

CREATE FUNCTION outlay.set_up_at_log_in(ticket text) RETURNS outlay.second_factor_setup
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_up_at_log_in';
COMMENT ON FUNCTION outlay.set_up_at_log_in(text) IS
'A new secret for an authenticator, in the middle of a log-in.
For whom a log-in told to set one up (next: second_factor_setup). Its first code finishes the log-in:
continue_log_in(). P0002: the ticket is not valid; 22023: it is missing; 55000: the server has no key for it';

CREATE FUNCTION outlay.continue_log_in(ticket text, code text, cookies boolean DEFAULT false) RETURNS outlay.session_grant
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_continue_log_in';
COMMENT ON FUNCTION outlay.continue_log_in(text, text, boolean) IS
'Finishes a log-in with its ticket and a code.
Of the authenticator, also of one that is being set up, or a recovery code. cookies: the tokens come in a cookie, for
browsers. Failures are counted, and so they are no error: see failure in the answer, invalid_ticket or wrong_code
(401) or too_many_attempts (429, with the seconds to wait). 22023: an argument is missing; 55000: no key of the server
opens the secret';

CREATE FUNCTION outlay.confirm_session(password text, code text DEFAULT NULL, cookies boolean DEFAULT false)
	RETURNS outlay.session_grant
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_confirm_session';
COMMENT ON FUNCTION outlay.confirm_session(text, text, boolean) IS
'Confirms your session for ten minutes, and gives it new tokens.
As a log-in does (setting outlay.confirmation_lifetime). code: of the authenticator, or a recovery code, where you
have a second factor. cookies: the tokens come in a cookie; for a caller with a cookie they always do. Failures are
counted, and so they are no error: see failure in the answer, wrong_password or wrong_code (422) or too_many_attempts
(429, with the seconds to wait). 22023: an argument is missing; 28000: an operator in psql has no session; 55000: no
key of the server opens the secret';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'code', 'Six digits of the authenticator, or a recovery code', NULL),
	('confirm_second_factor', 'code', 'The first six digits of the authenticator', NULL),
	('confirm_session', 'password', 'Your password', NULL),
	(NULL, 'ticket', 'The ticket that the log-in gave', NULL);

SELECT outlay.publish('GET', '/api/v2/me/second-factor', 'outlay.get_second_factor', 'Get your second factor',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/me/second-factor', 'outlay.begin_second_factor', 'Begin a second factor',
	'{owner,admin,approver,member,auditor}', 201, secret => true);
SELECT outlay.publish('POST', '/api/v2/me/second-factor/confirm', 'outlay.confirm_second_factor', 'Confirm a second factor',
	'{owner,admin,approver,member,auditor}', secret => true);
SELECT outlay.publish('DELETE', '/api/v2/me/second-factor', 'outlay.remove_second_factor', 'Remove your second factor',
	'{owner,admin,approver,member,auditor}', 204);
SELECT outlay.publish('POST', '/api/v2/me/recovery-codes', 'outlay.renew_recovery_codes', 'Get new recovery codes',
	'{owner,admin,approver,member,auditor}', 201, secret => true);
SELECT outlay.publish('DELETE', '/api/v2/members/{id}/second-factor', 'outlay.reset_second_factor',
	'Take the second factor from a member', '{owner,admin}', 204);
SELECT outlay.publish('POST', '/api/v2/sessions/second-factor/setup', 'outlay.set_up_at_log_in',
	'Begin a second factor at log-in', NULL, 201, secret => true);
SELECT outlay.publish('POST', '/api/v2/sessions/second-factor', 'outlay.continue_log_in', 'Finish a log-in', NULL, 201,
	secret => true);
SELECT outlay.publish('POST', '/api/v2/sessions/confirm', 'outlay.confirm_session', 'Confirm your session',
	'{owner,admin,approver,member,auditor}', secret => true);
