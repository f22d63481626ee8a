-- Expenses: money spent from a budget.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Expenses GmbH', 'office@expenses.example');
SELECT slug FROM outlay.use_tenant('expensesgmbh');
SELECT id, name FROM create_department('Sales');
SELECT id, name FROM create_department('Research');
SELECT balance FROM create_account('Bank', 1000);
SELECT id, amount FROM create_budget(1, 1, '2024-05-01', 100);
SELECT id, amount FROM create_budget(1, 2, '2024-05-01', 50);

-- Create and get. An operator's expense is nobody's.
SELECT id, budget_id, department_id, member_id, amount, currency, spent_on, description, over_budget, version
FROM create_expense(budget_id => 1, amount => 12.5, spent_on => '2024-05-03', description => ' Train to Köln ');
SELECT id, amount FROM create_expense(2, 50, '2024-05-04', 'Probe');
SELECT id, description FROM get_expense(1);
SELECT get_expense(99);
\echo :LAST_ERROR_SQLSTATE
SELECT amount, spent, remaining FROM get_budget(1);

-- Fields and references: every violation in one error.
SELECT create_expense(NULL, NULL, NULL, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT create_expense(99, 'NaN', 'infinity', '', 77);
SELECT create_expense(1, 0.005, '1999-12-31', E'Line\r\nbreak');
SELECT create_expense(1, 0, '2100-01-01', repeat('x', 301));
SELECT create_expense(1, -3, '0044-03-15 BC', U&'\2066hidden');
SELECT create_expense(1, 'infinity', '-infinity', NULL);
SELECT create_expense(1, 1e15, current_date + 400, ' ');
-- A NaN that got past a comparison would have spent nothing and everything; neither it nor any of these did.
SELECT spent FROM get_budget(1);

-- Text: any script, any quotes, formulas too (it is the CSV export that must defuse those); normal form is NFC.
SELECT description FROM create_expense(1, 1, '2024-05-05', '=1+1 "Döner", O''Neill; DROP TABLE expense; -- 東京');
SELECT char_length(description) FROM create_expense(1, 1, '2024-05-05', U&'Caf\0065\0301');
-- 300 characters, not bytes.
SELECT octet_length(description) FROM create_expense(1, 1, '2024-05-05', repeat('é', 300));

-- Beyond the budget: refused, with a warning, or allowed, by the organization's rule.
SELECT create_expense(1, 84.51, '2024-05-06', 'Too much');
\echo :LAST_ERROR_SQLSTATE
SELECT amount, over_budget FROM create_expense(1, 84.50, '2024-05-06', 'Just right');
SELECT create_expense(1, 0.01, '2024-05-06', 'Nothing left');
SELECT over_budget FROM update_organization(over_budget => 'warn');
SELECT id, amount, over_budget FROM create_expense(1, 10, '2024-05-07', 'With a warning');
SELECT over_budget FROM update_organization(over_budget => 'allow');
SELECT id, amount, over_budget FROM create_expense(1, 5, '2024-05-07', 'Just so');
SELECT amount, spent, remaining FROM get_budget(1);
-- All expenses of an overspent budget say so.
SELECT id, over_budget FROM list_expenses(from_date => '2024-05-03', to_date => '2024-05-04');
SELECT over_budget FROM update_organization(over_budget => 'refuse');

-- Update: the difference moves. What lessens an overspent budget's load is never refused.
SELECT amount, over_budget, version FROM update_expense(7, version => 1, amount => 80);
SELECT remaining FROM get_budget(1);
SELECT update_expense(7, amount => 80.01);
\echo :LAST_ERROR_SQLSTATE
SELECT amount, over_budget FROM update_expense(7, amount => 4);
SELECT remaining FROM get_budget(1);
SELECT update_expense(7, version => 1, amount => 3);
\echo :LAST_ERROR_SQLSTATE
SELECT description, spent_on, amount FROM update_expense(7, description => 'Taxi', spent_on => '2024-05-08');
SELECT update_expense(7, amount => 'NaN', budget_id => 99, spent_on => 'infinity', description => E'\x01');
\echo :LAST_ERROR_SQLSTATE
SELECT update_expense(99, amount => 1);
\echo :LAST_ERROR_SQLSTATE
-- To another budget, by the same rule.
SELECT update_expense(7, budget_id => 2);
SELECT id, amount, spent FROM update_budget(2, amount => 60);
SELECT budget_id, department_id, amount FROM update_expense(7, budget_id => 2);
SELECT id, spent, remaining FROM list_budgets();
SELECT budget_id, amount FROM update_expense(7, budget_id => 1, amount => 0.5);

-- Delete: the money goes back.
SELECT delete_expense(9, version => 7);
\echo :LAST_ERROR_SQLSTATE
SELECT id, amount FROM delete_expense(9, version => 1);
SELECT delete_expense(9);
\echo :LAST_ERROR_SQLSTATE
SELECT id, spent, remaining FROM list_budgets();

-- Lists: newest first, by day and number; all filters can be combined.
SELECT id, spent_on, amount, left(description, 10) AS description FROM list_expenses();
SELECT id FROM list_expenses(page_size => 3);
SELECT id FROM list_expenses(page_size => 3, after => next_page());
SELECT id FROM list_expenses(page_size => 3, after => next_page());
SELECT next_page();
SELECT id FROM list_expenses(department_id => '{2}');
SELECT id FROM list_expenses(budget_id => '{1}', from_date => '2024-05-04', to_date => '2024-05-05');
SELECT id FROM list_expenses(min_amount => 12.5, max_amount => 50);
SELECT id FROM list_expenses(contains => 'CAFÉ');
SELECT id FROM list_expenses(contains => 'o''neill', department_id => '{1}', budget_id => '{1}', min_amount => 1, max_amount => 1,
	from_date => '2024-05-05', to_date => '2024-05-05');
SELECT id FROM list_expenses(contains => '%');
SELECT id FROM list_expenses(member_id => '{1}');
SELECT list_expenses(after => 'MTIz', page_size => 500);
\echo :LAST_ERROR_SQLSTATE

-- Members. Their tokens are shown once; the test keeps one for each role.
SELECT id, role FROM create_member('owner@expenses.example', 'correct horse battery', 'owner');
SELECT id, role FROM create_member('anna@expenses.example', 'correct horse battery', 'member');
SELECT id, role FROM create_member('ben@expenses.example', 'correct horse battery', 'member');
SELECT id, role FROM create_member('clara@expenses.example', 'correct horse battery', 'approver');
SELECT id, role FROM create_member('dora@expenses.example', 'correct horse battery', 'auditor');
-- A route is what a request is for; here are those of expenses.
CREATE FUNCTION pg_temp.act(method text, path text, token text) RETURNS void LANGUAGE sql AS
	$$SELECT outlay.enter((SELECT id FROM outlay.route r WHERE (r.method, r.path) = ($1, $2)), slug => 'expensesgmbh', token => $3)$$;
SELECT access_token AS owner FROM log_in('owner@expenses.example', 'correct horse battery') \gset
SELECT access_token AS anna FROM log_in('anna@expenses.example', 'correct horse battery') \gset
SELECT access_token AS ben FROM log_in('ben@expenses.example', 'correct horse battery') \gset
SELECT access_token AS clara FROM log_in('clara@expenses.example', 'correct horse battery') \gset
SELECT access_token AS dora FROM log_in('dora@expenses.example', 'correct horse battery') \gset

-- A member's expense is their own; entering another's takes an owner or admin.
BEGIN;
SELECT pg_temp.act('POST', '/api/v2/expenses', :'anna');
SELECT id, member_id FROM create_expense(2, 1, '2024-05-09', 'Pens');
SELECT id, member_id FROM create_expense(2, 1, '2024-05-09', 'Paper', member_id => 2);
COMMIT;
BEGIN;
SELECT pg_temp.act('POST', '/api/v2/expenses', :'clara');
SELECT create_expense(2, 1, '2024-05-09', 'Pens', member_id => 2);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN;
SELECT pg_temp.act('POST', '/api/v2/expenses', :'owner');
SELECT id, member_id FROM create_expense(2, 1, '2024-05-10', 'Pens', member_id => 3);
SELECT create_expense(2, 1, '2024-05-10', 'Pens', member_id => 99);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
SELECT member_id FROM create_expense(2, 1, '2024-05-10', 'An operator for Ben', member_id => 3);
SELECT id, member_id, description FROM list_expenses(member_id => '{2}');

-- A member changes and deletes their own only, an approver anybody's.
BEGIN;
SELECT pg_temp.act('PATCH', '/api/v2/expenses/{id}', :'ben');
SELECT update_expense(11, amount => 2);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN;
SELECT pg_temp.act('DELETE', '/api/v2/expenses/{id}', :'ben');
SELECT delete_expense(11);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN;
SELECT pg_temp.act('PATCH', '/api/v2/expenses/{id}', :'anna');
SELECT amount, member_id FROM update_expense(11, amount => 2);
COMMIT;
BEGIN;
SELECT pg_temp.act('DELETE', '/api/v2/expenses/{id}', :'clara');
SELECT id FROM delete_expense(12);
COMMIT;
-- An auditor reads only, and a member gets no further than the route says.
BEGIN;
SELECT pg_temp.act('GET', '/api/v2/expenses', :'dora');
SELECT count(*) FROM list_expenses();
SELECT create_expense(2, 1, '2024-05-09', 'Pens');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
SELECT pg_temp.act('POST', '/api/v2/expenses', :'dora');
\echo :LAST_ERROR_SQLSTATE
BEGIN;
SELECT pg_temp.act('GET', '/api/v2/expenses', :'anna');
SELECT create_budget(1, 1, '2024-05-01', 1);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- What is referred to is not deleted.
SELECT delete_budget(2);
\echo :LAST_ERROR_SQLSTATE

-- Yen and Bahraini dinar, and another organization's numbers.
SELECT slug FROM outlay.create_tenant('Expenses KK', 'office@expenses-kk.example', currency => 'JPY');
SELECT slug FROM outlay.use_tenant('expenseskk');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10000);
SELECT amount FROM create_budget(1, 1, '2024-05-01', 5000);
SELECT create_expense(1, 99.5, '2024-05-01', 'Tea');
SELECT amount, currency FROM create_expense(1, 99, '2024-05-01', 'Tea');
SELECT create_expense(2, 99, '2024-05-01', 'Tea', member_id => 1);
SELECT get_expense(2);
SELECT update_expense(2, amount => 5);
SELECT id, amount FROM list_expenses();
SELECT slug FROM outlay.create_tenant('Expenses BSC', 'office@expenses-bsc.example', currency => 'BHD');
SELECT slug FROM outlay.use_tenant('expensesbsc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10);
SELECT amount FROM create_budget(1, 1, '2024-05-01', 5);
SELECT amount, currency FROM create_expense(1, 0.005, '2024-05-01', 'Tea');
SELECT create_expense(1, 0.0005, '2024-05-01', 'Tea');

-- Many at once, by one query: the text is put in order for each.
SELECT slug FROM outlay.use_tenant('expenseskk');
SELECT count(create_expense(1, 2, '2024-05-02', ' Tea ')) FROM generate_series(1, 100);
SELECT spent FROM get_budget(1);

-- Every change is on record: who, what, before and after.
SELECT slug FROM outlay.use_tenant('expensesgmbh');
SELECT action, entity_id, member_id, before->>'amount' AS before, after->>'amount' AS after
FROM list_audit(entity => '{expense}', page_size => 5);
SELECT * FROM check_balances();

-- As the API writes it: amounts are strings, times are UTC.
SELECT regexp_replace(reply(e), '"\d{4}-\d\d-\d\dT[^"]*"', '"…"', 'g') FROM get_expense(1) e;
SELECT regexp_replace(reply_page(e), '"\d{4}-\d\d-\d\dT[^"]*"', '"…"', 'g') FROM list_expenses(page_size => 1) e;

-- The same where the list gives its rows to the answer itself, be it that it finds few and looks again, or none.
SELECT reply_page(e) AS rows FROM list_expenses(page_size => 3, min_amount => 2) e \gset
SELECT reply_page(e) AS given FROM (SELECT list_expenses(page_size => 3, min_amount => 2) e OFFSET reply_taker()) rows \gset
SELECT :'rows' = :'given' AS same, :'given' ~ '"next":"' AS goes_on;
SELECT reply_page(e) AS rows FROM list_expenses(contains => 'a', max_amount => 5) e \gset
SELECT reply_page(e) AS given FROM (SELECT list_expenses(contains => 'a', max_amount => 5) e OFFSET reply_taker()) rows \gset
SELECT :'rows' = :'given' AS same;
SELECT reply_page(e) FROM (SELECT list_expenses(contains => 'nowhere') e OFFSET reply_taker()) rows;
-- Who takes them is forgotten with the statement, with what it fails by, and what it did not ask for.
BEGIN;
SELECT count(*) AS rows FROM (SELECT list_expenses() e OFFSET reply_taker()) rows;
SELECT count(*) > 0 AS rows FROM list_expenses();
SAVEPOINT before;
SELECT reply_page(e) FROM (SELECT list_expenses(page_size => 0) e OFFSET reply_taker()) rows;
ROLLBACK TO before;
SELECT count(*) > 0 AS rows FROM list_expenses();
SELECT reply_taker();
SELECT count(*) > 0 AS rows FROM list_expenses();
COMMIT;
-- So it is with a cursor: the rollback of what closed it does not bring it back.
BEGIN;
DECLARE taker CURSOR FOR SELECT reply_taker();
FETCH taker;
SAVEPOINT before;
CLOSE taker;
ROLLBACK TO before;
SELECT count(*) > 0 AS rows FROM list_expenses();
COMMIT;
BEGIN;
DECLARE outer_taker CURSOR FOR SELECT reply_taker();
FETCH outer_taker;
SAVEPOINT before;
DECLARE inner_taker CURSOR FOR SELECT reply_taker();
FETCH inner_taker;
CLOSE outer_taker;
ROLLBACK TO before;
SELECT count(*) > 0 AS rows FROM list_expenses();
COMMIT;
