-- Who is calling, and what a call leaves as it is.

CREATE FUNCTION outlay.enter(route integer, host text DEFAULT NULL, slug text DEFAULT NULL, token text DEFAULT NULL,
		address inet DEFAULT NULL, request_id text DEFAULT NULL, user_agent text DEFAULT NULL,
		idempotency_key text DEFAULT NULL, request_hash text DEFAULT NULL, trace_id text DEFAULT NULL)
	RETURNS void
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_enter';
COMMENT ON FUNCTION outlay.enter(integer, text, text, text, inet, text, text, text, text, text) IS
'Opens the current transaction for one caller of one route.
Sets search_path to the tenant, checks the access token and the role, and makes the transaction read-only for GET.
P0002: no such route, or a route of the base host at an organization''s address; 3D000: no organization there; OT403:
suspended; OT503: being upgraded; 28000: no valid token; 42501: not for this role; 25006: a route that writes, on a
standby. For a POST with an idempotency key, replaying() is then true where the answer is known already; 22023: the key was for another request_hash; 55000: the
request was carried out, and its answer is not kept. Until its end application_name is "outlayd" and trace_id, or else
request_id. Internal';
GRANT EXECUTE ON FUNCTION outlay.enter(integer, text, text, text, inet, text, text, text, text, text) TO outlay_web;

CREATE FUNCTION outlay.current_member() RETURNS bigint
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_current_member';
COMMENT ON FUNCTION outlay.current_member() IS
'Id of the member who is calling; NULL for an operator and for nobody.
For published functions';
GRANT EXECUTE ON FUNCTION outlay.current_member() TO outlay_web;

CREATE FUNCTION outlay.current_role_name() RETURNS text
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_current_role';
COMMENT ON FUNCTION outlay.current_role_name() IS
'Role of the member who is calling; NULL for an operator and for nobody.
For published functions';
GRANT EXECUTE ON FUNCTION outlay.current_role_name() TO outlay_web;

CREATE FUNCTION outlay.current_organization() RETURNS text
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_current_organization';
COMMENT ON FUNCTION outlay.current_organization() IS
'Name of the organization that the caller has entered.
For an operator of the one that search_path names; NULL for nobody. For published functions';
GRANT EXECUTE ON FUNCTION outlay.current_organization() TO outlay_web;

-- As the table idempotency of each organization, for requests at the base host. Nobody is logged in there.
CREATE TABLE outlay.request_key (
	key					varchar(100) PRIMARY KEY,
	request_hash		varchar(64) NOT NULL,
	head				text,
	body				text,
	created_at			timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outlay.request_key IS 'Requests at the base host with an idempotency key, for a day';

-- See change.c. A default that is a constant could not be told from the same constant that is given.
CREATE FUNCTION outlay.unchanged(empty anyelement) RETURNS anyelement
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_unchanged';
COMMENT ON FUNCTION outlay.unchanged(anyelement) IS
'Stands for an argument that is not given, where NULL empties the field.
The default in functions that change a record; empty is what NULL stands for there, NULL where the field cannot be
empty. coalesce(x, outlay.unchanged(x)) hands on an x whose NULL leaves what is there. For published functions';

CREATE FUNCTION outlay.null_empties(function oid, argument integer) RETURNS boolean
	LANGUAGE c STABLE STRICT AS 'MODULE_PATHNAME', 'outlay_null_empties';
COMMENT ON FUNCTION outlay.null_empties(oid, integer) IS
'Whether NULL in an argument, counted from 1, empties the field.
False: it is refused; NULL: the default of the argument is not unchanged(). Internal';
