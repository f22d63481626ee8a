-- Who stands in for a member, and when. Columns only, NULL where nobody does: no file more, and no byte.

-- From and until: the first and the last day, where the organization is; NULL: from now on, until it is taken back.
ALTER TABLE member ADD COLUMN deputy_id bigint CONSTRAINT member_deputy_fkey REFERENCES member;
ALTER TABLE member ADD COLUMN deputy_from date;
ALTER TABLE member ADD COLUMN deputy_until date;
ALTER TABLE member ADD CONSTRAINT member_deputy_holds
	CHECK (CASE WHEN deputy_id IS NULL THEN coalesce(deputy_from, deputy_until) IS NULL
		ELSE deputy_id <> id AND coalesce(deputy_from <= deputy_until, true) END);
-- Whether somebody has this member for their deputy, be it for other days. Who logs in is read anyway, so whoever is
-- nobody's deputy is never looked for among those of others.
ALTER TABLE member ADD COLUMN is_deputy boolean;
