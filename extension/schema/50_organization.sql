-- The organization's settings.

CREATE TYPE outlay.organization_record AS (
	name				text,
	organization_id		text,
	slug				text,
	currency			text,
	decimals			integer,
	over_budget			text,
	over_account		text,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.organization_record IS
	'Name and settings of an organization. over_budget: what happens to an expense beyond its budget, over_account: to a budget or withdrawal beyond its account: refuse, warn or allow';
COMMENT ON COLUMN outlay.organization_record.name IS 'Name of the organization, as people write it';
COMMENT ON COLUMN outlay.organization_record.organization_id IS 'Public number by which people find their organization: ACM-4095';
COMMENT ON COLUMN outlay.organization_record.slug IS 'Name of the organization in addresses: acme in acme.example.com';
COMMENT ON COLUMN outlay.organization_record.currency IS 'ISO 4217, of all amounts: EUR';
COMMENT ON COLUMN outlay.organization_record.decimals IS 'Decimals of the currency: 2 for EUR, 0 for JPY';
COMMENT ON COLUMN outlay.organization_record.over_budget IS 'What happens to an expense beyond its budget: refuse, warn or allow';
COMMENT ON COLUMN outlay.organization_record.over_account IS 'What happens to a budget or withdrawal beyond its account: refuse, warn or allow';
COMMENT ON COLUMN outlay.organization_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.organization_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.organization_record.updated_at IS 'When it was last changed, UTC';

CREATE FUNCTION outlay.get_organization() RETURNS outlay.organization_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_organization';
COMMENT ON FUNCTION outlay.get_organization() IS 'Name and settings of the current organization';

CREATE FUNCTION outlay.update_organization(version integer DEFAULT NULL, over_budget text DEFAULT NULL,
		over_account text DEFAULT NULL, currency text DEFAULT NULL)
	RETURNS outlay.organization_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_organization';
COMMENT ON FUNCTION outlay.update_organization(integer, text, text, text) IS
	'Changes the settings of the current organization; what is not given stays. over_budget, over_account: refuse, warn or allow; currency: ISO 4217, as long as there are no amounts. OT412: changed meanwhile; 22023: invalid; 55000: the currency is in use';

SELECT outlay.publish('GET', '/api/v2/organization', 'outlay.get_organization', 'Get the organization',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/organization', 'outlay.update_organization', 'Change the settings of the organization',
	'{owner,admin}');
