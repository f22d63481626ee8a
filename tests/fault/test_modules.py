"""What Debian packages that hooks commands, the executor or the planner, beside the extension, loaded before and after it:
everything works as without."""
import os

import pytest

import harness
import organizations
import walk

# Each module: its settings, as talkative as it can be, and whether it is an extension of its own besides.
MODULES = {
    "pgaudit": ({"pgaudit.log": "all", "pgaudit.log_catalog": "on", "pgaudit.log_parameter": "on", "pgaudit.log_relation": "on",
                 "pgaudit.log_rows": "on"}, True),
    "pg_stat_statements": ({"pg_stat_statements.track": "all", "pg_stat_statements.track_planning": "on"}, True),
    # Parameters are logged from PostgreSQL 16 on, unless a setting says otherwise.
    "auto_explain": ({"auto_explain.log_min_duration": "0", "auto_explain.log_verbose": "on",
                      "auto_explain.log_nested_statements": "on"}, False),
    "pg_hint_plan": ({"pg_hint_plan.debug_print": "on"}, True),
    "set_user": ({}, True),
    "pg_cron": ({}, False),
}
OTHERS = [module for module in MODULES if module != "pgaudit"]
ORDERS = {"pgaudit first": ["pgaudit", "outlay"], "pgaudit last": ["outlay", "pgaudit"],
          "others first": [*OTHERS, "outlay"], "others last": ["outlay", *OTHERS]}


def is_there(cluster, module):
    """Whether this server has the module's library."""
    return os.path.exists(os.path.join(cluster.run("pg_config", "--pkglibdir").stdout.strip(), module + ".so"))


def restart_with(cluster, settings):
    """Restarts a server with these settings beside its own, and without those of the last time."""
    cluster.stop()
    with open(os.path.join(cluster.data, "postgresql.auto.conf"), "w", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
    cluster.start()


@pytest.fixture(scope="module", name="cluster")
def _cluster():
    """A server that the tests restart."""
    with harness.Cluster() as cluster:
        yield cluster


def send_secrets(cluster, database):
    """Sends a password as an administrator's driver does, as a parameter, and returns it."""
    script = os.path.join(cluster.directory, "member.sql")
    with open(script, "w", encoding="utf-8") as file:
        file.write("SELECT FROM outlay.use_tenant('webon');\nSELECT outlay.create_member('eve@walk.example', :secret, 'member');\n")
    cluster.run("pgbench", "-h", cluster.directory, "-U", "postgres", "-n", "-M", "extended", "-t", "1", "-f", script,
                "-D", "secret=brass lantern light", database)
    return "brass lantern light"


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_there(cluster, module):
    """Which of them are tried; what the platform has not is skipped."""
    if not is_there(cluster, module):
        pytest.skip(f"{module} is not installed")


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_everything_works_beside(cluster, order):
    """Organizations come, spend, are listed, upgraded, compared, copied, exported and dropped, also by the worker and below
    a DO, whatever else is loaded; no password or token is logged, and what pgaudit is to write down is."""
    there = [name for name in order if name == "outlay" or is_there(cluster, name)]
    if len(there) < 2:
        pytest.skip("not installed")
    settings = {"shared_preload_libraries": ",".join(there), "outlay.spare_tenants": "2", "outlay.worker_interval": "1",
                "log_statement": "all"}
    for name in there:
        settings.update(MODULES.get(name, ({}, False))[0])
    restart_with(cluster, settings)
    with organizations.Service(cluster) as service:
        for name in there:
            if name in MODULES and MODULES[name][1]:
                service.psql(f"CREATE EXTENSION {name}")
        secrets = walk.walk(service, "on")
        secrets |= {send_secrets(cluster, service.database)}
        harness.wait_until(lambda: service.psql("SELECT coalesce(sum(spares), 0) FROM outlay.spares WHERE current") == "2",
                           "the worker has made spares")
        assert service.psql("SELECT count(*) FROM outlay.drift()") == "0"
    with open(cluster.log, encoding="utf-8") as file:
        log = file.read()
    assert not [secret for secret in secrets if secret in log]
    if "pgaudit" in there:
        made = {tuple(line.split("AUDIT: ")[1].split(",")[4:7]) for line in log.splitlines()
                if "AUDIT: SESSION" in line and ",DDL," in line}
        assert any(what[0] == "CREATE TABLE" and what[2].startswith("tenant_") for what in made), made
    cluster.run("dropdb", "-h", cluster.directory, "-U", "postgres", "-f", service.database)
