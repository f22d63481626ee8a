-- What an expense is: something bought, a distance, days away. What is simply bought costs no byte for that, and what there is
-- no word for is refused, so that lists, totals and rules can rely on it.
SELECT outlay.create_tenant('Kinds', 'info@example.com', slug => 'kinds') \g /dev/null
SELECT outlay.use_tenant('kinds') \g /dev/null
SELECT id AS account FROM create_account('Cash', initial_deposit => 5000) \gset
SELECT id AS sales FROM create_department('Sales') \gset
SELECT id AS budget FROM create_budget(:account, :sales, '2026-08-01', 1000) \gset
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

-- Without a word for it, it is something bought, which is no value in the table.
SELECT id AS plain, kind FROM create_expense(:budget, 10, '2026-08-03', 'Paper') \gset
SELECT kind FROM create_expense(:budget, 11, '2026-08-03', 'Paper', kind => 'expense');
SELECT kind FROM create_expense(:budget, 12, '2026-08-03', 'Paper', kind => NULL);
SELECT count(*) FILTER (WHERE kind IS NULL) AS without, count(*) FROM expense;
SELECT id AS trip, kind, amount FROM create_expense(:budget, 42, '2026-08-04', 'To the customer', kind => 'mileage') \gset
SELECT :'plain' AS plain, :'kind' AS kind, :'amount' AS amount;
SELECT kind, amount, tax_amount FROM create_expense(:budget, 28, '2026-08-05', 'Fair', kind => 'per_diem', tax_rate => 0);
SELECT kind FROM create_expense(:budget, 12, '2026-08-06', 'Later', kind => 'per_diem', draft => true);

SELECT * FROM pg_temp.refused($$ SELECT create_expense(1, 1, '2026-08-03', 'Paper', kind => 'Mileage') $$);
SELECT * FROM pg_temp.refused($$ SELECT create_expense(1, 1, '2026-08-03', 'Paper', kind => '') $$);
SELECT * FROM pg_temp.refused($$ SELECT create_expense(1, NULL, '2026-08-03', 'Paper', kind => 'mileage') $$);
SELECT * FROM pg_temp.refused($$ SELECT update_expense(4, kind => 'gift') $$);
SELECT * FROM pg_temp.refused($$ SELECT update_expense(4, kind => NULL) $$);
SELECT * FROM pg_temp.refused($$ SELECT list_expenses(kind => '{mileage,gift}') $$);
-- The table holds it, too: there is no second way to say what is bought.
SELECT * FROM pg_temp.refused($$ UPDATE expense SET kind = 'expense' $$) LIMIT 1;
SELECT * FROM pg_temp.refused($$ UPDATE expense SET kind = 'gift' $$) LIMIT 1;

-- A change: what is not given stays, and the same is none.
SELECT kind, version FROM update_expense(:trip, amount => 43);
SELECT kind, version FROM update_expense(:trip, kind => 'mileage');
SELECT kind, version FROM update_expense(:trip, kind => 'expense');
SELECT kind FROM expense WHERE id = :trip;
SELECT kind, version FROM update_expense(:trip, kind => 'expense');
SELECT kind, version FROM update_expense(:trip, kind => 'mileage');
SELECT after -> 'kind' AS kind FROM list_expense_history(:trip) WHERE action = 'updated' ORDER BY id;

-- Lists and totals by it, and what may be the same is of the same kind where that is asked for.
SELECT description, kind FROM list_expenses(kind => '{mileage,per_diem}');
SELECT description FROM list_expenses(kind => '{expense}', sort => 'id');
SELECT kind, count, amount FROM total_expenses(by => '{kind}') ORDER BY kind;
SELECT kind, count, amount FROM total_expenses(kind => '{expense}', from_date => '2026-08-01');
SELECT description, kind FROM list_similar_expenses('2026-08-04', 12);
SELECT description, kind FROM list_similar_expenses('2026-08-04', 12, kind => 'per_diem');
SELECT * FROM pg_temp.refused($$ SELECT list_similar_expenses('2026-08-04', 12, kind => 'gift') $$);

SELECT outlay.drop_tenant('kinds') \g /dev/null
