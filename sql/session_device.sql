-- A stranger who guesses must not keep a member out: a device that has logged in before has a counter of its own, as slow
-- as the others. Who was tried is in the audit, and a flood of guesses does not fill it.
SET client_min_messages = warning;
SELECT slug FROM outlay.create_tenant('Device Works', 'office@device.example', slug => 'device');
SELECT slug FROM outlay.use_tenant('device');
SELECT id FROM outlay.create_member('anna@device.example', 'correct horse battery', 'owner', 'Anna', 'Bauer');
SELECT id FROM outlay.create_member('ben@device.example', 'correct horse battery');

-- Who does not ask gets no token; who asks gets one, once.
SELECT device_token FROM outlay.log_in('anna@device.example', 'correct horse battery');
SELECT device_token AS device FROM outlay.log_in('anna@device.example', 'correct horse battery', device_token => '') \gset
SELECT :'device' ~ '^od_[A-Za-z0-9_-]{54}$' AS form;
SELECT member_id, device_token FROM outlay.log_in('ANNA@device.example', 'correct horse battery', device_token => :'device');
SELECT count(*) FROM login_failure WHERE position(substr(:'device', 4) in counted_for) > 0;

-- A stranger guesses until everybody else has to wait: Anna's device gets in, and gives the stranger no new guesses.
SELECT f.failure FROM generate_series(1, 2) n, LATERAL outlay.log_in('anna@device.example', 'wrong' || n) f;
UPDATE login_failure SET failures = 15, last_at = clock_timestamp() + interval '1 hour' WHERE counted_for LIKE 'e%';
SELECT failure FROM outlay.log_in('anna@device.example', 'correct horse battery');
SELECT member_id FROM outlay.log_in('anna@device.example', 'correct horse battery', device_token => :'device');
SELECT failure FROM outlay.log_in('anna@device.example', 'correct horse battery');

-- Guessing with the token is as slow, and it is good for nobody else's address.
SELECT f.failure FROM generate_series(1, 2) n, LATERAL outlay.log_in('anna@device.example', 'wrong' || n, device_token => :'device') f;
SELECT left(counted_for, 1) AS kind, failures, refused FROM login_failure ORDER BY counted_for;
UPDATE login_failure SET failures = 15, last_at = clock_timestamp() + interval '1 hour' WHERE counted_for LIKE 'd%';
SELECT failure FROM outlay.log_in('anna@device.example', 'correct horse battery', device_token => :'device');
SELECT failure FROM outlay.log_in('ben@device.example', 'wrong', device_token => :'device');

-- The audit has the first five of each, and then the 8th, the 16th …; of a flood, few.
UPDATE login_failure SET refused = 0, last_at = clock_timestamp() + interval '1 hour' WHERE counted_for LIKE 'e%';
SELECT count(f.failure) FROM generate_series(1, 40) n, LATERAL outlay.log_in('anna@device.example', 'wrong' || n) f;
SELECT action, entity_id, after FROM outlay.list_audit(entity => '{log_in}', page_size => 200) ORDER BY id;
SELECT failure AS typed_in_the_wrong_field FROM outlay.log_in('correct horse battery', 'anna@device.example');
SELECT after ->> 'email' AS email FROM outlay.list_audit(entity => '{log_in}', page_size => 1);

-- A session ends thirty days after its log-in, however often it is refreshed.
TRUNCATE login_failure;
SELECT refresh_token FROM outlay.log_in('ben@device.example', 'correct horse battery') \gset
UPDATE session SET created_at = now() - interval '719 hours 55 minutes' WHERE member_id = 2;
SELECT refresh_token, access_expires_at <= now() + interval '5 minutes' AS access_ends, refresh_expires_at <= now() + interval '5 minutes' AS ends
FROM outlay.refresh_session(:'refresh_token') \gset
\echo :access_ends :ends
SET outlay.session_lifetime = '10 d';
SELECT failure FROM outlay.refresh_session(:'refresh_token');
RESET outlay.session_lifetime;

-- An admin ends a member's sessions.
SELECT outlay.end_member_sessions(2) AS ended;
SELECT count(*) AS left_over FROM session WHERE member_id = 2;
SELECT outlay.end_member_sessions(99);
\echo :LAST_ERROR_SQLSTATE

-- What is guessed first is refused: the 10,000 most common with anything around them, and what everybody knows.
CREATE FUNCTION pg_temp.refused(password text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.create_member('carla.rossi@device.example', password, 'member', 'Carla', 'Rossi');
	RAISE EXCEPTION USING MESSAGE = 'undo', ERRCODE = 'P0001';
EXCEPTION WHEN invalid_parameter_value OR raise_exception THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN coalesce(nullif(split_part(detail, ': ', 2), ''), 'taken');
END
$$;
SELECT p AS password, pg_temp.refused(p) FROM unnest(ARRAY['Password2024!', '!!dragon1990!!', 'QWERTYUIOP', 'correcthorsebatterystaple',
	'carla-rossi-1', 'Device Works 2024', 'deviceworks!', 'Rossi@Device7', 'dеvice umbrella seven', 'carla likes blue cheese',
	'ＰＡＳＳＷＯＲＤ１２３', 'zxcvbnm;12345', 'an unusual umbrella']) p;

-- A new password knows no device of before: who had the old one may have made any number of them.
TRUNCATE login_failure;
SELECT device_token AS before FROM outlay.log_in('ben@device.example', 'correct horse battery', device_token => '') \gset
SELECT token AS reset FROM outlay.issue_password_reset(2) \gset
SELECT failure FROM outlay.reset_password(:'reset', 'battery horse correct');
SELECT failure FROM outlay.log_in('ben@device.example', 'wrong', device_token => :'before');
SELECT left(counted_for, 1) AS kind, failures FROM login_failure ORDER BY counted_for;
SELECT device_token <> :'before' AS another FROM outlay.log_in('ben@device.example', 'battery horse correct', device_token => :'before');
SELECT token AS reset FROM outlay.issue_password_reset(2) \gset
SELECT failure FROM outlay.reset_password(:'reset', 'correct horse battery');

-- Who comes by an invitation or signs up has been on this device before, at the next log-in.
SELECT invitation_token AS invitation FROM outlay.invite_member('dora@device.example', 'member') \gset
SELECT device_token AS invited FROM outlay.accept_invitation(:'invitation', 'correct horse battery', device_token => '') \gset
SELECT invitation_token AS invitation FROM outlay.invite_member('emil@device.example', 'member') \gset
SELECT member_id, device_token FROM outlay.accept_invitation(:'invitation', 'correct horse battery');
UPDATE login_failure SET failures = 15, last_at = clock_timestamp() + interval '1 hour' WHERE counted_for LIKE 'e%';
SELECT f.failure FROM generate_series(1, 6) n, LATERAL outlay.log_in('dora@device.example', 'wrong') f;
SELECT member_id, failure FROM outlay.log_in('dora@device.example', 'correct horse battery', device_token => :'invited');
SELECT device_token AS signed_up FROM outlay.sign_up('Device Shop', 'office@device.example', 'sue@device.example',
	'silent harbour', device_token => '') \gset
SELECT device_token FROM outlay.sign_up('Device Stall', 'office@device.example', 'sue@device.example', 'silent harbour');
SELECT slug FROM outlay.use_tenant('deviceshop');
SELECT f.failure FROM generate_series(1, 6) n, LATERAL outlay.log_in('sue@device.example', 'wrong') f;
SELECT member_id, failure FROM outlay.log_in('sue@device.example', 'silent harbour', device_token => :'signed_up');
