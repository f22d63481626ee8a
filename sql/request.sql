-- What is kept of a request for the length of a transaction: it goes with the
-- transaction, with the savepoint in which it was noted, and it is one organization's.
SET client_min_messages = warning;
SELECT FROM outlay.create_tenant('Request One', 'one@example.com', slug => 'request-one');
SELECT FROM outlay.create_tenant('Request Two', 'two@example.com', slug => 'request-two');

-- Status and header of what was rolled back are not answered.
BEGIN;
SELECT outlay.set_reply(201, 'X-First: kept');
SAVEPOINT a;
SELECT outlay.set_reply(404, 'X-Second: rolled back');
SELECT outlay.reply_head();
ROLLBACK TO a;
SELECT outlay.reply_head();

-- Neither are those of a savepoint that was released within one that is rolled back.
SAVEPOINT b;
SAVEPOINT c;
SELECT outlay.set_reply(410, 'X-Third: rolled back with the outer one');
RELEASE c;
SELECT outlay.reply_head();
ROLLBACK TO b;
SELECT outlay.reply_head();

-- What is released stays.
SAVEPOINT d;
SELECT outlay.set_reply(202, 'X-Fourth: kept');
RELEASE d;
SELECT outlay.reply_head();

-- A block that fails in PL/pgSQL leaves what was there before it, twice over.
DO $$
BEGIN
	FOR i IN 1 .. 2 LOOP
		BEGIN
			PERFORM outlay.set_reply(499, 'X-Fifth: rolled back');
			RAISE EXCEPTION 'failure';
		EXCEPTION WHEN raise_exception THEN NULL;
		END;
	END LOOP;
END $$;
SELECT outlay.reply_head();
COMMIT;
SELECT outlay.reply_head() IS NULL AS forgotten;

-- Where a list goes on is that of the list before, where the later one was rolled back.
SELECT slug FROM outlay.use_tenant('request-one');
SELECT name FROM outlay.create_department('One');
SELECT name FROM outlay.create_department('Two');
SELECT name FROM outlay.create_department('Three');
BEGIN;
SELECT name FROM outlay.list_departments(page_size => 1);
SELECT outlay.next_page() AS first \gset
SAVEPOINT a;
SELECT name FROM outlay.list_departments(page_size => 3);
SELECT outlay.next_page() IS NULL AS there_is_no_next_page;
ROLLBACK TO a;
SELECT outlay.next_page() = :'first' AS still_the_first;
COMMIT;
-- In psql it is asked for after the statement that listed; a transaction that lists nothing leaves it.
SELECT outlay.next_page() = :'first' AS still_the_first;

-- The position in one organization's events is not told to who listens to another's.
BEGIN;
SELECT type FROM outlay.list_events(1);
SELECT slug FROM outlay.use_tenant('request-two');
SELECT outlay.reply_events(e) FROM (SELECT NULL::outlay.event AS e WHERE false) n;
ROLLBACK;
BEGIN;
SELECT type FROM outlay.list_events(1);
COMMIT;
SELECT outlay.reply_events(e) FROM (SELECT NULL::outlay.event AS e WHERE false) n;
SELECT outlay.reply_events(e) ~ '\nid: [0-9]+\n\n$' AS ends_with_the_position FROM outlay.list_events(1) e;

RESET search_path;
SELECT FROM outlay.drop_tenant('request-one');
SELECT FROM outlay.drop_tenant('request-two');
CALL outlay.purge_tenants('0') \gset
