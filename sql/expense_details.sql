-- What an expense says of itself: merchant, notes, tags, who paid, what another system calls it, to whom it is billed. It
-- is kept as it was meant, and what cannot be meant is refused by name, so that lists, totals and files can rely on it.
SELECT outlay.create_tenant('Details', 'info@example.com', slug => 'details') \g /dev/null
SELECT outlay.use_tenant('details') \g /dev/null
SELECT id AS account FROM create_account('Cash', initial_deposit => 5000) \gset
SELECT id AS sales FROM create_department('Sales') \gset
SELECT id AS budget FROM create_budget(:account, :sales, '2026-08-01', 1000) \gset

\pset null '-'
PREPARE enter (text, text, text[], text, text, text) AS
	SELECT merchant, notes, tags, paid_with, external_id, billable_to
	FROM create_expense(:budget, 1, '2026-08-01', 'Lunch', merchant => $1, notes => $2, tags => $3, paid_with => $4,
		external_id => $5, billable_to => $6);

-- Nothing said is nothing kept, as before there was anything to say.
SELECT id, merchant, notes, tags, paid_with, external_id, billable_to FROM create_expense(:budget, 1, '2026-08-01', 'Lunch');
EXECUTE enter(NULL, NULL, NULL, NULL, NULL, NULL);
EXECUTE enter('', ' ', '{}', 'own', E'\u200b', ' ');
SELECT count(*) FROM expense WHERE num_nonnulls(merchant, notes, tags, external_id, billable_to) > 0;

-- Texts are trimmed and in one normal form; notes have lines, which end in one way. Of tags that are the same in any
-- case the first spelling stays.
EXECUTE enter('  Cafe' || E'\u0301', E' first\r\nsecond\rthird\n\tfourth\n\n', '{ Travel,travel,TRAVEL,Zürich,ZÜRICH,straße,STRASSE}',
	'company', ' INV-1 ', 'Customer Ltd');

-- Each limit is counted in characters, as people count.
SELECT length(merchant) AS merchant, length(notes) AS notes, cardinality(tags) AS tags, length(external_id) AS external_id,
	length(billable_to) AS billable_to
FROM create_expense(:budget, 1, '2026-08-01', 'Lunch', merchant => repeat('ü', 200), notes => repeat('ü', 4000),
	tags => ARRAY(SELECT n || repeat('ü', 50 - length(n::text)) FROM generate_series(1, 20) n), external_id => repeat('ü', 200),
	billable_to => repeat('ü', 200));

-- What is wrong is told of all at once, by field.
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
CREATE FUNCTION pg_temp.entered(details text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT * FROM pg_temp.refused(format(
		'SELECT create_expense((SELECT max(id) FROM budget), 1, ''2026-08-01'', ''Lunch'', %s)', details)) $$;
SELECT * FROM pg_temp.entered($$ merchant => repeat('x', 201), notes => repeat('x', 4001), tags => ARRAY[repeat('x', 51)],
	paid_with => 'card', external_id => repeat('x', 201), billable_to => repeat('x', 201) $$);
SELECT * FROM pg_temp.entered($$ merchant => E'a\nb', notes => E'a\x07b', tags => ARRAY[E'a\tb'], external_id => E'a\x1bb',
	billable_to => E'a\u2028b' $$);
SELECT * FROM pg_temp.entered($$ merchant => E'a\u202eb', notes => E'a\u2066b', tags => ARRAY[E'a\u202eb'],
	external_id => E'\u202e', billable_to => E'a\u2069' $$);
SELECT * FROM pg_temp.entered($$ notes => E'a\u2028b' $$);
-- Far too much costs no more than to say so.
SELECT * FROM pg_temp.entered($$ merchant => repeat('x', 10000000), notes => repeat(E'\n', 9999999) || 'x',
	tags => ARRAY[repeat('x', 10000000)] $$);
SELECT * FROM pg_temp.entered($$ tags => array_fill('x'::text, '{1000000}') $$);
-- A list of tags is a list of texts.
SELECT * FROM pg_temp.entered($$ tags => '{a,NULL}' $$);
SELECT * FROM pg_temp.entered($$ tags => '{{a,b},{c,d}}' $$);
SELECT * FROM pg_temp.entered($$ tags => '{a," "}' $$);
SELECT * FROM pg_temp.entered($$ tags => ARRAY(SELECT n::text FROM generate_series(1, 21) n) $$);
SELECT * FROM pg_temp.entered($$ tags => 'a' $$);
SELECT * FROM pg_temp.entered($$ tags => '{1}'::integer[] $$);
SELECT * FROM pg_temp.entered($$ paid_with => '' $$);
SELECT * FROM pg_temp.entered($$ paid_with => 'OWN' $$);
-- Bounds of a list are not kept, nor is what only looks like one.
EXECUTE enter('{a,b}', '{a,b}', '[5:6]={"a,b","{c}"}', 'own', '"', '\');

-- An external id is one expense's alone, as it is written.
SELECT * FROM pg_temp.entered($$ external_id => 'INV-1' $$);
SELECT * FROM pg_temp.entered($$ external_id => 'inv-1' $$);

-- A change: what is not given stays, NULL and nothing take away, but not who paid.
SELECT id AS expense FROM create_expense(:budget, 1, '2026-08-01', 'Train', merchant => 'Railways', notes => 'n',
	tags => '{a,b}', paid_with => 'company', external_id => 'X', billable_to => 'Y') \gset
PREPARE shown AS SELECT merchant, notes, tags, paid_with, external_id, billable_to, version FROM get_expense($1);
SELECT FROM update_expense(:expense, amount => 2);
EXECUTE shown(:expense);
SELECT FROM update_expense(:expense, merchant => 'Tramways', notes => E'two\nlines', tags => '{B,b,c}', paid_with => 'own',
	external_id => 'Z', billable_to => 'W');
EXECUTE shown(:expense);
-- What is the same is no change.
SELECT version FROM update_expense(:expense, merchant => ' Tramways ', notes => E'two\r\nlines', tags => '{B,c,C}', paid_with => 'own',
	external_id => 'Z', billable_to => 'W');
-- Another spelling of a tag, or another order, is one.
SELECT tags, version FROM update_expense(:expense, tags => '{c,b}');
SELECT FROM update_expense(:expense, merchant => NULL, notes => NULL, tags => NULL, external_id => NULL, billable_to => NULL);
EXECUTE shown(:expense);
SELECT FROM update_expense(:expense, merchant => 'M', notes => 'N', tags => '{T}', external_id => 'E', billable_to => 'B');
SELECT FROM update_expense(:expense, merchant => '', notes => '', tags => '{}', external_id => '', billable_to => ' ');
EXECUTE shown(:expense);
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, paid_with => NULL)', :expense));
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, external_id => ''INV-1'')', :expense));
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, tags => ''{{a}}'', merchant => E''\x01'')', :expense));
SELECT * FROM pg_temp.refused(format('SELECT update_expense(%s, tags => ''{{a},{b}}'')', :expense));

-- The audit has what it was and what it is, lists as lists.
SELECT action, before ->> 'merchant' AS merchant, before -> 'tags' AS tags, after ->> 'merchant' AS new_merchant, after -> 'tags' AS new_tags,
	after -> 'notes' AS new_notes
FROM list_expense_history(:expense, sort => 'id');

-- What no function would keep the table does not, whoever writes it.
RESET ROLE;
DO $$
DECLARE
	changed text;
BEGIN
	FOREACH changed IN ARRAY ARRAY['merchant = '' ''', 'notes = ''''', 'tags = ''{}''', 'tags = ''{a,NULL}''', 'tags = ''{{a},{b}}''',
		'tags = ''{a,A}''', 'tags = ''{" "}''', 'tags = ARRAY[repeat(''x'', 51)]', 'tags = ARRAY(SELECT n::text FROM generate_series(1, 21) n)',
		'paid_with = ''card''', 'paid_with = ''ow''', 'paid_with = ''''', 'paid_with = NULL', 'external_id = '' ''', 'billable_to = '''''] LOOP
		BEGIN
			EXECUTE 'UPDATE expense SET ' || changed || ' WHERE id = 1';
			RAISE NOTICE '%: kept', changed;
		EXCEPTION WHEN check_violation OR not_null_violation THEN
			RAISE NOTICE '%: refused', changed;
		END;
	END LOOP;
END
$$;

-- A copy, a file and what is read from it have them all, and a snapshot brings them back.
PREPARE said AS SELECT count(*), count(tags) AS tagged,
	md5(string_agg(ROW(id, merchant, notes, tags, paid_with, external_id, billable_to)::text, ',' ORDER BY id)) FROM list_expenses(page_size => 200);
EXECUTE said \gset
\set said :md5
SELECT slug FROM outlay.clone_tenant('details', 'Details Copy', 'office@copy.example');
SELECT outlay.use_tenant('detailscopy') \g /dev/null
EXECUTE said \gset
SELECT :'md5' = :'said' AS copied, :count AS count, :tagged AS tagged;
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('details') line;
SELECT slug FROM outlay.import_tenant('lines', 'Details Imported');
SELECT outlay.use_tenant('detailsimported') \g /dev/null
EXECUTE said \gset
SELECT :'md5' = :'said' AS imported, :count AS count, :tagged AS tagged;
SELECT * FROM outlay.check_balances();
SELECT label FROM outlay.create_snapshot('detailsimported', 'Said');
SELECT outlay.use_tenant('detailsimported') \g /dev/null
SELECT merchant, tags FROM update_expense(4, merchant => 'Elsewhere', tags => NULL, external_id => NULL);
SELECT label FROM outlay.restore_snapshot('detailsimported', 'Said');
SELECT label FROM outlay.drop_snapshot('detailsimported', 'Said');
EXECUTE said \gset
SELECT :'md5' = :'said' AS restored;
SELECT count(*) FROM outlay.drift('detailsimported');
