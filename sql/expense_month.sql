-- A budget is of a month. An expense on a day of another is told, and the organization says whether it is refused, warned
-- about or allowed.
SELECT slug FROM outlay.create_tenant('Month Ltd', 'office@month.example');
SELECT slug FROM outlay.use_tenant('monthltd');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id, month FROM create_budget(1, 1, '2024-02-17', 100);
SELECT id, month FROM create_budget(1, 1, '2024-03-01', 100);
SELECT id, month FROM create_budget(1, 1, '2023-02-01', 100);

-- Without a word of the organization's: it is entered, with a notice. The first and the last day belong to the month.
SELECT outside_month, 'outside_month' = ANY (own_settings) AS own FROM get_organization();
SELECT spent_on, outside_month FROM create_expense(1, 1, '2024-02-01', 'First');
SELECT spent_on, outside_month FROM create_expense(1, 1, '2024-02-29', 'Last');
SELECT spent_on, outside_month FROM create_expense(1, 1, '2024-01-31', 'The day before');
SELECT spent_on, outside_month FROM create_expense(1, 1, '2024-03-01', 'The day after');
SELECT spent_on, outside_month FROM create_expense(3, 1, '2024-02-01', 'A year later');
SELECT id, spent_on, outside_month FROM list_expenses(sort => 'id');
SELECT id, outside_month FROM get_expense(4);

-- Refused: by the name of the field, and what is there stays and can be changed, but not to another day outside.
SELECT outside_month FROM update_organization(outside_month => 'refuse');
SELECT * FROM create_expense(1, 1, '2024-03-31', 'Outside');
SELECT spent_on, outside_month FROM create_expense(1, 1, '2024-02-17', 'Inside');
SELECT description, outside_month FROM update_expense(4, description => 'Paid in March', spent_on => '2024-03-01', budget_id => 1);
SELECT amount, outside_month FROM update_expense(4, amount => 2);
SELECT * FROM update_expense(4, spent_on => '2024-03-02');
SELECT * FROM update_expense(1, spent_on => '2024-03-02');
SELECT * FROM update_expense(1, budget_id => 2);
SELECT spent_on, outside_month FROM update_expense(4, budget_id => 2);
SELECT spent_on, outside_month FROM update_expense(1, budget_id => 2, spent_on => '2024-03-31');
SELECT spent, committed FROM list_budgets(sort => 'id');
-- A draft takes nothing yet, so it is kept; submitted it would.
SELECT id AS draft, state, outside_month FROM create_expense(1, 1, '2024-03-31', 'Draft', draft => true) \gset
SELECT state, outside_month FROM update_expense(:draft, spent_on => '2024-04-01');
SELECT * FROM submit_expense(:draft);
SELECT state, outside_month FROM get_expense(:draft);

-- Allowed: nothing is said, but the record says it still.
SELECT outside_month FROM update_organization(outside_month => 'allow');
SELECT state, outside_month FROM submit_expense(:draft);
SELECT spent_on, outside_month FROM create_expense(1, 1, '2024-04-01', 'Allowed');

-- What was submitted while it was allowed is looked at again when it is approved; taking it back is not.
SELECT approval FROM update_organization(approval => 'on');
SELECT id AS late, state FROM create_expense(1, 1, '2024-04-02', 'Late', member_id => NULL) \gset
SELECT id AS early, state FROM create_expense(1, 1, '2024-04-02', 'Early') \gset
SELECT state FROM approve_expense(:early);
SELECT outside_month FROM update_organization(outside_month => 'refuse');
SELECT * FROM approve_expense(:late);
SELECT state FROM unapprove_expense(:early);
SELECT state, outside_month FROM update_expense(:late, budget_id => 2);
SELECT state FROM reject_expense(:late, 'Of which month is it?');
SELECT outside_month FROM update_organization(outside_month => 'warn');
SELECT state FROM approve_expense(:early);
SELECT * FROM check_balances();

-- A budget that becomes one of another month takes its expenses along: each of them says so.
SELECT count(*) FILTER (WHERE outside_month) AS outside, count(*) FROM list_expenses(budget_id => '{2}');
SELECT month FROM update_budget(2, month => '2024-04-01');
SELECT count(*) FILTER (WHERE outside_month) AS outside, count(*) FROM list_expenses(budget_id => '{2}');

-- The operator's default, and values that are none.
SELECT outside_month FROM update_organization(outside_month => '');
SET outlay.default_outside_month = 'refuse';
SELECT * FROM create_expense(1, 1, '2024-03-31', 'Outside');
RESET outlay.default_outside_month;
SET outlay.default_outside_month = 'maybe';
SELECT * FROM update_organization(outside_month => 'maybe');
-- In whatever order days are printed.
SET datestyle = 'SQL, DMY';
SELECT outside_month FROM create_expense(1, 1, '2024-05-04', 'Order of days');
RESET datestyle;
-- What has been, too: it is in the audit.
SELECT before ->> 'outside_month' AS before, after ->> 'outside_month' AS after FROM list_audit(entity => '{expense}', action => '{updated}') ORDER BY id;
