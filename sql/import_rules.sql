-- A file from outside is input: what a rule forbids is refused with the line and the field, whoever has written the file
-- and whatever its checksum says.
BEGIN;
SELECT schema FROM outlay.create_tenant('Rules Ltd', 'office@rules.example', currency => 'JPY') \gset
SELECT slug FROM outlay.use_tenant('rulesltd');
SELECT name FROM outlay.create_department('Sales');
SELECT name, balance FROM outlay.create_account('Bank', 1000);
SELECT month, amount FROM outlay.create_budget((SELECT id FROM account), (SELECT id FROM department), '2026-03-01', 500);
SELECT amount, tax_amount FROM outlay.create_expense((SELECT id FROM budget), NULL, '2026-03-14', 'Taxi', original_amount => 1, original_currency => 'USD',
	rate => 7, tax_rate => 19, kind => 'mileage');
SELECT value FROM outlay.set_rate('tax', 'full', '2026-03-01', 19);
SELECT role FROM outlay.create_member('olga@rules.example', 'wooden compass', 'owner', 'Olga');
SELECT role FROM outlay.create_member('ina@rules.example', 'wooden compass', 'member');
UPDATE organization SET time_zone = 'Europe/Berlin', display_name = 'Shown';
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('rulesltd') line;

-- Changes one value of the first row of a table, gives the file the right checksum, and imports it.
CREATE FUNCTION pg_temp.forge(in_table text, in_column text, value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	head bigint := (SELECT n FROM lines WHERE starts_with(line, format('{"table":"%s"', in_table)));
	place integer := (SELECT o - 1 FROM jsonb_array_elements_text((SELECT line::jsonb -> 'columns' FROM lines WHERE n = head))
		WITH ORDINALITY c (c, o) WHERE c = in_column);
	detail text;
BEGIN
	CREATE TEMPORARY TABLE forged AS TABLE lines;
	UPDATE forged SET line = jsonb_set(line::jsonb, array[place::text], coalesce(to_jsonb(value), 'null'))::text WHERE n = head + 1;
	UPDATE forged SET line = json_build_object('end', true, 'rows', line::json ->> 'rows',
		'sha256', encode(sha256(convert_to((SELECT string_agg(line || E'\n', '' ORDER BY n) FROM forged
			WHERE line NOT LIKE '{"end"%'), 'UTF8')), 'hex')) WHERE line LIKE '{"end"%';
	BEGIN
		PERFORM outlay.import_tenant('forged', 'Forged');
		detail := 'imported';
		RAISE EXCEPTION SQLSTATE 'ZZZZZ';
	EXCEPTION WHEN SQLSTATE 'ZZZZZ' THEN
		NULL;
	WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
		detail := format('%s %s | %s', sqlstate, sqlerrm, replace(replace(detail, 'Line ' || head + 1 || '.', 'its line'), E'\n', ' '));
	END;
	DROP TABLE forged;
	RETURN detail;
END $$;
SELECT pg_temp.forge('department', 'name', 'Sales') AS unchanged;
CREATE TEMPORARY TABLE forgery (n integer GENERATED ALWAYS AS IDENTITY, in_table text, in_column text, value text);
INSERT INTO forgery (in_table, in_column, value) VALUES
	('organization', 'time_zone', 'Nowhere/Bad'), ('organization', 'currency', 'ZZZ'), ('organization', 'decimals', '2'),
	('organization', 'display_name', U&'a\202Eb'), ('organization', 'display_name', E'two\nlines'),
	('organization', 'display_name', repeat('x', 101)), ('organization', 'locale', 'nonsense!'),
	('organization', 'primary_color', 'red'), ('organization', 'over_budget', 'maybe'),
	('organization', 'created_at', 'infinity'), ('organization', 'updated_at', '-infinity'), ('organization', 'version', '0'),
	('member', 'email', 'nobody'), ('member', 'first_name', U&'O\2066lga'), ('member', 'role', 'superuser'),
	('member', 'status', 'asleep'), ('member', 'password_hash', '$argon2id$v=19$m=65536,t=1500,p=1$d1emNSNdg+6XLT1D3XJutA$oMxnwhJWnC46DBjFpDw34YXrfeI2YAhuvkyO8IlfkVg'),
	('member', 'password_hash', '$argon2id$v=19$m=4194304,t=2,p=1$d1emNSNdg+6XLT1D3XJutA$oMxnwhJWnC46DBjFpDw34YXrfeI2YAhuvkyO8IlfkVg'),
	('member', 'password_hash', '$2b$12$KIXQ4S8z1Z9x3x9uY1Y1Ee'), ('member', 'invitation_hash', 'guess'), ('member', 'invited_until', 'infinity'),
	('member', 'preferences', '[]'), ('member', 'preferences', '{"theme": "pink"}'), ('member', 'preferences', '{"columns": {"expenses": [{}]}}'),
	('member', 'preferences', '{"more": 1}'), ('member', 'preferences', '{"views": {"expenses": null}}'),
	('member', 'preferences', '{"language": "de-AT", "theme": "dark", "columns": {}, "views": {"expenses": [{"name": "Ünique", "query": ""}]}}'),
	('member', 'id', '0'), ('department', 'name', ' '), ('department', 'created_at', 'infinity'), ('department', 'archived_at', '1999-12-31'),
	('account', 'name', E'tab\there'), ('account', 'balance', 'NaN'), ('deposit', 'amount', '0'), ('deposit', 'amount', '1e15'),
	('budget', 'month', 'infinity'), ('budget', 'month', '2026-03-14'), ('budget', 'until', 'infinity'), ('budget', 'until', '2026-02-28'),
	('budget', 'until', '-infinity'), ('budget', 'until', '2026-03-14'), ('budget', 'category_id', '0'), ('budget', 'category_id', '99'),
	('budget', 'amount', '-1'), ('budget', 'amount', '0'), ('expense', 'amount', '7.5'), ('expense', 'amount', 'NaN'),
	('expense', 'spent_on', 'infinity'), ('expense', 'spent_on', '1999-12-31'), ('expense', 'spent_on', '2999-01-01'),
	('expense', 'description', NULL), ('expense', 'description', repeat('x', 301)),
	('expense', 'merchant', repeat('x', 201)), ('expense', 'merchant', ' '), ('expense', 'merchant', E'a\nb'), ('expense', 'notes', ''),
	('expense', 'notes', repeat('x', 4001)), ('expense', 'notes', E'a\x07'), ('expense', 'notes', E'a\nb'), ('expense', 'tags', 'a'),
	('expense', 'tags', '{a,NULL}'), ('expense', 'tags', '{{a},{b}}'), ('expense', 'tags', '{" "}'), ('expense', 'tags', '{}'),
	('expense', 'tags', E'{"a\nb"}'), ('expense', 'tags', '{ a,A,b }'), ('expense', 'paid_with', 'card'), ('expense', 'paid_with', NULL),
	('expense', 'external_id', repeat('x', 201)), ('expense', 'billable_to', ''),
	('expense', 'original_amount', '-1'), ('expense', 'original_amount', '1'), ('expense', 'original_amount', '1e15'),
	('expense', 'original_currency', 'usd'), ('expense', 'rate', 'NaN'), ('expense', 'rate', '1e-13'),
	('expense', 'tax_code', ' '), ('expense', 'tax_code', repeat('x', 21)), ('expense', 'tax_rate', '1000'), ('expense', 'tax_rate', '7'),
	('expense', 'tax_amount', '-1'), ('expense', 'tax_amount', '0.005'), ('expense', 'kind', 'gift'),
	('expense', 'booked_on', 'infinity'), ('expense', 'booked_on', '1999-12-31'),
	('expense', 'booked_on', '2026-12-01'), ('organization', 'closed_until', 'infinity'), ('organization', 'closed_until', '1999-12-31'),
	('organization', 'closed_until', '2020-01-31'),
	('rate', 'kind', 'fuel'), ('rate', 'code', E'a\nb'), ('rate', 'since', 'infinity'), ('rate', 'from_quantity', '1'),
	('rate', 'value', 'NaN'), ('rate', 'value', '1000'), ('rate', 'value', '1e-13'),
	('organization', 'policy', '[]'), ('organization', 'policy', '{"rules": [{"rule": "weekend", "effect": "refuse"}]}'),
	('organization', 'policy', '{"more": 1}'), ('organization', 'policy', '{"rules": [{"rule": "weekend", "effect": "warn", "category_ids": [4711]}]}'),
	('audit', 'at', 'infinity'), ('audit', 'action', E'a\nb'), ('audit', 'entity_id', '-5'),
	('audit', 'for_member_id', '0'), ('member', 'seen_audit_id', '-1'),
	('audit', 'after', '[]'), ('audit', 'after', '"s"'), ('audit', 'after', 'null'), ('audit', 'before', '{"version": 99999999999}'),
	('audit', 'after', '{"version": "1"}'), ('audit', 'after', '{"version": 1.5e9}'), ('audit', 'after', '{"version": 0}'),
	('audit', 'after', '{"version": null}'), ('audit', 'after', '{}'), ('audit', 'action', 'commented');
\pset format unaligned
SELECT in_table, in_column, left(value, 40) AS value, pg_temp.forge(in_table, in_column, value) AS answer FROM forgery ORDER BY n;
\pset format aligned

-- What a name may be it may be in a file: markup is text, which whoever shows it has to write as such.
SELECT pg_temp.forge('organization', 'display_name', '<script>') AS markup;
-- A text that was written another way comes in its normal form.
SELECT pg_temp.forge('department', 'name', U&'  Cafe\0301 ') AS normal;
-- Budgets that were copied for next year are of months that are more than a year from today.
SELECT pg_temp.forge('budget', 'month', to_char(outlay.month_of(current_date) + interval '9 years', 'YYYY-MM-DD')) AS planned;
SELECT pg_temp.forge('budget', 'month', to_char(outlay.month_of(current_date) + interval '11 years', 'YYYY-MM-DD')) AS too_far;

-- A sequence behind the highest id would let everything that is created fail.
UPDATE lines SET line = replace(line, '"last_value":"2"', '"last_value":"1"') WHERE line LIKE '{"sequence":"member_id_seq"%';
SELECT pg_temp.forge('department', 'name', 'Sales') AS behind;
UPDATE lines SET line = replace(replace(line, '"last_value":"1"', '"last_value":"2"'), '"is_called":true', '"is_called":false')
WHERE line LIKE '{"sequence":"member_id_seq"%';
SELECT pg_temp.forge('department', 'name', 'Sales') AS not_called;
UPDATE lines SET line = replace(line, '"is_called":false', '"is_called":true') WHERE line LIKE '{"sequence":"member_id_seq"%';

-- What was said in a comment is a text as add_comment() takes it.
UPDATE lines SET line = jsonb_set(line::jsonb, '{4}', '"commented"')
WHERE n = (SELECT n + 1 FROM lines WHERE starts_with(line, '{"table":"audit"'));
\pset format unaligned
SELECT left(value, 40) AS value, pg_temp.forge('audit', 'after', value) AS answer FROM unnest(ARRAY[NULL, '{}', '{"comment": null}',
	'{"comment": {"a": [1]}}', '{"comment": " "}', '{"comment": "a\u202e"}', '{"comment": "a\u0007"}', '{"comment": " a"}',
	format('{"comment": "%s"}', repeat('x', 2001)), '{"comment": "a\nb"}']) value;
-- What was noted of closed days is what list_periods() can read.
UPDATE lines SET line = jsonb_set(jsonb_set(line::jsonb, '{4}', '"closed"'), '{5}', '"period"')
WHERE n = (SELECT n + 1 FROM lines WHERE starts_with(line, '{"table":"audit"'));
SELECT left(value, 40) AS value, pg_temp.forge('audit', 'after', value) AS answer FROM unnest(ARRAY[NULL, '{}', '{"until": "2026-02-30"}',
	'{"until": "soon"}', '{"until": "infinity"}', '{"until": ["2020-01-31"]}', '{"until": "2020-01-31", "count": "many"}',
	'{"until": "2020-01-31", "amount": "NaN"}', '{"until": "2020-01-31", "tax_amount": {}, "reason": " "}',
	'{"until": "2020-01-31", "since": null, "count": 1, "amount": "1.00"}']) value;
\pset format aligned
ROLLBACK;
