-- What happened to what is somebody's, told to them: a row of the audit says for whom it is, and a member how far they have
-- read. One partial index, which has the rows that are for somebody: one file and 8 kB. There is no foreign key, as there
-- is none for who did it.
ALTER TABLE audit ADD COLUMN for_member_id bigint;
ALTER TABLE member ADD COLUMN seen_audit_id bigint;

-- The inbox of a member, the latest first, and what in it is unread.
CREATE INDEX audit_inbox_idx ON audit (for_member_id, id) WHERE for_member_id IS NOT NULL;
