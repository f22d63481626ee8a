-- Budgets of a quarter, a year or any other span, and of one category.
SELECT slug FROM outlay.create_tenant('Span Ltd', 'office@span.example');
SELECT slug FROM outlay.use_tenant('spanltd');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10000);

-- Without a last day it is a month, by any day of it. With one it begins on the day that is given. What comes to a month
-- is one.
SELECT id, month, until FROM create_budget(1, 1, '2024-02-17', 100);
SELECT id, month, until FROM create_budget(1, 1, '2024-01-01', 1000, until => '2024-03-31');
SELECT id, month, until FROM create_budget(1, 1, '2024-02-15', 100, until => '2024-03-14');
SELECT id, month, until FROM create_budget(1, 1, '2024-02-29', 10, until => '2024-02-29');
SELECT id, month, until FROM create_budget(1, 1, '2024-12-01', 10, until => '2024-12-31');
SELECT id, month, until FROM create_budget(1, 1, '2024-01-01', 10, until => '2024-12-31');
SELECT id, month, until FROM budget WHERE until IS NULL ORDER BY id;

-- Refused: the end before the beginning, no days, too far away.
SELECT create_budget(1, 1, '2024-02-15', 10, until => '2024-02-14');
SELECT create_budget(1, 1, '2024-02-15', 10, until => 'infinity');
SELECT create_budget(1, 1, '2024-02-15', 10, until => '3024-02-14');
SELECT create_budget(1, 1, '-infinity', 10, until => '1999-12-31');
SELECT balance FROM get_account(1);

-- Found by any day that they have in a month, from one or up to one; or by one day.
SELECT id FROM list_budgets(month => '2024-02-10', sort => 'id');
SELECT id FROM list_budgets(month => '2024-03-31', sort => 'id');
SELECT id FROM list_budgets(month => '2024-04-01', sort => 'id');
SELECT id FROM list_budgets(from_month => '2024-03-20', sort => 'id');
SELECT id FROM list_budgets(to_month => '2024-01-05', sort => 'id');
SELECT id FROM list_budgets(from_month => '2024-03-31', to_month => '2024-03-01', sort => 'id');
SELECT count(*) FROM list_budgets(from_month => '-infinity', to_month => 'infinity');
SELECT id FROM list_budgets(day => '2024-02-14', sort => 'id');
SELECT id FROM list_budgets(day => '2024-03-14', sort => 'id');
SELECT id FROM list_budgets(day => '2024-03-15', sort => 'id');
SELECT id FROM list_budgets(day => '2023-12-31', sort => 'id');
SELECT id, month FROM list_budgets(sort => 'month');
-- Totals have what the list has, each whole, in the month in which it begins.
SELECT count, amount FROM total_budgets(month => '2024-03-01');
SELECT month, count, amount FROM total_budgets(by => '{month}', month => '2024-02-01');
SELECT count, amount FROM total_budgets(day => '2024-02-29');

-- A day outside the span is outside. The first and the last day belong to it.
SELECT outside_month FROM update_organization(outside_month => 'refuse');
SELECT outside_month FROM create_expense(3, 1, '2024-02-15', 'First');
SELECT outside_month FROM create_expense(3, 1, '2024-03-14', 'Last');
SELECT create_expense(3, 1, '2024-02-14', 'The day before');
SELECT create_expense(3, 1, '2024-03-15', 'The day after');
SELECT id AS moved FROM create_expense(2, 1, '2024-03-31', 'Of the quarter') \gset
SELECT update_expense(:moved, spent_on => '2024-04-01');
SELECT update_expense(:moved, budget_id => 3);
SELECT spent_on, budget_id FROM update_expense(:moved, budget_id => 3, spent_on => '2024-03-01');
SELECT outside_month FROM update_organization(outside_month => 'warn');
SELECT outside_month FROM create_expense(3, 1, '2024-03-15', 'The day after');

-- Changed: the last day alone, the first alone, both, and back to a month. What is spent stays.
SELECT month, until, version FROM update_budget(3, until => '2024-03-15');
SELECT outside_month, count(*) FROM list_expenses(budget_id => '{3}') GROUP BY 1;
SELECT month, until FROM update_budget(3, month => '2024-02-20');
SELECT update_budget(3, month => '2024-03-16');
SELECT month, until FROM update_budget(3, month => '2024-03-16', until => '2024-06-30');
SELECT month, until, version FROM update_budget(3, month => '2024-03-16', until => '2024-06-30');
SELECT month, until FROM update_budget(3, until => NULL);
SELECT month, until FROM update_budget(3, month => '2024-05-31');
SELECT month, until FROM update_budget(3, until => '2024-07-31');
SELECT month, until FROM update_budget(3, until => '2024-05-31');
SELECT month, until FROM budget WHERE id = 3;
SELECT update_budget(3, until => 'infinity');
SELECT before ->> 'until' AS before, after ->> 'until' AS after FROM list_budget_history(3, sort => 'id');

-- A budget of a category takes what is of that or below it.
SELECT id AS travel FROM create_category('Travelling about') \gset
SELECT id AS train FROM create_category('Railways', parent_id => :travel) \gset
SELECT id AS office FROM create_category('Desk things') \gset
SELECT id AS trips, category_id = :travel AS of_travel FROM create_budget(1, 1, '2024-02-01', 50, category_id => :travel) \gset
SELECT category_id IS NOT NULL AS has FROM create_expense(:trips, 1, '2024-02-01', 'A trip', category_id => :travel);
SELECT category_id IS NOT NULL AS has FROM create_expense(:trips, 1, '2024-02-01', 'A train', category_id => :train);
SELECT create_expense(:trips, 1, '2024-02-01', 'Pens', category_id => :office);
SELECT create_expense(:trips, 1, '2024-02-01', 'Whatever');
SELECT spent FROM get_budget(:trips);
-- A draft may be anything; submitted it may not.
SELECT id AS draft, state FROM create_expense(:trips, 1, '2024-02-01', 'Pens', category_id => :office, draft => true) \gset
SELECT state FROM update_expense(:draft, category_id => NULL);
SELECT submit_expense(:draft);
SELECT state FROM update_expense(:draft, category_id => :train);
SELECT state FROM submit_expense(:draft);
-- Recoded: what takes from the budget has to be of it, what stays may stay.
SELECT update_expense(:draft, category_id => :office);
SELECT update_expense(:draft, category_id => NULL);
SELECT description FROM update_expense(:draft, category_id => :travel, description => 'A tram');
SELECT update_expense(1, budget_id => :trips);
SELECT description FROM update_expense(1, budget_id => :trips, category_id => :train);
SELECT category_id IS NULL AS any FROM update_budget(:trips, category_id => NULL);
SELECT description FROM update_expense(:draft, category_id => :office);
SELECT category_id = :train AS train FROM update_budget(:trips, category_id => :train);
SELECT description FROM update_expense(:draft, category_id => :office, description => 'Ink');
SELECT count(*) FROM list_budgets(category_id => ARRAY[:train::bigint]);
SELECT count, spent FROM total_budgets(category_id => ARRAY[:train::bigint]);
-- Approved: looked at again.
SELECT approval FROM update_organization(approval => 'on');
SELECT id AS late, state FROM create_expense(:trips, 1, '2024-02-02', 'Late', category_id => :train) \gset
SELECT category_id = :office AS office FROM update_budget(:trips, category_id => :office);
SELECT approve_expense(:late);
SELECT state FROM get_expense(:late);

-- One that is archived is kept, and given to no new budget. One that a budget has is not deleted.
SELECT archived_at IS NOT NULL AS archived FROM archive_category(:office);
SELECT create_budget(1, 1, '2024-02-01', 5, category_id => :office);
SELECT create_budget(1, 1, '2024-02-01', 5, category_id => 9999);
SELECT amount FROM update_budget(:trips, category_id => :office, amount => 60);
SELECT update_budget(:trips, category_id => 9999);
SELECT id AS unused FROM create_category('Unused') \gset
SELECT id AS kept FROM create_budget(1, 1, '2024-02-01', 5, category_id => :unused) \gset
SELECT delete_category(:unused);
SELECT category_id IS NULL AS any FROM update_budget(:kept, category_id => 0);
SELECT name FROM delete_category(:unused);
SELECT * FROM check_balances();

-- A copy and an imported file have the spans and categories of the original.
CREATE VIEW pg_temp.spans AS SELECT string_agg(format('%s %s %s %s', b.id, b.month, b.until, c.name), ', ' ORDER BY b.id) AS all
	FROM list_budgets() b LEFT JOIN list_categories(archived => NULL) c ON c.id = b.category_id;
SELECT s.all AS original FROM pg_temp.spans s \gset
SELECT :'original' LIKE '%02-01-2024 02-29-2024 Desk things%' AND :'original' LIKE '%01-01-2024 03-31-2024%' AS has_both;
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('spanltd') line;
SELECT slug FROM outlay.clone_tenant('spanltd', 'Span Copy');
SELECT slug FROM outlay.import_tenant('lines', 'Span Import');
SELECT slug FROM outlay.use_tenant('spancopy');
SELECT s.all = :'original' AS the_same FROM pg_temp.spans s;
SELECT * FROM check_balances();
SELECT slug FROM outlay.use_tenant('spanimport');
SELECT s.all = :'original' AS the_same FROM pg_temp.spans s;
SELECT * FROM check_balances();
