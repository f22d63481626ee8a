-- What a member can show beside a password: tokens that were sent, log-ins that wait for a second factor, an
-- authenticator, recovery codes. One table for all of them, since each is a few rows or none: two files. There is no
-- foreign key, so that going back to a snapshot, which replaces the members' rows, takes nobody's second factor away;
-- what is left of nobody is removed there.
--
-- secret is the SHA-256 of what the member was given, in base64url (43 characters), or, of an authenticator, what it
-- shares with us, sealed (value/seal.c). used_step is the last step of 30 seconds whose code was used.
CREATE TABLE credential (
	member_id			bigint NOT NULL,
	kind				varchar(8) NOT NULL CONSTRAINT credential_kind_known
		CHECK (kind IN ('reset', 'email', 'ticket', 'totp', 'totp_new', 'recovery')),
	number				smallint NOT NULL DEFAULT 0,
	secret				varchar(120) NOT NULL,
	detail				varchar(200),
	valid_until			timestamptz,
	used_step			bigint NOT NULL DEFAULT 0,
	created_at			timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (member_id, kind, number)
);
COMMENT ON TABLE credential IS 'What members can show beside a password; secrets only as hashes, or sealed';

-- When the member last showed password and second factor in this session.
ALTER TABLE session ADD COLUMN confirmed_at timestamptz NOT NULL DEFAULT now();

-- Roles whose members must have a second factor.
ALTER TABLE organization ADD COLUMN second_factor_roles varchar(40)
	CONSTRAINT organization_second_factor_roles_form CHECK (second_factor_roles ~ '^[a-z]+( [a-z]+)*$');
