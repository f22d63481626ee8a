"""The way to PostgreSQL: with sslmode=verify-full nothing is said to a server that is not the one that was meant."""
import pytest

import certificates
import harness
import mocked


@pytest.fixture(scope="module", name="authority")
def fixture_authority():
    """The certificate of the server."""
    return certificates.Authority()


@pytest.fixture(scope="module", name="server")
def fixture_server(authority):
    """A server that takes connections with TLS and without, and a database on it."""
    port = harness.free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPORT", str(port))
        with harness.Cluster(listen_addresses="'127.0.0.1'", port=port, ssl="on", log_connections="on",
                             ssl_cert_file=f"'{authority.certificate}'", ssl_key_file=f"'{authority.key}'") as cluster:
            yield cluster, mocked.mock_database(cluster)


def outlayd(server, host, root, **settings):
    """outlayd that asks for the server by this name, and trusts who is certified by root."""
    cluster, database = server
    return harness.Outlayd(cluster, database, loops=1, connections=1, **settings, conninfo=(
        f"hostaddr=127.0.0.1 host={host} port={cluster.settings['port']} dbname={database} user=outlay_web "
        f"sslmode=verify-full sslrootcert={root}"))


def test_the_server_that_was_meant_is_talked_to_in_secret(server, authority):
    """All connections are encrypted, the one that listens included."""
    cluster, database = server
    with outlayd(server, "db.localhost", authority.certificate) as shim:
        assert shim.client(host="a.localhost").get("/api/rows/1").status == 200
        assert cluster.psql("SELECT bool_and(ssl), count(*) > 1 FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                            "WHERE usename = 'outlay_web'", database) == "t|t"


@pytest.mark.parametrize("other", ["name", "authority"])
def test_another_server_is_left(server, authority, other):
    """One with another name, or whose certificate somebody else made: outlayd says why, and is not ready."""
    cluster, _ = server
    name, root = "db.localhost", authority.certificate
    if other == "name":
        name, reason = "db.example", "does not match host name"
    else:
        root, reason = certificates.Authority().certificate, "certificate verify failed"
    authorized = cluster.log_text().count("connection authorized: user=outlay_web")
    with outlayd(server, name, root, wait="listening") as shim:
        harness.wait_until(lambda: [line for line in shim.lines() if reason in line.get("message", "")], "it is told")
        assert shim.client().get("/readyz").status == 503
        assert shim.client(host="a.localhost").get("/api/rows/1").status == 503
    assert cluster.log_text().count("connection authorized: user=outlay_web") == authorized
