-- Amounts of other currencies, and the tax inside of an amount: multiplied and rounded once, kept as they were, refused by
-- name where something is missing. What is in an expense never changes because a rate does.
SELECT outlay.create_tenant('Rates', 'info@example.com', slug => 'rates') \g /dev/null
SELECT outlay.use_tenant('rates') \g /dev/null
SELECT id AS account FROM create_account('Cash', initial_deposit => 5000) \gset
SELECT id AS sales FROM create_department('Sales') \gset
SELECT id AS budget FROM create_budget(:account, :sales, '2026-08-01', 5000) \gset
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
CREATE FUNCTION pg_temp.entered(price text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT * FROM pg_temp.refused(format(
		'SELECT create_expense((SELECT max(id) FROM budget), NULL, ''2026-08-14'', ''Hotel'', %s)', price)) $$;
PREPARE shown (bigint) AS SELECT amount, original_amount, original_currency AS currency, rate, tax_code, tax_rate, tax_amount, version
	FROM get_expense($1);

-- A rate is of a day on; set again it is another, and what is the same is no change.
SELECT kind, code, since, value FROM set_rate('exchange', 'USD', '2026-08-03', 0.921301);
SELECT kind, code, since, value FROM set_rate('exchange', 'USD', '2026-08-03', 0.9213010);
SELECT kind, code, since, value FROM set_rate('exchange', 'USD', '2026-08-10', 0.9300);
SELECT kind, code, since, value FROM set_rate('exchange', 'JPY', '2026-08-10', 0.005812345678);
SELECT kind, code, since, value FROM set_rate('exchange', 'KWD', '2026-08-10', 2.8);
SELECT kind, code, since, value FROM set_rate('tax', 'full', '2020-01-01', 19);
SELECT kind, code, since, value FROM set_rate('tax', 'full', '2026-08-20', 21.5);
SELECT kind, code, since, value FROM set_rate('tax', 'reduced', '2020-01-01', 7);
SELECT kind, code, since, value FROM set_rate('tax', 'none', '2020-01-01', 0);
SELECT action, entity_id, before ->> 'value' AS before, after ->> 'code' AS code, after ->> 'value' AS after
FROM list_audit(entity => '{rate}', sort => 'id');
SELECT * FROM pg_temp.refused($$ SELECT set_rate('exchange', 'EUR', '2026-08-10', 1) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('exchange', 'XXX', '2026-08-10', 0) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('exchange', 'usd', '1999-12-31', -1) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('exchange', 'USD', '2026-08-10', 'NaN') $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('exchange', 'USD', '2026-08-10', 1e12) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('exchange', 'USD', '2026-08-10', 1e-13) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('tax', ' ', 'infinity', 1000) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('tax', repeat('x', 21), NULL, 1.00001) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate('fuel', 'USD', '2026-08-10', 1) $$);
SELECT * FROM pg_temp.refused($$ SELECT set_rate(NULL, NULL, NULL, NULL) $$);

-- Currencies have their decimals with them.
SELECT code, decimals FROM list_rates(kind => '{exchange,tax}', code => '{USD,JPY,KWD,full}', from_date => '2026-08-10');

-- Lists by kind, code and day, in pages.
SELECT code, since, value FROM list_rates(kind => '{tax}', sort => 'code');
SELECT code, since FROM list_rates(kind => '{exchange}', code => '{USD,JPY}', from_date => '2026-08-04', to_date => '2026-08-10');
SELECT code, since FROM list_rates(page_size => 4, sort => '-code');
SELECT code, since FROM list_rates(page_size => 4, sort => '-code', after => next_page());
SELECT * FROM pg_temp.refused($$ SELECT list_rates(kind => '{fuel}', sort => 'value') $$);

-- The amount is what was paid times the rate of the day, else the last one of the seven days before.
SELECT id AS hotel, amount, currency, original_amount, original_currency, rate
FROM create_expense(:budget, NULL, '2026-08-14', 'Hotel', original_amount => 120.5, original_currency => 'USD') \gset
EXECUTE shown(:hotel);
SELECT amount, rate, rate_since FROM price_expense('2026-08-09', original_amount => 100, original_currency => 'USD');
SELECT amount, rate, rate_since FROM price_expense('2026-08-10', original_amount => 100, original_currency => 'USD');
SELECT amount, rate, rate_since FROM price_expense('2026-08-17', original_amount => 100, original_currency => 'USD');
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-18', original_amount => 100, original_currency => 'USD') $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-02', original_amount => 100, original_currency => 'USD') $$);
SELECT amount, original_amount FROM price_expense('2026-08-14', original_amount => 12345, original_currency => 'JPY');
SELECT amount, original_amount FROM price_expense('2026-08-14', original_amount => 1.5, original_currency => 'KWD');
-- A rate that is given is taken; both amounts given are kept, without a rate.
SELECT amount, rate, rate_since FROM price_expense('2026-08-18', original_amount => 100, original_currency => 'USD', rate => 0.905);
SELECT amount, rate FROM price_expense('2026-08-14', 93.17, original_amount => 100, original_currency => 'USD');
SELECT amount, rate FROM price_expense('2026-08-14', 90.50, original_amount => 100, original_currency => 'USD', rate => 0.905);
-- Half a cent goes away from zero, once.
SELECT amount FROM price_expense('2026-08-14', original_amount => 1, original_currency => 'USD', rate => 0.005);
SELECT amount FROM price_expense('2026-08-14', original_amount => 1, original_currency => 'USD', rate => 1.004999999999);

-- What is missing or does not fit is refused by name.
SELECT * FROM pg_temp.refused(format('SELECT create_expense(%s, NULL, ''2026-08-14'', ''Hotel'')', :budget));
SELECT * FROM pg_temp.entered($$ original_amount => 100 $$);
SELECT * FROM pg_temp.entered($$ original_currency => 'USD' $$);
SELECT * FROM pg_temp.entered($$ original_amount => 0, original_currency => 'USD' $$);
SELECT * FROM pg_temp.entered($$ rate => 1 $$);
SELECT * FROM pg_temp.entered($$ original_amount => 100, original_currency => 'EUR' $$);
SELECT * FROM pg_temp.entered($$ original_amount => 100, original_currency => 'CHF' $$);
SELECT * FROM pg_temp.entered($$ original_amount => 100.5, original_currency => 'JPY' $$);
SELECT * FROM pg_temp.entered($$ original_amount => 0.0015, original_currency => 'KWD' $$);
SELECT * FROM pg_temp.entered($$ original_amount => -1, original_currency => 'xx', rate => -1, tax_code => repeat('x', 21), tax_rate => -1, tax_amount => -1 $$);
SELECT * FROM pg_temp.entered($$ original_amount => 'NaN', original_currency => 'USD', rate => 'Infinity', tax_rate => 'NaN', tax_amount => 'NaN' $$);
SELECT * FROM pg_temp.entered($$ original_amount => 1e15, original_currency => 'USD', rate => 1e12, tax_rate => 1000, tax_amount => 1e15 $$);
SELECT * FROM pg_temp.entered($$ original_amount => 1, original_currency => 'JPY', rate => 0.0001 $$);
SELECT * FROM pg_temp.entered($$ original_amount => 999999999999999, original_currency => 'USD', rate => 2 $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-14', 93, original_amount => 100, original_currency => 'USD', rate => 0.9) $$);

-- A rate that is changed or deleted later changes nothing that is there.
SELECT kind, code, since, value FROM set_rate('exchange', 'USD', '2026-08-10', 2);
SELECT FROM update_expense(:hotel, description => 'Hotel Plaza', paid_with => 'company');
EXECUTE shown(:hotel);
SELECT kind, code, since, value FROM delete_rate('exchange', 'USD', '2026-08-03');
SELECT * FROM pg_temp.refused($$ SELECT delete_rate('exchange', 'USD', '2026-08-03') $$);
-- A changed original amount is multiplied by the rate that it has; another day or currency has its own.
SELECT FROM update_expense(:hotel, original_amount => 121);
EXECUTE shown(:hotel);
SELECT FROM update_expense(:hotel, spent_on => '2026-08-15');
EXECUTE shown(:hotel);
SELECT FROM update_expense(:hotel, original_currency => 'KWD');
EXECUTE shown(:hotel);
SELECT FROM update_expense(:hotel, rate => 2.75);
EXECUTE shown(:hotel);
-- The currency again is the rate of the day again.
SELECT FROM update_expense(:hotel, original_currency => 'KWD');
EXECUTE shown(:hotel);
-- The amount that it has is no change; another one is what counts, and there is no rate then.
SELECT version FROM update_expense(:hotel, amount => 338.80);
SELECT FROM update_expense(:hotel, amount => 340);
EXECUTE shown(:hotel);
-- It stays when the day or what was paid is another, until a currency or rate is given.
SELECT FROM update_expense(:hotel, spent_on => '2026-08-16', original_amount => 122);
EXECUTE shown(:hotel);
SELECT FROM update_expense(:hotel, original_currency => 'KWD', original_amount => 122.5);
EXECUTE shown(:hotel);
-- Without the rate, what it made of it stays.
SELECT FROM update_expense(:hotel, rate => NULL);
EXECUTE shown(:hotel);
-- All of it sent back is no change.
SELECT version FROM update_expense(:hotel, amount => 343, original_currency => 'KWD', original_amount => 122.5);
-- Taken away: the amount stays.
SELECT FROM update_expense(:hotel, original_currency => NULL);
EXECUTE shown(:hotel);
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, rate => 2)', :hotel));
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, original_amount => 2)', :hotel));
-- And back again.
SELECT FROM update_expense(:hotel, original_amount => 100, original_currency => 'USD');
EXECUTE shown(:hotel);
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, spent_on => ''2026-08-30'')', :hotel));
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, amount => NULL)', :hotel));
SELECT action, before ->> 'rate' AS before, after ->> 'rate' AS after, after ->> 'original_currency' AS currency
FROM list_expense_history(:hotel, sort => 'id', page_size => 4);
-- The budget has what the expense has.
SELECT spent FROM get_budget(:budget);
SELECT * FROM check_balances();

-- Tax lies inside: gross times r by 100 + r, rounded once; net is the rest.
SELECT tax_code, tax_rate, tax_amount, net_amount FROM price_expense('2026-08-14', 119, tax_code => 'full');
SELECT tax_code, tax_rate, tax_amount, net_amount FROM price_expense('2026-08-20', 119, tax_code => 'full');
SELECT tax_code, tax_rate, tax_amount, net_amount FROM price_expense('2026-08-14', 119, tax_rate => 5.5);
SELECT tax_code, tax_rate, tax_amount, net_amount FROM price_expense('2026-08-14', 119, tax_code => 'none');
SELECT tax_code, tax_rate, tax_amount, net_amount FROM price_expense('2026-08-14', 119, tax_rate => 0);
SELECT tax_code, tax_rate, tax_amount, net_amount FROM price_expense('2026-08-14', 119, tax_code => 'full', tax_rate => 19);
SELECT tax_amount, net_amount FROM price_expense('2026-08-14', 999999999999999.99, tax_rate => 19);
-- What is printed wins within one unit; with several rates on one receipt, it is all there is.
SELECT tax_amount, net_amount FROM price_expense('2026-08-14', 100, tax_code => 'full', tax_amount => 15.96);
SELECT tax_amount, net_amount FROM price_expense('2026-08-14', 100, tax_code => 'full', tax_amount => 15.98);
SELECT tax_rate, tax_amount, net_amount FROM price_expense('2026-08-14', 100, tax_amount => 12.34);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-14', 100, tax_code => 'full', tax_amount => 15.95) $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-14', 100, tax_amount => 100.01) $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-14', 100, tax_amount => 1.001) $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-14', 100, tax_code => 'luxury') $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2019-12-31', 100, tax_code => 'full') $$);
SELECT * FROM pg_temp.refused($$ SELECT price_expense('2026-08-14', 100, tax_code => 'full', tax_rate => 7) $$);
-- It follows the amount and, by its code, the day; what was printed stays while they do.
SELECT id AS fuel FROM create_expense(:budget, 100, '2026-08-14', 'Fuel', tax_code => 'full', tax_amount => 15.96) \gset
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, description => 'Diesel', spent_on => '2026-08-15');
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, amount => 50);
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, spent_on => '2026-08-21');
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, tax_rate => 7);
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, tax_code => 'reduced', tax_amount => 3.28);
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, tax_code => 'reduced');
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, tax_code => NULL);
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, tax_amount => NULL);
EXECUTE shown(:fuel);
SELECT FROM update_expense(:fuel, tax_amount => 8);
EXECUTE shown(:fuel);
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, amount => 7.99)', :fuel));
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, tax_rate => NULL)', :fuel));
SELECT FROM update_expense(:fuel, tax_code => 'full');
EXECUTE shown(:fuel);
-- All of it sent back is no change, whatever the code's rate is by now.
SELECT value FROM set_rate('tax', 'full', '2026-08-20', 22);
SELECT version FROM update_expense(:fuel, amount => 50, tax_code => 'full', tax_rate => 21.5, tax_amount => 8.85);
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, tax_code => ''reduced'', tax_rate => 21.5)', :fuel));
SELECT tax_rate, tax_amount FROM update_expense(:fuel, tax_code => 'full');

-- Lists by currency; totals by tax are what is due of a span.
SELECT FROM create_expense(:budget, 10.70, '2026-08-14', 'Book', tax_code => 'reduced');
SELECT FROM create_expense(:budget, 21.40, '2026-08-14', 'Books', tax_code => 'reduced');
SELECT description, original_amount FROM list_expenses(original_currency => '{USD,JPY}');
SELECT tax_code, tax_rate, count, amount, tax_amount, net_amount
FROM total_expenses(from_date => '2026-08-01', to_date => '2026-08-31', state => '{approved}', by => '{tax_code,tax_rate}');
SELECT original_currency, count, amount FROM total_expenses(by => '{original_currency}');

-- What no function would keep the tables do not, whoever writes it.
RESET ROLE;
DO $$
DECLARE
	changed text;
BEGIN
	FOREACH changed IN ARRAY ARRAY['expense SET original_amount = 1', 'expense SET original_currency = ''USD''', 'expense SET rate = 1',
		'expense SET original_amount = -1, original_currency = ''USD''', 'expense SET original_amount = ''NaN'', original_currency = ''USD''',
		'expense SET original_amount = 1e15, original_currency = ''USD''', 'expense SET original_amount = 1.5, original_currency = ''JPY''',
		'expense SET original_amount = 1, original_currency = ''ABC''', 'expense SET original_amount = 1, original_currency = ''USD'', rate = 0',
		'expense SET original_amount = 1, original_currency = ''USD'', rate = ''NaN''', 'expense SET tax_code = ''full'', tax_rate = NULL',
		'expense SET tax_rate = 1, tax_amount = NULL', 'expense SET tax_rate = -1', 'expense SET tax_amount = amount + 0.01',
		'expense SET tax_amount = -0.01', 'expense SET tax_amount = ''NaN''', 'rate SET kind = ''fuel''', 'rate SET code = '' ''',
		'rate SET since = ''infinity''', 'rate SET value = -1', 'rate SET value = ''NaN''', 'rate SET from_quantity = 1',
		'rate SET kind = ''exchange'''] LOOP
		BEGIN
			EXECUTE 'UPDATE ' || changed || CASE WHEN changed LIKE 'exp%' THEN ' WHERE description = ''Book''' ELSE ' WHERE code = ''full''' END;
			RAISE NOTICE '%: kept', changed;
		EXCEPTION WHEN check_violation OR not_null_violation THEN
			RAISE NOTICE '%: refused', changed;
		END;
	END LOOP;
END
$$;

-- A copy, a file and what is read from it have them all, and a snapshot brings them back.
PREPARE said AS SELECT md5(string_agg(e::text, ',' ORDER BY id)) || md5((SELECT string_agg(r::text, ',' ORDER BY r) FROM rate r)) AS said
	FROM (SELECT id, amount, original_amount, original_currency, rate, tax_code, tax_rate, tax_amount FROM list_expenses()) e;
EXECUTE said \gset
\set first :said
SELECT slug FROM outlay.clone_tenant('rates', 'Rates Copy', 'office@copy.example');
SELECT outlay.use_tenant('ratescopy') \g /dev/null
EXECUTE said \gset
SELECT :'said' = :'first' AS copied;
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('rates') line;
SELECT slug FROM outlay.import_tenant('lines', 'Rates Imported');
SELECT outlay.use_tenant('ratesimported') \g /dev/null
EXECUTE said \gset
SELECT :'said' = :'first' AS imported;
SELECT * FROM outlay.check_balances();
SELECT label FROM outlay.create_snapshot('ratesimported', 'Said');
SELECT outlay.use_tenant('ratesimported') \g /dev/null
SELECT value FROM set_rate('tax', 'full', '2020-01-01', 20);
SELECT tax_rate FROM update_expense(:fuel, tax_code => 'reduced');
SELECT label FROM outlay.restore_snapshot('ratesimported', 'Said');
SELECT label FROM outlay.drop_snapshot('ratesimported', 'Said');
EXECUTE said \gset
SELECT :'said' = :'first' AS restored;
SELECT count(*) FROM outlay.drift('ratesimported');
