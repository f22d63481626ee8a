-- What is refused although each field by itself is right: expenses of those who have left, sums that nothing can hold.
SET client_min_messages = warning;
SELECT slug FROM outlay.create_tenant('Refused Ltd', 'office@refused.example', slug => 'refusedltd') \gset
SELECT slug FROM outlay.use_tenant('refusedltd');
SELECT status FROM outlay.create_member('owner@refused.example', 'a fine long secret', 'owner');
SELECT status FROM outlay.create_member('gone@refused.example', 'a fine long secret', 'member');
SELECT name FROM outlay.create_department('Works');
SELECT balance FROM outlay.create_account('Bank', 999999999999);
SELECT amount FROM outlay.create_budget(1, 1, '2026-03-01', 1000);

-- Nobody enters an expense for a member who is deactivated; who is back has expenses again.
SELECT status FROM outlay.deactivate_member(2);
SELECT outlay.create_expense(1, 10, '2026-03-14', 'Taxi', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT status FROM outlay.reactivate_member(2);
SELECT member_id FROM outlay.create_expense(1, 10, '2026-03-14', 'Taxi', 2);

-- A sum that is more than its column holds is told by the field of what was added, as any mistake is, and never by
-- PostgreSQL's own 22003.
SELECT count(outlay.create_deposit(1, 999999999999)) FROM generate_series(1, 998);
SELECT outlay.create_deposit(1, 999999999999) FROM generate_series(1, 3);
\echo :LAST_ERROR_SQLSTATE
SELECT over_budget, over_account FROM outlay.update_organization(over_budget => 'allow', over_account => 'allow');
SELECT count(outlay.create_expense(1, 999999999999, '2026-03-14', 'Too much')) FROM generate_series(1, 1000);
SELECT outlay.create_expense(1, 999999999999, '2026-03-14', 'Too much') FROM generate_series(1, 2);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.update_expense(1, amount => 999999999999);
\echo :LAST_ERROR_SQLSTATE
SELECT spent FROM outlay.get_budget(1);
SELECT count(*) FROM outlay.check_balances();
RESET search_path;
