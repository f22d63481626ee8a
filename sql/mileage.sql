-- Distances and days: multiplied by what the organization says, rounded once, explained by what was multiplied, and as they were
-- once they are handed in. Numbers here are worked out by hand.
SELECT outlay.create_tenant('Mileage', 'info@example.com', slug => 'mileage') \g /dev/null
SELECT outlay.use_tenant('mileage') \g /dev/null
SELECT id AS account FROM create_account('Cash', initial_deposit => 90000) \gset
SELECT id AS sales FROM create_department('Sales') \gset
SELECT id AS budget FROM create_budget(:account, :sales, '2026-01-01', 80000, until => '2027-12-31') \gset
SELECT id AS mia FROM create_member('mia@example.com', 'wooden compass', 'member') \gset
SELECT id AS max FROM create_member('max@example.com', 'wooden compass', 'member') \gset
\pset null '-'
CREATE FUNCTION pg_temp.refused(command text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	EXECUTE command;
	RETURN NEXT 'not refused';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN NEXT SQLSTATE || ' ' || SQLERRM;
	RETURN QUERY SELECT unnest(string_to_array(nullif(detail, ''), E'\n'));
END
$$;
CREATE FUNCTION pg_temp.entered(said text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT * FROM pg_temp.refused(format(
		'SELECT create_expense(1, NULL, ''2026-03-02'', ''Trip'', 1, %s)', said)) $$;
PREPARE drive (date, numeric, text, bigint) AS
	SELECT id, amount, quantity, unit, rate_code, (explain_expense(id)).basis -> 'parts' AS parts, (explain_expense(id)).basis ->> 'before' AS before
	FROM create_expense(1, NULL, $1, 'Trip', $4, kind => 'mileage', quantity => $2, rate_code => $3);

-- Rates have tiers, and a unit that is one of the code; what has none has none.
SELECT kind, code, since, from_quantity, value, unit FROM set_rate('mileage', 'car', '2026-01-01', 0.42);
SELECT from_quantity, value, unit FROM set_rate('mileage', 'car', '2026-01-01', 0.305, from_quantity => 100);
SELECT from_quantity, value, unit FROM set_rate('mileage', 'car', '2026-01-01', 0.25, 1000, 'km');
SELECT from_quantity, value, unit FROM set_rate('mileage', 'car', '2026-07-01', 0.5);
SELECT from_quantity, value, unit FROM set_rate('mileage', 'van', '2026-01-01', 0.67, unit => 'mile');
SELECT from_quantity, value, unit FROM set_rate('mileage', 'far', '2026-01-01', 1, 20);
SELECT kind, code, value, unit FROM set_rate('per_diem', 'DE', '2026-01-01', 28);
SELECT kind, code, value, unit FROM set_rate('per_diem', 'half', '2026-01-01', 14.01);
SELECT kind, code, value FROM set_rate('reduction', 'breakfast', '2026-01-01', 20);
SELECT kind, code, value FROM set_rate('reduction', 'dinner', '2026-01-01', 40);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('mileage', 'car', '2026-09-01', 1, unit => 'mile') $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('mileage', 'car', '2026-09-01', -1, -1, 'league') $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('mileage', 'car', '2026-09-01', 1, 0.0001) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('per_diem', 'DE', '2026-09-01', 1, 5, 'km') $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('reduction', 'all', '2026-09-01', 100.5) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('mileage', 'many', '2026-09-01', 1, n) FROM generate_series(0, 50) n $$);
-- The only rate of a code may become one of another unit; a tier is deleted by itself.
SELECT value, unit FROM set_rate('mileage', 'far', '2026-01-01', 1, 20, 'mile');
SELECT code, since, from_quantity, value, unit FROM list_rates(kind => '{mileage}', sort => 'code');
SELECT from_quantity FROM delete_rate('mileage', 'car', '2026-01-01', 1000);
SELECT * FROM pg_temp.refused($$ SELECT delete_rate('mileage', 'car', '2026-01-01', 1000) $$);
SELECT from_quantity FROM set_rate('mileage', 'car', '2026-01-01', 0.25, 1000);

-- Each part by its tier, the sum rounded once: 60 × 0.42, then 40 × 0.42 + 0.5 × 0.305, then 899.5 × 0.305 + 100.7 × 0.25.
EXECUTE drive('2026-03-02', 60, 'car', :mia);
EXECUTE drive('2026-03-01', 40.5, 'car', :mia);
EXECUTE drive('2026-03-03', 1000.2, 'car', :mia);
-- Of another member, code, year or draft nothing is counted; nor does a draft count.
EXECUTE drive('2026-03-03', 10, 'car', :max);
EXECUTE drive('2026-03-03', 10.125, 'van', :mia);
EXECUTE drive('2027-03-03', 10, 'car', :mia);
SELECT amount FROM create_expense(1, NULL, '2026-03-04', 'Draft', :max, kind => 'mileage', quantity => 500, rate_code => 'car', draft => true);
EXECUTE drive('2026-03-05', 1, 'car', :max);
-- The rates of the day: a later day's are one table, of one tier here, though 1,100 km are behind.
EXECUTE drive('2026-07-01', 10, 'car', :mia);
EXECUTE drive('2026-06-30', 10, 'car', :mia);

-- Refused by name.
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 5 $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', rate_code => 'car' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 5, rate_code => 'bicycle' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 5, rate_code => 'far' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => -5, rate_code => 'car' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 0.001, rate_code => 'car' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 999999999, rate_code => 'van', tax_rate => 1000 $$);
SELECT * FROM pg_temp.entered($$ quantity => 5, rate_code => 'car' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 5, rate_code => 'car', reductions => '{dinner}' $$);
SELECT * FROM pg_temp.entered($$ kind => 'mileage', quantity => 5, rate_code => 'car', original_amount => 5, original_currency => 'USD' $$);
SELECT * FROM pg_temp.refused($$ SELECT create_expense(1, 2, '2026-07-02', 'Trip', 1, kind => 'mileage', quantity => 5, rate_code => 'car') $$);
SELECT * FROM pg_temp.refused($$ SELECT create_expense(1, NULL, '2026-07-02', 'Trip', kind => 'mileage', quantity => 5, rate_code => 'car') $$);
SELECT * FROM pg_temp.refused($$ SELECT create_expense(1, NULL, '2025-12-31', 'Trip', 1, kind => 'mileage', quantity => 5, rate_code => 'car') $$);
SELECT amount FROM create_expense(1, 2.5, '2026-07-02', 'As it comes to', 1, kind => 'mileage', quantity => 5, rate_code => 'car');

-- Days, less what was given: 28 × 3; 28 × (3 − 3 × 0.2 − 0.4) = 56; 14.01 × (2.5 − 0.2) = 32.223.
SELECT amount, quantity, unit, rate_code FROM create_expense(1, NULL, '2026-03-02', 'Fair', kind => 'per_diem', quantity => 3, rate_code => 'DE');
SELECT amount, (explain_expense(id)).basis FROM create_expense(1, NULL, '2026-03-02', 'Fair', kind => 'per_diem', quantity => 3, rate_code => 'DE',
	reductions => '{breakfast,dinner,breakfast,breakfast}');
SELECT max(id) AS fair FROM expense \gset
SELECT amount FROM create_expense(1, NULL, '2026-03-02', 'Fair', kind => 'per_diem', quantity => 2.5, rate_code => 'half', reductions => '{breakfast}', tax_rate => 0);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 1, rate_code => 'DE', reductions => '{dinner,dinner,breakfast}' $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 1, rate_code => 'DE', reductions => '{lunch}' $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 1, rate_code => 'DE', reductions => '{dinner,NULL}' $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 1, rate_code => 'DE', reductions => '{{dinner},{dinner}}' $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 1, rate_code => 'DE', reductions => ARRAY[repeat('x', 21)] $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 1, rate_code => 'DE', reductions => array_fill('dinner'::text, '{101}') $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', quantity => 400, rate_code => 'DE', reductions => (SELECT array_agg('r' || n) FROM generate_series(1, 51) n) $$);
SELECT * FROM pg_temp.entered($$ kind => 'per_diem', reductions => '{dinner}' $$);

-- Asked beforehand: the same, for whoever it would be.
SELECT amount, tax_amount, net_amount, basis FROM price_expense('2026-03-06', kind => 'mileage', quantity => 200, rate_code => 'car', member_id => :max, tax_rate => 19);
SELECT amount, basis -> 'reductions' AS reductions FROM price_expense('2026-03-06', kind => 'per_diem', quantity => 2, rate_code => 'DE', reductions => '{dinner}');

-- What is handed in stays: neither a rate, nor what is before it, changes it.
PREPARE shown (bigint) AS SELECT amount, quantity, rate_code, kind, (explain_expense(id)).basis -> 'parts' AS parts, version FROM get_expense($1);
SELECT value FROM set_rate('mileage', 'car', '2026-01-01', 0.99);
SELECT amount FROM delete_expense(1);
EXECUTE shown(2);
-- Sent back as it was, it stays; so does what has nothing to do with it.
SELECT amount, version FROM update_expense(2, kind => 'mileage', quantity => 40.500, rate_code => 'car', amount => 16.95);
SELECT amount, version FROM update_expense(2, description => 'To the customer');
-- Another distance, day, code or member is worked out anew, by what there is then, without itself.
SELECT amount, version FROM update_expense(2, quantity => 41);
EXECUTE shown(2);
SELECT amount FROM update_expense(2, spent_on => '2026-07-03');
SELECT amount, unit FROM update_expense(2, rate_code => 'van');
SELECT amount FROM update_expense(2, rate_code => 'car', spent_on => '2026-03-03', member_id => :max);
EXECUTE shown(2);
SELECT * FROM pg_temp.refused($$ SELECT update_expense(2, amount => 5) $$);
SELECT * FROM pg_temp.refused($$ SELECT update_expense(2, member_id => NULL) $$);
SELECT * FROM pg_temp.refused($$ SELECT update_expense(2, original_amount => 5, original_currency => 'USD') $$);
-- Days keep what is taken off them until that is given; taken away it is nothing.
SELECT amount FROM update_expense(:fair, quantity => 4);
SELECT amount FROM update_expense(:fair, reductions => '{dinner}');
SELECT amount, (explain_expense(id)).basis -> 'reductions' AS reductions FROM update_expense(:fair, reductions => NULL);
-- Without a quantity the amount is free; of another kind there is none.
SELECT amount, quantity, unit, rate_code, kind FROM update_expense(2, quantity => NULL);
SELECT amount, kind FROM update_expense(2, amount => 5);
SELECT amount, quantity, kind FROM update_expense(2, quantity => 10, rate_code => 'car');
SELECT amount, quantity, kind FROM update_expense(2, kind => 'expense');
SELECT basis FROM explain_expense(2);
SELECT amount, quantity, kind FROM update_expense(2, kind => 'per_diem', quantity => 1, rate_code => 'DE');

-- A draft is worked out again when it is handed in, by what was handed in meanwhile; so is what was rejected. Tax goes with it.
SELECT value FROM set_rate('mileage', 'bike', '2026-01-01', 1);
SELECT value FROM set_rate('mileage', 'bike', '2026-01-01', 0.1, 10);
SELECT id AS first, amount FROM create_expense(1, NULL, '2026-03-02', 'Draft', :mia, kind => 'mileage', quantity => 10, rate_code => 'bike', draft => true, tax_rate => 10) \gset
SELECT id AS second, amount FROM create_expense(1, NULL, '2026-03-02', 'Draft', :mia, kind => 'mileage', quantity => 10, rate_code => 'bike', draft => true, tax_rate => 10) \gset
SELECT amount, tax_amount, state FROM submit_expense(:second);
SELECT amount, tax_amount, state FROM submit_expense(:first);
SELECT action, before ->> 'amount' AS before, after ->> 'amount' AS after FROM list_expense_history(:first) ORDER BY id;
SELECT committed, spent = (SELECT sum(amount) FROM expense WHERE state = 'approved') AS right FROM get_budget(1);
SELECT approval FROM update_organization(approval => 'on');
SELECT amount FROM create_expense(1, NULL, '2026-03-02', 'Third', :mia, kind => 'mileage', quantity => 5, rate_code => 'bike');
SELECT amount, state FROM reject_expense(:second, 'By train');
SELECT amount, state FROM submit_expense(:second);
EXECUTE shown(:second);
SELECT committed = (SELECT sum(amount) FROM expense WHERE state = 'submitted') AS right FROM get_budget(1);
SELECT * FROM check_balances();
SELECT id AS third FROM create_expense(1, NULL, '2026-03-02', 'Fourth', :mia, kind => 'mileage', quantity => 5, rate_code => 'bike', draft => true) \gset
SELECT count(*) FROM (SELECT delete_rate('mileage', 'bike', '2026-01-01', f) FROM (VALUES (0), (10)) t (f)) d;
SELECT * FROM pg_temp.refused(format('SELECT submit_expense(%s)', :third));

-- The table holds it: a quantity has a kind, a code and what it came from, in the one form that there is.
CREATE FUNCTION pg_temp.kept(kind text, quantity numeric, code text, basis jsonb) RETURNS boolean LANGUAGE sql AS $$ SELECT outlay.expense_kind_holds($1, $2, $3, $4) $$;
SELECT said, pg_temp.kept(kind, quantity, code, basis) FROM (VALUES
	('whole', 'mileage', 5::numeric, 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'::jsonb),
	('no kind', NULL, 5, 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('no code', 'mileage', 5, NULL, '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('zero', 'mileage', 0, 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('NaN', 'mileage', 'NaN', 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('unit', 'mileage', 5, 'car', '{"unit": "ell", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('number', 'mileage', 5, 'car', '{"unit": "km", "since": "2026-01-01", "before": 0, "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('markup', 'mileage', 5, 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "<b>", "value": "0.42"}], "reductions": []}'),
	('more', 'mileage', 5, 'car', '{"unit": "km", "more": "", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "0.42"}], "reductions": []}'),
	('no parts', 'mileage', 5, 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [], "reductions": []}'),
	('nested', 'mileage', 5, 'car', '{"unit": "km", "since": "2026-01-01", "before": "0", "parts": [[]], "reductions": []}'),
	('list', 'mileage', 5, 'car', '[]'), ('text', 'mileage', 5, 'car', '"km"'),
	('count', 'per_diem', 5, 'DE', '{"unit": "day", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "5", "value": "28"}], "reductions": [{"code": "a", "count": "0", "percent": "20"}]}'))
	t (said, kind, quantity, code, basis);

-- It goes along in copies and files.
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('mileage') line;
SELECT slug FROM outlay.import_tenant('lines', 'Mileage Imported');
SELECT outlay.use_tenant('mileage') \g /dev/null
SELECT md5(string_agg(concat_ws('|', id, kind, quantity, rate_code, basis), E'\n' ORDER BY id)) AS here FROM expense \gset
SELECT md5(string_agg(rate::text, E'\n' ORDER BY rate::text)) AS rates FROM rate \gset
SELECT outlay.use_tenant('mileageimported') \g /dev/null
SELECT md5(string_agg(concat_ws('|', id, kind, quantity, rate_code, basis), E'\n' ORDER BY id)) = :'here' AS same_expenses FROM expense;
SELECT md5(string_agg(rate::text, E'\n' ORDER BY rate::text)) = :'rates' AS same_rates FROM rate;
SELECT count(*) FROM outlay.drift('mileageimported');
SELECT outlay.drop_tenant('mileage') \g /dev/null
SELECT outlay.drop_tenant('mileageimported') \g /dev/null
