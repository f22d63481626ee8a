"""What changes with the number of organizations, and should not: creation, and a backend's memory.

Databases of different size stand side by side in one server and take turns, so that a machine whose speed drifts treats
them alike; what counts is the ratio of the largest to the smallest. Warm is a creation from a spare; its time leaves
out the commit, which waits for the disk.
"""
import re

LISTS = ("get_organization()", "list_expenses(page_size => 50)", "list_departments()", "list_members()",
         "list_budgets()", "list_accounts()")


def run(cluster, database, sql, hours=2):
    """Runs a text in one psql session, however long it takes; what it prints."""
    return cluster.run("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", cluster.directory, "-U", "postgres",
                       "-d", database, "-f", "-", input="SET client_min_messages = warning;\n" + sql,
                       timeout=hours * 3600).stdout


def fill(cluster, database, tenants):
    """Creates organizations of1, of2 … until there are so many."""
    run(cluster, database, f"""SET synchronous_commit = off;
        \\o /dev/null
        SELECT format('SELECT outlay.create_tenant(%L, %L, slug => %L);', 'Organization of ' || n, 'bench@example.com', 'of' || n)
        FROM generate_series((SELECT count(*) FROM outlay.tenant) + 1, {tenants}) n \\gexec
        \\o
        VACUUM ANALYZE outlay.tenant; VACUUM ANALYZE pg_class; VACUUM ANALYZE pg_attribute; VACUUM ANALYZE pg_depend""")


def databases(cluster, tenants):
    """A database for each size up to so many organizations: {size: name}."""
    sizes = [size for size in (10, 1000, 10000) if size < tenants] + [tenants]
    names = {size: cluster.create_database(extension=True) for size in sizes}
    for size, name in names.items():
        fill(cluster, name, size)
    return names


def timed(cluster, database, before, statement, numbers):
    """Milliseconds of each of the statements, after two that fill the session's caches."""
    numbers = list(numbers)
    text = before + "".join(statement % number + ";\n" for number in numbers[:2])
    text += "".join(f"BEGIN;\n\\timing on\n{statement % number};\n\\timing off\nCOMMIT;\n" for number in numbers[2:])
    return [float(time) for time in re.findall(r"^Time: ([0-9.]+) ms", run(cluster, database, text), re.M)]


def undisturbed(times):
    """What a quarter of them did not exceed: other work on the machine makes a few much longer, and none shorter."""
    return sorted(times)[len(times) // 4]


def creation(cluster, names, rounds, count=4):
    """Milliseconds in the database for one organization, {size: (cold, warm)}."""
    times = {size: ([], []) for size in names}
    for turn in range(2 * rounds):
        for size, database in names.items():
            for kind, before in (("Cold", ""), ("Warm", f"SET outlay.spare_tenants = {count + 2};\n"
                                                f"SELECT count(outlay.make_spare()) FROM generate_series(1, {count + 2});\n")):
                times[size][kind == "Warm"].extend(timed(
                    cluster, database, before, f"SELECT outlay.create_tenant('{kind} {turn}-%d', 'a@b.cd')", range(count + 2)))
    return {size: (undisturbed(cold), undisturbed(warm)) for size, (cold, warm) in times.items()}


def backend(cluster, database, sizes):
    """Megabytes of memory of its own that one backend has after serving lists of so many organizations, {count: MB}."""
    text = "\\o /dev/null\n"
    served = 0
    for size in sizes:
        for number in range(served + 1, size + 1):
            text += f"SELECT outlay.use_tenant('of{number}');" + "".join(f"SELECT outlay.{call};" for call in LISTS) + "\n"
        served = size
        text += ("\\o\nSELECT 'RSS ' || (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), "
                 "'RssAnon:\\s+(\\d+)'))[1];\n\\o /dev/null\n")
    found = [int(kilobytes) for kilobytes in re.findall(r"^RSS (\d+)$", run(cluster, database, text), re.M)]
    return {size: kilobytes / 1024 for size, kilobytes in zip(sizes, found)}
