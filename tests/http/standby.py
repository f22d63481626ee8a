"""A second server that follows a first one, for the tests of what happens when either is lost."""
import os

import harness


class Standby(harness.Cluster):
    """A copy of a primary that follows it."""

    def __init__(self, primary):
        super().__init__()
        self.primary = primary

    def start(self):
        """Copies the primary the first time."""
        if not os.path.exists(self.data):
            self.run("pg_basebackup", "-h", self.primary.directory, "-U", "postgres", "-D", self.data, "-R", "-c", "fast")
            with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as conf:
                conf.write(f"unix_socket_directories = '{self.directory}'\n")
        return super().start()

    def conninfo_of_both(self, database):
        """The primary first; only a server that can be written to."""
        return (f"host={self.primary.directory},{self.directory} dbname={database} user=outlay_web "
                "target_session_attrs=read-write")
