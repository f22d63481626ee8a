-- Reads at a standby that miss nothing.

CREATE FUNCTION outlay.wal_position() RETURNS text
	LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'outlay_wal_position';
COMMENT ON FUNCTION outlay.wal_position() IS
'How far this primary is: what a standby has to replay to show all that is known.
For outlay.reach_wal(). Up to where commits are on the disk; with synchronous_commit off or outlay.early_release on, to where they are written.
55000: this is a standby. Internal';
GRANT EXECUTE ON FUNCTION outlay.wal_position() TO outlay_web;

CREATE PROCEDURE outlay.reach_wal(wal_position text, patience integer DEFAULT 1000)
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reach_wal';
COMMENT ON PROCEDURE outlay.reach_wal(text, integer) IS
'Waits until this standby shows what the primary had written at a position.
patience: so many milliseconds at most. OT503: it is not so far; 22023: no
position of outlay.wal_position(), or one of another database system; 22004: null. Internal';
GRANT EXECUTE ON PROCEDURE outlay.reach_wal(text, integer) TO outlay_web;
