"""A second server that follows a first one, for the tests of what happens when either is lost."""
import os

import harness


def follow(server, primary):
    """Makes a server that does not run a copy of another one, which it follows when it is started."""
    server.run("pg_basebackup", "-h", primary.directory, "-U", "postgres", "-D", server.data, "-R", "-N", "-c", "fast")
    with open(os.path.join(server.data, "postgresql.conf"), "a", encoding="utf-8") as conf:
        conf.write(f"unix_socket_directories = '{server.directory}'\n")


def promote(server):
    """Makes a standby a server that can be written to; returns when it is one."""
    server.run("pg_ctl", "promote", "-w", "-s", "-D", server.data)


class Standby(harness.Cluster):
    """A copy of a primary that follows it."""

    def __init__(self, primary):
        super().__init__()
        self.primary = primary

    def start(self):
        """Copies the primary the first time."""
        if not os.path.exists(self.data):
            follow(self, self.primary)
        return super().start()

    def await_replay(self):
        """Returns when it shows what was committed on the primary until now, be it that the disk did not have it yet: a commit
        that waits for that brings it there."""
        self.primary.psql("SET synchronous_commit = local; SELECT pg_current_xact_id()")
        position = self.primary.psql("SELECT pg_current_wal_flush_lsn()")
        harness.wait_until(lambda: self.psql(f"SELECT pg_last_wal_replay_lsn() >= '{position}'") == "t",
                           f"the standby is at {position}")

    def conninfo_of_both(self, database):
        """The primary first; only a server that can be written to."""
        return (f"host={self.primary.directory},{self.directory} dbname={database} user=outlay_web "
                "target_session_attrs=read-write")
