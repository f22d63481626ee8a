-- Text: what is the same name, the same person, found by a search.

CREATE FUNCTION outlay.fold(text text) RETURNS text
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_fold';
COMMENT ON FUNCTION outlay.fold(text) IS
'The form by which a text is the same as another, in every database.
Letters in lower case, in one normal form, without characters that nobody sees, with single blanks (Unicodes
NFKC_Casefold). For indexes and comparisons; NULL for NULL. Internal';

CREATE FUNCTION outlay.fold_each(texts text[]) RETURNS text[]
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_fold_each';
COMMENT ON FUNCTION outlay.fold_each(text[]) IS
'Several texts, each as fold() makes it, in a list of one dimension.
For indexes and comparisons; NULL for NULL. Internal';

CREATE FUNCTION outlay.contains_folded(text text, folded text) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_contains_folded';
COMMENT ON FUNCTION outlay.contains_folded(text, text) IS
'Whether the folded form of a text has a text in it that is folded already.
Byte by byte, as position(folded in outlay.fold(text)) > 0 is, in less than half of the time. NULL for NULL. Internal';
