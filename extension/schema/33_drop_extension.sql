-- DROP EXTENSION takes the directory, and leaves schemas of which nobody knows whose they are. PostgreSQL sees no
-- dependency there: a table of an organization needs no object of the extension to exist.

CREATE FUNCTION outlay.check_drop_extension() RETURNS event_trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_check_drop_extension';
COMMENT ON FUNCTION outlay.check_drop_extension() IS
'Refuses DROP EXTENSION outlay without CASCADE while there are organizations.
2BP01. Internal';

CREATE EVENT TRIGGER outlay_drop_extension ON ddl_command_start WHEN TAG IN ('DROP EXTENSION')
	EXECUTE FUNCTION outlay.check_drop_extension();
COMMENT ON EVENT TRIGGER outlay_drop_extension IS
'Keeps DROP EXTENSION outlay from taking the directory of organizations along by mistake';
