-- Which organizations have a recurring expense due, and when: all that the worker looks at.
CREATE TABLE outlay.recurring_watch (
	tenant_id			bigint PRIMARY KEY CONSTRAINT recurring_watch_tenant_fkey REFERENCES outlay.tenant ON DELETE CASCADE,
	due_at				timestamptz NOT NULL,
	failures			integer NOT NULL DEFAULT 0,
	message				text
);
CREATE INDEX recurring_watch_due_idx ON outlay.recurring_watch (due_at);

COMMENT ON TABLE outlay.recurring_watch IS 'Organizations that have recurring expenses, and when the worker looks at each';
COMMENT ON COLUMN outlay.recurring_watch.tenant_id IS 'The organization';
COMMENT ON COLUMN outlay.recurring_watch.due_at IS 'From when on something may be due there; never later than something is';
COMMENT ON COLUMN outlay.recurring_watch.failures IS 'How often it failed since it last did not';
COMMENT ON COLUMN outlay.recurring_watch.message IS 'Why; NULL: it did not';

SELECT pg_catalog.pg_extension_config_dump('outlay.recurring_watch', '');
GRANT SELECT ON outlay.recurring_watch TO outlay_operator;
