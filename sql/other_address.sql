-- Requests that come to another address of an organization than its default ones: the answer tells outlayd which it is.
BEGIN;
SELECT slug FROM outlay.create_tenant('Addressed Ltd', 'office@addressed.example', slug => 'addressed');
SELECT slug FROM outlay.rename_tenant('addressed', new_slug => 'moved');
SELECT outlay.add_host('moved', 'books.addressed.example');

-- What reply_head() says to a request for it by host name, or below /t/.
CREATE FUNCTION pg_temp.head_at(host text, slug text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.enter((SELECT id FROM outlay.route WHERE method = 'GET' AND path = '/api/v2/branding'), host, slug);
	RETURN outlay.reply_head();
END $$;

-- At its own addresses nothing, which costs nothing.
SELECT pg_temp.head_at('moved.localhost', NULL) AS host, pg_temp.head_at('localhost', 'moved') AS path;
-- At the former slug, in both places, and at a host name of its own, the present slug.
SELECT pg_temp.head_at('addressed.localhost', NULL) AS former_host;
SELECT pg_temp.head_at('localhost', 'addressed') AS former_path;
SELECT pg_temp.head_at('books.addressed.example', NULL) AS own_host;
-- Beside what the function has chosen.
SELECT pg_temp.head_at('books.addressed.example', NULL) AS own_host;
SELECT outlay.set_reply(202, 'X-Queue: slow');
SELECT outlay.reply_head();
ROLLBACK;
