-- What is the same name and the same person is decided by outlay.fold(), no longer by lower(), which is another function
-- in every locale. Whoever was two until now and is one from now on has to be told apart first: all that collide are
-- named at once.
DO $$
DECLARE
	collisions text;
BEGIN
	SELECT string_agg(format('%s %s', what, names), '; ' ORDER BY what, names) INTO collisions FROM (
		SELECT 'department' AS what, string_agg(format('%s "%s"', id, name), ', ' ORDER BY id) AS names
			FROM department WHERE archived_at IS NULL GROUP BY outlay.fold(name) COLLATE "C" HAVING count(*) > 1
		UNION ALL
		SELECT 'account', string_agg(format('%s "%s"', id, name), ', ' ORDER BY id)
			FROM account WHERE archived_at IS NULL GROUP BY outlay.fold(name) COLLATE "C" HAVING count(*) > 1
		UNION ALL
		SELECT 'member', string_agg(format('%s "%s"', id, email), ', ' ORDER BY id)
			FROM member GROUP BY outlay.fold(email) COLLATE "C" HAVING count(*) > 1) collision;
	IF collisions IS NOT NULL THEN
		RAISE unique_violation USING
			MESSAGE = format('names or e-mail addresses that count as the same are in use more than once: %s',
				left(collisions, 2000)),
			HINT = 'Rename or archive all but one of each, give all but one of these members another address, and upgrade again.';
	END IF;
END
$$;

DROP INDEX department_name_key;
CREATE UNIQUE INDEX department_name_key ON department (outlay.fold(name) COLLATE "C") WHERE archived_at IS NULL;
DROP INDEX account_name_key;
CREATE UNIQUE INDEX account_name_key ON account (outlay.fold(name) COLLATE "C") WHERE archived_at IS NULL;
DROP INDEX member_email_key;
CREATE UNIQUE INDEX member_email_key ON member (outlay.fold(email) COLLATE "C");

-- A device that has logged in before has a counter of its own, which is there before anything has failed.
ALTER TABLE login_failure ADD COLUMN refused integer NOT NULL DEFAULT 0;
COMMENT ON TABLE login_failure IS
'Failed attempts to log in, per e-mail address, per client address, and per device that has logged in before';
