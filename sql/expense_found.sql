-- Expenses found and added up by what they say of themselves: merchants and tags are the same in any case, whoever has
-- written them. What a list has, the total with the same filters has, too.
SELECT outlay.create_tenant('Found', 'info@example.com', slug => 'found') \g /dev/null
SELECT outlay.use_tenant('found') \g /dev/null
SELECT id AS account FROM create_account('Cash', initial_deposit => 5000) \gset
SELECT id AS sales FROM create_department('Sales') \gset
SELECT id AS budget FROM create_budget(:account, :sales, '2026-08-01', 1000) \gset
SELECT count(create_expense(:budget, amount, '2026-08-01', description, merchant => merchant, tags => tags, paid_with => paid_with))
FROM (VALUES
	(1, 'Train', 'Deutsche Bahn', '{Fair,Berlin}'::text[], 'own'), (2, 'Tram', 'DEUTSCHE  BAHN', '{berlin}', 'company'),
	(4, 'Lunch', 'Café Zürich', '{fair}', 'own'), (8, 'Dinner', 'CAFÉ ZÜRICH', NULL, 'company'), (16, 'Pens', NULL, '{STRASSE}', 'own'),
	(32, 'Ink', NULL, NULL, 'own')) v (amount, description, merchant, tags, paid_with);

\pset null '-'
-- A merchant, in any case and however its blanks and accents are written; not a part of its name.
SELECT id FROM list_expenses(merchant => 'deutsche bahn', sort => 'id');
SELECT id FROM list_expenses(merchant => U&'cafe\0301 zu\0308rich', sort => 'id');
SELECT id FROM list_expenses(merchant => 'Bahn');
SELECT id FROM list_expenses(merchant => '');
-- Any of several tags.
SELECT id FROM list_expenses(tag => '{BERLIN}', sort => 'id');
SELECT id FROM list_expenses(tag => '{fair,straße}', sort => 'id');
SELECT id FROM list_expenses(tag => '{nothing}');
SELECT id FROM list_expenses(tag => '{}');
SELECT id FROM list_expenses(tag => ARRAY['{fair}', '"', '\', 'NULL']);
SELECT id FROM list_expenses(paid_with => '{company}', sort => 'id');
SELECT count(*) FROM list_expenses(paid_with => '{own,company}');
-- Together, with what there was before, and by pages.
SELECT id FROM list_expenses(merchant => 'deutsche bahn', tag => '{berlin}', paid_with => '{own}', department_id => ARRAY[:sales]);
SELECT id FROM list_expenses(merchant => 'deutsche bahn', sort => '-amount', page_size => 1);
SELECT id FROM list_expenses(merchant => 'deutsche bahn', sort => '-amount', page_size => 1, after => outlay.next_page());
SELECT id FROM list_expenses(tag => '{berlin}', page_size => 1);
SELECT id FROM list_expenses(tag => '{berlin}', page_size => 1, after => outlay.next_page());
-- The search looks into merchants, too.
SELECT id FROM list_expenses(contains => 'ZÜRICH', sort => 'id');
SELECT id FROM list_expenses(contains => 'tr', sort => 'id');

-- Totals, by the same: of each spelling the first by bytes is shown. Of tags an expense counts for each.
SELECT merchant, count, amount FROM total_expenses(by => '{merchant}');
SELECT tag, count, amount FROM total_expenses(by => '{tag}');
SELECT paid_with, count, amount FROM total_expenses(by => '{paid_with}');
SELECT merchant, tag, paid_with, count, amount FROM total_expenses(by => '{tag,merchant,paid_with}', paid_with => '{own}');
SELECT count, amount FROM total_expenses(tag => '{berlin,fair}');
SELECT tag, count, amount FROM total_expenses(tag => '{berlin}', by => '{tag}');
SELECT month, department_id, tag, count FROM total_expenses(merchant => 'café zürich', by => '{month,department,tag}');
SELECT count, amount FROM total_expenses(contains => 'zürich');
SELECT count, amount FROM total_expenses(merchant => 'nobody');

-- What cannot be looked for is refused by name.
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
SELECT pg_temp.refused($$SELECT list_expenses(tag => '{a,NULL}', paid_with => '{cash}')$$);
SELECT pg_temp.refused($$SELECT total_expenses(tag => '{a,NULL}', paid_with => '{NULL}')$$);
SELECT pg_temp.refused($$SELECT list_expenses(tag => array_fill('x'::text, '{51}'))$$);
SELECT pg_temp.refused($$SELECT list_expenses(tag => array_fill('x'::text, '{50}'), merchant => repeat('x', 1000000))$$);
SELECT pg_temp.refused($$SELECT list_expenses(tag => '{{berlin,a},{b,c}}')$$);
SELECT pg_temp.refused($$SELECT total_expenses(by => '{tags}')$$);

-- Indexes lead to a merchant and to a tag, in the order of the list where there is one.
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	SET LOCAL enable_seqscan = off;
	RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query;
END
$$;
SELECT pg_temp.plan($$SELECT id FROM expense e WHERE outlay.fold(e.merchant) COLLATE "C" = 'a' ORDER BY spent_on DESC, id DESC LIMIT 51$$);
SELECT pg_temp.plan($$SELECT id FROM expense e WHERE outlay.fold_each(e.tags) && '{a}' ORDER BY spent_on + 0 DESC, id + 0 DESC LIMIT 51$$);
