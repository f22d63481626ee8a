"""Functions, operators and tables that fit better than ours, planted wherever somebody may create one, and then every SQL
function of the extension called by everybody: nothing planted ever runs as anybody but an organization's role, or whoever
planted it. PostgreSQL finds functions and operators by best match over the whole search_path, so one unqualified name in a
statement that runs as a superuser makes a superuser of who can create a function."""
import base64
import glob
import hashlib
import os
import re

import pytest
from harness import Cluster

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TYPES = ["text", "name", "bigint", "integer", "oid", '"char"', "boolean", "timestamptz", "jsonb", "regclass"]
# What a function alone takes beside those: arrays, and anything that no other fits better.
ALONE = ["text[]", "name[]", "oid[]", "bigint[]", "numeric", "date", "bytea", "json", "anyelement"]
OPERATORS = ["=", "<>", "<", ">", "<=", ">=", "||", "~", "!~", "~~", "+", "-", "*", "#>>", "->>", "->"]
# What fits better than a function of PostgreSQL's with any number of arguments of any type.
SPECIAL = {"format": ["text, text, bigint, boolean", "text, name", "text, text, text", "text, bigint, oid"],
           "json_build_object": ["text, integer, text, text", "text, text"],
           "concat_ws": ["text, text, text, text, text"], "min": ["text"], "count": ["bigint"]}

PLANT = r"""
DO $plant$
DECLARE
    name text; result text; a text; b text;
    home constant text := coalesce(%(home)s, current_schema());
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
            EXECUTE format('CREATE OR REPLACE FUNCTION %%I.plant_truth(%%s, %%s) RETURNS boolean %%s', home, a, b, text_of_body);
            EXECUTE format('CREATE OR REPLACE FUNCTION %%I.plant_text(%%s, %%s) RETURNS text %%s', home, a, b, text_of_body);
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
        -- Arrays, and the rows of our own types, which fit better than anyelement or record.
        FOREACH a IN ARRAY %(alone)s || ARRAY(SELECT format_type(t.oid, NULL) FROM pg_catalog.pg_type t
                WHERE %(rows)s AND t.typnamespace = 'outlay'::regnamespace AND t.typtype = 'c') LOOP
            CONTINUE WHEN a = 'anyelement' AND result IN ('anyelement', 'anyarray');
            EXECUTE format('CREATE FUNCTION %%I.%%I(%%s) RETURNS %%s %%s', home, name, a, result, text_of_body);
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
    "slug": "'acme'", "source": "'acme'", "slugs": "ARRAY['acme']", "host": "'acme.localhost'", "name": "'Plant'",
    "query": "'SELECT count(*) FROM expense'", "business_email": "'office@plant.example'", "email": "'mia@acme.example'",
    "password": "'a long enough secret'", "new_password": "'another long secret'", "old_password": "'a long enough secret'",
    "label": "'planted'", "id": "1", "up_sql": "'CREATE TABLE planted (id bigint PRIMARY KEY)'", "currency": "'EUR'",
    "method": "'GET'", "path": "'/api/planted'", "lines": "'public.lines'", "older_than": "'1 day'", "tenants": "10",
    "account_id": "1", "department_id": "1", "category_id": "1", "parent_id": "NULL", "budget_id": "1", "to_id": "4", "from_day": "'2024-02-01'", "to_day": "'2024-09-01'", "factor": "1.5", "period": "'month'", "expense_id": "1", "amount": "10", "month": "'2026-11-01'",
    "spent_on": "'2026-11-12'", "description": "'Lens'", "first_name": "'Mia'", "last_name": "'Ray'", "page_size": "50",
    "class": "'pg_class'", "last_event_id": "0", "tenant_id": "'\"ACM-1\"'", "initial_deposit": "100", "route": "1",
    "field": "'name'", "checks": "ARRAY['a: b: c']", "reason": "'planted'", "contains": "'a'", "query_text": "'x'",
    "currencies": "'EUR'", "status": "'200'", "role": "'member'", "business_name": "'Planted'",
    "categories": "'sw'", "merchant": "'Shop'", "notes": "'Lines'", "comment": "'Why?'", "mentions": "ARRAY[1]", "up_to": "1", "tags": "ARRAY['a']", "paid_with": "'own'", "external_id": "'X'", "billable_to": "'Them'",
    "kind": "'tax'", "code": "'full'", "since": "'2026-11-01'", "original_amount": "NULL", "original_currency": "NULL",
    "quantity": "2", "rate_code": "'day'", "reductions": "ARRAY['meal']", "from_quantity": "0", "unit": "NULL",
    "basis": """'{"unit": "day", "since": "2026-01-01", "before": "0", "parts": [{"from": "0", "quantity": "2", "value": "28"}], "reductions": []}'""",
    "rate": "NULL", "tax_code": "'full'", "tax_rate": "19", "tax_amount": "1.60",
    "policy": """'{"rules": [{"rule": "month_limit", "above": "1", "effect": "warn", "category_ids": [1], "roles": ["member"]},
        {"rule": "over_budget", "effect": "warn", "member_ids": [1]}]}'""",
    "iban": "'DE89370400440532013000'", "holder": "'Them'", "format": "'csv'", "execute_on": "outlay.today()", "paid_on": "outlay.today()",
    "every": "'month'", "first_on": "'2026-11-01'", "on_day": "1",
    "booked_from": "'2026-11-01'", "booked_to": "'2026-11-30'", "booked_on": "'2026-11-13'",
}
# Where the name alone does not say it: by name and type, then by function and name.
TYPED = {
    ("schema", "oid"): "'outlay_template'::regnamespace", ("class", "oid"): "'pg_class'::regclass",
    ("relation", "oid"): "'outlay_template.expense'::regclass",
    ("function", "oid"): "'outlay.list_expenses'::regproc", ("route", "oid"): "NULL",
    ("role", "oid"): "'outlay_template'::regrole", ("owner", "oid"): "'outlay_template'::regrole",
    ("role", "text[]"): "NULL", ("department_id", "bigint[]"): "ARRAY[1]", ("account_id", "bigint[]"): "ARRAY[1]",
    ("budget_id", "bigint[]"): "ARRAY[1]", ("category_id", "bigint[]"): "ARRAY[1]", ("tag", "text[]"): "ARRAY['a']", ("paid_with", "text[]"): "ARRAY['own']", ("parent_id", "bigint[]"): "ARRAY[1]", ("status", "text[]"): "NULL", ("status", "integer"): "200", ("kind", "text[]"): "ARRAY['tax']", ("code", "text[]"): "ARRAY['full']",
    ("original_currency", "text[]"): "ARRAY['USD']", ("since", "timestamp with time zone"): "NULL",
    ("status", "smallint"): "200", ("status", "text"): "'active'",
}
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
HASH = f"'{hashlib.sha256(base64.b64decode(PICTURE)).hexdigest()}'"
SPECIFIC = {
    ("sign_up", "slug"): "'signed'", ("sign_up", "name"): "'Signed'", ("import_tenant", "slug"): "'imported'",
    ("import_tenant", "name"): "'Imported'", ("clone_tenant", "slug"): "'cloned'", ("clone_tenant", "name"): "'Cloned'",
    ("clone_tenant", "source"): "'plant'",
    ("create_tenant", "slug"): "'plant'", ("reach_wal", "wal_position"): "outlay.wal_position()", ("reach_wal", "patience"): "0",
    ("add_host", "host"): "'planted.localhost'", ("remove_host", "host"): "'planted.localhost'",
    ("publish", "function"): "'shown.hello'", ("publish", "summary"): "'Says hello'",
    ("withdraw_migration", "undo_sql"): "'DROP TABLE planted'", ("set_logo", "content"): f"decode('{PICTURE}', 'base64')",
    ("rename_tenant", "slug"): "'other'", ("rename_tenant", "name"): "'Another'", ("v1_check", "checks"): "'{}'",
    ("v1_month", "month"): "'\"11\"'", ("v1_month", "year"): "'\"2026\"'", ("set_reply", "headers"): "NULL",
    ("delete_department", "id"): "2", ("delete_category", "id"): "2", ("archive_category", "id"): "3",
    ("price_expense", "amount"): "NULL",
    ("price_expense", "tax_amount"): "NULL", ("list_similar_expenses", "original_amount"): "5",
    ("list_similar_expenses", "original_currency"): "'USD'", ("delete_rate", "since"): "'2026-10-01'",
    ("rate_holds", "value"): "19", ("currency_decimals", "code"): "'EUR'", ("set_rate", "value"): "19",
    **{(name, "kind"): "'per_diem'" for name in ("create_expense", "update_expense", "list_similar_expenses", "expense_kind_holds",
                                                 "price_expense")},
    ("create_expense", "amount"): "NULL",
    ("import_rates", "content"): "'\\x6461792c63757272656e63792c726174650a323032362d31312d31302c5553442c302e39'",
    **{(name, field): value for name in ("create_expense", "update_expense", "price_expense")
       for field, value in (("quantity", "2"), ("rate_code", "'day'"), ("reductions", "ARRAY['meal']"))},
    ("set_rate", "unit"): "NULL",
    **{(name, "kind"): "ARRAY['expense', 'per_diem']" for name in ("list_expenses", "total_expenses")},
    ("update_expense", "external_id"): "'Y'", ("create_category", "code"): "'4711'", ("update_category", "code"): "'4712'", ("delete_account", "id"): "2", ("delete_budget", "id"): "2", ("carry_over_budget", "id"): "3", ("change_role", "id"): "2",
    ("deactivate_member", "id"): "2", ("reactivate_member", "id"): "2", ("reinvite_member", "id"): "3",
    ("issue_password_reset", "id"): "2", ("end_member_sessions", "id"): "2", ("set_member_password", "id"): "2",
    ("approve_expense", "id"): "3", ("share_out", "weights"): "ARRAY[1, 2]", ("share_out", "decimals"): "2", ("merge_split", "id"): "14",
    ("split_expense", "id"): "14", ("split_expense", "parts"): "'[{\"share\": 1}, {\"share\": 2}]'", ("approve_less", "id"): "15", ("approve_less", "amount"): "1", ("recall_expense", "id"): "4", ("reject_expense", "id"): "5", ("reassign_expense", "id"): "6",
    ("add_receipt", "content"): f"decode('{PICTURE}', 'base64')",
    ("get_receipt", "sha256"): HASH, ("delete_receipt", "sha256"): HASH, ("get_receipt", "range"): "'bytes=0-1'",
    ("reassign_expense", "member_id"): "1", ("submit_expense", "id"): "7",
    ("add_payment_expense", "expense_id"): "13", ("remove_payment_expense", "id"): "2", ("remove_payment_expense", "expense_id"): "9",
    ("export_payment", "format"): "'csv'", ("confirm_payment", "id"): "3", ("cancel_payment", "id"): "4", ("bounce_payment", "id"): "5",
    ("bounce_payment", "member_id"): "2", ("set_member_bank_account", "id"): "2", ("list_payment_expenses", "member_id"): "ARRAY[2]",
    ("preview_period", "until"): "'2001-12-31'", ("close_period", "until"): "'2000-12-31'", ("reopen_period", "until"): "'2000-03-31'",
    **{(name, "id"): "16" for name in ("get_recurring", "update_recurring", "pause_recurring", "resume_recurring", "list_recurring_history")},
    ("delete_recurring", "id"): "17",
    ("reset_second_factor", "id"): "2", ("v1_budget_full", "b"): "(SELECT b FROM outlay.get_budget(1) b)",
}
# What somebody has been given: a function's argument, and what gives it.
GIVEN = [
    ("find_organization", "organization_id", "SELECT organization_id FROM outlay.tenant WHERE slug = 'acme'"),
    ("accept_invitation", "invitation_token", "SELECT invitation_token FROM invite_member('three@acme.example')"),
    ("get_period", "id", "SELECT id FROM close_period('2000-06-30')"),
    ("withdraw_invitation", "id", "SELECT member_id FROM invite_member('four@acme.example')"),
    ("reset_password", "reset_token", "SELECT token FROM issue_password_reset(2)"),
    ("refresh_session", "refresh_token", "SELECT refresh_token FROM log_in('owner@acme.example', 'a long enough secret')"),
    ("renew_access", "refresh_token", "SELECT refresh_token FROM log_in('owner@acme.example', 'a long enough secret')"),
]
# What a DBA and a member cannot bring to an end here, and why: each is called nevertheless.
UNREACHED = {
    "begin_second_factor": "no key of the server", "confirm_second_factor": "no key of the server",
    "continue_log_in": "no key of the server", "set_up_at_log_in": "no key of the server",
    "remove_second_factor": "no second factor", "renew_recovery_codes": "no second factor", "reset_second_factor": "no second factor",
    "confirm_email": "no link that was mailed", "request_email_change": "no mail is sent", "take_mail": "no mail is sent",
    "console_current_session": "nobody is logged in at the console", "console_log_out": "nobody is logged in at the console",
    "console_log_in": "the server has no key", "console_set_up_factor": "there is no ticket",
    "console_continue_log_in": "there is no ticket",
    "register_first_member": "there are members", "call_published": "called by what a route says alone",
    "call_published_file": "called by what a route says alone", "reply_file_step": "a step of an aggregate",
    "gathered": "no body has come", "reply_pieces": "no file",
    "v1_list_tenants": "refused to everybody", "unapprove_expense": "approval is off",
}
# In an order in which they come to something; what is not named here is called in the order of the names, in between.
FIRST = ["create_department", "create_account", "create_budget", "create_expense", "create_recurring", "create_member", "add_migration",
         "replace_migration", "create_tenant", "publish", "set_logo", "add_receipt", "list_receipts",
         "get_receipt", "delete_receipt", "add_comment", "list_comments", "split_expense", "merge_split", "create_snapshot", "restore_snapshot"]
LAST = ["unpublish", "delete_logo", "withdraw_migration", "drop_snapshot", "repair", "rename_tenant", "suspend_tenant", "drop_tenant",
        "purge_tenants", "restore_tenant", "resume_tenant"]
# Functions that have come to an end for somebody.
reached = set()
# What each said when it did not, for whoever adds one.
said = {}


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


def planting(home, names, types=TYPES, operators=OPERATORS, alone=tuple(ALONE), rows=True):
    """The block that plants in a schema, or for None in the first one of search_path."""
    special = [f"{name}({arguments})" for name, all_arguments in SPECIAL.items() for arguments in all_arguments]
    return PLANT % {"home": "'" + home + "'" if home else "NULL::text", "types": array(types), "operators": array(operators),
                    "names": array(names), "special": array(special if "format" in names else []), "alone": array(alone),
                    "rows": str(rows).lower()}


def plant(cluster, database, home, owner, names, **how):
    """Plants as a role that owns a schema, or may create in it."""
    cluster.psql(f'SET ROLE "{owner}"; {planting(home, names, **how)}', database)


@pytest.fixture(scope="module", name="planted")
def _planted():
    with Cluster(log_min_messages="warning", log_min_error_statement="warning", max_connections="40") as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("""
            CREATE ROLE planter; GRANT CREATE ON SCHEMA public TO PUBLIC; CREATE SCHEMA planted AUTHORIZATION planter;
            GRANT USAGE ON SCHEMA planted TO PUBLIC;
            CREATE ROLE op LOGIN; GRANT outlay_operator TO op;
            SELECT outlay.create_tenant('Acme', 'office@acme.example'); SELECT outlay.create_tenant('Other', 'office@other.example');
            SELECT outlay.use_tenant('acme'); SELECT outlay.create_member('owner@acme.example', 'a long enough secret', 'owner');
            SELECT outlay.create_department('Sales'); SELECT outlay.create_account('Bank', 1000);
            SELECT outlay.create_budget(1, 1, '2026-11-01', 500); SELECT outlay.create_expense(1, 10, '2026-11-12', 'Pens');
            SELECT outlay.create_expense(1, 1, '2026-11-13', 'Ink'); SELECT outlay.create_budget(1, 1, '2026-10-01', 5);
            SELECT outlay.create_budget(1, 1, '2024-01-01', 5); SELECT outlay.create_budget(1, 1, '2024-02-01', 5);
            SELECT outlay.create_department('Nobody'); SELECT outlay.create_category('Travel', code => '6670');
            SELECT outlay.set_rate('per_diem', 'day', '2026-01-01', 28); SELECT outlay.set_rate('reduction', 'meal', '2026-01-01', 20);
            SELECT outlay.set_rate('tax', 'full', '2026-10-01', 19);
            SELECT outlay.set_rate('tax', 'full', '2026-09-01', 19); SELECT outlay.set_rate('exchange', 'USD', '2026-11-10', 0.9);
            SELECT outlay.create_category('Nothing'); SELECT outlay.create_category('Before'); SELECT outlay.create_account('Empty');
            SELECT outlay.create_member('two@acme.example', 'a long enough secret', 'member');
            SELECT outlay.update_organization(approval => 'on');
            SELECT outlay.create_expense(1, 1, '2026-11-14', 'Pad', member_id => 2) FROM generate_series(3, 6);
            SELECT outlay.create_expense(1, 1, '2026-11-14', 'Pin', member_id => 2, draft => true);
            SELECT outlay.update_organization(approval => 'off');
            SELECT outlay.create_expense(1, 1, '2026-11-14', 'Bus', member_id => 2) FROM generate_series(8, 14);
            SELECT outlay.create_payment(expense_id => ARRAY[n]) FROM generate_series(8, 12) n;
            SELECT outlay.update_organization(approval => 'on');
            SELECT outlay.create_expense(1, 5, '2026-11-14', 'Cab', member_id => 2);
            SELECT outlay.update_organization(approval => 'off');
            SELECT outlay.create_recurring(1, 1, 'Coffee', 'month', '2026-11-01') FROM generate_series(16, 17);
            CREATE SCHEMA shown; CREATE FUNCTION shown.hello() RETURNS text LANGUAGE sql AS 'SELECT ''hello''';
            CREATE TABLE public.lines (n bigint GENERATED ALWAYS AS IDENTITY, line text);
            INSERT INTO public.lines (line) SELECT outlay.export_tenant('other')""", database)
        for function, argument, statement in GIVEN:
            given = cluster.psql(f"SET search_path = tenant_1, outlay, pg_temp; {statement}", database)
            SPECIFIC[(function, argument)] = f"'{given}'"
        # This test's own statements find nothing of what they plant.
        cluster.psql(f"ALTER DATABASE {database} SET search_path = pg_catalog", database)
        known = cluster.psql("SELECT string_agg(DISTINCT proname, ' ') FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace",
                             database).split()
        names = sorted(set(names_in_our_sql()) & set(known))
        assert len(names) > 30 and "format" in names
        plant(cluster, database, "planted", "planter", names)
        plant(cluster, database, "public", "planter", names)
        # An operator's migration brings functions into the template and every organization, by a DO in it.
        some = planting(None, ["date_trunc", "round"], TYPES[:3], [], [], False)
        cluster.psql(f"SET ROLE op; SELECT outlay.add_migration('planting', $migration$ {some} $migration$); "
                     "CALL outlay.upgrade_tenants()", database)
        # What cannot be cloned, as operators and casts, is made in one organization.
        tenant = cluster.psql("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'tenant_1'", database)
        plant(cluster, database, "tenant_1", tenant, sorted(set(names) - {"date_trunc", "round", "array_agg"}), types=TYPES[:3],
              alone=ALONE[:-1], rows=False)
        cluster.psql(f"""SET ROLE "{tenant}"; SET search_path = tenant_1, pg_catalog;
            CREATE TYPE mood AS ENUM ('good'); CREATE FUNCTION mood_of(text) RETURNS mood LANGUAGE sql AS 'SELECT NULL::mood';
            CREATE FUNCTION mood_text(mood) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$ BEGIN
                IF current_user <> '{tenant}' THEN RAISE WARNING 'planted by {tenant}, runs as %', current_user; END IF;
                RETURN 'x'; END $f$;
            CREATE CAST (mood AS text) WITH FUNCTION mood_text(mood) AS IMPLICIT;
            CREATE CAST (text AS mood) WITH FUNCTION mood_of(text) AS IMPLICIT;
            CREATE TABLE tenant (slug mood, id bigint PRIMARY KEY); INSERT INTO tenant VALUES ('good', 1);
            CREATE VIEW migration AS SELECT plant_truth(1::bigint, 1::bigint)""", database)
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
SELECT p.proname, p.prokind, coalesce(r.id, 0), (
    SELECT coalesce(string_agg(concat_ws('=', n > p.pronargs - p.pronargdefaults, p.provariadic <> 0 AND n = p.pronargs,
        coalesce(p.proargnames[n], ''), format_type(t, NULL)), ';' ORDER BY n), '')
    FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a (t, n))
FROM pg_proc p LEFT JOIN LATERAL (SELECT min(r.id) AS id FROM outlay.route r
    WHERE outlay.route_function(r.function, r.arguments) = p.oid) r ON true
WHERE p.pronamespace = 'outlay'::regnamespace AND p.prokind IN ('f', 'p')
    AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)
    AND NOT 'internal'::regtype = ANY (p.proargtypes)
ORDER BY 1
"""
# What every user of the database can make: temporary tables and views are found before PostgreSQL's own, but for those who
# name pg_temp last.
TEMPORARY = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = 'outlay'::regnamespace AND relkind IN ('r', 'v')
            UNION ALL SELECT unnest('{pg_class,pg_namespace,pg_proc,pg_roles,pg_depend,pg_type,expense,member,audit}'::text[]) LOOP
        EXECUTE format('CREATE TEMPORARY VIEW %I AS SELECT planted.plant_truth(1::bigint, 1::bigint)', name);
    END LOOP;
END $$;
"""


def value_of(function, has_default, name, kind):
    """What is given for an argument; None for what is left out."""
    value = SPECIFIC.get((function, name)) or TYPED.get((name, kind))
    if value is None and has_default == "t":
        return None
    value = value or ARGUMENTS.get(name, "NULL")
    if kind == "json" and value != "NULL" and not value.startswith("'\""):
        value = "'\"x\"'"
    polymorphic = ('"any"', "anyelement")
    if (kind.startswith("outlay.") and not value.startswith("(")) or kind in polymorphic:
        value = "NULL"
    return f"CAST({value} AS {kind if kind not in polymorphic else 'text'})"


def calls(cluster, database):
    """Of each function its name, its route's id, and a call of it."""
    found = []
    for line in cluster.psql(FUNCTIONS, database).splitlines():
        name, kind, route, arguments = line.split("|", 3)
        values = []
        has_variadic = "=t=" in arguments
        for argument in filter(None, arguments.split(";")):
            has_default, variadic, key, kind_of = argument.split("=", 3)
            value = value_of(name, has_default, key, kind_of)
            if value is not None or not key:
                values.append(("VARIADIC " if variadic == "t" else f"{key} => " if key and not has_variadic else "") + (value or "NULL"))
        call = f"outlay.{name}({', '.join(values)})"
        found.append((name, int(route), f"CALL {call};" if kind == "p" else f"SELECT * FROM {call} f;"))
    order = {name: -100 + place for place, name in enumerate(FIRST)} | {name: 100 + place for place, name in enumerate(LAST)}
    return sorted(found, key=lambda call: (order.get(call[0], 0), call[0]))


def run(cluster, database, user, statements):
    """Runs statements, each by itself, whatever they end in: of each the SQLSTATE and what was said last."""
    script = "\\set ON_ERROR_STOP off\n"
    for name, statement in statements:
        script += f"{statement}\n\\echo ENDED {name} :SQLSTATE :LAST_ERROR_MESSAGE\n"
    arguments = ["-X", "-A", "-t", "-q", "-h", cluster.directory, "-U", user, "-d", database, "-f", "-"]
    said = cluster.run("psql", *arguments, input=script, timeout=600).stdout
    ended = {name: (state, message) for name, state, message in re.findall(r"^ENDED (\S+) (\w{5}) ?(.*)$", said, re.M)}
    assert set(ended) == set(dict(statements))
    reached.update(name.partition(" ")[0] for name, (state, _) in ended.items() if state == "00000")
    return ended


def ran(cluster):
    """What was planted and ran as somebody else, and in which statement, from the server's log."""
    with open(cluster.log, encoding="utf-8", errors="replace") as log:
        return sorted(set(re.findall(r"(planted by \S+, runs as \S+)\n(?:.*CONTEXT:.*\n(?:\t.*\n)*)?.*STATEMENT: +(.*)", log.read())))


def test_planted_code_would_be_noticed(planted):
    """What is planted is what PostgreSQL takes where a name is not qualified, and tells in the log as whom it ran."""
    cluster, database = planted
    cluster.psql("SET search_path = planted, pg_catalog; SELECT format('%s', 'x'::name), 'a'::text || 'b'::name", database)
    assert {said for said, _ in ran(cluster)} == {"planted by planter, runs as postgres"}
    open(cluster.log, "w", encoding="utf-8").close()


def test_nothing_planted_runs_as_the_shim_for_a_member(planted):
    """Every function that has a route, called as outlayd calls it for an owner who has logged in."""
    cluster, database = planted
    log_in = cluster.psql("SELECT id FROM outlay.route WHERE path = '/api/v2/sessions' AND method = 'POST'", database)
    token = cluster.psql(f"""BEGIN; SELECT outlay.enter({log_in}, slug => 'acme') \\g /dev/null
        SELECT access_token FROM outlay.log_in('owner@acme.example', 'a long enough secret'); COMMIT""", database, "outlay_web")
    assert len(token) > 20
    statements = [("notices", "SET client_min_messages = error;"), ("temporary", TEMPORARY),
                  ("path", "SET search_path = planted, public, pg_catalog;")]
    for name, route, call in calls(cluster, database):
        if route:
            statements.append((name, f"ROLLBACK; BEGIN; SELECT outlay.enter({route}, slug => 'acme', token => '{token}'); "
                               f"SELECT outlay.reply(f), outlay.reply_head() FROM {call[14:-3]} f WHERE NOT outlay.replaying();"))
    ended = run(cluster, database, "outlay_web", statements)
    assert ran(cluster) == []
    reached.add("enter")
    assert {"list_expenses", "create_expense", "update_organization", "list_audit", "get_me", "log_out"} <= reached, ended


@pytest.mark.parametrize("user", ["outlay_web", "op", "postgres"])
def test_nothing_planted_runs_as_somebody_else(planted, user):
    """Every function, as the HTTP shim by itself, as an operator, as a superuser, with the planted schema in the path."""
    cluster, database = planted
    statements = [("notices", "SET client_min_messages = error;"), ("temporary", TEMPORARY)]
    paths = {"strange": "SET search_path = planted, public, pg_catalog;"}
    if user != "outlay_web":
        paths["canonical"] = "SET search_path = tenant_1, outlay, pg_temp;"
    for kind, path in paths.items():
        statements.append((f"again-{kind}", "SELECT outlay.restore_tenant('acme'); SELECT outlay.resume_tenant('acme');"))
        for name, _, call in calls(cluster, database):
            if name != "repair" or kind == "canonical":
                statements.append((f"{name}-{kind}", f"{path} {call}"))
    # With what prints the template replaced, a migration is refused, and by nobody but the template's role.
    some = planting(None, ["quote_ident", "lower", "min", "now", "format"], TYPES[:3], [], [], False)
    statements.append(("hostile_migration", f"SELECT outlay.add_migration('hostile', $migration$ {some} $migration$);"))
    statements.append(("drop_extension", "DROP EXTENSION outlay;"))
    for view in cluster.psql("SELECT relname FROM pg_class WHERE relnamespace = 'outlay'::regnamespace AND relkind = 'v'",
                             database).splitlines():
        statements.append((view, f"SELECT * FROM outlay.{view};"))
    ended = run(cluster, database, user, statements)
    assert ran(cluster) == []
    reached.update(name.rpartition("-")[0] for name, (state, _) in ended.items() if state == "00000" and "-" in name)
    for name, (state, message) in ended.items():
        said.setdefault(name.rpartition("-")[0] or name, {})[f"{user} {name.rpartition('-')[2]}"] = f"{state} {message}"


def test_every_function_was_called_to_its_end(planted):
    """A function that is refused for its arguments has run nothing: a new one needs its arguments above, or a reason."""
    cluster, database = planted
    names = {name for name, _, _ in calls(cluster, database)}
    missing = names - reached - set(UNREACHED)
    assert not missing, "\n".join(f"{name}: {said.get(name)}" for name in sorted(missing))
    assert set(UNREACHED) <= names - reached
