"""The built web app, a server with it, and the Node that runs its tests."""
import contextlib
import itertools
import pathlib
import subprocess
import sys
import types

import pytest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "http"))

import harness  # noqa: E402
from second_factor import KeyFile  # noqa: E402
from test_mail import Mailer, MailServer  # noqa: E402


@pytest.fixture(scope="session", name="node")
def _node():
    """The folder of the Node that the app is built with."""
    return subprocess.run(["scripts/web", "node"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="session", name="site")
def _site():
    """The folder that outlayd serves."""
    return pathlib.Path(subprocess.run(["scripts/web"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())


@pytest.fixture(scope="session", name="console_site")
def _console_site():
    """The folder of the operators' console."""
    done = subprocess.run(["scripts/web", "console"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return pathlib.Path(done.stdout.strip())


@pytest.fixture(scope="session", name="console")
def _console(cluster, console_site):
    """The outlayd of the console with its pages, two organizations, and how operators are made: .journeys."""
    database = cluster.create_database(extension=True)
    for name, value in {"secret_key_file": cluster.keys.path, "console_host": "console.localhost"}.items():
        cluster.psql(f"ALTER DATABASE {database} SET outlay.{name} = '{value}'", database)
    cluster.psql("SELECT outlay.create_tenant('Acme Ltd', 'office@acme.example', slug => 'acme'), "
                 "outlay.create_tenant('Blue Danube Shipping', 'office@danube.example', slug => 'danube')", database)
    with harness.Outlayd(cluster, database, user="outlay_console", static_dir=str(console_site)) as shim:
        shim.psql = lambda sql: cluster.psql(sql, database)
        shim.journeys = {"OUTLAY_JOURNEY_PSQL": f"{cluster.bin}/psql -X -q -A -t -h {cluster.directory} -U postgres -d {database}"}
        yield shim


class FolderServer(MailServer):
    """Keeps what it takes in a folder."""

    def __init__(self, folder):
        super().__init__()
        self.mails = Folder(folder)


class Folder(list):
    """A list of mails, each a file too."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def append(self, mail):
        (self.path / f"{len(self):04}-{mail[1][0]}").write_text(mail[2], encoding="utf-8")
        super().append(mail)


@pytest.fixture(scope="session", name="cluster")
def _cluster():
    """Where both servers' databases are."""
    with harness.Cluster() as cluster:
        cluster.keys = KeyFile(cluster)
        yield cluster


@contextlib.contextmanager
def serve(cluster, site, **settings):
    """A server with the app, and nobody in it, by settings of the extension; .journeys is what its journeys are told."""
    database = cluster.create_database(extension=True)
    for name, value in {"secret_key_file": cluster.keys.path, **settings}.items():
        cluster.psql(f"ALTER DATABASE {database} SET outlay.{name} = '{value}'", database)
    with harness.Outlayd(cluster, database, static_dir=str(site)) as shim:
        shim.database = database
        shim.psql = lambda sql: cluster.psql(sql, database)
        shim.journeys = {"OUTLAY_JOURNEY_PSQL": f"{cluster.bin}/psql -X -q -A -t -h {cluster.directory} -U postgres -d {database}"}
        yield shim


@pytest.fixture(scope="session", name="shim")
def _shim(cluster, site):
    """A server that sends no mail."""
    with serve(cluster, site) as shim:
        yield shim


@pytest.fixture(scope="session", name="mailing")
def _mailing(cluster, site, tmp_path_factory):
    """A server that sends mail, each into a file whose name ends with the address."""
    folder = tmp_path_factory.mktemp("mails")
    server = FolderServer(folder)
    with serve(cluster, site, mail_from="outlay@mail.example", web_url="http://localhost/t/{slug}") as shim:
        shim.journeys["OUTLAY_JOURNEY_MAILS"] = str(folder)
        service = types.SimpleNamespace(cluster=cluster, database=shim.database, shim=shim, numbers=itertools.count())
        with Mailer(service, server):
            yield shim
    server.shutdown()
    server.server_close()
