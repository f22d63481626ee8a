"""Many clients spend, move and give back the same money at once: nothing is lost, nothing is spent twice.

The original system lost 39 of 200 concurrent expenses from its balance. Here the balances that are kept must be what
the entries add up to, a budget must never be overspent, and what each client was told must be so.
"""
import os
import threading

import pytest

import harness

TENANT = """
SELECT outlay.create_tenant('Stress Ltd', 'office@stress.example');
SELECT outlay.use_tenant('stressltd');
SELECT outlay.create_department('Sales');
SELECT outlay.create_account('Bank', 100000);
SELECT outlay.create_account('Cash', 100000);
"""
PATH = "tenant_1, outlay, pg_temp"


@pytest.fixture(scope="module", name="cluster")
def _cluster():
    with harness.Cluster() as cluster:
        yield cluster


@pytest.fixture(name="database")
def _database(cluster):
    """A database with an organization that has two accounts and one department."""
    name = cluster.create_database(extension=True)
    cluster.psql(TENANT, name)
    return name


def pgbench(cluster, database, script, clients, transactions):
    """Runs a script with many clients; an error ends its client, and so the test. Returns pgbench's report."""
    path = os.path.join(cluster.directory, f"{database}.sql")
    with open(path, "w", encoding="utf-8") as file:
        file.write(script)
    os.chmod(path, 0o644)
    return cluster.run("pgbench", "-n", "-c", str(clients), "-j", "2", "-t", str(transactions),
                       "-f", path, "-h", cluster.directory, "-U", "postgres", database,
                       env={**os.environ, "PGOPTIONS": "-c search_path=" + PATH.replace(" ", "\\ ")}).stdout


def ask(cluster, database, sql):
    """The answer of one query for the organization."""
    return cluster.psql(f"SET search_path = {PATH}; {sql}", database)


def assert_balanced(cluster, database):
    """Balances are what the entries add up to, and no budget has less than nothing left."""
    assert ask(cluster, database, "SELECT * FROM check_balances()") == ""
    assert ask(cluster, database, "SELECT count(*) FROM list_budgets() WHERE remaining < 0") == "0"
    assert ask(cluster, database, "SELECT count(*) FROM list_accounts() WHERE balance < 0") == "0"


def test_200_concurrent_expenses_all_count(cluster, database):
    """Every expense that was acknowledged is in the balance, none twice."""
    ask(cluster, database, "SELECT create_budget(1, 1, '2024-05-01', 1000)")
    pgbench(cluster, database, "SELECT create_expense(1, 1.25, '2024-05-02', 'Stress');", 20, 10)
    assert ask(cluster, database, "SELECT spent, remaining FROM get_budget(1)") == "250.00|750.00"
    assert ask(cluster, database, "SELECT count(*) FROM list_audit(entity => '{expense}', page_size => 200)") == "200"
    assert_balanced(cluster, database)


def test_concurrent_expenses_stop_at_the_budget(cluster, database):
    """Of 200 expenses on a budget for 100, a hundred pass and a hundred are refused."""
    ask(cluster, database, "SELECT create_budget(1, 1, '2024-05-01', 100)")
    pgbench(cluster, database, """
        DO $$BEGIN
            PERFORM outlay.create_expense(1, 1, '2024-05-02', 'Stress');
        EXCEPTION WHEN check_violation THEN NULL;
        END$$;""", 20, 10)
    assert ask(cluster, database, "SELECT spent, remaining FROM get_budget(1)") == "100.00|0.00"
    assert ask(cluster, database, "SELECT count(*) FROM list_expenses(page_size => 200)") == "100"
    assert_balanced(cluster, database)


def test_everything_at_once_neither_loses_money_nor_locks_up(cluster, database):
    """Expenses and budgets are made, changed, moved both ways and deleted by all clients; nobody waits for ever."""
    for month in range(1, 9):
        ask(cluster, database, f"SELECT create_budget({1 + month % 2}, 1, '2024-{month:02}-01', 50)")
    ask(cluster, database, "SELECT create_expense(1 + i % 8, 2, '2024-05-02', 'Stress') FROM generate_series(1, 80) i")
    report = pgbench(cluster, database, """
        \\set expense random(1, 120)
        \\set budget random(1, 8)
        \\set account random(1, 2)
        \\set amount random(1, 9)
        \\set what random(1, 6)
        DO $body$
        BEGIN
            CASE :what
                WHEN 1 THEN PERFORM outlay.create_expense(:budget, :amount, '2024-05-02', 'Stress');
                WHEN 2, 3 THEN PERFORM outlay.update_expense(:expense, budget_id => :budget, amount => :amount);
                WHEN 4 THEN PERFORM outlay.delete_expense(:expense);
                WHEN 5 THEN PERFORM outlay.update_budget(:budget, account_id => :account, amount => 50 + :amount);
                WHEN 6 THEN PERFORM outlay.create_deposit(:account, 5 - :amount);
            END CASE;
        EXCEPTION WHEN check_violation OR no_data_found OR invalid_parameter_value THEN NULL;
        END$body$;""", 16, 60)
    assert "number of failed transactions: 0" in report
    assert_balanced(cluster, database)


def test_a_crash_loses_nothing_acknowledged_and_keeps_nothing_half(cluster, database):
    """kill -9 in the middle of many expenses: afterwards the balances are what the entries add up to."""
    ask(cluster, database, "SELECT create_budget(1, 1, '2024-05-01', 90000)")

    def kill_in_the_middle():
        harness.wait_until(lambda: float(ask(cluster, database, "SELECT spent FROM get_budget(1)")) > 20, "expenses are entered")
        cluster.kill()

    killer = threading.Thread(target=kill_in_the_middle)
    killer.start()
    with pytest.raises(AssertionError):
        pgbench(cluster, database, "SELECT create_expense(1, 1, '2024-05-02', 'Stress');", 8, 100000)
    killer.join()
    cluster.start()
    spent, count = ask(cluster, database, """SELECT spent::numeric(12,0) || ' ' ||
        (SELECT count(*) FROM list_audit(entity => '{expense}', page_size => 200)) FROM get_budget(1)""").split()
    assert int(spent) > 0 and int(count) > 0
    assert_balanced(cluster, database)
