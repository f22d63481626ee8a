-- Guessing passwords: failures are counted for the e-mail address and for the client's address, and slowed down.
SELECT slug FROM outlay.create_tenant('Throttle Test', 'office@throttle.example');
SELECT slug FROM outlay.use_tenant('throttletest');
SELECT id FROM outlay.create_member('tim@throttle.example', 'quiet elevator', 'owner');
SELECT id FROM outlay.create_member('una@throttle.example', 'quiet elevator');

-- Five failures are free; then each attempt has to wait, and during the wait the right password is not looked at either.
SELECT n, failure FROM generate_series(1, 5) n, outlay.log_in('tim@throttle.example', repeat('noisy ', n));
UPDATE login_failure SET last_at = last_at + interval '1 min'; -- in hand, for a slow machine
SELECT failure FROM outlay.log_in('tim@throttle.example', 'quiet elevator');
SELECT regexp_replace(outlay.reply(f), '\d+ s', 'N s') AS reply,
	regexp_replace(outlay.reply_head(), 'Retry-After: [1-9]\d*', 'Retry-After: N') AS head
FROM outlay.log_in('TIM@throttle.example', 'quiet elevator') f;
-- Others are not affected.
SELECT failure FROM outlay.log_in('una@throttle.example', 'quiet elevator');
-- What is counted is hidden behind a hash; an attempt that had to wait counts nothing.
SELECT left(counted_for, 1) AS kind, length(counted_for), failures FROM login_failure;

-- The wait doubles with each failure, up to a quarter of an hour.
CREATE FUNCTION pg_temp.seconds(failures integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	failure text;
	head text;
BEGIN
	UPDATE login_failure SET failures = seconds.failures, last_at = clock_timestamp() + interval '0.9 s';
	SELECT f.failure, outlay.reply_head() INTO failure, head FROM outlay.log_in('tim@throttle.example', '') f;
	RETURN coalesce(substring(head FROM 'Retry-After: (\d+)'), failure);
END
$$;
-- (A second is in hand, for a slow machine, so what is printed is one more than the wait.)
SELECT n AS failures, pg_temp.seconds(n) AS wait FROM unnest('{5,6,7,8,14,15,16,100,2000000000}'::integer[]) n;
SELECT pg_temp.seconds(4) AS not_yet;

-- After it the next attempt is heard; success forgets the failures.
UPDATE login_failure SET failures = 8, last_at = now() - interval '8 s';
SELECT failure FROM outlay.log_in('tim@throttle.example', 'quiet elevator');
SELECT count(*) FROM login_failure;
-- And so does a day.
SELECT failure FROM outlay.log_in('tim@throttle.example', 'noisy elevator');
UPDATE login_failure SET failures = 50, last_at = now() - interval '25 h';
SELECT failure FROM outlay.log_in('tim@throttle.example', 'noisy elevator');
SELECT failures FROM login_failure;
TRUNCATE login_failure;

-- Over HTTP the client's address counts, too: twenty failures for all e-mail addresses together are free.
SELECT id AS log_in FROM outlay.http_routes() WHERE method = 'POST' AND path = '/api/v2/sessions' \gset
CREATE FUNCTION pg_temp.from_address(address inet, email text, password text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.enter(current_setting('test.log_in')::integer, 'throttletest.localhost', address => address);
	RETURN (SELECT failure FROM outlay.log_in(email, password));
END
$$;
SELECT set_config('test.log_in', :'log_in', false) \gset
SELECT pg_temp.from_address('192.0.2.1', 'guess' || n || '@throttle.example', 'quiet elevator') AS failure, count(*)
FROM generate_series(1, 3) n GROUP BY 1;
SELECT left(counted_for, 1) AS kind, failures, count(*) FROM login_failure GROUP BY 1, 2 ORDER BY 1;
UPDATE login_failure SET failures = 25, last_at = clock_timestamp() WHERE counted_for LIKE 'a%';
SELECT pg_temp.from_address('192.0.2.1', 'una@throttle.example', 'quiet elevator');
SELECT pg_temp.from_address('::ffff:192.0.2.1', 'una@throttle.example', 'quiet elevator') AS same_in_ipv6;
SELECT pg_temp.from_address('192.0.2.2', 'una@throttle.example', 'quiet elevator') AS another;
-- A right password does not forget those: an attacker has one, too.
UPDATE login_failure SET last_at = now() - interval '1 h';
SELECT pg_temp.from_address('192.0.2.1', 'una@throttle.example', 'quiet elevator');
SELECT left(counted_for, 1) AS kind, failures, count(*) FROM login_failure GROUP BY 1, 2 ORDER BY 1;
-- In IPv6 a client has a network, and so the network counts.
SELECT pg_temp.from_address('2001:db8::1', 'una@throttle.example', 'noisy elevator'),
	pg_temp.from_address('2001:db8::2:ffff', 'una@throttle.example', 'noisy elevator'),
	pg_temp.from_address('2001:db8:0:1::1', 'una@throttle.example', 'noisy elevator');
SELECT left(counted_for, 1) AS kind, failures FROM login_failure WHERE counted_for LIKE 'a%' ORDER BY failures;

-- Old counters go as new ones come: each failure looks at a few.
TRUNCATE login_failure;
INSERT INTO login_failure SELECT 'e' || md5(n::text), 3, now() - interval '2 days' FROM generate_series(1, 10) n;
INSERT INTO login_failure SELECT 'a' || md5(n::text), 3, now() - interval '2 days' FROM generate_series(1, 10) n;
SELECT count(*) AS attempts FROM generate_series(1, 40) n, outlay.log_in('x' || n || '@throttle.example', 'noisy elevator');
SELECT count(*) < 20 AS some_are_gone FROM login_failure WHERE last_at < now() - interval '1 day';
