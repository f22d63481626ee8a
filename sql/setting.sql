-- What an organization chooses for itself, and what the operator has chosen for those that have not.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Display Ltd', 'office@display.example');
SELECT slug FROM outlay.use_tenant('displayltd');

-- Nothing is chosen at first.
SELECT display_name, primary_color, accent_color, locale, time_zone, own_settings FROM get_organization();

-- What is chosen is kept in one spelling, and what is not given stays.
SELECT display_name, primary_color, locale, time_zone, own_settings, version
FROM update_organization(display_name => '  Display & Söhne ', primary_color => '#FFCC00', locale => 'DE-at',
	time_zone => 'europe/vienna');
SELECT display_name, accent_color, own_settings FROM update_organization(accent_color => '#000080');

-- Text on a colour is black or white, whichever is easier to read.
SELECT primary_color, primary_text_color, accent_color, accent_text_color FROM get_organization();
SELECT primary_text_color, accent_text_color FROM update_organization(primary_color => '#767676', accent_color => '#757575');

-- An empty text goes back to the operator's default.
SELECT display_name, accent_color, own_settings FROM update_organization(display_name => '', accent_color => '', primary_color => '');

-- The operator's default reaches everybody who has not chosen, at once.
SET outlay.default_accent_color = '#ABCDEF';
SET outlay.default_locale = 'fr-ca';
SET outlay.default_over_budget = 'warn';
SELECT accent_color, locale, over_budget, own_settings FROM get_organization();
SELECT locale, over_budget, own_settings FROM update_organization(locale => '', over_budget => 'refuse');

-- It is checked like an organization's own.
SET outlay.default_locale = 'no such';
SET outlay.default_time_zone = 'CEST';
SET outlay.default_primary_color = 'red';
SET outlay.default_over_account = '';
\echo :LAST_ERROR_SQLSTATE
SHOW outlay.default_locale;
RESET outlay.default_accent_color;
RESET outlay.default_locale;
RESET outlay.default_over_budget;

-- It is a rule like every other: with it an organization that has chosen nothing accepts what goes beyond a budget.
SELECT balance FROM create_account('Bank', 100);
SELECT name FROM create_department('Sales');
SELECT amount FROM create_budget(1, 1, '2026-01-01', 90);
SELECT over_budget FROM update_organization(over_budget => '');
SELECT amount FROM create_expense(1, 95, '2026-01-10', 'Too much');
SET outlay.default_over_budget = 'allow';
SELECT amount, over_budget FROM create_expense(1, 95, '2026-01-10', 'Too much');
RESET outlay.default_over_budget;
SELECT amount FROM update_expense(2, amount => 5);

-- Every invalid field is named.
SELECT update_organization(display_name => ' ', primary_color => 'red', accent_color => '#12345g', locale => 'xx-YY',
	time_zone => 'EST5EDT', over_budget => 'maybe', currency => 'EURO');
\echo :LAST_ERROR_SQLSTATE
SELECT update_organization(display_name => repeat('x', 101));
SELECT update_organization(display_name => E'two\nlines');

-- What is a locale, a time zone, a colour; what came back, or the refusal.
CREATE FUNCTION pg_temp.try_setting(setting text, value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	found text;
	lines text;
BEGIN
	EXECUTE format('SELECT o.%1$I FROM outlay.update_organization(%1$I => $1) o', setting) INTO found USING value;
	RETURN found;
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS lines = PG_EXCEPTION_DETAIL;
	RETURN 'refused: ' || split_part(lines, ': ', 2);
END $$;
SELECT v AS locale, pg_temp.try_setting('locale', v) AS result FROM unnest('{de,DE-DE,zh-hant-tw,es-419,sl-nedis,de-1996,yue-HK,
	e,english,12,xx,en_US,en-,-en,en--US,en-USA,en-US-Latn,en-u-ca-buddhist,x-private,de-DE-DE,en-üs,C,POSIX,
	en-aaaaaaaa-bbbbbbbb-cccccccc-ddddddd}'::text[]) v;
SELECT v AS time_zone, pg_temp.try_setting('time_zone', v) AS result FROM unnest('{UTC,utc,Europe/Berlin,AMERICA/argentina/buenos_aires,
	Etc/GMT+5,CET,CEST,EST5EDT,+02,-03:00,UTC+3,Foo/Bar7,<-03>3/x,Europe,Europe/,Europe/Nowhere,/Europe/Berlin,
	../zoneinfo/Europe/Berlin,posix/Europe/Berlin,right/Europe/Berlin,localtime,posixrules,Factory,/etc/localtime}'::text[]) v;
SELECT pg_temp.try_setting('time_zone', repeat('Europe/', 40));
SELECT v AS color, pg_temp.try_setting('primary_color', v) AS result
FROM unnest('{#000000,#FFFFFF,#fff,000000,#00000,#0000000,#00000x,"#00 000",red,"rgb(0,0,0)"}'::text[]) v;

-- Today is where the organization is, whatever the session's time zone. These two are 25 hours apart, so their days
-- always differ.
SET timezone = 'Europe/Berlin';
SELECT time_zone, today() = (now() AT TIME ZONE 'Pacific/Kiritimati')::date AS is_there
FROM update_organization(time_zone => 'Pacific/Kiritimati');
SELECT today() AS east \gset
-- A day may be a year ahead, as seen from there.
SELECT spent_on - today() AS ahead FROM create_expense(1, 1, today() + 366, 'Next year');
SELECT create_expense(1, 1, today() + 367, 'Later');
SELECT time_zone, today() = (now() AT TIME ZONE 'Pacific/Pago_Pago')::date AS is_there, :'east' - today() BETWEEN 1 AND 2 AS is_behind
FROM update_organization(time_zone => 'Pacific/Pago_Pago');
SELECT create_expense(1, 1, :'east'::date + 366, 'Still too far ahead here');
SELECT create_budget(1, 1, :'east'::date + 366, 1);
SELECT spent_on - today() AS ahead FROM create_expense(1, 1, today() + 366, 'Next year');
SELECT update_expense(2, spent_on => :'east'::date + 366);
SELECT time_zone, today() = (now() AT TIME ZONE 'UTC')::date AS is_there FROM update_organization(time_zone => '');
SET outlay.default_time_zone = 'Pacific/Kiritimati';
SELECT today() - :'east' BETWEEN 0 AND 1 AS is_there;
RESET outlay.default_time_zone;

-- A time zone that only another server knows, where the organization was exported, is no obstacle.
SELECT schema AS schema FROM outlay.list_tenants(contains => 'displayltd') \gset
UPDATE :schema.organization SET time_zone = 'Mars/Olympus_Mons';
SELECT time_zone, today() = (now() AT TIME ZONE 'UTC')::date AS is_utc FROM get_organization();
SELECT time_zone FROM update_organization(time_zone => 'Europe/Vienna');

-- Anybody may see name, colours and language.
SELECT * FROM get_branding();

-- Each change is on record as it was in force.
SELECT action, before->>'time_zone' AS before, after->>'time_zone' AS after, after->'own_settings' AS own
FROM list_audit(entity => '{organization}', page_size => 2);

-- What cannot be right is refused by the table too.
\set VERBOSITY terse
UPDATE :schema.organization SET primary_color = 'red';
UPDATE :schema.organization SET locale = 'de_AT';
