-- Accounts and deposits: where the organization keeps its money.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Accounts SARL', 'office@accounts.example');
SELECT slug FROM outlay.use_tenant('accountssarl');

-- Create and get. An account begins empty, or with a first deposit.
SELECT id, name, currency, balance, version, archived_at FROM create_account(' Bank ', 1000);
SELECT id, name, balance FROM create_account(name => 'Cash');
SELECT id, name, currency, balance FROM get_account(1);
SELECT get_account(3);
\echo :LAST_ERROR_SQLSTATE

-- Fields: every violation in one error.
SELECT create_account('', -5);
\echo :LAST_ERROR_SQLSTATE
SELECT create_account(NULL, 'NaN');
SELECT create_account(E'Tab\there', 'infinity');
SELECT create_account('x', 0);
SELECT create_account('x', 0.005);
SELECT create_account('x', 1e15);
SELECT create_account('BANK', 5);
\echo :LAST_ERROR_SQLSTATE
SELECT balance FROM create_account('Much', 999999999999999.99);

-- Deposits: a negative one takes out or corrects. The balance follows in the same transaction.
SELECT id, account_id, member_id, amount, currency, description FROM create_deposit(1, 250.5, ' Grant of the city ');
SELECT amount, description FROM create_deposit(1, -50.50);
SELECT balance, version FROM get_account(1);
SELECT create_deposit(1, 0);
SELECT create_deposit(1, 'NaN', repeat('x', 301));
SELECT create_deposit(1, NULL);
SELECT create_deposit(4711, 5);
\echo :LAST_ERROR_SQLSTATE

-- More than there is: refused, with a warning, or allowed, by the organization's rule.
SELECT create_deposit(1, -1200.01);
\echo :LAST_ERROR_SQLSTATE
SELECT over_account FROM update_organization(over_account => 'warn');
SELECT amount FROM create_deposit(1, -1200.01);
SELECT balance FROM get_account(1);
SELECT over_account FROM update_organization(over_account => 'allow');
SELECT amount FROM create_deposit(1, -99.99);
SELECT over_account FROM update_organization(over_account => 'refuse');
-- What brings an account nearer to zero is never refused.
SELECT amount FROM create_deposit(1, 50);
SELECT create_deposit(1, -1);
SELECT amount FROM create_deposit(1, 1050);

-- Lists: newest first.
SELECT id, amount, description FROM list_deposits(1);
SELECT id FROM list_deposits(1, page_size => 3);
SELECT id FROM list_deposits(1, page_size => 3, after => next_page());
SELECT id FROM list_deposits(2);
SELECT list_deposits(4711);
\echo :LAST_ERROR_SQLSTATE
SELECT list_deposits(1, after => '*', page_size => 1000);
SELECT id, name, balance FROM list_accounts();
SELECT id, name FROM list_accounts(contains => 'AN', page_size => 1);

-- Update, archive, delete.
SELECT name, version FROM update_account(1, version => 1, name => 'House bank');
SELECT update_account(1, version => 1, name => 'Bank');
-- A change of nothing changes nothing, nor is it recorded.
SELECT version FROM update_account(1);
\echo :LAST_ERROR_SQLSTATE
SELECT update_account(1, name => 'cash');
SELECT update_account(1, name => '');
SELECT update_account(9, name => 'x');
SELECT id, archived_at IS NOT NULL AS archived FROM archive_account(2);
SELECT create_deposit(2, 5);
\echo :LAST_ERROR_SQLSTATE
SELECT id, name FROM list_accounts(archived => true);
SELECT id FROM create_account('Cash');
SELECT archive_account(2, archived => false);
\echo :LAST_ERROR_SQLSTATE
SELECT id, name FROM delete_account(2);
SELECT delete_account(1);
\echo :LAST_ERROR_SQLSTATE
SELECT delete_account(2);

-- Decimals are those of the currency: none in yen, three in Bahraini dinar.
SELECT slug FROM outlay.create_tenant('Accounts KK', 'office@accounts-kk.example', currency => 'JPY');
SELECT slug FROM outlay.use_tenant('accountskk');
SELECT create_account('Bank', 100.5);
SELECT balance, currency FROM create_account('Bank', 100.0);
SELECT slug FROM outlay.create_tenant('Accounts BSC', 'office@accounts-bsc.example', currency => 'BHD');
SELECT slug FROM outlay.use_tenant('accountsbsc');
SELECT balance, currency FROM create_account('Bank', 0.005);
SELECT create_deposit(1, 0.0005);

-- The number of another organization's account leads nowhere.
SELECT get_account(5);
SELECT create_deposit(5, 10);

-- Every change is on record.
SELECT slug FROM outlay.use_tenant('accountssarl');
SELECT action, entity, entity_id, after->>'name' AS name, after->>'amount' AS amount, after->>'balance' AS balance
FROM list_audit(page_size => 4);
SELECT * FROM check_balances();
