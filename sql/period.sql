-- Days that are closed: nothing is booked on them any more, and what was is as it was.
SET datestyle = ISO, YMD;
SET outlay.default_outside_month = 'allow';
SET outlay.default_over_budget = 'allow';
SELECT slug FROM outlay.create_tenant('Months Ltd', 'office@months.example');
SELECT slug FROM outlay.use_tenant('monthsltd');
SELECT id FROM create_department('Sales');
SELECT id FROM create_account('Bank', 100000);
SELECT id FROM create_budget(1, 1, '2024-03-01', 10000);
SELECT id FROM create_budget(1, 1, '2024-04-01', 10000);
SELECT id FROM create_category('Travel');
SELECT value FROM set_rate('tax', 'full', '2020-01-01', 19);
SELECT value FROM set_rate('exchange', 'USD', '2024-03-10', 0.9213);
SELECT id, role FROM create_member('mia@months.example', 'correct horse battery', 'member');
SELECT id, role FROM create_member('ada@months.example', 'correct horse battery', 'owner');

-- Without anything closed, booked is the day on which it was spent, and nothing is noted for it.
SELECT id, spent_on, booked_on, books FROM create_expense(1, 119, '2024-03-05', 'Paper', 1, category_id => 1, tax_code => 'full');
SELECT id, amount, booked_on, books FROM create_expense(1, NULL, '2024-03-12', 'Hotel', 1, original_amount => 120.50, original_currency => 'USD');
SELECT id, booked_on, books FROM create_expense(2, 30, '2024-04-02', 'Train', 1);
SELECT id, state, booked_on, books FROM create_expense(1, 7, '2024-03-06', 'Later', 1, draft => true);
SELECT id, booked_on FROM expense ORDER BY id;
SELECT since, until, count, amount, tax_amount, net_amount, accrued_count, accrued_amount, currency, id, action, at FROM preview_period('2024-03-31');
SELECT closed_until FROM get_organization();

-- What cannot be closed.
SELECT close_period(NULL);
SELECT close_period('1999-12-31');
SELECT close_period(today());
SELECT reopen_period('Why not');

SELECT action, since, until, reason, member_id, currency, count, amount, tax_amount, net_amount, accrued_count, accrued_amount, id > 0 AS has_number, at = now() AS is_now
FROM close_period('2024-03-31');
SELECT jsonb_pretty(g.totals) FROM list_periods() p, get_period(p.id) g;
SELECT closed_until, version FROM get_organization();
SELECT id, booked_on, books FROM list_expenses(sort => 'id');
SELECT close_period('2024-03-31');
SELECT close_period('2024-03-01');

-- What comes later is booked on the first day that is open, in the budget of its own month.
SELECT id, spent_on, booked_on, books FROM create_expense(1, 5, '2024-03-31', 'Late', 1, tax_code => 'full');
SELECT id, spent_on, booked_on, books FROM submit_expense(4);
SELECT id, spent_on, booked_on, books FROM create_expense(1, 6, '2024-04-01', 'In time', 1);
SELECT id, budget_id, booked_on FROM expense ORDER BY id;
SELECT count, amount FROM total_expenses(booked_to => '2024-03-31');
SELECT booked_month, count, amount, tax_amount FROM total_expenses(by => '{booked_month}');
SELECT month, count, amount FROM total_expenses(by => '{month}', booked_from => '2024-04-01', booked_to => '2024-04-30');
SELECT id FROM list_expenses(booked_from => '2024-04-01', booked_to => '2024-04-01');
SELECT id FROM list_expenses(booked_from => '2024-03-12', booked_to => '2024-03-31');

-- What is closed stays: what approval being off allows, and what it does not.
SELECT update_expense(1, amount => 1);
SELECT update_expense(1, description => 'Other');
SELECT update_expense(1, budget_id => 2);
SELECT update_expense(1, tax_code => NULL);
SELECT update_expense(1, version => 1);
SELECT delete_expense(1);
SELECT outlay.can(e), allowed, refused FROM get_expense(1) e, explain_expense(1);
SELECT outlay.can(e), allowed FROM get_expense(3) e, explain_expense(3);
-- A day that is closed is none to come to: the day of what is open is fixed anew.
SELECT spent_on, booked_on FROM update_expense(3, spent_on => '2024-03-20');
SELECT spent_on, booked_on FROM update_expense(3, description => 'Train to the fair');
SELECT spent_on, booked_on FROM update_expense(3, spent_on => '2024-04-10');
-- A receipt may come, and does not go.
SELECT name FROM add_receipt(1, 'There', convert_to(E'%PDF-1.4\n%%EOF\n\n\n', 'UTF8'));
SELECT delete_receipt(1, encode(sha256(convert_to(E'%PDF-1.4\n%%EOF\n', 'UTF8')), 'hex'));
SELECT comment FROM add_comment(1, 'Seen');
-- Money out is no change of the books.
SELECT amount, count FROM create_payment(expense_id => '{1,2}');
SELECT state, count FROM confirm_payment(1);
SELECT state, books FROM get_expense(1);
SELECT update_expense(1, budget_id => 2);

-- With approval: rejecting and taking back what is closed are refused as well.
SELECT approval FROM update_organization(approval => 'on');
SELECT id, state, waiting_for, booked_on, books FROM create_expense(1, 11, '2024-03-20', 'Asked for', 1);
SELECT id, state, booked_on, books FROM approve_expense(7);
SELECT state, booked_on FROM unapprove_expense(7);
SELECT accrued_count, accrued_amount, count, amount, jsonb_pretty(accrued) FROM preview_period('2024-04-30');
SELECT count, amount, accrued_count, since, until FROM close_period('2024-04-30');
SELECT state, spent_on, booked_on, books FROM approve_expense(7);
SELECT reject_expense(5, 'Not ours');
SELECT unapprove_expense(5);
SELECT update_expense(5, category_id => 1);
SELECT state, booked_on FROM reject_expense(7, 'Not ours');
SELECT * FROM check_balances();
-- What is noted of closed days is looked at, too: here somebody with all rights has changed what only code should.
BEGIN;
UPDATE expense SET amount = 100 WHERE id = 1;
UPDATE expense SET booked_on = '2024-05-02' WHERE id = 2;
SELECT entity, kept, computed FROM check_balances() WHERE entity LIKE 'period%';
ROLLBACK;

-- Copies have all of it.
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('monthsltd') line;
SELECT slug FROM outlay.import_tenant('lines', 'Months Two', 'monthstwo');
SELECT slug FROM outlay.clone_tenant('monthsltd', 'Months Three', slug => 'monthsthree');
SELECT slug FROM outlay.use_tenant('monthstwo');
SELECT closed_until FROM get_organization();
SELECT action, since, until, count, amount FROM list_periods();
SELECT id, booked_on FROM expense WHERE booked_on IS NOT NULL ORDER BY id;
SELECT * FROM check_balances();
SELECT slug FROM outlay.use_tenant('monthsthree');
SELECT closed_until FROM get_organization();
SELECT id, booked_on FROM expense WHERE booked_on IS NOT NULL ORDER BY id;
SELECT slug FROM outlay.use_tenant('monthsltd');

-- Opened again: the reason is in the audit, and what was booked later stays there.
SELECT reopen_period(' ', '2024-03-31');
SELECT reopen_period('Forgotten', '2024-04-30');
SELECT action, since, until, reason, count, amount, totals FROM reopen_period('A bill was forgotten', '2024-03-31');
SELECT closed_until FROM get_organization();
SELECT id, booked_on, books FROM list_expenses(sort => 'id');
SELECT state FROM reject_expense(5, 'Not ours');
SELECT action, since, until, reason, count, amount, totals IS NULL AS without FROM list_periods();
SELECT action, since, until, reason, count, amount, tax_amount, accrued_count FROM close_period('2024-04-30');
SELECT action, since, until FROM reopen_period('Started anew');
SELECT closed_until FROM get_organization();
SELECT entity, action, after ->> 'reason' AS reason FROM list_audit(entity => '{period}');
SELECT get_period(1);
SELECT get_period(NULL);
SELECT * FROM check_balances();
