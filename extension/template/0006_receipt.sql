-- Receipts of expenses: the files as they came, known by their content. A table, its toast table and three indexes: five
-- files and 24 kB for an organization that has none.

-- The largest receipt, in megabytes; NULL: the operator's default.
ALTER TABLE organization ADD COLUMN receipt_megabytes varchar(2)
	CONSTRAINT organization_receipt_megabytes_known CHECK (receipt_megabytes ~ '^([1-9]|1[0-9]|2[0-5])$');

-- How many an expense has, so that a page of them need not look.
ALTER TABLE expense ADD COLUMN receipts smallint NOT NULL DEFAULT 0;

-- A file is the same as another by its hash, which is nobody's to choose. Its content lies in pieces outside of the row and
-- is not compressed (it mostly is already), so that a part of it is read without the rest.
CREATE TABLE receipt (
	expense_id			bigint NOT NULL CONSTRAINT receipt_expense_fkey REFERENCES expense ON DELETE CASCADE,
	sha256				bytea NOT NULL,
	name				varchar(200) NOT NULL CONSTRAINT receipt_name_not_blank CHECK (btrim(name) <> ''),
	media_type			varchar(20) NOT NULL CONSTRAINT receipt_media_type_known
		CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf')),
	member_id			bigint CONSTRAINT receipt_member_fkey REFERENCES member,
	created_at			timestamptz NOT NULL DEFAULT now(),
	content				bytea NOT NULL CONSTRAINT receipt_content_bounded CHECK (octet_length(content) BETWEEN 1 AND 26214400),
	PRIMARY KEY (expense_id, sha256),
	CONSTRAINT receipt_hash_of_content CHECK (sha256 = sha256(content))
);
ALTER TABLE receipt ALTER COLUMN content SET STORAGE EXTERNAL;
-- The same file with other expenses.
CREATE INDEX receipt_file_idx ON receipt (sha256);

COMMENT ON TABLE receipt IS 'Files that prove expenses, by the hash of their content';
