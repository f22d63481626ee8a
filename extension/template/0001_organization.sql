-- The tables of one organization. Plain DDL, nothing qualified: the schema that it runs in is the tenant's.
--
-- A tenant must be small: every table, index, sequence and toast table is files, catalogue rows and cache in every
-- backend. So: no index without a query that needs it, and a bound on everything of variable length, so that no row
-- can pass 2 kB, and only what really has long values needs a toast table (hence varchar for hashes and addresses, too).
-- Settings are columns of one row. Money is in the organization's one currency; its scale of 4 holds every currency's
-- decimals, and what is shown is rounded to the currency's own, which is never less than what was accepted.

-- One row: what holds for the whole organization. A setting that is NULL is the operator's default (outlay.default_…).
-- The logo is out of line, so this table has a toast table: two files of 46. A table of its own would be three or four;
-- pieces short enough for none would be one, and nobody could read them.
CREATE TABLE organization (
	currency			char(3) NOT NULL DEFAULT 'EUR' CONSTRAINT organization_currency_iso CHECK (currency ~ '^[A-Z]{3}$'),
	decimals			smallint NOT NULL DEFAULT 2 CONSTRAINT organization_decimals_known CHECK (decimals BETWEEN 0 AND 4),
	display_name		varchar(100),
	primary_color		varchar(7) CONSTRAINT organization_primary_color_form CHECK (primary_color ~ '^#[0-9a-f]{6}$'),
	accent_color		varchar(7) CONSTRAINT organization_accent_color_form CHECK (accent_color ~ '^#[0-9a-f]{6}$'),
	locale				varchar(35) CONSTRAINT organization_locale_form CHECK (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
	time_zone			varchar(40),
	over_budget			varchar(6)
		CONSTRAINT organization_over_budget_known CHECK (over_budget IN ('refuse', 'warn', 'allow')),
	over_account		varchar(6)
		CONSTRAINT organization_over_account_known CHECK (over_account IN ('refuse', 'warn', 'allow')),
	logo				bytea CONSTRAINT organization_logo_bounded CHECK (octet_length(logo) <= 65536),
	logo_type			varchar(10)
		CONSTRAINT organization_logo_type_known CHECK (logo_type IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
	logo_width			smallint,
	logo_height			smallint,
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT organization_logo_whole CHECK (num_nulls(logo, logo_type, logo_width, logo_height) IN (0, 4))
);
-- One row needs no key. A publication FOR ALL TABLES refuses to change rows that nothing tells apart: here all of it does.
ALTER TABLE organization REPLICA IDENTITY FULL;
INSERT INTO organization DEFAULT VALUES;

CREATE TABLE department (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	name				varchar(100) NOT NULL CONSTRAINT department_name_not_blank CHECK (btrim(name) <> ''),
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	archived_at			timestamptz
);
-- Two departments in use never share a name, however it is written.
CREATE UNIQUE INDEX department_name_key ON department (lower(name)) WHERE archived_at IS NULL;

-- A person. The password is an Argon2id string (97 characters); NULL until an invitation is accepted. An invitation
-- is the SHA-256 of its secret, in base64url (43 characters).
CREATE TABLE member (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	email				varchar(200) NOT NULL,
	first_name			varchar(40) NOT NULL DEFAULT '',
	last_name			varchar(40) NOT NULL DEFAULT '',
	role				varchar(8) NOT NULL
		CONSTRAINT member_role_known CHECK (role IN ('owner', 'admin', 'approver', 'member', 'auditor')),
	status				varchar(11) NOT NULL DEFAULT 'active'
		CONSTRAINT member_status_known CHECK (status IN ('invited', 'active', 'deactivated')),
	department_id		bigint CONSTRAINT member_department_fkey REFERENCES department,
	employee_number		varchar(20),
	password_hash		varchar(100),
	invitation_hash		varchar(43),
	invited_until		timestamptz,
	preferences			jsonb NOT NULL DEFAULT '{}',
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT member_active_has_password CHECK (status <> 'active' OR password_hash IS NOT NULL)
);
CREATE UNIQUE INDEX member_email_key ON member (lower(email));

-- A log-in on one device, from log-in to log-out. Its tokens carry its id and a secret; here are the SHA-256 of the
-- secrets, in base64url. family_hash is of the part of the refresh token that stays through every rotation: a refresh token with
-- the right family and the wrong secret is an old one used again.
CREATE TABLE session (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	member_id			bigint NOT NULL CONSTRAINT session_member_fkey REFERENCES member ON DELETE CASCADE,
	access_hash			varchar(43) NOT NULL,
	access_until		timestamptz NOT NULL,
	family_hash			varchar(43) NOT NULL,
	refresh_hash		varchar(43) NOT NULL,
	refresh_until		timestamptz NOT NULL,
	user_agent			varchar(200),
	address				varchar(45),
	created_at			timestamptz NOT NULL DEFAULT now(),
	used_at				timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX session_member_idx ON session (member_id);

-- Failed attempts to log in, by what they were counted against: the hash of an e-mail address, whether or not a
-- member has it, and the client's address.
CREATE TABLE login_failure (
	counted_for			varchar(70) PRIMARY KEY,
	failures			integer NOT NULL,
	last_at				timestamptz NOT NULL
);

-- Where money is kept. balance = sum of deposits - sum of budgets, in the same transaction as either.
CREATE TABLE account (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	name				varchar(100) NOT NULL CONSTRAINT account_name_not_blank CHECK (btrim(name) <> ''),
	balance				numeric(19,4) NOT NULL DEFAULT 0,
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	archived_at			timestamptz
);
CREATE UNIQUE INDEX account_name_key ON account (lower(name)) WHERE archived_at IS NULL;

-- Money into an account; a negative amount corrects or takes out.
CREATE TABLE deposit (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	account_id			bigint NOT NULL CONSTRAINT deposit_account_fkey REFERENCES account,
	amount				numeric(19,4) NOT NULL CONSTRAINT deposit_amount_not_zero CHECK (amount <> 0 AND amount <> 'NaN'),
	description			varchar(300) NOT NULL DEFAULT '',
	member_id			bigint CONSTRAINT deposit_member_fkey REFERENCES member,
	created_at			timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deposit_account_idx ON deposit (account_id, id);

-- Money moved from an account to a department for a month. spent = sum of expenses. Each expense makes its row anew: a
-- page with room is cleared of those before whenever somebody looks at it.
CREATE TABLE budget (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	account_id			bigint NOT NULL CONSTRAINT budget_account_fkey REFERENCES account,
	department_id		bigint NOT NULL CONSTRAINT budget_department_fkey REFERENCES department,
	month				date NOT NULL CONSTRAINT budget_month_first_day CHECK (extract(day FROM month) = 1),
	amount				numeric(19,4) NOT NULL CONSTRAINT budget_amount_positive CHECK (amount > 0 AND amount <> 'NaN'),
	spent				numeric(19,4) NOT NULL DEFAULT 0 CONSTRAINT budget_spent_not_negative CHECK (spent >= 0 AND spent <> 'NaN'),
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 25);
CREATE INDEX budget_department_idx ON budget (department_id, month);
CREATE INDEX budget_account_idx ON budget (account_id);

CREATE TABLE expense (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	budget_id			bigint NOT NULL CONSTRAINT expense_budget_fkey REFERENCES budget,
	member_id			bigint CONSTRAINT expense_member_fkey REFERENCES member,
	amount				numeric(19,4) NOT NULL CONSTRAINT expense_amount_positive CHECK (amount > 0 AND amount <> 'NaN'),
	spent_on			date NOT NULL CONSTRAINT expense_spent_on_finite CHECK (isfinite(spent_on)),
	description			varchar(300) NOT NULL,
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now()
);
-- The list of all, newest first; that of a budget or of a department's budgets; that of a member.
CREATE INDEX expense_newest_idx ON expense (spent_on, id);
CREATE INDEX expense_budget_idx ON expense (budget_id, spent_on, id);
CREATE INDEX expense_member_idx ON expense (member_id, spent_on, id);

-- Requests that must not be carried out twice, by the key that the client gave them, with their answers. member_id is
-- 0 for somebody who is not logged in.
CREATE TABLE idempotency (
	member_id			bigint NOT NULL,
	key					varchar(100) NOT NULL,
	request_hash		varchar(64) NOT NULL,
	head				text,
	body				text,
	created_at			timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (member_id, key)
);

-- Every change of the tables above, in the transaction that made it. Never changed, never deleted from.
CREATE TABLE audit (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at					timestamptz NOT NULL DEFAULT now(),
	member_id			bigint,
	database_role		varchar(63) NOT NULL,
	action				varchar(20) NOT NULL,
	entity				varchar(20) NOT NULL,
	entity_id			bigint,
	before				jsonb,
	after				jsonb
);
CREATE INDEX audit_entity_idx ON audit (entity, entity_id, id);

COMMENT ON TABLE organization IS 'One row: what holds for the whole organization';
COMMENT ON TABLE department IS 'Cost centres of the organization';
COMMENT ON TABLE member IS 'People of the organization';
COMMENT ON TABLE session IS 'Log-ins; tokens only as SHA-256';
COMMENT ON TABLE login_failure IS 'Failed attempts to log in, per e-mail address and per client address';
COMMENT ON TABLE account IS 'Where money is kept; balance = deposits - budgets';
COMMENT ON TABLE deposit IS 'Money into (or, negative, out of) an account';
COMMENT ON TABLE budget IS 'Money moved from an account to a department for a month; spent = its expenses';
COMMENT ON TABLE expense IS 'Money spent from a budget';
COMMENT ON TABLE idempotency IS 'Requests with an idempotency key, and their answers, for a day';
COMMENT ON TABLE audit IS 'Every change, append-only';
