-- Bringing organizations to the template's version.

-- A call of upgrade_tenants() that has found something to do, and each of its workers; kept for 30 days. Operational:
-- a dump leaves both tables out.
CREATE TABLE outlay.upgrade_run (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	part_of				bigint,
	pid					integer NOT NULL DEFAULT pg_catalog.pg_backend_pid(),
	to_version			integer NOT NULL,
	started_at			timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
	last_at				timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
	ended_at			timestamptz,
	done				integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE outlay.upgrade_run IS 'Calls of upgrade_tenants(), and their workers, of the last 30 days';
COMMENT ON COLUMN outlay.upgrade_run.id IS 'Number of the run';
COMMENT ON COLUMN outlay.upgrade_run.part_of IS 'Of a worker: the run that started it';
COMMENT ON COLUMN outlay.upgrade_run.pid IS 'Process that does it';
COMMENT ON COLUMN outlay.upgrade_run.to_version IS 'Version of the template that it brings organizations to';
COMMENT ON COLUMN outlay.upgrade_run.started_at IS 'When it began';
COMMENT ON COLUMN outlay.upgrade_run.last_at IS 'When it had brought the last organization there';
COMMENT ON COLUMN outlay.upgrade_run.ended_at IS 'When it came to its end; NULL while it runs, and when it was killed';
COMMENT ON COLUMN outlay.upgrade_run.done IS 'Organizations that it has brought there';

CREATE TABLE outlay.upgrade_attempt (
	tenant_id			bigint PRIMARY KEY CONSTRAINT upgrade_attempt_tenant_fkey REFERENCES outlay.tenant ON DELETE CASCADE,
	version				integer NOT NULL,
	run					bigint NOT NULL,
	attempts			integer NOT NULL DEFAULT 1,
	given_up			boolean NOT NULL,
	sqlstate			text NOT NULL,
	message				text NOT NULL,
	detail				text,
	context				text,
	failed_at			timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);
COMMENT ON TABLE outlay.upgrade_attempt IS 'Last failed attempt for each organization that has not reached the version since';
COMMENT ON COLUMN outlay.upgrade_attempt.tenant_id IS 'The organization';
COMMENT ON COLUMN outlay.upgrade_attempt.version IS 'Version of the template that it failed to reach';
COMMENT ON COLUMN outlay.upgrade_attempt.run IS 'Run that tried last';
COMMENT ON COLUMN outlay.upgrade_attempt.attempts IS 'Attempts of that run';
COMMENT ON COLUMN outlay.upgrade_attempt.given_up IS 'False where the run was to try again';
COMMENT ON COLUMN outlay.upgrade_attempt.sqlstate IS 'SQLSTATE of the error';
COMMENT ON COLUMN outlay.upgrade_attempt.message IS 'Message of the error';
COMMENT ON COLUMN outlay.upgrade_attempt.detail IS 'Detail of the error';
COMMENT ON COLUMN outlay.upgrade_attempt.context IS 'Statement and migration that raised it';
COMMENT ON COLUMN outlay.upgrade_attempt.failed_at IS 'When';

CREATE VIEW outlay.upgrade_failure AS
SELECT t.slug, a.version, s.migration, m.name, a.attempts, a.given_up, a.sqlstate, a.message, a.detail, a.context, a.failed_at
FROM outlay.upgrade_attempt a
	JOIN outlay.tenant t ON t.id = a.tenant_id
	LEFT JOIN outlay.template s ON s.version = a.version
	LEFT JOIN outlay.migration m ON m.version = s.migration;
COMMENT ON VIEW outlay.upgrade_failure IS
'Organizations that failed to reach a version, and why; a row goes when its organization has reached it';

-- What is counted is the directory, so the view costs one pass over it.
CREATE VIEW outlay.upgrade_progress AS
SELECT s.version, s.migration, m.name,
	coalesce(at.tenants, 0) AS tenants,
	coalesce(sum(at.tenants) OVER (ORDER BY s.version ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS behind,
	(SELECT count(*) FROM outlay.upgrade_attempt a WHERE a.version = s.version) AS failed,
	run.sessions, run.done, run.per_second
FROM outlay.template s
	LEFT JOIN outlay.migration m ON m.version = s.migration
	LEFT JOIN (SELECT t.template_version AS version, count(*) AS tenants FROM outlay.tenant t
			   WHERE t.status <> 'dropped' GROUP BY 1) at ON at.version = s.version
	LEFT JOIN LATERAL (
		SELECT count(*) FILTER (WHERE a.pid IS NOT NULL AND r.ended_at IS NULL) AS sessions, sum(r.done) AS done,
			round((sum(r.done) / NULLIF(extract(epoch FROM max(r.last_at) - min(r.started_at)), 0))::numeric, 1) AS per_second
		FROM outlay.upgrade_run r LEFT JOIN pg_catalog.pg_stat_activity a
			ON a.pid = r.pid AND coalesce(a.state, 'active') = 'active'
		WHERE r.to_version = s.version AND coalesce(r.part_of, r.id) = (
			SELECT max(coalesce(l.part_of, l.id)) FROM outlay.upgrade_run l
			WHERE l.to_version = s.version AND l.started_at >= s.created_at)) run ON true
ORDER BY s.version;
COMMENT ON VIEW outlay.upgrade_progress IS
'For each version of the template: organizations that are at it, that are behind it, that failed to reach it; of the
latest call of upgrade_tenants() to it the sessions at work, the organizations done and how many in a second';
COMMENT ON COLUMN outlay.upgrade_progress.tenants IS 'Organizations at this version';
COMMENT ON COLUMN outlay.upgrade_progress.behind IS 'Organizations at an earlier version';
COMMENT ON COLUMN outlay.upgrade_progress.failed IS 'Organizations that failed to reach this version; outlay.upgrade_failure says why';
COMMENT ON COLUMN outlay.upgrade_progress.sessions IS 'Sessions and workers that are at work now';
COMMENT ON COLUMN outlay.upgrade_progress.done IS 'Organizations that the latest call has brought to this version; NULL: there was none';
COMMENT ON COLUMN outlay.upgrade_progress.per_second IS 'The same in a second; NULL: there was none, or it has just begun';

COMMENT ON COLUMN outlay.upgrade_failure.name IS 'Name of the migration; NULL: it has been withdrawn';
COMMENT ON COLUMN outlay.upgrade_failure.migration IS 'Number of the migration; NULL: it has been withdrawn';
COMMENT ON COLUMN outlay.upgrade_failure.detail IS 'Detail of the error; NULL: it had none';
COMMENT ON COLUMN outlay.upgrade_failure.context IS 'Statement and migration that raised it; NULL: not known';

GRANT SELECT ON outlay.upgrade_run, outlay.upgrade_attempt, outlay.upgrade_failure, outlay.upgrade_progress TO outlay_operator;

CREATE PROCEDURE outlay.upgrade_tenants(
	to_version integer DEFAULT NULL, canaries integer DEFAULT 1, batch_size integer DEFAULT 100,
	max_failures integer DEFAULT 10, lock_timeout interval DEFAULT '2 seconds', retries integer DEFAULT 3,
	workers integer DEFAULT 1, slugs text[] DEFAULT NULL)
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_upgrade_tenants';
COMMENT ON PROCEDURE outlay.upgrade_tenants(integer, integer, integer, integer, interval, integer, integer, text[]) IS
'Brings every organization to a version of the template (NULL: the newest).
The template first, then so many canaries, whose failure stops it, then the rest, each in a transaction of its own.
Where one of several migrations fails in an organization, it keeps those before; the next call begins with that one.
Waits lock_timeout for a lock and tries so many times again; stops after max_failures organizations that failed; after
each batch_size frees what it has cached of them. workers share the work, as do several calls side by side; slugs
names the only organizations to be upgraded, by one session. Can be stopped or killed at any time and called again.
25001: inside a transaction block; 22023: no such version, or an argument out of its range; 3D000: one of the slugs is
no organization''s; 55000: a canary failed, or too many did, see outlay.upgrade_failure. For operators';
