-- A DBA's own migrations.

CREATE FUNCTION outlay.add_migration(name text, up_sql text) RETURNS outlay.migration
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_add_migration';
COMMENT ON FUNCTION outlay.add_migration(text, text) IS
'Adds DDL to the template: organizations created from now on have what it makes.
Statements name no schema and run in one transaction. 22023: invalid fields; 23505: the name is in use; 0A000:
something that is not possible or cannot be cloned, that takes away what the extension''s own migrations made, or makes
one of its statements fail. For operators';

CREATE FUNCTION outlay.replace_migration(name text, up_sql text, mend_sql text DEFAULT NULL) RETURNS outlay.migration
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_replace_migration';
COMMENT ON FUNCTION outlay.replace_migration(text, text, text) IS
'Gives a migration that was added another text, for those that have not had it.
Where organizations have had the former text, the new one must lead to the same catalogue, or mend_sql must bring them
there, by the next upgrade_tenants(). All of it is tried from every version that an organization is at before anything
is kept. P0002: there is no such migration; 22023: invalid fields; 55000: the two would not lead to the same; 0A000:
see add_migration(). For operators';

CREATE FUNCTION outlay.withdraw_migration(name text, undo_sql text DEFAULT NULL) RETURNS outlay.migration
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_withdraw_migration';
COMMENT ON FUNCTION outlay.withdraw_migration(text, text) IS
'Takes back a migration that was added.
Where no organization has had it, nothing of it is left; else undo_sql must take away what it made, from those that
have had it, by the next upgrade_tenants(). P0002: there is no such migration; 55000: organizations have had it and
undo_sql is missing, or leaves something. For operators';
