-- Exchange rates from files: converted once, previewed without a trace, taken whole or not at all, and refused with line and
-- column. A file comes from anywhere.
SELECT outlay.create_tenant('Imported Rates', 'info@example.com', slug => 'importedrates') \g /dev/null
SELECT outlay.use_tenant('importedrates') \g /dev/null
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
CREATE FUNCTION pg_temp.file(lines text) RETURNS bytea LANGUAGE sql AS $$ SELECT convert_to(replace(lines, '|', E'\n'), 'UTF8') $$;
-- Each character as two bytes, the lower or the higher first, behind the mark.
CREATE FUNCTION pg_temp.wide(lines text, low_first boolean) RETURNS bytea LANGUAGE sql AS $$
	SELECT string_agg(CASE WHEN low_first THEN substring(f FROM n FOR 1) || '\x00'::bytea ELSE '\x00'::bytea || substring(f FROM n FOR 1) END, ''::bytea ORDER BY n)
	FROM (SELECT pg_temp.file(lines) AS f) c, generate_series(1, length(f)) n $$;
CREATE FUNCTION pg_temp.wrong(lines text, more text DEFAULT '') RETURNS SETOF text LANGUAGE sql AS $$
	SELECT * FROM pg_temp.refused(format('SELECT import_rates(pg_temp.file(%L)%s)', lines, more)) OFFSET 1 $$;
PREPARE kept AS SELECT code, since, value FROM list_rates(sort => 'code');

-- As the European Central Bank has it, with a comma behind the last: one euro in units of each. 1 / 1.0551 = 0.947777461852.
SELECT form, base, rates, made, changed, first_day, last_day, currencies, left_out, imported
FROM import_rates(pg_temp.file('Date,USD,JPY,CYP,|2026-11-27,1.0551,158.22,N/A,|2026-11-26,1.05,,0.5853,|'));
EXECUTE kept;
SELECT count(*) FROM list_audit(entity => '{rate}');
SELECT hash FROM import_rates(pg_temp.file('Date,USD,JPY,CYP,|2026-11-27,1.0551,158.22,N/A,|2026-11-26,1.05,,0.5853,|')) \gset
SELECT rates, made, imported FROM import_rates(pg_temp.file('Date,USD,JPY,CYP,|2026-11-27,1.0551,158.22,N/A,|2026-11-26,1.05,,0.5853,|'), hash => :'hash');
EXECUTE kept;
SELECT action, after ->> 'made' AS made, after -> 'currencies' AS currencies FROM list_audit(entity => '{rate}');
-- Once more it changes nothing, and says so; the hash is of these bytes, read in this way.
SELECT made, changed, imported FROM import_rates(pg_temp.file('Date,USD,JPY,CYP,|2026-11-27,1.0551,158.22,N/A,|2026-11-26,1.05,,0.5853,|'), hash => :'hash');
SELECT count(*) FROM list_audit(entity => '{rate}');
SELECT * FROM pg_temp.refused(format('SELECT import_rates(pg_temp.file(%L), hash => %L)', 'Date,USD|2026-11-27,1.0551', :'hash'));
SELECT * FROM pg_temp.refused(format('SELECT import_rates(pg_temp.file(%L), since => %L, hash => %L)',
	'Date,USD,JPY,CYP,|2026-11-27,1.0551,158.22,N/A,|2026-11-26,1.05,,0.5853,|', '2026-11-27', :'hash'));

-- Lines of a day, a currency and what it is in the organization's own: taken as they are. Any separator, end of line and order.
SELECT form, base, rates, made, changed, last_day FROM import_rates(pg_temp.file(E'day;currency;rate\r\n2026-11-27;USD;0.95\r\n2026-11-28;USD;0.949\r\n\r\n'));
SELECT rates, made FROM import_rates(pg_temp.file(E'DAY\tCurrency\tRate\r2026-11-28\tCHF\t1.0712'));
SELECT rates, made FROM import_rates(pg_temp.file('"day", "currency" , "rate"|"2026-11-28","CHF" , "1.0712"'));
-- A comma and other days are said, and never guessed.
SELECT rates, first_day FROM import_rates(pg_temp.file('day;currency;rate|28.11.2026;CHF;1,0712'), decimal_mark => 'comma', days => 'dd.mm.yyyy');
SELECT first_day FROM import_rates(pg_temp.file('day;currency;rate|04/11/2026;CHF;1.0712'), days => 'dd/mm/yyyy');
SELECT first_day FROM import_rates(pg_temp.file('day;currency;rate|04/11/2026;CHF;1.0712'), days => 'mm/dd/yyyy');
SELECT * FROM pg_temp.wrong('day;currency;rate|28.11.2026;CHF;1.0712');
SELECT * FROM pg_temp.wrong('day;currency;rate|2026-11-28;CHF;1,0712');
SELECT * FROM pg_temp.wrong('day;currency;rate|2026-11-28;CHF;1.0712', ', decimal_mark => ''comma''');
-- Marks of encodings are known at the beginning, and nowhere else.
SELECT rates FROM import_rates('\xefbbbf' || pg_temp.file('day,currency,rate|2026-11-28,CHF,1.07'));
SELECT rates FROM import_rates('\xfffe' || pg_temp.wide('day,currency,rate|2026-11-28,CHF,1.07|', true));
SELECT rates FROM import_rates('\xfeff' || pg_temp.wide('day,currency,rate|2026-11-28,CHF,1.07|', false));
SELECT rates FROM import_rates(pg_temp.file('day,currency,rate|2026-11-28,CHF,1.07'), encoding => 'windows-1252');
SELECT * FROM pg_temp.refused($$ SELECT import_rates('\xefbbbf' || pg_temp.file('day,currency,rate|2026-11-28,CHF,1.07'), encoding => 'windows-1252') $$);
SELECT * FROM pg_temp.refused($$ SELECT import_rates(pg_temp.file('day,currency,rate|2026-11-28,') || '\xefbbbf' || pg_temp.file('CHF,1.07')) $$);
SELECT * FROM pg_temp.refused($$ SELECT import_rates('\xfffe' || pg_temp.wide('day,currency,rate|2026-11-28,CHF,1.07|', true) || '\x41') $$);

-- In another base all is converted by the own currency's number of that day, and the base is another currency itself.
SELECT rates, made FROM import_rates(pg_temp.file('Date,EUR,CHF|2026-10-01,0.5,0.25'), base => 'USD');
SELECT hash FROM import_rates(pg_temp.file('Date,EUR,CHF|2026-10-01,0.3,0.7'), base => 'USD') \gset
SELECT made FROM import_rates(pg_temp.file('Date,EUR,CHF|2026-10-01,0.3,0.7'), base => 'USD', hash => :'hash');
SELECT hash FROM import_rates(pg_temp.file('day,currency,rate|2026-10-02,EUR,3|2026-10-02,CHF,1'), base => 'USD') \gset
SELECT made FROM import_rates(pg_temp.file('day,currency,rate|2026-10-02,EUR,3|2026-10-02,CHF,1'), base => 'USD', hash => :'hash');
SELECT code, since, value FROM list_rates(to_date => '2026-10-31', sort => 'code');
SELECT * FROM pg_temp.wrong('Date,EUR,CHF|2026-10-01,0.5,0.25|2026-10-02,N/A,0.25', ', base => ''USD''');
SELECT rates, first_day FROM import_rates(pg_temp.file('Date,USD|1999-01-04,1.1789|2026-10-01,1.1|2026-10-02,1.2'), since => '2026-10-02');
SELECT rates, first_day FROM import_rates(pg_temp.file('Date,USD|1999-01-04,1.1789|2026-10-01,1.1'));

-- What is wrong is told with its line and column.
SELECT * FROM pg_temp.wrong('');
SELECT * FROM pg_temp.wrong('Currency,Rate|USD,1');
SELECT * FROM pg_temp.wrong('Date');
SELECT * FROM pg_temp.wrong('Date,usd|2026-10-01,1');
SELECT * FROM pg_temp.wrong('Date,USD,USD|2026-10-01,1,1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-02-29,1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,1,2');
SELECT * FROM pg_temp.wrong('Date,USD,JPY|2026-10-01,1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,0');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,-1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,1e5');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,1.');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,0x1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,=1+1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,"1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,"1"2');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,1234567890123');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,1|2026-10-02,2|2026-10-01,1');
SELECT * FROM pg_temp.wrong('day,currency,rate|2026-10-01,USD,');
SELECT * FROM pg_temp.wrong('day,currency,rate|2026-10-01,EUR,1');
SELECT * FROM pg_temp.wrong('Date,CYP|2026-10-01,1');
SELECT * FROM pg_temp.wrong('Date,USD|2999-10-01,1');
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,999999999999', ', base => ''JPY''');
SELECT * FROM pg_temp.refused($$ SELECT import_rates(NULL, 'usd', '1999-12-31', 'dot', 'yyyymmdd', 'utf-7', NULL) $$);
-- Far too much costs no more than to say so.
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,' || repeat('1', 1000000));
SELECT * FROM pg_temp.wrong('Date' || repeat(',USD', 1000000));
SELECT * FROM pg_temp.wrong('Date,' || (SELECT string_agg('A' || chr(65 + n / 26) || chr(65 + n % 26), ',') FROM generate_series(0, 249) n));
SELECT * FROM pg_temp.wrong('Date,USD' || repeat('|', 60000));
SELECT * FROM pg_temp.wrong('Date,USD|2026-10-01,"' || repeat('""', 1000000));
SELECT * FROM pg_temp.refused($$ SELECT import_rates(pg_temp.file('Date,USD|2026-10-01,1') || '\x00') $$);
SELECT * FROM pg_temp.refused($$ SELECT import_rates(pg_temp.file('Date,U') || '\x00' || pg_temp.file('SD|2026-10-01,1')) $$);
-- Nothing of all that is kept.
SELECT count(*) FROM list_rates(from_date => '2026-11-28');
SELECT outlay.drop_tenant('importedrates') \g /dev/null
