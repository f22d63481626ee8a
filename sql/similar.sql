-- Expenses that may be one and the same: what was paid, and about when.
\set VERBOSITY default
SELECT slug FROM outlay.create_tenant('Similar Ltd', 'office@similar.example');
SELECT slug FROM outlay.use_tenant('similarltd');
SELECT id FROM create_department('Sales');
SELECT id FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-03-01', 1000);
SET client_min_messages = warning;
SELECT value FROM set_rate('exchange', 'USD', '2024-03-08', 0.9);
SELECT value FROM set_rate('exchange', 'USD', '2024-03-11', 0.95);
SELECT id, amount FROM create_expense(1, 48.20, '2024-03-11', 'Taxi to the fair')
UNION ALL SELECT id, amount FROM create_expense(1, 48.20, '2024-03-14', 'Taxi, three days later')
UNION ALL SELECT id, amount FROM create_expense(1, 48.20, '2024-03-15', 'Taxi, four days later')
UNION ALL SELECT id, amount FROM create_expense(1, 48.20, '2024-03-08', 'Taxi, three days before')
UNION ALL SELECT id, amount FROM create_expense(1, 48.21, '2024-03-11', 'Another amount')
UNION ALL SELECT id, amount FROM create_expense(1, 48.2, '2024-03-12', 'A draft', draft => true)
UNION ALL SELECT id, amount FROM create_expense(1, NULL, '2024-03-10', 'Hotel, by one rate', original_amount => 100, original_currency => 'USD')
UNION ALL SELECT id, amount FROM create_expense(1, NULL, '2024-03-12', 'Hotel, by another', original_amount => 100, original_currency => 'USD')
UNION ALL SELECT id, amount FROM create_expense(1, 95, '2024-03-12', 'As much as the hotel came to');
SELECT approval FROM update_organization(approval => 'on');
SELECT state FROM reject_expense(4, 'Not ours');

-- Before it is entered, and after, without itself; what was rejected is not among them.
SELECT id, spent_on, amount, state FROM list_similar_expenses('2024-03-11', 48.20);
SELECT id FROM list_similar_expenses('2024-03-11', 48.20, except_id => 1);
SELECT id FROM list_similar_expenses('2024-03-18', 48.2);
SELECT id FROM list_similar_expenses('2024-03-19', 48.2);
-- As it was paid, whatever it came to by the rate of its day; and what came to as much is another.
SELECT id, amount, original_amount FROM list_similar_expenses('2024-03-11', 95, 100.00, 'USD', 8);
SELECT id FROM list_similar_expenses('2024-03-11', 95);
SELECT count(*) FROM list_similar_expenses('2024-03-11', NULL, 100, 'JPY');
-- In pages, as other lists.
SELECT id FROM list_similar_expenses('2024-03-11', 48.20, page_size => 2);
SELECT outlay.next_page() AS next \gset
SELECT id FROM list_similar_expenses('2024-03-11', 48.20, page_size => 2, after => :'next');

SELECT * FROM list_similar_expenses('2024-03-11');
SELECT * FROM list_similar_expenses(NULL, 0.001);
SELECT * FROM list_similar_expenses('1999-12-31', 5, 6);
SELECT * FROM list_similar_expenses('2024-03-11', -5, original_currency => 'usd', page_size => 201);
