-- The console: operators over HTTP, at a host of their own. Their accounts, their sessions, and what they do.

CREATE TABLE outlay.operator (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	email				text NOT NULL,
	name				text NOT NULL,
	active				boolean NOT NULL DEFAULT true,
	password_hash		text NOT NULL,
	-- The authenticator's secret, sealed. One that is being set up stands beside until its first code has come.
	factor_secret		text,
	factor_step			bigint NOT NULL DEFAULT 0,
	factor_at			timestamptz,
	new_secret			text,
	new_until			timestamptz,
	created_at			timestamptz NOT NULL DEFAULT pg_catalog.now(),
	updated_at			timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE UNIQUE INDEX operator_email_key ON outlay.operator (outlay.fold(email) COLLATE "C");
COMMENT ON TABLE outlay.operator IS 'Who may log in at the console; made in psql alone';

-- A log-in that waits for its code is a row, too: it is good for nothing else. A dump leaves all of them out.
CREATE TABLE outlay.operator_session (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	operator_id			bigint NOT NULL CONSTRAINT operator_session_operator_fkey REFERENCES outlay.operator ON DELETE CASCADE,
	waits				boolean NOT NULL,
	hash				text NOT NULL,
	began_at			timestamptz NOT NULL DEFAULT pg_catalog.now(),
	used_at				timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE INDEX operator_session_operator_idx ON outlay.operator_session (operator_id);
COMMENT ON TABLE outlay.operator_session IS 'Sessions at the console, and log-ins that wait for their code';

CREATE TABLE outlay.operator_failure (
	counted_for			text PRIMARY KEY,
	failures			integer NOT NULL,
	last_at				timestamptz NOT NULL
);
COMMENT ON TABLE outlay.operator_failure IS 'Failed log-ins at the console, counted by e-mail address and by client';

CREATE TABLE outlay.operator_audit (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at					timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
	operator_id			bigint,
	operator			text,
	database_role		text NOT NULL DEFAULT session_user,
	action				text NOT NULL,
	tenant_id			bigint,
	organization		text,
	arguments			jsonb,
	result				text NOT NULL,
	message				text,
	address				text,
	request_id			text
);
CREATE INDEX operator_audit_tenant_idx ON outlay.operator_audit (tenant_id, id);
COMMENT ON TABLE outlay.operator_audit IS 'What operators did at the console, and what was done to their accounts';
COMMENT ON COLUMN outlay.operator_audit.id IS 'Number of the entry, rising';
COMMENT ON COLUMN outlay.operator_audit.at IS 'When, UTC';
COMMENT ON COLUMN outlay.operator_audit.operator_id IS 'Number of the operator; NULL: nobody who is one';
COMMENT ON COLUMN outlay.operator_audit.operator IS 'E-mail address of the operator then; NULL: nobody who is one';
COMMENT ON COLUMN outlay.operator_audit.database_role IS 'Role in the database: outlay_console over HTTP, else who typed it in psql';
COMMENT ON COLUMN outlay.operator_audit.action IS 'What was done: log_in, or the function that was called';
COMMENT ON COLUMN outlay.operator_audit.tenant_id IS 'Number of the organization; NULL: it is about none, or there is none';
COMMENT ON COLUMN outlay.operator_audit.organization IS 'Its slug, as it was named; NULL: it is about none';
COMMENT ON COLUMN outlay.operator_audit.arguments IS 'What the function was given; NULL: nothing';
COMMENT ON COLUMN outlay.operator_audit.result IS 'done, or the SQLSTATE by which it was refused';
COMMENT ON COLUMN outlay.operator_audit.message IS 'Why it was refused; NULL: it was not';
COMMENT ON COLUMN outlay.operator_audit.address IS 'Address of the client; NULL: not known';
COMMENT ON COLUMN outlay.operator_audit.request_id IS 'Number of the request, as in the log of outlayd; NULL: there was none';

-- Nobody but the extension's owner may write it at all. This is against the owner's own mistakes.
CREATE FUNCTION outlay.operator_audit_kept() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $kept$
BEGIN
	-- Where there is nothing, nothing is lost: so a new server's tables are emptied before they follow another's.
	IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT FROM outlay.operator_audit) THEN
		RETURN NULL;
	END IF;
	RAISE insufficient_privilege USING MESSAGE = 'the audit of the console is append-only';
END
$kept$;
COMMENT ON FUNCTION outlay.operator_audit_kept() IS 'Refuses changes of the console''s audit. Internal';
CREATE TRIGGER operator_audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON outlay.operator_audit
	FOR EACH STATEMENT EXECUTE FUNCTION outlay.operator_audit_kept();

SELECT pg_catalog.pg_extension_config_dump('outlay.operator', '');
SELECT pg_catalog.pg_extension_config_dump('outlay.operator_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('outlay.operator_audit', '');
SELECT pg_catalog.pg_extension_config_dump('outlay.operator_audit_id_seq', '');
GRANT SELECT ON outlay.operator_audit TO outlay_operator;

-- ---- Accounts, in psql ----------------------------------------------------------------------------------------------

CREATE TYPE outlay.operator_record AS (
	id					bigint,
	email				text,
	name				text,
	active				boolean,
	second_factor		boolean,
	sessions			bigint,
	last_seen_at		timestamptz,
	created_at			timestamptz
);
COMMENT ON TYPE outlay.operator_record IS 'Somebody who may log in at the console';
COMMENT ON COLUMN outlay.operator_record.id IS 'Number of the operator';
COMMENT ON COLUMN outlay.operator_record.email IS 'E-mail address, by which they log in';
COMMENT ON COLUMN outlay.operator_record.name IS 'Name';
COMMENT ON COLUMN outlay.operator_record.active IS 'False: no log-in, and no session is good any more';
COMMENT ON COLUMN outlay.operator_record.second_factor IS 'Whether an authenticator is set up, which the first log-in does';
COMMENT ON COLUMN outlay.operator_record.sessions IS 'Sessions that are good now';
COMMENT ON COLUMN outlay.operator_record.last_seen_at IS 'When one of them was used last, to the minute; NULL: there is none';
COMMENT ON COLUMN outlay.operator_record.created_at IS 'When the account was made, UTC';

CREATE FUNCTION outlay.list_operators() RETURNS SETOF outlay.operator_record
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT o.id, o.email, o.name, o.active, o.factor_secret IS NOT NULL, s.n, s.used_at, o.created_at
	FROM outlay.operator o CROSS JOIN LATERAL (
		SELECT count(*) AS n, max(s.used_at) AS used_at FROM outlay.operator_session s
		WHERE s.operator_id = o.id AND NOT s.waits
			AND s.used_at > now() - current_setting('outlay.console_idle_timeout')::interval
			AND s.began_at > now() - current_setting('outlay.console_session_lifetime')::interval) s
	ORDER BY o.id;
END;
COMMENT ON FUNCTION outlay.list_operators() IS 'Who may log in at the console.
For operators';

CREATE FUNCTION outlay.create_operator(email text, name text, password text) RETURNS outlay.operator_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_operator';
COMMENT ON FUNCTION outlay.create_operator(text, text, text) IS
'Makes an account for the console.
Its first log-in sets up an authenticator, and without one there is no session. 22023: invalid fields, each in the
detail; 23505: there is an account with this e-mail address. For operators';

CREATE FUNCTION outlay.set_operator_password(email text, password text) RETURNS outlay.operator_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_operator_password';
COMMENT ON FUNCTION outlay.set_operator_password(text, text) IS
'Gives an operator another password.
Ends the sessions and forgets failed log-ins. P0002: there is no such account; 22023: an invalid password. For operators';

CREATE FUNCTION outlay.reset_operator_factor(email text) RETURNS outlay.operator_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reset_operator_factor';
COMMENT ON FUNCTION outlay.reset_operator_factor(text) IS
'Takes the authenticator of an operator away; the next log-in sets up another.
Ends the sessions. Give another password as well: until then who knows the old one could set it up. P0002: there is no
such account. For operators';

CREATE FUNCTION outlay.deactivate_operator(email text) RETURNS outlay.operator_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_deactivate_operator';
COMMENT ON FUNCTION outlay.deactivate_operator(text) IS
'Ends the sessions of an operator, and there is no log-in any more.
A request under way comes to its end. The account stays, for the audit. P0002: there is no such account. For operators';

CREATE FUNCTION outlay.activate_operator(email text) RETURNS outlay.operator_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_activate_operator';
COMMENT ON FUNCTION outlay.activate_operator(text) IS
'Undoes deactivate_operator().
P0002: there is no such account. For operators';

-- ---- Log-in ---------------------------------------------------------------------------------------------------------

CREATE TYPE outlay.console_ticket AS (
	ticket				text,
	expires_at			timestamptz,
	next				text
);
COMMENT ON TYPE outlay.console_ticket IS 'The first half of a log-in; all are null where it was refused';
COMMENT ON COLUMN outlay.console_ticket.ticket IS 'What the second half is done with, once; NULL: it was refused';
COMMENT ON COLUMN outlay.console_ticket.expires_at IS 'Until when, UTC; NULL: it was refused';
COMMENT ON COLUMN outlay.console_ticket.next IS
'second_factor: a code of the authenticator; second_factor_setup: one is set up first; NULL: it was refused';

CREATE TYPE outlay.console_session AS (
	token				text,
	operator_id			bigint,
	email				text,
	name				text,
	idle_until			timestamptz,
	expires_at			timestamptz
);
COMMENT ON TYPE outlay.console_session IS 'A session at the console; all are null where the log-in was refused';
COMMENT ON COLUMN outlay.console_session.token IS 'Access token, shown here alone; NULL: it is in the cookie, or was shown before';
COMMENT ON COLUMN outlay.console_session.operator_id IS 'Whose it is; NULL: it was refused';
COMMENT ON COLUMN outlay.console_session.email IS 'E-mail address of the operator; NULL: it was refused';
COMMENT ON COLUMN outlay.console_session.name IS 'Name of the operator; NULL: it was refused';
COMMENT ON COLUMN outlay.console_session.idle_until IS 'When it ends unless it is used, UTC; NULL: it was refused';
COMMENT ON COLUMN outlay.console_session.expires_at IS 'When it ends however often it is used, UTC; NULL: it was refused';

CREATE FUNCTION outlay.console_log_in(email text, password text) RETURNS outlay.console_ticket
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_console_log_in';
COMMENT ON FUNCTION outlay.console_log_in(text, text) IS
'The first half of an operator''s log-in.
28000: wrong credentials; OT429: too many attempts; 22023: an argument is missing; 55000: the server has no key for
second factors';

CREATE FUNCTION outlay.console_set_up_factor(ticket text) RETURNS outlay.second_factor_setup
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_console_set_up_factor';
COMMENT ON FUNCTION outlay.console_set_up_factor(text) IS
'A new secret for an authenticator, at the first log-in.
For whom it told to set one up. Its first code finishes the log-in. P0002: the ticket is not valid; 22023: it is missing;
55000: the server has no key for it';

CREATE FUNCTION outlay.console_continue_log_in(ticket text, code text, cookies boolean DEFAULT false) RETURNS outlay.console_session
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_console_continue_log_in';
COMMENT ON FUNCTION outlay.console_continue_log_in(text, text, boolean) IS
'The second half of an operator''s log-in: a code of the authenticator.
cookies: the token comes as a cookie that no script reads. 28000: the ticket is not valid, or the code is wrong; OT429:
too many attempts; 22023: an argument is missing; 55000: the secret cannot be read';

CREATE FUNCTION outlay.console_current_session() RETURNS outlay.console_session
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_console_current_session';
COMMENT ON FUNCTION outlay.console_current_session() IS 'Who is logged in, and until when. 28000: nobody is';

CREATE FUNCTION outlay.console_log_out() RETURNS void
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_console_log_out';
COMMENT ON FUNCTION outlay.console_log_out() IS 'Ends the session. 28000: nobody is logged in';

-- ---- What operators see ---------------------------------------------------------------------------------------------

CREATE TYPE outlay.console_organization AS (
	id					bigint,
	organization_id		text,
	slug				text,
	name				text,
	business_email		text,
	business_phone		text,
	status				text,
	suspend_reason		text,
	template_version	integer,
	members				bigint,
	expenses			bigint,
	bytes				bigint,
	last_activity		timestamptz,
	created_at			timestamptz,
	dropped_at			timestamptz
);
COMMENT ON TYPE outlay.console_organization IS 'An organization as operators see it: its size and state, nothing that is in it';
COMMENT ON COLUMN outlay.console_organization.id IS 'Number of the organization';
COMMENT ON COLUMN outlay.console_organization.organization_id IS 'Public number: ACM-4095';
COMMENT ON COLUMN outlay.console_organization.slug IS 'Its name in addresses';
COMMENT ON COLUMN outlay.console_organization.name IS 'Its name';
COMMENT ON COLUMN outlay.console_organization.business_email IS 'Its e-mail address';
COMMENT ON COLUMN outlay.console_organization.business_phone IS 'Its telephone number; NULL: none is known';
COMMENT ON COLUMN outlay.console_organization.status IS 'active, suspended or dropped';
COMMENT ON COLUMN outlay.console_organization.suspend_reason IS 'Why it is suspended; NULL: it is not, or for no reason given';
COMMENT ON COLUMN outlay.console_organization.template_version IS 'Version of its schema';
COMMENT ON COLUMN outlay.console_organization.members IS 'Members, estimated from the server''s statistics; NULL: its schema has gone';
COMMENT ON COLUMN outlay.console_organization.expenses IS 'Expenses, estimated as well; NULL: its schema has gone';
COMMENT ON COLUMN outlay.console_organization.bytes IS 'Size on disk; NULL: its schema has gone';
COMMENT ON COLUMN outlay.console_organization.last_activity IS
'When something was last written, late by up to a checkpoint; NULL: its schema has gone';
COMMENT ON COLUMN outlay.console_organization.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.console_organization.dropped_at IS 'When it was dropped, UTC; NULL: it was not';

CREATE FUNCTION outlay.console_list_organizations(contains text DEFAULT NULL, status text DEFAULT NULL, after bigint DEFAULT 0,
		page_size integer DEFAULT 50)
	RETURNS SETOF outlay.console_organization
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT t.id, t.organization_id, t.slug, t.name, t.business_email, t.business_phone, t.status, t.suspend_reason,
		t.template_version, f.members, f.expenses, f.bytes, f.last_activity, t.created_at, t.dropped_at
	FROM outlay.list_tenants(contains, status, after, page_size) t
		CROSS JOIN LATERAL (SELECT l.* FROM outlay.fleet l WHERE l.id = t.id) f
	ORDER BY t.id;
END;
COMMENT ON FUNCTION outlay.console_list_organizations(text, text, bigint, integer) IS
'Organizations with size and activity, in the order of their numbers.
contains: a part of the name, slug, e-mail address or public number; without a status all that have not been dropped;
after: the number that the last of a full page has. 22023: invalid. For operators';

CREATE FUNCTION outlay.console_get_organization(slug text) RETURNS outlay.console_organization
	LANGUAGE plpgsql STABLE
	SET search_path = pg_catalog, pg_temp
AS $get$
DECLARE
	found_row outlay.console_organization;
BEGIN
	SELECT t.id, t.organization_id, t.slug, t.name, t.business_email, t.business_phone, t.status, t.suspend_reason,
		t.template_version, f.members, f.expenses, f.bytes, f.last_activity, t.created_at, t.dropped_at INTO found_row
	FROM outlay.tenant t JOIN outlay.fleet f ON f.id = t.id
	WHERE t.slug = console_get_organization.slug;
	IF NOT FOUND THEN
		RAISE no_data_found USING MESSAGE = format('there is no organization "%s"', slug);
	END IF;
	RETURN found_row;
END
$get$;
COMMENT ON FUNCTION outlay.console_get_organization(text) IS
'One organization, a dropped one too.
P0002: there is none. For operators';

CREATE FUNCTION outlay.console_upgrades() RETURNS SETOF outlay.upgrade_progress
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT p.* FROM outlay.upgrade_progress p ORDER BY p.version DESC LIMIT 20;
END;
COMMENT ON FUNCTION outlay.console_upgrades() IS
'Versions of the template, and how far an upgrade is.
The latest first, up to twenty. For operators';

CREATE FUNCTION outlay.console_upgrade_failures() RETURNS SETOF outlay.upgrade_failure
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT f.* FROM outlay.upgrade_failure f ORDER BY f.failed_at DESC LIMIT 100;
END;
COMMENT ON FUNCTION outlay.console_upgrade_failures() IS
'Organizations that failed to reach a version, the latest first, up to a hundred.
For operators';

CREATE FUNCTION outlay.console_list_audit(organization text DEFAULT NULL, operator_id bigint DEFAULT NULL,
		before bigint DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.operator_audit
	LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT a.* FROM outlay.operator_audit a
	WHERE (console_list_audit.organization IS NULL OR a.tenant_id = (SELECT t.id FROM outlay.tenant t WHERE t.slug = console_list_audit.organization)
			OR a.organization = console_list_audit.organization)
		AND (console_list_audit.operator_id IS NULL OR a.operator_id = console_list_audit.operator_id)
		AND (before IS NULL OR a.id < before)
	ORDER BY a.id DESC LIMIT least(greatest(page_size, 1), 200);
END;
COMMENT ON FUNCTION outlay.console_list_audit(text, bigint, bigint, integer) IS
'What operators did, the latest first.
organization: its slug; before: the number of the last entry of a page; page_size: up to 200. For operators';

-- Of a database without an organization there is nothing to measure, and capacity() would make the template.
CREATE FUNCTION outlay.console_capacity(tenants integer DEFAULT NULL) RETURNS SETOF outlay.capacity_record
	LANGUAGE sql
	SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT c.* FROM outlay.capacity(tenants) c WHERE (SELECT max(t.version) FROM outlay.template t) IS NOT NULL;
END;
COMMENT ON FUNCTION outlay.console_capacity(integer) IS
'What so many organizations (NULL: as there are) need, and what to change.
Nothing before the first organization. 22023: a number out of range. For operators';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('console_list_organizations', 'contains', 'A part of the name, slug, e-mail address or public number', NULL),
	('console_list_organizations', 'status', 'Only those with this state; without: all but dropped ones',
		'{"enum": ["active", "suspended", "dropped"]}'),
	('console_list_organizations', 'after', 'Those with a higher number: that of the last of a full page', NULL),
	('console_list_audit', 'organization', 'Slug of an organization', NULL),
	('console_list_audit', 'operator_id', 'Number of an operator', NULL),
	('console_list_audit', 'before', 'Entries with a lower number: that of the last of a full page', NULL),
	('selftest', 'slug', 'Slug of an organization; without: all, and the database', NULL),
	('drift', 'slug', 'Slug of an organization; without: all, and the template', NULL),
	('console_capacity', 'tenants', 'For how many organizations; without: as many as there are', NULL);

-- ---- Routes ---------------------------------------------------------------------------------------------------------

-- outlayd calls a function of the console by call_published() alone, as outlay_operator and for an operator who is logged in
-- ('public': as outlay_console, for everybody). So neither role that outlayd has may call any of them itself.
CREATE FUNCTION outlay.publish_at_console(method text, path text, function regproc, summary text, who text DEFAULT 'operator',
		status integer DEFAULT 200, secret boolean DEFAULT false)
	RETURNS outlay.route
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $publish$
DECLARE
	published outlay.route;
BEGIN
	IF NOT outlay.is_own_function(function) THEN
		PERFORM outlay.check_publishable(function);
	END IF;
	INSERT INTO outlay.route (id, method, path, function, arguments, for_tenant, console, status, secret, summary, builtin)
	SELECT CASE WHEN outlay.installing() THEN (SELECT coalesce(max(r.id), 0) + 1 FROM outlay.route r WHERE r.builtin)
			ELSE nextval('outlay.route_id_seq') END,
		method, path, format('%I.%I', n.nspname, p.proname), oidvectortypes(p.proargtypes), false, who, status, secret, summary,
		outlay.installing()
	FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = function
	RETURNING * INTO published;
	RETURN published;
END
$publish$;
COMMENT ON FUNCTION outlay.publish_at_console(text, text, regproc, text, text, integer, boolean) IS
'Publishes a function at the console.
It is called as outlay_operator, for an operator who is logged in; who: public is as outlay_console, for everybody there.
What it does stands in the audit, unless it is a GET; secret: without its arguments. unpublish() takes it away. 23505: the method and path are published
already; 23514: a malformed path or status; 42P13: a function that others could replace. For superusers';

SELECT outlay.publish_at_console('POST', '/api/console/log-in', 'outlay.console_log_in', 'Log in: e-mail address and password',
	'public', secret => true);
SELECT outlay.publish_at_console('POST', '/api/console/log-in/set-up', 'outlay.console_set_up_factor',
	'Set up an authenticator at the first log-in', 'public', secret => true);
SELECT outlay.publish_at_console('POST', '/api/console/log-in/code', 'outlay.console_continue_log_in',
	'Log in: the code of the authenticator', 'public', secret => true);
SELECT outlay.publish_at_console('GET', '/api/console/session', 'outlay.console_current_session', 'Who is logged in');
SELECT outlay.publish_at_console('DELETE', '/api/console/session', 'outlay.console_log_out', 'Log out', status => 204);
SELECT outlay.publish_at_console('GET', '/api/console/operators', 'outlay.list_operators', 'List operators');
SELECT outlay.publish_at_console('GET', '/api/console/organizations', 'outlay.console_list_organizations', 'List organizations');
SELECT outlay.publish_at_console('POST', '/api/console/organizations', 'outlay.create_tenant', 'Create an organization', status => 201);
SELECT outlay.publish_at_console('GET', '/api/console/organizations/{slug}', 'outlay.console_get_organization', 'Read an organization');
SELECT outlay.publish_at_console('POST', '/api/console/organizations/{slug}/suspend', 'outlay.suspend_tenant', 'Suspend an organization');
SELECT outlay.publish_at_console('POST', '/api/console/organizations/{slug}/resume', 'outlay.resume_tenant', 'Resume an organization');
SELECT outlay.publish_at_console('POST', '/api/console/organizations/{slug}/rename', 'outlay.rename_tenant', 'Rename an organization');
SELECT outlay.publish_at_console('POST', '/api/console/organizations/{slug}/drop', 'outlay.drop_tenant', 'Drop an organization');
SELECT outlay.publish_at_console('POST', '/api/console/organizations/{slug}/restore', 'outlay.restore_tenant',
	'Restore a dropped organization');
SELECT outlay.publish_at_console('GET', '/api/console/status', 'outlay.status', 'How the installation is');
SELECT outlay.publish_at_console('GET', '/api/console/upgrades', 'outlay.console_upgrades', 'Versions, and how far an upgrade is');
SELECT outlay.publish_at_console('GET', '/api/console/upgrades/failures', 'outlay.console_upgrade_failures',
	'Organizations that an upgrade failed for');
SELECT outlay.publish_at_console('POST', '/api/console/drift', 'outlay.drift', 'Compare organizations with their template');
SELECT outlay.publish_at_console('GET', '/api/console/selftest', 'outlay.selftest', 'Try the walls between organizations');
SELECT outlay.publish_at_console('GET', '/api/console/capacity', 'outlay.console_capacity', 'What so many organizations need');
SELECT outlay.publish_at_console('GET', '/api/console/audit', 'outlay.console_list_audit', 'What operators did');

CREATE FUNCTION outlay.console_openapi() RETURNS json
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_console_openapi';
COMMENT ON FUNCTION outlay.console_openapi() IS 'The OpenAPI 3.1 document of the console';

SELECT outlay.publish_at_console('GET', '/api/console/openapi.json', 'outlay.console_openapi', 'This document', 'public');

-- What outlayd calls there. Of the functions of routes it has none: call_published() calls them.
GRANT EXECUTE ON FUNCTION outlay.http_routes(), outlay.http_origins(), outlay.http_base_domain(),
	outlay.enter(integer, text, text, text, inet, text, text, text, text, text), outlay.reply_head(),
	outlay.call_published(integer, text[], "any"), outlay.call_published(integer, text[]) TO outlay_console;
