"""Every setting of the server that changes parsing, printing, planning, time-outs, isolation or locale, at each of its odd
values in a database: everything works, and answers the same."""
import threading

import pytest

import harness
import organizations
import walk

# Groups of settings that do not interact, each set in a database of its own. What is tried is taken out of pg_settings:
# test_no_setting_is_forgotten() fails on one that stands neither here nor in LEFT_OUT.
GROUPS = {
    "parsing": {"quote_all_identifiers": "on", "backslash_quote": "off", "escape_string_warning": "off", "array_nulls": "off",
                "transform_null_equals": "on", "xmloption": "document"},
    "strings": {"standard_conforming_strings": "off", "quote_all_identifiers": "on", "backslash_quote": "on"},
    "printing": {"bytea_output": "escape", "DateStyle": "'German, DMY'", "IntervalStyle": "sql_standard", "extra_float_digits": "-15",
                 "xmlbinary": "hex", "TimeZone": "'Asia/Kathmandu'", "timezone_abbreviations": "'India'"},
    "dates": {"DateStyle": "'SQL, DMY'", "IntervalStyle": "postgres_verbose", "extra_float_digits": "3", "TimeZone": "'Pacific/Kiritimati'"},
    "old dates": {"DateStyle": "'Postgres, MDY'", "IntervalStyle": "iso_8601", "TimeZone": "'America/Adak'"},
    "texts": {"client_encoding": "'LATIN1'", "client_min_messages": "debug1", "default_text_search_config": "'german'",
              "lc_messages": "'C'", "lc_monetary": "'C'", "lc_numeric": "'C'", "lc_time": "'C'", "check_function_bodies": "off"},
    "isolation": {"default_transaction_isolation": "serializable", "default_transaction_deferrable": "on"},
    "snapshot": {"default_transaction_isolation": "'repeatable read'", "lo_compat_privileges": "on"},
    "names": {"search_path": "nowhere, pg_catalog, public", "row_security": "off", "default_toast_compression": "lz4",
              "session_replication_role": "replica", "createrole_self_grant": "'set, inherit'", "temp_tablespaces": "odd",
              "default_tablespace": "odd", "default_table_access_method": "heap"},
    "no scans": {name: "off" for name in (
        "enable_seqscan", "enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin",
        "enable_sort", "enable_hashagg", "enable_material", "enable_memoize", "enable_tidscan", "enable_nestloop",
        "enable_incremental_sort", "enable_presorted_aggregate", "enable_group_by_reordering", "enable_gathermerge",
        "enable_parallel_append", "enable_parallel_hash", "enable_partition_pruning", "enable_async_append")} |
                {"enable_partitionwise_aggregate": "on", "enable_partitionwise_join": "on", "jit": "off"},
    "parallel": {"force_parallel_mode": "regress", "debug_parallel_query": "regress", "parallel_setup_cost": "0",
                 "parallel_tuple_cost": "0", "min_parallel_table_scan_size": "0", "min_parallel_index_scan_size": "0",
                 "max_parallel_workers_per_gather": "1"},
    "planning": {"plan_cache_mode": "force_generic_plan", "constraint_exclusion": "on", "from_collapse_limit": "1",
                 "join_collapse_limit": "1", "geqo_threshold": "2", "geqo_effort": "1", "cursor_tuple_fraction": "0",
                 "random_page_cost": "0", "seq_page_cost": "1000", "cpu_tuple_cost": "10", "cpu_index_tuple_cost": "10",
                 "cpu_operator_cost": "10", "effective_cache_size": "'8kB'", "default_statistics_target": "1",
                 "recursive_worktable_factor": "0.001", "work_mem": "'64kB'", "hash_mem_multiplier": "1",
                 "logical_decoding_work_mem": "'64kB'"},
    "custom plans": {"plan_cache_mode": "force_custom_plan", "jit": "on", "jit_above_cost": "0", "jit_inline_above_cost": "-1",
                     "jit_optimize_above_cost": "-1", "geqo": "off", "constraint_exclusion": "off"},
    "limits": {"statement_timeout": "'60s'", "lock_timeout": "'20s'", "idle_in_transaction_session_timeout": "'20s'",
               "idle_session_timeout": "'60s'", "transaction_timeout": "'120s'", "synchronous_commit": "off",
               "commit_delay": "100", "vacuum_cost_delay": "1", "gin_fuzzy_search_limit": "1", "temp_file_limit": "'64MB'"},
}

# Settings of the same kinds that are not tried, and why.
LEFT_OUT = {
    "default_transaction_read_only": "says that a server is not to be written to, and is believed (docs/operations.md)",
    "transaction_isolation": "of a transaction", "transaction_deferrable": "of a transaction",
    "transaction_read_only": "of a transaction",
    "session_preload_libraries": "tests/fault/test_modules.py", "local_preload_libraries": "tests/fault/test_modules.py",
    "role": "of a session", "event_triggers": "switches them off, which is for mending them",
    "default_with_oids": "cannot be switched on since PostgreSQL 12", "synchronize_seqscans": "an order that nothing relies on",
    "restrict_nonsystem_relation_kind": "refuses by design what pg_dump is not to touch",
    "allow_in_place_tablespaces": "for PostgreSQL's own tests, and used here", "dynamic_library_path": "where modules are",
    "gin_pending_list_limit": "a size", "vacuum_freeze_min_age": "when vacuum does what",
    "vacuum_freeze_table_age": "when vacuum does what", "vacuum_multixact_freeze_min_age": "when vacuum does what",
    "vacuum_multixact_freeze_table_age": "when vacuum does what", "vacuum_failsafe_age": "when vacuum does what",
    "vacuum_multixact_failsafe_age": "when vacuum does what", "icu_validation_level": "of CREATE COLLATION and CREATE DATABASE",
    "geqo_generations": "tuning of geqo", "geqo_pool_size": "tuning of geqo", "geqo_seed": "tuning of geqo",
    "geqo_selection_bias": "tuning of geqo",
    "extension_control_path": "where modules are",
}

# The kinds, as pg_settings calls them.
CATEGORIES = ("Client Connection Defaults / %", "Query Tuning / %", "Version and Platform Compatibility / %")


class Server(harness.Cluster):
    """A server whose databases with the extension are copies of one."""

    def create_database(self, name=None, template=None, extension=False):
        if extension and template is None:
            return super().create_database(name, "ready")
        return super().create_database(name, template, extension)


@pytest.fixture(scope="module", name="cluster")
def _cluster():
    with Server(allow_in_place_tablespaces="on") as cluster:
        cluster.create_database("ready", "template1", extension=True)
        cluster.psql("SELECT outlay.create_tenant('First', 'office@first.example')", "ready")
        cluster.psql("SELECT outlay.drop_tenant('first')", "ready")
        cluster.psql("CALL outlay.purge_tenants('0')", "ready")
        cluster.psql("SET allow_in_place_tablespaces = on; CREATE TABLESPACE odd LOCATION ''")
        yield cluster


def settings_of(cluster, group):
    """Those of a group that this server has."""
    known = set(cluster.psql("SELECT lower(name) FROM pg_settings").split())
    return {name: value for name, value in GROUPS[group].items() if name.lower() in known}


def test_no_setting_is_forgotten(cluster):
    """A setting that a new version of PostgreSQL has is tried, or left out for a reason."""
    listed = {name.lower() for group in GROUPS.values() for name in group} | {name.lower() for name in LEFT_OUT}
    found = cluster.psql("SELECT lower(name) FROM pg_settings WHERE context IN ('user', 'superuser') AND (" +
                         " OR ".join(f"category LIKE '{category}'" for category in CATEGORIES) + ") ORDER BY 1").split()
    assert [name for name in found if name not in listed] == []


@pytest.mark.parametrize("group", GROUPS)
def test_everything_works_under(cluster, group):
    """Settings that a DBA may have for a database change nothing of what people and operators see."""
    service = organizations.Service(cluster)
    service.psql("".join(f"ALTER DATABASE {service.database} SET {name} = {value};"
                         for name, value in settings_of(cluster, group).items()))
    with service:
        walk.walk(service, "on", walk.PLAIN)
        if "default_transaction_isolation" in GROUPS[group]:
            spend_at_once(service)
    cluster.run("dropdb", "-h", cluster.directory, "-U", "postgres", "-f", service.database)


def spend_at_once(service):
    """Sixteen people spend from one budget at once; nobody is told to come again."""
    web = service.sign_up("Busy")
    budget = web.budget()
    answers = []

    def spend():
        client = service.shim.client(host=web.host, token=web.owner.token)
        for _ in range(6):
            answers.append(client.post("/api/v2/expenses", {"budget_id": budget["id"], "amount": "1.00", "description": "Tea",
                                                            "spent_on": "2024-03-14", "member_id": web.owner.id}).status)

    threads = [threading.Thread(target=spend) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(harness.PATIENCE)
    assert answers == [201] * 96
    assert web.owner.get(f"/api/v2/budgets/{budget['id']}").json["spent"] == "96.00"
