-- The organization's settings.

CREATE TYPE outlay.organization_record AS (
	name				text,
	organization_id		text,
	slug				text,
	currency			text,
	decimals			integer,
	display_name		text,
	primary_color		text,
	accent_color		text,
	locale				text,
	time_zone			text,
	over_budget			text,
	over_account		text,
	second_factor_roles	text,
	approval			text,
	receipt_megabytes	text,
	outside_month		text,
	own_settings		text[],
	primary_text_color	text,
	accent_text_color	text,
	logo_type			text,
	logo_width			integer,
	logo_height			integer,
	closed_until		date,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.organization_record IS
	'Name and settings of an organization, as they are in force: what it has not chosen for itself (own_settings) is the operator''s default';
COMMENT ON COLUMN outlay.organization_record.name IS 'Name of the organization, as people write it';
COMMENT ON COLUMN outlay.organization_record.organization_id IS 'Public number by which people find their organization: ACM-4095';
COMMENT ON COLUMN outlay.organization_record.slug IS 'Name of the organization in addresses: acme in acme.example.com';
COMMENT ON COLUMN outlay.organization_record.currency IS 'ISO 4217, of all amounts: EUR';
COMMENT ON COLUMN outlay.organization_record.decimals IS 'Decimals of the currency: 2 for EUR, 0 for JPY';
COMMENT ON COLUMN outlay.organization_record.display_name IS 'What its people read above every page; by default the name';
COMMENT ON COLUMN outlay.organization_record.primary_color IS 'Main colour, #rrggbb';
COMMENT ON COLUMN outlay.organization_record.accent_color IS 'Second colour, #rrggbb';
COMMENT ON COLUMN outlay.organization_record.locale IS 'Language and region in which its people read numbers and days, a tag of BCP 47: de-AT';
COMMENT ON COLUMN outlay.organization_record.time_zone IS 'Where its day begins, a name of the time zone database: Europe/Vienna';
COMMENT ON COLUMN outlay.organization_record.over_budget IS 'What happens to an expense beyond its budget: refuse, warn or allow';
COMMENT ON COLUMN outlay.organization_record.over_account IS 'What happens to a budget or withdrawal beyond its account: refuse, warn or allow';
COMMENT ON COLUMN outlay.organization_record.second_factor_roles IS 'Roles whose members must have a second factor, like owner admin; none: nobody must';
COMMENT ON COLUMN outlay.organization_record.approval IS 'Whether expenses have to be approved: on or off';
COMMENT ON COLUMN outlay.organization_record.receipt_megabytes IS 'Largest receipt of an expense, in megabytes of 1,048,576 bytes: 1 to 25';
COMMENT ON COLUMN outlay.organization_record.outside_month IS 'What happens to an expense on a day outside the span of its budget: refuse, warn or allow';
COMMENT ON COLUMN outlay.organization_record.own_settings IS 'Names of the settings above that it has chosen for itself; the others follow the operator''s defaults';
COMMENT ON COLUMN outlay.organization_record.primary_text_color IS 'Black or white, whichever is easier to read on the main colour';
COMMENT ON COLUMN outlay.organization_record.accent_text_color IS 'Black or white, whichever is easier to read on the second colour';
COMMENT ON COLUMN outlay.organization_record.logo_type IS 'Media type of the logo; NULL: there is none';
COMMENT ON COLUMN outlay.organization_record.logo_width IS 'Width of the logo in pixels; NULL: there is none';
COMMENT ON COLUMN outlay.organization_record.logo_height IS 'Height of the logo in pixels; NULL: there is none';
COMMENT ON COLUMN outlay.organization_record.closed_until IS 'Last day whose books are closed; NULL: there is none';
COMMENT ON COLUMN outlay.organization_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.organization_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.organization_record.updated_at IS 'When it was last changed, UTC';

CREATE TYPE outlay.branding_record AS (
	display_name		text,
	primary_color		text,
	primary_text_color	text,
	accent_color		text,
	accent_text_color	text,
	locale				text,
	logo_type			text,
	logo_width			integer,
	logo_height			integer
);
COMMENT ON TYPE outlay.branding_record IS 'What a page shows of an organization before anybody has logged in';
COMMENT ON COLUMN outlay.branding_record.display_name IS 'What its people read above every page';
COMMENT ON COLUMN outlay.branding_record.primary_color IS 'Main colour, #rrggbb';
COMMENT ON COLUMN outlay.branding_record.primary_text_color IS 'Black or white, whichever is easier to read on the main colour';
COMMENT ON COLUMN outlay.branding_record.accent_color IS 'Second colour, #rrggbb';
COMMENT ON COLUMN outlay.branding_record.accent_text_color IS 'Black or white, whichever is easier to read on the second colour';
COMMENT ON COLUMN outlay.branding_record.locale IS 'Language and region, a tag of BCP 47: de-AT';
COMMENT ON COLUMN outlay.branding_record.logo_type IS 'Media type of the logo; NULL: there is none';
COMMENT ON COLUMN outlay.branding_record.logo_width IS 'Width of the logo in pixels; NULL: there is none';
COMMENT ON COLUMN outlay.branding_record.logo_height IS 'Height of the logo in pixels; NULL: there is none';

CREATE FUNCTION outlay.get_organization() RETURNS outlay.organization_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_organization';
COMMENT ON FUNCTION outlay.get_organization() IS 'Name and settings of the current organization';

CREATE FUNCTION outlay.get_branding() RETURNS outlay.branding_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_branding';
COMMENT ON FUNCTION outlay.get_branding() IS
'What anybody may see of the current organization, logged in or not.
Name, colours, locale, and whether there is a logo';

CREATE FUNCTION outlay.today() RETURNS date
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_today';
COMMENT ON FUNCTION outlay.today() IS
'Today in the time zone of the current organization.
current_date is that of the session. For published functions';
GRANT EXECUTE ON FUNCTION outlay.today() TO outlay_web;

-- The settings are in the order of their table in setting.c.
CREATE FUNCTION outlay.update_organization(version integer DEFAULT outlay.unchanged(NULL::integer),
		currency text DEFAULT outlay.unchanged(NULL::text), display_name text DEFAULT outlay.unchanged(''::text),
		primary_color text DEFAULT outlay.unchanged(''::text), accent_color text DEFAULT outlay.unchanged(''::text),
		locale text DEFAULT outlay.unchanged(''::text), time_zone text DEFAULT outlay.unchanged(''::text),
		over_budget text DEFAULT outlay.unchanged(''::text), over_account text DEFAULT outlay.unchanged(''::text),
		second_factor_roles text DEFAULT outlay.unchanged(''::text), approval text DEFAULT outlay.unchanged(''::text),
		receipt_megabytes text DEFAULT outlay.unchanged(''::text), outside_month text DEFAULT outlay.unchanged(''::text))
	RETURNS outlay.organization_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_organization';
COMMENT ON FUNCTION outlay.update_organization(integer, text, text, text, text, text, text, text, text, text, text, text, text) IS
'Changes the settings of the current organization.
What is not given stays, NULL or an empty text goes back to the default of the operator. display_name: 1 to 100 characters;
primary_color, accent_color: #rrggbb; locale: a language tag, like de-AT; time_zone: a name, like Europe/Vienna;
over_budget, over_account, outside_month: refuse, warn or allow; second_factor_roles: roles whose members must have a second factor,
like owner admin, or none; approval: on or off; receipt_megabytes: 1 to 25; currency: ISO 4217, as long as there are no
amounts. OT412: changed meanwhile; 22023: invalid; 42501: second_factor_roles asks for a session that was confirmed recently; 55000: the currency is in use, or
a second factor is not configured on this server';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'currency', 'ISO 4217', '{"pattern": "^[A-Z]{3}$", "examples": ["EUR", "JPY"]}'),
	(NULL, 'business_email', 'E-mail address of the organization', '{"format": "email", "minLength": 3, "maxLength": 200}'),
	(NULL, 'business_phone', 'Telephone number of the organization', '{"maxLength": 40}'),
	(NULL, 'display_name', 'What people read above every page; empty: the organization''s name', '{"maxLength": 100}'),
	(NULL, 'primary_color', 'Main colour; empty: the operator''s default', '{"pattern": "^(#[0-9A-Fa-f]{6})?$"}'),
	(NULL, 'accent_color', 'Second colour; empty: the operator''s default', '{"pattern": "^(#[0-9A-Fa-f]{6})?$"}'),
	(NULL, 'locale', 'Language tag of BCP 47; empty: the operator''s default',
		'{"pattern": "^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$", "maxLength": 35, "examples": ["en", "de-AT", ""]}'),
	(NULL, 'time_zone', 'Name of the time zone database; empty: the operator''s default',
		'{"pattern": "^(UTC|[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)+)?$", "maxLength": 40, "examples": ["Europe/Vienna", "UTC", ""]}'),
	(NULL, 'over_budget', 'What happens to an expense beyond its budget; empty: the operator''s default',
		'{"enum": ["refuse", "warn", "allow", ""]}'),
	(NULL, 'over_account', 'What happens to a budget or withdrawal beyond its account; empty: the operator''s default',
		'{"enum": ["refuse", "warn", "allow", ""]}'),
	(NULL, 'outside_month', 'What happens to an expense on a day outside the span of its budget; empty: the operator''s default',
		'{"enum": ["refuse", "warn", "allow", ""]}'),
	(NULL, 'approval', 'Whether expenses have to be approved; empty: off', '{"enum": ["on", "off", ""]}'),
	(NULL, 'receipt_megabytes', 'Largest receipt of an expense, in megabytes; empty: the operator''s default',
		'{"pattern": "^(|[1-9]|1[0-9]|2[0-5])$", "examples": ["10", "25", ""]}'),
	(NULL, 'second_factor_roles', 'Roles whose members must have a second factor, separated by blanks, or none; empty: the operator''s default',
		'{"pattern": "^(|none|(owner|admin|approver|member|auditor)( (owner|admin|approver|member|auditor))*)$", "maxLength": 40, "examples": ["none", ""]}');

SELECT outlay.publish('GET', '/api/v2/organization', 'outlay.get_organization', 'Get the organization',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/organization', 'outlay.update_organization', 'Change the settings of the organization',
	'{owner,admin}');
SELECT outlay.publish('GET', '/api/v2/branding', 'outlay.get_branding', 'Get what a page shows before a log-in');

CREATE FUNCTION outlay.set_logo(content bytea, version integer DEFAULT NULL) RETURNS outlay.organization_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_logo';
COMMENT ON FUNCTION outlay.set_logo(bytea, integer) IS
'Gives the current organization a logo.
A PNG, JPEG, WebP or GIF by its first bytes, of at most 65,536 bytes and 2,048 pixels in width and height. Everybody
may see it. OT412: the organization was changed meanwhile; 22023: not such an image';

CREATE FUNCTION outlay.get_logo() RETURNS outlay.file
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_logo';
COMMENT ON FUNCTION outlay.get_logo() IS 'The logo of the current organization, for anybody. P0002: there is none';

CREATE FUNCTION outlay.delete_logo(version integer DEFAULT NULL) RETURNS outlay.organization_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_logo';
COMMENT ON FUNCTION outlay.delete_logo(integer) IS
'Takes the logo from the current organization.
P0002: there is none; OT412: the organization was changed meanwhile';

SELECT outlay.publish('PUT', '/api/v2/organization/logo', 'outlay.set_logo', 'Set the logo', '{owner,admin}');
SELECT outlay.publish('GET', '/api/v2/organization/logo', 'outlay.get_logo', 'Get the logo');
SELECT outlay.publish('DELETE', '/api/v2/organization/logo', 'outlay.delete_logo', 'Delete the logo', '{owner,admin}', 204);
