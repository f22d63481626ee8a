-- Budgets: money moved from an account to a department for a month.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Budgets AG', 'office@budgets.example');
SELECT slug FROM outlay.use_tenant('budgetsag');
SELECT id, name FROM create_department('Sales');
SELECT id, name FROM create_department('Research');
SELECT id, name, balance FROM create_account('Bank', 1000);
SELECT id, name, balance FROM create_account('Cash', 50);

-- Create and get. Any day stands for its month; the money leaves the account.
SELECT id, account_id, department_id, month, amount, spent, remaining, currency, version
FROM create_budget(account_id => 1, department_id => 1, month => '2024-05-17', amount => 400);
SELECT id, month, amount FROM create_budget(1, 1, '2024-06-01', 100);
SELECT id, month, amount FROM create_budget(1, 2, '2024-05-31', 100.10);
SELECT id, month, amount FROM get_budget(1);
SELECT get_budget(99);
\echo :LAST_ERROR_SQLSTATE
SELECT balance FROM get_account(1);

-- Fields and references: every violation in one error.
SELECT create_budget(NULL, NULL, NULL, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT create_budget(77, 88, 'infinity', 'NaN');
SELECT create_budget(1, 1, '1999-12-31', 0);
SELECT create_budget(1, 1, '2100-01-01', -1);
SELECT create_budget(1, 1, '0044-03-15 BC', 0.005);
SELECT create_budget(1, 1, current_date + 400, 1e15);
SELECT create_budget(1, 1, 'yesterday', 'infinity');

-- More than is in the account: by the organization's rule.
SELECT create_budget(1, 1, '2024-07-01', 399.91);
\echo :LAST_ERROR_SQLSTATE
SELECT over_account FROM update_organization(over_account => 'warn');
SELECT id, amount FROM create_budget(1, 1, '2024-07-01', 399.91);
SELECT balance FROM get_account(1);
SELECT over_account FROM update_organization(over_account => 'refuse');

-- Update: the difference goes back to the account or comes from it.
SELECT amount, remaining, version FROM update_budget(4, version => 1, amount => 100);
SELECT balance FROM get_account(1);
SELECT update_budget(4, version => 1, amount => 90);
-- A change of nothing changes nothing, nor is it recorded.
SELECT version FROM update_budget(4);
\echo :LAST_ERROR_SQLSTATE
SELECT update_budget(4, amount => 1000);
\echo :LAST_ERROR_SQLSTATE
SELECT amount, month, department_id FROM update_budget(4, month => '2024-08-15', department_id => 2);
-- From another account: the old one gets all back, the new one gives all.
SELECT update_budget(4, account_id => 2);
SELECT amount, account_id FROM update_budget(4, account_id => 2, amount => 50);
SELECT id, balance FROM list_accounts();
SELECT amount, account_id FROM update_budget(4, account_id => 1);
SELECT id, balance FROM list_accounts();
SELECT update_budget(4, amount => 'NaN', account_id => 99, department_id => 99, month => '-infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT update_budget(99, amount => 5);
\echo :LAST_ERROR_SQLSTATE

-- Never below what is spent, unless the organization lets budgets be overspent.
SELECT id FROM create_expense(4, 30, '2024-08-16', 'Flyers');
SELECT amount, spent, remaining FROM update_budget(4, amount => 30);
SELECT update_budget(4, amount => 29.99);
\echo :LAST_ERROR_SQLSTATE
SELECT over_budget FROM update_organization(over_budget => 'allow');
SELECT amount, spent, remaining FROM update_budget(4, amount => 20);
SELECT over_budget FROM update_organization(over_budget => 'refuse');
SELECT amount, spent, remaining FROM update_budget(4, amount => 25);

-- What is archived gets no new budgets; those that it has can change.
SELECT archived_at IS NOT NULL AS archived FROM archive_account(2);
SELECT archived_at IS NOT NULL AS archived FROM archive_department(2);
SELECT create_budget(2, 2, '2024-05-01', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT update_budget(1, account_id => 2, department_id => 2);
SELECT amount, department_id FROM update_budget(3, department_id => 2, amount => 100);

-- Lists: newest month first; months are bounds that include all of their days.
SELECT id, month, department_id, amount FROM list_budgets();
SELECT id FROM list_budgets(page_size => 2);
SELECT id FROM list_budgets(page_size => 2, after => next_page());
SELECT id FROM list_budgets(department_id => '{2}');
SELECT id FROM list_budgets(account_id => '{1}', month => '2024-05-30');
SELECT id FROM list_budgets(from_month => '2024-06-30', to_month => '2024-07-01');
SELECT id FROM list_budgets(to_month => 'infinity', from_month => '2024-08-31');
SELECT id FROM list_budgets(department_id => '{99}');
SELECT list_budgets(page_size => -1, after => '');

-- Delete: gives the money back; not while expenses refer to it. Nor can its account or department be deleted.
SELECT delete_account(1);
SELECT delete_department(1);
SELECT delete_budget(4);
\echo :LAST_ERROR_SQLSTATE
SELECT id, amount FROM delete_budget(2);
SELECT delete_budget(2);
SELECT balance FROM get_account(1);
SELECT * FROM check_balances();

-- Yen and Bahraini dinar.
SELECT slug FROM outlay.create_tenant('Budgets KK', 'office@budgets-kk.example', currency => 'JPY');
SELECT slug FROM outlay.use_tenant('budgetskk');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10000);
SELECT create_budget(1, 1, '2024-05-01', 0.5);
SELECT amount, remaining, currency FROM create_budget(1, 1, '2024-05-01', 5000);
-- The numbers of another organization's account and department are unknown here.
SELECT create_budget(2, 2, '2024-05-01', 5);
SELECT get_budget(3);
SELECT slug FROM outlay.create_tenant('Budgets BSC', 'office@budgets-bsc.example', currency => 'BHD');
SELECT slug FROM outlay.use_tenant('budgetsbsc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10);
SELECT amount, remaining, currency FROM create_budget(1, 1, '2024-05-01', 0.005);

-- Every change is on record.
SELECT slug FROM outlay.use_tenant('budgetsag');
SELECT action, before->>'amount' AS before, after->>'amount' AS after, before->>'account_id' AS from_account,
	after->>'account_id' AS to_account
FROM list_audit(entity => '{budget}', entity_id => '{4}');
