-- An organization begins with a few categories where somebody says in which language, and with none else.
SELECT slug FROM outlay.create_tenant('Bare Ltd', 'office@bare.example');
SELECT slug FROM outlay.use_tenant('bareltd');
SELECT count(*) FROM list_categories(archived => NULL);

-- Each language has as many, in one order; in each they can be told apart.
SELECT language, slug FROM unnest('{en,fr,de,sw}'::text[]) language,
	outlay.create_tenant('First ' || language, 'office@first.example', categories => language);
SELECT slug FROM outlay.use_tenant('firsten');
SELECT id, parent_id, name, code, version, archived_at FROM list_categories(sort => 'id');
SELECT slug FROM outlay.use_tenant('firstfr');
SELECT string_agg(name, ', ' ORDER BY id) FROM list_categories();
SELECT slug FROM outlay.use_tenant('firstde');
SELECT string_agg(name, ', ' ORDER BY id) FROM list_categories();
SELECT slug FROM outlay.use_tenant('firstsw');
SELECT string_agg(name, ', ' ORDER BY id) FROM list_categories();

-- They are like any other: the next has the next number, and they are renamed and deleted.
SELECT id, name FROM create_category('Michango');
SELECT name FROM update_category(1, name => 'Usafiri');
SELECT name FROM delete_category(8);
SELECT count(*) FROM list_categories();

-- A language that there are none in is refused, and nothing is made.
SELECT outlay.create_tenant('Klingon', 'office@klingon.example', categories => 'tlh');
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM outlay.list_tenants(contains => 'klingon');

-- From a spare it is the same.
SET outlay.spare_tenants = 1;
SELECT outlay.make_spare() ~ '^made' AS made;
SELECT id AS spare FROM outlay.spare_tenant \gset
SELECT id = :spare AS is_the_spare FROM outlay.create_tenant('Spare Categories', 'office@spare.example', categories => 'de');
SELECT slug FROM outlay.use_tenant('sparecategories');
SELECT string_agg(name, ', ' ORDER BY id) FROM list_categories();
RESET search_path;
SET outlay.spare_tenants = 0;

-- And so it is for whoever signs up.
SELECT max(id) AS sign_up FROM outlay.http_routes() WHERE path = '/api/v2/organizations' \gset
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:sign_up, 'localhost', address => '192.0.2.7') \gset
SELECT slug FROM outlay.sign_up('Signed Up', 'office@signed.example', 'sue@signed.example', 'silent harbour', categories => 'fr');
COMMIT;
RESET ROLE;
SELECT slug FROM outlay.use_tenant('signedup');
SELECT count(*), min(id), max(id) FROM list_categories();
