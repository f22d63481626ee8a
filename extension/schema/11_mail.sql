-- Mail that waits to be sent. One queue for all organizations, since one sender looks at it; what is in a row is
-- encrypted (value/seal.c) and erased when it is sent or given up. Not dumped: what waits is worth nothing later.

CREATE TABLE outlay.mail (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	tenant_id			bigint NOT NULL CONSTRAINT mail_tenant_fkey REFERENCES outlay.tenant ON DELETE CASCADE,
	kind				text NOT NULL,
	-- Digest of the address under the server's key: so many a day to one address, and no list of addresses.
	recipient			bytea NOT NULL,
	status				text NOT NULL DEFAULT 'waiting'
		CONSTRAINT mail_status_known CHECK (status IN ('waiting', 'sent', 'failed', 'expired', 'nobody', 'withdrawn')),
	sealed				text,
	valid_until			timestamptz NOT NULL,
	next_try			timestamptz NOT NULL DEFAULT now(),
	tries				integer NOT NULL DEFAULT 0,
	error				text,
	created_at			timestamptz NOT NULL DEFAULT now(),
	finished_at			timestamptz
);
CREATE INDEX mail_waiting_idx ON outlay.mail (next_try) WHERE status = 'waiting';
CREATE INDEX mail_recipient_idx ON outlay.mail (recipient, created_at);
CREATE INDEX mail_tenant_idx ON outlay.mail (tenant_id, created_at);

COMMENT ON TABLE outlay.mail IS 'Mail of the last week: what waits to be sent, and what became of the rest';
COMMENT ON COLUMN outlay.mail.id IS 'Number of the mail';
COMMENT ON COLUMN outlay.mail.tenant_id IS 'The organization that it comes from';
COMMENT ON COLUMN outlay.mail.kind IS 'What it is about; reset_asked: somebody asked for a new password, and whether there is such a member is looked up when it is sent';
COMMENT ON COLUMN outlay.mail.recipient IS 'Digest of the address, under the server''s key';
COMMENT ON COLUMN outlay.mail.status IS 'waiting, sent, failed (given up, see error), expired (was not sent in time), nobody (no member has the address) or withdrawn (what it leads to is void)';
COMMENT ON COLUMN outlay.mail.sealed IS 'Address and text, encrypted; NULL once it is not needed any more';
COMMENT ON COLUMN outlay.mail.valid_until IS 'Until when it makes sense to send it';
COMMENT ON COLUMN outlay.mail.next_try IS 'When it is tried next';
COMMENT ON COLUMN outlay.mail.tries IS 'How often it was tried';
COMMENT ON COLUMN outlay.mail.error IS 'Why the last try failed; NULL: none did';
COMMENT ON COLUMN outlay.mail.created_at IS 'When it was written';
COMMENT ON COLUMN outlay.mail.finished_at IS 'When it was sent or given up; NULL: it waits';

GRANT SELECT (id, tenant_id, kind, status, valid_until, next_try, tries, error, created_at, finished_at)
	ON outlay.mail TO outlay_operator;
