"""Functions, operators and tables that fit better than ours, planted wherever somebody may create one, and then every SQL
function of the extension called by everybody: nothing planted ever runs as anybody but an organization's role, or whoever
planted it. PostgreSQL finds functions and operators by best match over the whole search_path, so one unqualified name in a
statement that runs as a superuser makes a superuser of who can create a function."""
import glob
import os
import re

import pytest
from harness import Cluster

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TYPES = ["text", "name", "bigint", "integer", "oid", '"char"', "boolean", "timestamptz", "jsonb", "regclass"]
OPERATORS = ["=", "<>", "<", ">", "<=", ">=", "||", "~", "!~", "~~", "+", "-", "*", "#>>", "->>", "->"]
# What fits better than a function of PostgreSQL's with any number of arguments of any type.
SPECIAL = {"format": ["text, text, bigint, boolean", "text, name", "text, text, text", "text, bigint, oid"],
           "json_build_object": ["text, integer, text, text", "text, text"],
           "concat_ws": ["text, text, text, text, text"], "min": ["text"], "count": ["bigint"]}

PLANT = r"""
DO $plant$
DECLARE
    name text; result text; a text; b text;
    home constant text := %(home)s;
    me constant text := current_user;
    text_of_body constant text := format($body$ LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
        BEGIN
            IF current_user <> %%L AND current_user !~ '^outlay_(tenant_[0-9_]+|template)$' THEN
                RAISE WARNING 'planted by %%%%, runs as %%%%', %%L, current_user;
            END IF;
            RETURN NULL;
        END $f$ $body$, me, me);
BEGIN
    FOREACH a IN ARRAY %(types)s LOOP
        FOREACH b IN ARRAY %(types)s LOOP
            EXECUTE format('CREATE FUNCTION %%I.plant_truth(%%s, %%s) RETURNS boolean %%s', home, a, b, text_of_body);
            EXECUTE format('CREATE FUNCTION %%I.plant_text(%%s, %%s) RETURNS text %%s', home, a, b, text_of_body);
            FOREACH name IN ARRAY %(operators)s LOOP
                EXECUTE format('CREATE OPERATOR %%I.%%s (LEFTARG = %%s, RIGHTARG = %%s, FUNCTION = %%I.plant_%%s)', home, name, a, b,
                    home, CASE WHEN name IN ('||', '+', '-', '*', '#>>', '->>', '->') THEN 'text' ELSE 'truth' END);
            END LOOP;
        END LOOP;
    END LOOP;
    FOREACH name IN ARRAY %(names)s LOOP
        SELECT CASE WHEN t.typtype = 'p' THEN 'text' ELSE format_type(t.oid, NULL) END INTO result
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_type t ON t.oid = p.prorettype
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = name ORDER BY p.oid LIMIT 1;
        FOREACH a IN ARRAY %(types)s LOOP
            EXECUTE format('CREATE FUNCTION %%I.%%I(%%s) RETURNS %%s %%s', home, name, a, result, text_of_body);
            EXECUTE format('CREATE FUNCTION %%I.%%I(%%s, text) RETURNS %%s %%s', home, name, a, result, text_of_body);
        END LOOP;
    END LOOP;
    FOREACH name IN ARRAY %(special)s LOOP
        BEGIN
            EXECUTE format('CREATE FUNCTION %%I.%%s RETURNS text %%s', home, name, text_of_body);
        EXCEPTION WHEN duplicate_function THEN NULL;
        END;
    END LOOP;
END $plant$;
"""

ARGUMENTS = {
    "slug": "'acme'", "source": "'acme'", "slugs": "NULL", "host": "'acme.localhost'", "name": "'Plant'", "query": "'SELECT count(*) FROM expense'",
    "business_email": "'office@plant.example'", "email": "'mia@acme.example'", "password": "'a long enough secret'",
    "label": "'planted'", "id": "1", "schema": "'outlay_template'", "up_sql": "'CREATE TABLE planted (id bigint PRIMARY KEY)'",
    "role": "'member'", "currency": "'EUR'", "method": "'GET'", "path": "'/api/planted'", "function": "'pg_catalog.now'",
    "lines": "'public.lines'", "new_slug": "NULL", "older_than": "'1 day'", "tenants": "10", "relation": "'pg_class'::regclass",
    "account_id": "1", "department_id": "1", "budget_id": "1", "amount": "10", "month": "'2026-11-01'", "spent_on": "'2026-11-12'",
    "description": "'Lens'", "first_name": "'Mia'", "last_name": "'Ray'", "page_size": "50", "after": "NULL", "version": "NULL",
    "class": "'pg_class'", "undo_sql": "NULL", "mend_sql": "NULL", "status": "NULL", "roles": "NULL", "last_event_id": "0",
    "tenant_id": "'\"ACM-1\"'", "initial_deposit": "100", "route": "1", "field": "'name'", "checks": "ARRAY['a: b: c']",
    "reason": "'planted'", "search": "'a'", "query_text": "'x'",
}
# In an order in which they come to something; what is not named here is called in the order of the names, in between.
FIRST = ["create_department", "create_account", "create_budget", "create_expense", "create_member", "add_migration", "create_tenant"]
LAST = ["withdraw_migration", "rename_tenant", "suspend_tenant", "drop_tenant", "purge_tenants", "restore_tenant", "resume_tenant"]
# What a superuser's calls have to come to: else nothing was tried.
REACHED = ["drift", "repair", "selftest", "schema_ddl", "schema_catalogue", "across_tenants", "export_tenant", "snapshot_tenant",
           "capacity", "make_spare", "openapi",
           "http_routes", "list_tenants", "create_expense", "list_expenses", "check_balances", "rename_tenant", "drop_tenant"]


def names_in_our_sql():
    """Names of functions of PostgreSQL's in the texts that are analysed at run time: strings in C, and bodies in PL/pgSQL."""
    words = set()
    for name in glob.glob(f"{ROOT}/extension/**/*.c", recursive=True):
        text = " ".join(re.findall(r'"((?:\\.|[^"\\\n])*)"', open(name, encoding="utf-8").read()))
        words |= set(re.findall(r"\b([a-z_][a-z0-9_]*)\(", text))
    for name in glob.glob(f"{ROOT}/extension/schema/*.sql"):
        for body in re.findall(r"AS \$(\w+)\$(.*?)\$\1\$", open(name, encoding="utf-8").read(), re.S):
            words |= set(re.findall(r"\b([a-z_][a-z0-9_]*)\(", body[1]))
    return sorted(words)


def array(values):
    return "ARRAY[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]::text[]"


def plant(cluster, database, home, owner, names, types=TYPES, operators=OPERATORS):
    """Plants as a role that owns a schema, or may create in it."""
    special = [f"{name}({arguments})" for name, all_arguments in SPECIAL.items() for arguments in all_arguments]
    sql = PLANT % {"home": "'" + home + "'", "types": array(types), "operators": array(operators), "names": array(names),
                   "special": array(special)}
    cluster.psql(f'SET ROLE "{owner}"; {sql}', database)


@pytest.fixture(scope="module", name="planted")
def _planted():
    with Cluster(log_min_messages="warning", max_connections="40") as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("""
            CREATE ROLE planter; GRANT CREATE ON SCHEMA public TO PUBLIC; CREATE SCHEMA planted AUTHORIZATION planter;
            GRANT USAGE ON SCHEMA planted TO PUBLIC;
            CREATE ROLE op LOGIN; GRANT outlay_operator TO op;
            SELECT outlay.create_tenant('Acme', 'office@acme.example'); SELECT outlay.create_tenant('Other', 'office@other.example');
            SELECT outlay.use_tenant('acme'); SELECT outlay.create_member('owner@acme.example', 'a long enough secret', 'owner');
            CREATE TABLE public.lines (n bigint GENERATED ALWAYS AS IDENTITY, line text);
            INSERT INTO public.lines (line) SELECT outlay.export_tenant('other')""", database)
        # This test's own statements find nothing of what they plant.
        cluster.psql(f"ALTER DATABASE {database} SET search_path = pg_catalog", database)
        known = cluster.psql("SELECT string_agg(DISTINCT proname, ' ') FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace",
                             database).split()
        names = sorted(set(names_in_our_sql()) & set(known))
        assert len(names) > 30 and "format" in names
        plant(cluster, database, "planted", "planter", names)
        plant(cluster, database, "public", "planter", names)
        tenant = cluster.psql("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'tenant_1'", database)
        plant(cluster, database, "tenant_1", tenant, names, TYPES[:5])
        cluster.psql("GRANT CREATE ON SCHEMA outlay_template TO outlay_template", database)
        # What cannot be cloned, as operators, no migration gets into the template; the rest is printed by each migration.
        plant(cluster, database, "outlay_template", "outlay_template", ["quote_ident", "lower", "min", "now"], TYPES[:3], [])
        # Tables and views of ours, where they would be found.
        cluster.psql("""
            DO $$
            DECLARE
                name text; home text;
            BEGIN
                FOREACH home IN ARRAY '{planted,public}'::text[] LOOP
                    EXECUTE format('CREATE VIEW %I.expense AS SELECT %I.plant_truth(1::bigint, 1::bigint)', home, home);
                    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'outlay'::regnamespace AND relkind IN ('r', 'v') LOOP
                        EXECUTE format('CREATE VIEW %I.%I AS SELECT %I.plant_truth(1::bigint, 1::bigint)', home, name, home);
                    END LOOP;
                END LOOP;
            END $$;
            GRANT SELECT ON ALL TABLES IN SCHEMA planted, public TO PUBLIC""", database)
        yield cluster, database


FUNCTIONS = """
SELECT p.proname, p.prokind, p.proretset, coalesce(r.id, 0), (
    SELECT coalesce(string_agg(coalesce(p.proargnames[n], '') || '=' || format_type(t, NULL), ';' ORDER BY n), '')
    FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a (t, n))
FROM pg_proc p LEFT JOIN LATERAL (SELECT min(r.id) AS id FROM outlay.route r
    WHERE outlay.route_function(r.function, r.arguments) = p.oid) r ON true
WHERE p.pronamespace = 'outlay'::regnamespace AND p.prokind IN ('f', 'p')
    AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)
    AND NOT 'internal'::regtype = ANY (p.proargtypes)
ORDER BY 1
"""


def calls(cluster, database):
    """Of each function its name, its route's id, and a call of it."""
    found = []
    for line in cluster.psql(FUNCTIONS, database).splitlines():
        name, kind, returns_set, route, arguments = line.split("|", 4)
        values = []
        for argument in filter(None, arguments.split(";")):
            key, _, kind_of = argument.partition("=")
            value = ARGUMENTS.get(key, "NULL")
            if kind_of == "json" and value != "NULL" and not value.startswith("'\""):
                value = "'\"x\"'"
            if kind_of.startswith("outlay.") or kind_of in ('"any"', "anyelement"):
                value = "NULL"
            values.append(value + "::" + (kind_of if kind_of not in ('"any"', "anyelement") else "text"))
        call = f"outlay.{name}({', '.join(values)})"
        found.append((name, int(route), f"CALL {call};" if kind == "p" else f"SELECT * FROM {call} f;"))
    order = {name: -100 + place for place, name in enumerate(FIRST)} | {name: 100 + place for place, name in enumerate(LAST)}
    return sorted(found, key=lambda call: (order.get(call[0], 0), call[0]))


def run(cluster, database, user, statements):
    """Runs statements, each by itself, whatever they end in; what was said of each."""
    script = "\\set ON_ERROR_STOP off\n"
    for name, statement in statements:
        script += f"\\echo CALLED {name}\n{statement}\n\\echo ENDED {name} :SQLSTATE\n"
    arguments = ["-X", "-A", "-t", "-q", "-h", cluster.directory, "-U", user, "-d", database, "-f", "-"]
    return cluster.run("psql", *arguments, input=script, timeout=500).stdout


def ran(cluster):
    """What was planted and ran as somebody else, from the server's log."""
    with open(cluster.log, encoding="utf-8", errors="replace") as log:
        return sorted(set(re.findall(r"planted by \S+, runs as \S+", log.read())))


@pytest.mark.parametrize("user", ["outlay_web", "op", "postgres"])
def test_nothing_planted_runs_as_somebody_else(planted, user):
    """Every function, as the HTTP shim by itself, as an operator, as a superuser, with the planted schema in the path."""
    cluster, database = planted
    statements = [("path", "SET search_path = planted, public, pg_catalog;"), ("notices", "SET client_min_messages = error;"),
                  ("temporary", "CREATE TEMPORARY TABLE tenant (id pg_catalog.int8);")]
    own = "SET search_path = planted, public, pg_catalog;"
    for name, _, call in calls(cluster, database):
        statements.append((f"{name}-strange-path", f"{own} {call}"))
    statements.append(("drop_extension", "DROP EXTENSION outlay;"))
    use = "SET search_path = tenant_1, outlay, pg_temp;"
    if user != "outlay_web":
        statements.append(("resume", "SELECT outlay.restore_tenant('plant'); SELECT outlay.resume_tenant('plant');"))
        for name, _, call in calls(cluster, database):
            statements.append((name, f"{use} {call}"))
        for view in cluster.psql("SELECT relname FROM pg_class WHERE relnamespace = 'outlay'::regnamespace AND relkind = 'v'",
                                 database).splitlines():
            statements.append((view, f"SELECT * FROM outlay.{view};"))
    said = run(cluster, database, user, statements)
    ended = dict(re.findall(r"ENDED (\S+) (\w{5})", said))
    assert set(dict(statements)) == set(ended)
    assert ran(cluster) == []
    if user == "postgres":
        missing = [name for name in REACHED if ended[name] != "00000" and ended[f"{name}-strange-path"] != "00000"]
        assert missing == [], {name: (ended[name], ended[f"{name}-strange-path"]) for name in missing}


def test_nothing_planted_runs_as_the_shim_for_a_member(planted):
    """Every function that has a route, called as outlayd calls it for a member who has logged in."""
    cluster, database = planted
    cluster.psql("SELECT outlay.restore_tenant('acme') FROM outlay.tenant WHERE slug = 'acme' AND status = 'dropped'", database)
    slug = cluster.psql("SELECT slug FROM outlay.tenant WHERE id = 1", database)
    log_in = cluster.psql("SELECT id FROM outlay.route WHERE path = '/api/v2/sessions' AND method = 'POST'", database)
    token = cluster.psql(f"""BEGIN; SELECT outlay.enter({log_in}, slug => '{slug}') \\g /dev/null
        SELECT access_token FROM outlay.log_in('owner@acme.example', 'a long enough secret'); COMMIT""", database, "outlay_web")
    statements = [("notices", "SET client_min_messages = error;")]
    for name, route, call in calls(cluster, database):
        if route == 0 or name in ("log_out", "end_session", "change_password"):
            continue
        statements.append((name, f"BEGIN; SELECT outlay.enter({route}, slug => '{slug}', token => '{token}'); "
                           f"SELECT outlay.reply(f), outlay.reply_head() FROM {call[14:-3]} f WHERE NOT outlay.replaying(); ROLLBACK;"))
    run(cluster, database, "outlay_web", statements)
    assert ran(cluster) == []
