-- Categories: what money is spent on, as a tree.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Categories Inc', 'office@categories.example');
SELECT slug FROM outlay.use_tenant('categoriesinc');

-- Create: at the top, or below another. Names and codes are each another's own while in use, however they are written.
SELECT id AS travel, name, code, version FROM create_category(' Travel ', code => '6670') \gset
SELECT id, parent_id, name, code, version FROM get_category(:travel);
SELECT id AS train FROM create_category('Train', :travel, '6671') \gset
SELECT id AS meals FROM create_category('Meals', 0, '') \gset
SELECT create_category('TRAVEL');
\echo :LAST_ERROR_SQLSTATE
SELECT create_category('Flight', code => '6671');
\echo :LAST_ERROR_SQLSTATE
SELECT id AS flight FROM create_category('Flight', :travel, '6672') \gset
SELECT parent_id = :travel AS below, name, code FROM list_categories(sort => 'id');
SELECT create_category(NULL, 4711, repeat('1', 21));
\echo :LAST_ERROR_SQLSTATE
SELECT get_category(4711);
\echo :LAST_ERROR_SQLSTATE

-- Lists.
SELECT name FROM list_categories();
SELECT name FROM list_categories(sort => 'code');
SELECT name FROM list_categories(contains => '667', sort => '-name');
SELECT name FROM list_categories(parent_id => ARRAY[:travel], sort => 'name', page_size => 1);
SELECT name FROM list_categories(parent_id => ARRAY[:travel], sort => 'name', page_size => 1, after => next_page());

-- Change: a name, a code, where it stands. What is below moves with it; a circle is none, and the tree has an end.
SELECT name, code, version FROM update_category(:train, version => 1, name => 'Rail');
SELECT update_category(:train, version => 1, name => 'Railway');
\echo :LAST_ERROR_SQLSTATE
SELECT code FROM update_category(:train, code => '');
SELECT code, parent_id FROM update_category(:train, code => '6679', parent_id => 0);
SELECT update_category(:train, code => '6672');
\echo :LAST_ERROR_SQLSTATE
SELECT parent_id = :train AS below FROM update_category(:travel, parent_id => :train);
SELECT update_category(:train, parent_id => :train);
SELECT update_category(:train, parent_id => :flight);
\echo :LAST_ERROR_SQLSTATE
SELECT update_category(:train, parent_id => -1);
SELECT id AS fourth FROM create_category('Fourth', :flight) \gset
SELECT id AS fifth FROM create_category('Fifth', :fourth) \gset
SELECT create_category('Sixth', :fifth);
\echo :LAST_ERROR_SQLSTATE
SELECT update_category(:train, parent_id => :meals);
\echo :LAST_ERROR_SQLSTATE

-- An expense has one, which can be another later.
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2026-05-01', 500);
SELECT id, category_id = :train AS train FROM create_expense(1, 10, '2026-05-02', 'Train to Graz', category_id => :train);
SELECT id, category_id = :train AS train FROM create_expense(1, 20, '2026-05-03', 'Lunch', category_id => :meals);
SELECT id, category_id = :train AS train FROM create_expense(1, 30, '2026-05-04', 'Something', category_id => 0);
SELECT create_expense(1, 30, '2026-05-04', 'Something', category_id => 4711);
\echo :LAST_ERROR_SQLSTATE
SELECT category_id = :train AS train FROM update_expense(3, category_id => :train);
SELECT category_id = :train AS train, description FROM update_expense(3, description => 'Something else');
SELECT category_id = :train AS train FROM update_expense(3, category_id => 0);
SELECT category_id = :train AS train FROM update_expense(3, category_id => :train);
SELECT update_expense(3, category_id => -1);
SELECT id FROM list_expenses(category_id => ARRAY[:train]);
SELECT id FROM list_expenses(category_id => ARRAY[:meals, :train], sort => 'amount');
SELECT c.name, count, amount FROM total_expenses(by => '{category}') t JOIN category c ON c.id = t.category_id ORDER BY 1;
SELECT count, amount FROM total_expenses(category_id => ARRAY[:train]);

-- Archived: expenses keep it, new ones do not get it; its name is free for another.
SELECT archive_category(:flight);
\echo :LAST_ERROR_SQLSTATE
SELECT archived_at IS NOT NULL AS archived, version FROM archive_category(:meals);
SELECT create_expense(1, 5, '2026-05-05', 'Lunch', category_id => :meals);
\echo :LAST_ERROR_SQLSTATE
SELECT create_category('Canteen', :meals);
SELECT category_id = :meals AS meals FROM get_expense(2);
SELECT description FROM update_expense(2, description => 'Dinner', category_id => :meals);
SELECT name FROM create_category('Meals');
SELECT archive_category(:meals, archived => false);
\echo :LAST_ERROR_SQLSTATE
SELECT name FROM update_category(:meals, name => 'Meals of before');
SELECT archived_at FROM archive_category(:meals, archived => false);
SELECT name FROM archive_category(:fifth);
SELECT name FROM archive_category(:fourth);
SELECT archive_category(:fifth, archived => false);
\echo :LAST_ERROR_SQLSTATE

-- Deleted: only what nothing refers to.
SELECT delete_category(:train);
\echo :LAST_ERROR_SQLSTATE
SELECT delete_category(:meals);
\echo :LAST_ERROR_SQLSTATE
SELECT name FROM delete_category(:fifth);
SELECT delete_category(:fifth);
\echo :LAST_ERROR_SQLSTATE

-- Every change is on record.
SELECT action, before->>'name' AS before, after->>'name' AS after, (after->>'parent_id')::bigint = :travel AS below_travel FROM list_category_history(:train);

-- A circle that somebody made by hand is followed for some levels, not for ever.
UPDATE category SET parent_id = :train WHERE id = :travel;
UPDATE category SET parent_id = :travel WHERE id = :train;
SELECT create_category('Below a circle', :travel);
\echo :LAST_ERROR_SQLSTATE

-- Another organization has its own.
SELECT slug FROM outlay.create_tenant('Other Categories', 'office@other-categories.example');
SELECT slug FROM outlay.use_tenant('othercategories');
SELECT count(*) FROM list_categories(archived => NULL);
