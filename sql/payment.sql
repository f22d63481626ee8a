-- Money out: what is owed to whom, payments of it, their states, and what is kept of them.
SET outlay.default_outside_month = 'allow';
SELECT slug FROM outlay.create_tenant('Pay Inc', 'office@pay.example', currency => 'EUR');
SELECT slug FROM outlay.use_tenant('payinc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 5000);
SELECT id FROM create_budget(1, 1, '2024-06-01', 5000);
SELECT id, role FROM create_member('olga@pay.example', 'correct horse battery', 'owner', 'Olga', 'Öst');
SELECT id, role FROM create_member('ada@pay.example', 'correct horse battery', 'admin', 'Ada');
SELECT id, role FROM create_member('mia@pay.example', 'correct horse battery', 'member', 'Mia');
SELECT id, role FROM create_member('leo@pay.example', 'correct horse battery', 'member', 'Leo');
SELECT id, role FROM create_member('kai@pay.example', 'correct horse battery', 'auditor', 'Kai');

-- Owed is what is approved and was a member's own money: not a draft, not what the company paid, nor what is nobody's.
SELECT id, state, paid_with FROM create_expense(1, 10, '2024-05-01', 'Train', 3);
SELECT id, state, paid_with FROM create_expense(1, 20.50, '2024-05-02', 'Hotel', 3);
SELECT id, state, paid_with FROM create_expense(1, 5, '2024-05-03', 'Taxi', 4);
SELECT id, state, paid_with FROM create_expense(1, 100, '2024-05-03', 'Flight', 4, paid_with => 'company');
SELECT id, state, member_id FROM create_expense(1, 7, '2024-05-03', 'Stamps');
SELECT id, state FROM create_expense(1, 9, '2024-05-04', 'Later', 4, draft => true);
SELECT id, state FROM create_expense(1, 3, '2024-05-04', 'Own of the admin', 2);
SELECT * FROM list_owed();
SELECT member_id, amount FROM list_owed(contains => 'MIA');
SELECT member_id, amount FROM list_owed(min_amount => 5, sort => 'name');
SELECT outlay.can(o) FROM list_owed('{3}') o;

-- A payment of some members, and one of chosen expenses. Another way than all or nothing there is none.
SELECT id, state, amount, bounced, currency, count, message_id, exported_at, version FROM create_payment('{3}');
SELECT id, state, version FROM list_payment_expenses(1);
SELECT * FROM list_payment_transfers(1);
SELECT member_id, amount FROM list_owed();
SELECT amount FROM create_payment('{3}');
\set VERBOSITY sqlstate
SELECT amount FROM create_payment(expense_id => '{3,1}');
\set VERBOSITY default
SELECT amount FROM create_payment(expense_id => '{4}');
SELECT amount FROM create_payment(expense_id => '{5}');
\set VERBOSITY sqlstate
SELECT amount FROM create_payment(expense_id => '{6}');
\set VERBOSITY default
SELECT amount FROM create_payment(expense_id => '{99}');
SELECT amount FROM create_payment(expense_id => '{3}', member_id => '{4}');
SELECT amount FROM create_payment(execute_on => '2024-05-01');
-- A number that failed is not given again.
SELECT id AS second, amount, count FROM create_payment(expense_id => '{3,3}') \gset
SELECT :amount AS amount, :count AS count;

-- In and out of one.
SELECT amount, count, version FROM remove_payment_expense(1, 1);
\set VERBOSITY sqlstate
SELECT amount FROM remove_payment_expense(1, 3);
\set VERBOSITY default
\set VERBOSITY sqlstate
SELECT amount, count, version FROM remove_payment_expense(1, 4);
\set VERBOSITY default
SELECT amount, count, version FROM add_payment_expense(1, 1, version => 1);
SELECT amount, count, version FROM add_payment_expense(1, 1, version => 2);
SELECT amount, count, version FROM add_payment_expense(1, 4);
SELECT amount, count, version FROM add_payment_expense(9, 1);

-- What is being paid stays as it is, but for how it is booked.
\set VERBOSITY sqlstate
SELECT amount FROM update_expense(1, amount => 11);
\set VERBOSITY default
SELECT budget_id, state FROM update_expense(1, budget_id => 2);
SELECT id, spent FROM list_budgets(sort => 'id');
\set VERBOSITY sqlstate
SELECT state FROM unapprove_expense(1);
SELECT id FROM delete_expense(1);
\set VERBOSITY default
SELECT state, payment_id, allowed, refused FROM explain_expense(1);
SELECT refused ->> 'schedule' AS company FROM explain_expense(4);
SELECT * FROM check_balances();

-- A CSV needs no bank account and no euro. To export pays nothing, and is the same each time.
SELECT media_type, name, convert_from(content, 'UTF8') ~ ',3,Mia,,30.50,EUR,' AS content FROM export_payment(1, 'csv');
SELECT state, exported_at IS NOT NULL AS exported, message_id ~ '^P1R1-[0-9A-F]{8}$' AS named, version FROM get_payment(1);
SELECT a.content = b.content AS same FROM export_payment(1, 'csv') a, export_payment(1, 'csv') b;
SELECT id, state FROM list_payment_expenses(1, sort => 'id');
-- What is another since is not exported under the same name.
SELECT email, first_name FROM update_member(3, first_name => 'Maria');
\set VERBOSITY sqlstate
SELECT name FROM export_payment(1, 'csv');
\set VERBOSITY default
SELECT name, convert_from(content, 'UTF8') ~ 'Maria' AS anew FROM export_payment(1, 'csv', renew => true);
SELECT state, message_id ~ '^P1R2-' AS named FROM get_payment(1);
SELECT name FROM export_payment(1, 'xls');
-- Whoever takes something out has it open again.
SELECT state, message_id, exported_at FROM remove_payment_expense(1, 2);
SELECT state FROM add_payment_expense(1, 2);
SELECT name FROM export_payment(1, 'csv');
SELECT message_id ~ '^P1R3-' AS named FROM get_payment(1);

-- Paid, once; some of it comes back, and is owed again.
SELECT state FROM confirm_payment(1, paid_on => '2999-01-01');
SELECT state, paid_on = outlay.today() AS today, amount, count FROM confirm_payment(1);
\set VERBOSITY sqlstate
SELECT state FROM confirm_payment(1);
SELECT state FROM cancel_payment(1);
SELECT state FROM add_payment_expense(1, 7);
SELECT name FROM export_payment(1, 'csv');
\set VERBOSITY default
SELECT id, state, budget_id FROM list_payment_expenses(1, sort => 'id');
SELECT state FROM bounce_payment(1);
SELECT state FROM bounce_payment(1, 3, 1);
SELECT state FROM bounce_payment(1, 4);
\set VERBOSITY sqlstate
SELECT state FROM bounce_payment(1, expense_id => 3);
\set VERBOSITY default
SELECT state, amount, bounced, count FROM bounce_payment(1, expense_id => 1);
SELECT state, amount, bounced, count FROM bounce_payment(1, 3);
SELECT state FROM bounce_payment(1, 3);
SELECT member_id, amount FROM list_owed();
SELECT id, spent FROM list_budgets(sort => 'id');
-- Cancelled, all of it is owed again.
SELECT state, amount, count, paid_on FROM cancel_payment(:second);
\set VERBOSITY sqlstate
SELECT state FROM cancel_payment(:second);
\set VERBOSITY default
SELECT member_id, amount FROM list_owed();
SELECT state, amount FROM list_payments();
SELECT state FROM list_payments('{cancelled}');
SELECT id, state FROM list_payments('{lost}');
SELECT state, outlay.can(p) FROM list_payments(sort => 'id') p;
SELECT * FROM check_balances();

-- What was done: each expense by itself, and the payment. A payment's history is of those who read it.
SELECT action, before ->> 'state' AS before, after ->> 'state' AS after, after ->> 'payment_id' AS payment
FROM list_expense_history(1, sort => 'id') WHERE action <> 'created';
SELECT action, after ->> 'state' AS state, after ->> 'amount' AS amount FROM list_payment_history(1, sort => 'id');
SELECT action FROM list_payment_history(9);

-- A member who has left is still paid.
SELECT status FROM deactivate_member(4);
SELECT id AS left FROM create_payment('{4}') \gset
SELECT state, amount FROM confirm_payment(:left);

-- All that is owed leaves out the caller's own; nobody pays themselves, whatever their role.
CREATE TEMPORARY TABLE person AS SELECT role, (log_in(email, 'correct horse battery')).access_token AS token
	FROM member WHERE role <> 'member';
BEGIN;
SELECT 'entered' FROM outlay.enter((SELECT id FROM outlay.route WHERE (method, path) = ('POST', '/api/v2/payments')), slug => 'payinc',
	token => (SELECT token FROM person WHERE role = 'admin'));
SAVEPOINT before;
SELECT amount FROM outlay.create_payment('{2}');
ROLLBACK TO before;
SELECT amount FROM outlay.create_payment(expense_id => '{7}');
ROLLBACK TO before;
SELECT member_id, outlay.can(o) FROM outlay.list_owed() o;
SELECT id AS others, amount, count, member_id FROM outlay.create_payment() \gset
SELECT :amount AS amount, :count AS count, :member_id AS by;
COMMIT;
SELECT member_id, amount FROM list_owed();
SELECT id AS admins, amount FROM create_payment() \gset
SELECT :amount AS amount;
BEGIN;
SELECT 'entered' FROM outlay.enter((SELECT id FROM outlay.route WHERE (method, path) = ('POST', '/api/v2/payments')), slug => 'payinc',
	token => (SELECT token FROM person WHERE role = 'admin'));
SELECT state FROM outlay.confirm_payment(:admins);
ROLLBACK;

-- A balance that differs is told, and so are states that do not go together.
BEGIN;
UPDATE payment SET amount = amount + 1, count = count + 1 WHERE id = :admins;
UPDATE payment SET state = 'paid', paid_on = '2024-05-09' WHERE id = :others;
SELECT entity, kept, computed FROM check_balances();
ROLLBACK;
BEGIN;
UPDATE payment SET state = 'cancelled' WHERE id = :others;
SELECT entity, id = :others AS cancelled, kept, computed FROM check_balances();
ROLLBACK;
-- What the table does not allow, no code can do.
\set VERBOSITY terse
UPDATE expense SET payment_id = 1 WHERE id = 4;
UPDATE expense SET state = 'paid' WHERE id = 4;
UPDATE expense SET state = 'paying', payment_id = 1 WHERE id = 4;
UPDATE expense SET state = 'paying', payment_id = 1 WHERE id = 5;
-- A sum that is nothing is no transfer.
BEGIN;
ALTER TABLE expense DROP CONSTRAINT expense_amount_positive;
UPDATE expense SET amount = -1 WHERE id = 7;
UPDATE payment SET amount = -1 WHERE id = :admins;
SAVEPOINT before;
SELECT name FROM export_payment(:admins, 'csv');
ROLLBACK TO before;
SELECT state FROM confirm_payment(:admins);
ROLLBACK;
-- Files, copies and snapshots have payments, and what is in them; bank accounts, too.
UPDATE member SET iban = 'DE89370400440532013000' WHERE id = 3;
UPDATE organization SET iban = 'AT611904300234573201', payer_name = 'Pay Inc';
CREATE TEMPORARY VIEW kept AS SELECT p.state, p.amount, p.count, p.bounced, p.message_id IS NOT NULL AS exported,
	(SELECT count(*) FROM list_payment_expenses(p.id)) AS expenses FROM list_payments(sort => 'id') p;
CREATE TEMPORARY TABLE before AS TABLE kept;
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('payinc') line;
SELECT slug FROM outlay.import_tenant('lines', 'Paid Again');
SELECT slug FROM outlay.clone_tenant('payinc', 'Pay Twin');
SELECT slug FROM outlay.use_tenant('paidagain');
SELECT count(*) AS same FROM (TABLE before INTERSECT ALL TABLE kept) s;
SELECT iban FROM get_member_bank_account(3);
SELECT * FROM check_balances();
SELECT slug FROM outlay.use_tenant('paytwin');
SELECT count(*) AS same FROM (TABLE before INTERSECT ALL TABLE kept) s;
SELECT iban, holder FROM get_organization_bank_account();
SELECT * FROM check_balances();
SELECT slug FROM outlay.use_tenant('payinc');
SELECT count(*) AS all FROM before;
-- Going back to a snapshot gives no number twice: a bank would take the second file for the first.
SELECT rows > 0 AS there FROM outlay.create_snapshot('payinc', 'before');
SELECT id AS later FROM create_payment(expense_id => ARRAY[(create_expense(1, 1, '2024-05-09', 'Later', 3)).id]) \gset
SELECT outlay.restore_snapshot('payinc', 'before') IS NOT NULL AS back;
SELECT id > :later AS is_new FROM create_payment(expense_id => ARRAY[(create_expense(1, 1, '2024-05-09', 'Later', 3)).id]);

-- What is owed is found by an index.
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS off) SELECT member_id, sum(amount) FROM expense
	WHERE payment_id IS NULL AND state = 'approved' AND paid_with = 'own' AND member_id IS NOT NULL GROUP BY member_id;
EXPLAIN (COSTS off) SELECT id FROM expense WHERE payment_id = 1;
