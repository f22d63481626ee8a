-- What money is spent on: a tree of categories, of which an expense has one. Five files for an organization: the table,
-- its key, its sequence, two indexes; and an index of expenses, which has no rows where there are no categories: one file.

CREATE TABLE category (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	parent_id			bigint CONSTRAINT category_parent_fkey REFERENCES category
		CONSTRAINT category_parent_other CHECK (parent_id <> id),
	name				varchar(100) NOT NULL CONSTRAINT category_name_not_blank CHECK (btrim(name) <> ''),
	code				varchar(20) CONSTRAINT category_code_not_blank CHECK (btrim(code) <> ''),
	version				integer NOT NULL DEFAULT 1,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	archived_at			timestamptz
);
-- Two categories in use never share a name or a code, wherever they stand: a file or a person means one of them.
CREATE UNIQUE INDEX category_name_key ON category (outlay.fold(name) COLLATE "C") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX category_code_key ON category (outlay.fold(code) COLLATE "C") WHERE archived_at IS NULL;

ALTER TABLE expense ADD COLUMN category_id bigint CONSTRAINT expense_category_fkey REFERENCES category;
-- The list of a category, the newest first.
CREATE INDEX expense_category_idx ON expense (category_id, spent_on, id) WHERE category_id IS NOT NULL;

COMMENT ON TABLE category IS 'What money is spent on: a tree';
