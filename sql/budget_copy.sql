-- The budgets of a month, quarter or year made again for another, with a factor: seen first, then made, all or none.
SELECT slug FROM outlay.create_tenant('Copy Ltd', 'office@copy.example');
SELECT slug FROM outlay.use_tenant('copyltd');
SELECT over_account FROM update_organization(over_account => 'refuse');
SELECT id FROM create_department('Sales');
SELECT id FROM create_department('Office');
SELECT id FROM create_account('Bank', 1000);
SELECT id FROM create_account('Cash', 100);
SELECT id AS travel FROM create_category('Journeys') \gset
SELECT id FROM create_budget(1, 1, '2024-02-01', 100);
SELECT id FROM create_budget(2, 2, '2024-02-10', 33.33);
SELECT id FROM create_budget(1, 1, '2024-02-05', 0.01, until => '2024-02-29', category_id => :travel);
SELECT id FROM create_budget(1, 2, '2024-02-01', 50, until => '2024-04-30');

-- Seen: what becomes of each whose span is within the month, and what the accounts have then. Nothing is made.
SELECT source_id, budget_id, outcome, account_id, department_id, category_id IS NOT NULL AS of_category, month, until, source_amount, amount, account_left, currency
	FROM copy_budgets('2024-02-15', '2024-03-20', factor => 1.5, preview => true);
SELECT count(*) FROM list_budgets();
SELECT id, balance FROM list_accounts(sort => 'id');
-- Made, with their money and a row of the audit each.
SELECT source_id, budget_id, outcome, month, until, amount, account_left FROM copy_budgets('2024-02-15', '2024-03-20', factor => 1.5);
SELECT id, account_id, department_id, category_id IS NOT NULL AS of_category, month, until, amount, spent, version FROM list_budgets(sort => 'id') WHERE id > 4;
SELECT id, balance FROM list_accounts(sort => 'id');
SELECT entity_id, action, before, after ->> 'amount' AS amount, after ->> 'until' AS until FROM list_audit(entity => '{budget}', sort => 'id') WHERE entity_id > 4;
-- Again: what exists is left out, and told which it is.
SELECT source_id, budget_id, outcome, amount, account_left FROM copy_budgets('2024-02-01', '2024-03-01', factor => 2, preview => true);
SELECT source_id, budget_id, outcome, amount, account_left FROM copy_budgets('2024-02-01', '2024-03-01', factor => 2);
SELECT id FROM delete_budget(5);
SELECT source_id, outcome, amount FROM copy_budgets('2024-02-01', '2024-03-01');
SELECT * FROM check_balances();

-- Rounded once, half a unit away from zero; what comes to nothing is left out, also what has nothing any more.
SELECT source_id, outcome, amount FROM copy_budgets('2024-02-01', '2024-05-01', factor => 0.5, preview => true);
SELECT source_id, outcome, amount FROM copy_budgets('2024-02-01', '2024-05-01', factor => 0.499999, preview => true);
SELECT source_id, outcome, amount FROM copy_budgets('2024-02-01', '2024-05-01', factor => 1.05045, preview => true);
-- A quarter has what is within it, a year all; backwards as well; a month of any length, and days that a month has not.
SELECT source_id, month, until FROM copy_budgets('2024-03-31', '2024-04-01', period => 'quarter', preview => true);
SELECT source_id, month, until FROM copy_budgets('2024-12-31', '2023-01-01', period => 'year', preview => true);
SELECT id AS days FROM create_budget(1, 1, '2024-01-30', 1, until => '2024-01-31') \gset
SELECT id AS weeks FROM create_budget(1, 1, '2024-01-01', 1, until => '2024-01-29') \gset
SELECT id AS inside FROM create_budget(1, 1, '2024-01-30', 1, until => '2024-01-30') \gset
SELECT source_id - :days AS source, month, until FROM copy_budgets('2024-01-01', '2024-02-01', preview => true);
-- The days that become a month are the month that is there.
SELECT source_id - :days AS source, budget_id, outcome FROM copy_budgets('2024-01-01', '2024-02-01') WHERE source_id = :weeks;
SELECT count(*) FROM copy_budgets('2010-01-01', '2011-01-01');
-- Two of the same become two.
SELECT id AS twin FROM create_budget(1, 2, '2023-05-01', 1) \gset
SELECT id - :twin AS twin FROM create_budget(1, 2, '2023-05-01', 2);
SELECT source_id - :twin AS source, outcome FROM copy_budgets('2023-05-01', '2023-06-01');
SELECT source_id - :twin AS source, outcome FROM copy_budgets('2023-05-01', '2023-06-01');

-- All or none: where one account has not enough, no budget of another is made either.
SELECT count(*) FROM list_budgets() \gset
SELECT copy_budgets('2024-02-01', '2024-07-01', factor => 3.0001);
SELECT count(*) = :count AS none_made FROM list_budgets();
SELECT source_id, account_id, account_left FROM copy_budgets('2024-02-01', '2024-07-01', factor => 3.0001, preview => true) WHERE account_id = 2;
SELECT over_account FROM update_organization(over_account => 'warn');
SELECT count(*) FROM copy_budgets('2024-02-01', '2024-07-01', factor => 3.0001);
SELECT over_account FROM update_organization(over_account => 'allow');
SELECT count(*) FROM copy_budgets('2024-02-01', '2024-08-01', factor => 3.0001);
SELECT id, balance FROM list_accounts(sort => 'id');
SELECT * FROM check_balances();
-- What is archived gets no new budget.
SELECT name FROM archive_department(2);
SELECT name FROM archive_category(:travel);
SELECT source_id, outcome FROM copy_budgets('2024-02-01', '2024-09-01');
SELECT name FROM archive_account(1);
SELECT source_id, outcome FROM copy_budgets('2024-02-01', '2024-10-01');
-- More than an amount can be.
SELECT id FROM create_account('Vault') \gset vault_
SELECT amount FROM create_budget(:vault_id, 1, '2024-11-01', 999999999999999);
SELECT copy_budgets('2024-11-01', '2024-12-01', factor => 1.1, preview => true);
SELECT copy_budgets('2024-11-01', '2024-12-01', factor => 1.1);

-- Refused: what is missing, wrong, the same, or too far away.
SELECT copy_budgets(NULL, NULL, NULL, NULL);
SELECT copy_budgets('1999-12-31', 'infinity', 0, 'week');
SELECT copy_budgets('2024-01-01', '2024-02-01', -1);
SELECT copy_budgets('2024-01-01', '2024-02-01', 'NaN');
SELECT copy_budgets('2024-01-01', '2024-02-01', 1.0000001);
SELECT copy_budgets('2024-01-01', '2024-02-01', 10000);
SELECT copy_budgets('2024-01-01', '2024-01-31');
SELECT copy_budgets('2024-01-01', '2024-03-31', period => 'quarter');
SELECT copy_budgets('2024-01-01', '2024-12-31', period => 'year');
SELECT copy_budgets('2024-01-01', current_date + 400);
-- Next year's reach beyond a year from today, and come back from a file.
SELECT id AS december FROM create_budget(2, 1, (extract(year FROM current_date)::text || '-12-01')::date, 1) \gset
SELECT count(*) FROM copy_budgets(current_date, (current_date + interval '1 year')::date, period => 'year') \gset next_
SELECT :next_count > 0 AS some;
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('copyltd') line;
SELECT count(*) AS all FROM list_budgets(page_size => 200) \gset
SELECT slug FROM outlay.import_tenant('lines', 'Copy Import');
SELECT slug FROM outlay.use_tenant('copyimport');
SELECT count(*) = :all AS as_many FROM list_budgets(page_size => 200);
