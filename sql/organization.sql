-- The organization's settings: currency, and what happens when more is to be spent than there is.
SET datestyle = ISO, YMD;
SELECT name, slug, status FROM outlay.create_tenant('Settings Ltd', 'office@settings.example');
SELECT slug FROM outlay.use_tenant('settingsltd');

SELECT name, slug, organization_id ~ '^SET-\d{4}$' AS has_id, currency, decimals, over_budget, over_account, version
FROM get_organization();

-- Both rules begin with "refuse". What is not given stays.
SELECT over_budget, over_account, version FROM update_organization(over_budget => 'warn');
SELECT over_budget, over_account, version FROM update_organization(version => 2, over_account => 'allow');

-- Who has seen an older version is told to look again.
SELECT update_organization(version => 2, over_account => 'refuse');
\echo :LAST_ERROR_SQLSTATE

-- Every invalid field is named.
SELECT update_organization(over_budget => 'forbid', over_account => 'nothing', currency => 'EURO');
\echo :LAST_ERROR_SQLSTATE
SELECT update_organization(over_budget => 'refuse warn');
SELECT update_organization(currency => 'eur');
SELECT update_organization(currency => 'QQQ');

-- The currency can change as long as there are no amounts; an empty account is none.
SELECT name, balance, currency FROM create_account('Cash box');
SELECT currency, decimals FROM update_organization(currency => 'JPY');
SELECT balance, currency FROM get_account(1);
SELECT currency, decimals FROM update_organization(currency => 'BHD');
SELECT balance, currency FROM get_account(1);
SELECT amount, currency FROM create_deposit(1, 0.005);
SELECT update_organization(currency => 'EUR');
\echo :LAST_ERROR_SQLSTATE
SELECT currency, version FROM update_organization(currency => 'BHD');

-- A currency can be chosen at the start.
SELECT slug FROM outlay.create_tenant('Yen KK', 'office@yen.example', currency => 'JPY');
SELECT slug FROM outlay.use_tenant('yenkk');
SELECT name, currency, decimals, over_budget FROM get_organization();

-- Each change is on record.
SELECT slug FROM outlay.use_tenant('settingsltd');
SELECT action, entity, before->>'currency' AS before, after->>'currency' AS after
FROM list_audit(entity => '{organization}');

-- An administrator who emptied the table of settings is told so, and can mend it.
SELECT slug FROM outlay.use_tenant('yenkk');
DELETE FROM organization;
\set VERBOSITY terse
SELECT get_organization();
\echo :LAST_ERROR_SQLSTATE
SELECT today();
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default
INSERT INTO organization (currency, decimals) VALUES ('JPY', 0);
SELECT name, currency, decimals, over_budget FROM get_organization();
