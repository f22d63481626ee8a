-- Money moved from one budget to another, and what is left at the end carried over to the next.
SELECT slug FROM outlay.create_tenant('Transfer Ltd', 'office@transfer.example');
SELECT slug FROM outlay.use_tenant('transferltd');
SELECT id FROM create_department('Sales');
SELECT id FROM create_department('Office');
SELECT balance FROM create_account('Bank', 1000);
SELECT balance FROM create_account('Cash', 50);
SELECT over_budget, over_account FROM update_organization(over_budget => 'refuse', over_account => 'refuse');
SELECT id, amount FROM create_budget(1, 1, '2024-02-01', 100);
SELECT id, amount FROM create_budget(1, 2, '2024-02-01', 10);
SELECT id, amount FROM create_budget(2, 1, '2024-02-01', 40);

-- The one that gave is returned; the account of both stays as it is, the accounts of two follow.
SELECT id, amount, remaining, version FROM transfer_budget(1, 2, 30);
SELECT id, amount, version FROM list_budgets(sort => 'id');
SELECT id, balance FROM list_accounts(sort => 'id');
SELECT id, amount FROM transfer_budget(1, 3, 10, version => 2);
SELECT id, balance FROM list_accounts(sort => 'id');
SELECT id, amount FROM transfer_budget(3, 1, 50);
SELECT id, amount FROM get_budget(1);
SELECT id, balance FROM list_accounts(sort => 'id');
-- All of it may go. What has nothing is there still, and can be deleted.
SELECT id, amount, remaining FROM get_budget(3);
SELECT amount FROM transfer_budget(1, 3, 10);
SELECT * FROM check_balances();

-- Refused: what is missing, unknown, the same, none or too exact; the wrong version; more than it has.
SELECT transfer_budget(1, NULL, NULL);
SELECT transfer_budget(1, 1, 1.001);
SELECT transfer_budget(1, 2, -5);
SELECT transfer_budget(1, 99, 5);
SELECT transfer_budget(99, 1, 5);
SELECT transfer_budget(NULL, 1, 5);
SELECT transfer_budget(1, 2, 5, version => 1);
SELECT transfer_budget(1, 2, 1000);
-- More than is left is as over_budget says, and less than nothing it never has.
SELECT spent FROM create_expense(1, 60, '2024-02-02', 'Fair') e, get_budget(1) b WHERE e.id > 0;
SELECT amount, spent, remaining FROM get_budget(1);
SELECT transfer_budget(1, 2, 40.01);
SELECT over_budget FROM update_organization(over_budget => 'warn');
SELECT amount, remaining FROM transfer_budget(1, 2, 40.01);
SELECT over_budget FROM update_organization(over_budget => 'allow');
SELECT transfer_budget(1, 2, 60);
SELECT amount, remaining FROM transfer_budget(2, 1, 0.01);
SELECT over_budget FROM update_organization(over_budget => 'refuse');
-- The account of the one that gets it has to hold that.
SELECT id, balance FROM list_accounts(sort => 'id');
SELECT transfer_budget(2, 3, 60);
SELECT over_account FROM update_organization(over_account => 'warn');
SELECT id, amount FROM transfer_budget(2, 3, 60);
SELECT id, balance FROM list_accounts(sort => 'id');
SELECT over_account FROM update_organization(over_account => 'refuse');
SELECT id, amount FROM transfer_budget(3, 2, 60);
SELECT * FROM check_balances();

-- Each budget's history names the other.
SELECT entity_id, action, before, after FROM list_audit(entity => '{budget}', action => '{transferred}', sort => 'id') LIMIT 4;
SELECT before ->> 'amount' AS before, after ->> 'amount' AS after, after ->> 'other_budget_id' AS other FROM list_budget_history(3, sort => 'id') WHERE action = 'transferred';

-- Carried over: to the one of the same department, account and category that begins the day after, once.
SELECT carry_over_budget(1);
SELECT id AS march FROM create_budget(1, 1, '2024-03-01', 5, until => '2024-05-31') \gset
SELECT id AS other FROM create_budget(2, 1, '2024-03-01', 5) \gset
SELECT carry_over_budget(1);
SELECT amount, remaining FROM transfer_budget(2, 1, 30);
SELECT amount, spent, remaining FROM get_budget(1);
SELECT carry_over_budget(1, version => 1);
SELECT amount, remaining FROM carry_over_budget(1);
SELECT amount FROM get_budget(:march);
SELECT carry_over_budget(1);
SELECT carry_over_budget(99);
-- By hand it goes back, and on again.
SELECT amount FROM transfer_budget(:march, 1, 10);
SELECT amount, remaining FROM carry_over_budget(1);
SELECT amount FROM get_budget(:march);
-- Another category is another budget; of several it is to be said which.
SELECT id AS travel FROM create_category('Moving about') \gset
SELECT category_id IS NOT NULL AS has FROM update_budget(:march, category_id => :travel);
SELECT amount FROM transfer_budget(:march, 1, 1);
SELECT carry_over_budget(1);
SELECT amount FROM create_budget(1, 1, '2024-03-01', 2);
SELECT amount FROM create_budget(1, 1, '2024-03-01', 3);
SELECT carry_over_budget(1);
-- What has not ended yet is not carried over.
SELECT id AS running FROM create_budget(1, 1, (SELECT current_date - 100), 2, until => (SELECT current_date + 100)) \gset
SELECT amount FROM create_budget(1, 1, (SELECT current_date + 101), 2, until => (SELECT current_date + 110));
SELECT carry_over_budget(:running);
SELECT * FROM check_balances();
