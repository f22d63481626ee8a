-- Reads at a standby that miss nothing.

CREATE FUNCTION outlay.wal_position() RETURNS text
	LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'outlay_wal_position';
COMMENT ON FUNCTION outlay.wal_position() IS
'How far this primary is: what a standby has to replay to show all that is known.
For outlay.reach_wal(). With synchronous_commit, up to where commits are on the disk; without, up to where anything is written.
55000: this is a standby. Internal';
GRANT EXECUTE ON FUNCTION outlay.wal_position() TO outlay_web;

CREATE PROCEDURE outlay.reach_wal(wal_position text, patience integer DEFAULT 1000)
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reach_wal';
COMMENT ON PROCEDURE outlay.reach_wal(text, integer) IS
'Waits until this standby shows what the primary had written at a position.
patience: so many milliseconds at most. OT503: it is not so far; 22023: no
position of outlay.wal_position(), or one of another database system; 22004: null. Internal';
GRANT EXECUTE ON PROCEDURE outlay.reach_wal(text, integer) TO outlay_web;
