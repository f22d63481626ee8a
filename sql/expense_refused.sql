-- What is refused although each field by itself is right: expenses of those who have left, sums that nothing can hold.
SET client_min_messages = warning;
SELECT slug FROM outlay.create_tenant('Refused Ltd', 'office@refused.example', slug => 'refusedltd') \gset
SELECT slug FROM outlay.use_tenant('refusedltd');
SELECT status FROM outlay.create_member('owner@refused.example', 'a fine long secret', 'owner');
SELECT status FROM outlay.create_member('gone@refused.example', 'a fine long secret', 'member');
SELECT name FROM outlay.create_department('Works');
SELECT balance FROM outlay.create_account('Bank', 999999999999999);
SELECT amount FROM outlay.create_budget(1, 1, '2026-03-01', 1000);

-- Nobody enters an expense for a member who is deactivated; who is back has expenses again.
SELECT status FROM outlay.deactivate_member(2);
SELECT outlay.create_expense(1, 10, '2026-03-14', 'Taxi', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT status FROM outlay.reactivate_member(2);
SELECT member_id FROM outlay.create_expense(1, 10, '2026-03-14', 'Taxi', 2);

-- A sum that is more than its column holds is told by the field of what was added, as any mistake is, and never by
-- PostgreSQL's own 22003.
SELECT amount FROM outlay.create_budget(1, 1, '2026-04-01', 999999999998999);
SELECT amount FROM outlay.create_deposit(1, 999999999999999.99);
SELECT balance FROM outlay.get_account(1);
SELECT outlay.create_deposit(1, 0.01);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.delete_budget(2);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.update_budget(2, amount => 1);
\echo :LAST_ERROR_SQLSTATE
-- The field is that which brought it about: the other account.
SELECT outlay.update_budget(2, account_id => (SELECT id FROM outlay.create_account('Cash')));
\echo :LAST_ERROR_SQLSTATE
SELECT over_budget, over_account FROM outlay.update_organization(over_budget => 'allow', over_account => 'allow');
SELECT id AS expense, amount FROM outlay.create_expense(1, 999999999999989.99, '2026-03-14', 'As much as there can be') \gset
\echo :amount
SELECT outlay.create_expense(1, 0.01, '2026-03-14', 'Too much');
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.update_expense(1, amount => 999999999999999.99);
\echo :LAST_ERROR_SQLSTATE
-- The other way: what is taken from an account again and again.
SELECT count(outlay.create_budget(1, 1, '2026-05-01', 999999999999999.99)) FROM generate_series(1, 2);
SELECT balance FROM outlay.get_account(1);
SELECT outlay.create_budget(1, 1, '2026-05-01', 0.01);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.create_deposit(1, -0.01);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.update_budget(1, amount => 1000.01);
\echo :LAST_ERROR_SQLSTATE
-- What waits for approval is a sum of its own, and becomes spent.
SELECT approval FROM outlay.update_organization(approval => 'on');
SELECT amount FROM outlay.create_deposit(1, 1);
SELECT id AS budget FROM outlay.create_budget(1, 1, '2026-04-01', 1) \gset
SELECT id AS waits, state FROM outlay.create_expense(:budget, 999999999999999.99, '2026-04-14', 'Waits', 2) \gset
\echo :state
SELECT outlay.create_expense(:budget, 0.01, '2026-04-14', 'Waits', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT budget_id = :budget AS moved FROM outlay.update_expense(:expense, budget_id => :budget);
SELECT outlay.approve_expense(:waits);
\echo :LAST_ERROR_SQLSTATE
-- Totals of all are no kept sums, and have no such bound.
SELECT amount, spent, committed, remaining FROM outlay.total_budgets();
SELECT amount FROM outlay.total_expenses();
SELECT spent FROM outlay.get_budget(1);
SELECT count(*) FROM outlay.check_balances();

-- With more decimals as well.
SELECT slug FROM outlay.create_tenant('Unidad Ltd', 'office@unidad.example', slug => 'unidadltd', currency => 'BHD') \gset
SELECT slug FROM outlay.use_tenant('unidadltd');
SELECT balance FROM outlay.create_account('Bank', 999999999999999.999);
SELECT outlay.create_deposit(1, 0.001);
\echo :LAST_ERROR_SQLSTATE
SELECT balance FROM outlay.create_deposit(1, -999999999999999.999), outlay.get_account(1);
RESET search_path;
