"""Requests for random organizations through outlayd: over ten of them, and over all.

Each organization has a member, a session and some expenses, put into its tables by a superuser, since ten thousand
passwords would take as many tenths of a second to hash. All sessions have the same secret, and are the first of their
organization; so one token is good for each of them.
"""
import base64
import hashlib
import os
import tempfile

import requests
import scale
from harness import Outlayd, give_away

SECRET = b"bench" * 6 + b"!!"
TOKEN = "oa_" + base64.urlsafe_b64encode((1).to_bytes(8, "big") + SECRET).decode().rstrip("=")

ROWS = """
INSERT INTO {schema}.department (name) VALUES ('Sales');
INSERT INTO {schema}.member (email, role, password_hash) VALUES ('owner@example.com', 'owner', '-');
INSERT INTO {schema}.account (name, balance) VALUES ('Cash', 0);
INSERT INTO {schema}.budget (account_id, department_id, month, amount, spent) VALUES (1, 1, '2026-01-01', 1000, 100);
INSERT INTO {schema}.expense (budget_id, member_id, amount, spent_on, description)
	SELECT 1, 1, 5, '2026-01-01', 'Train to the customer and back' FROM generate_series(1, 20);
INSERT INTO {schema}.session (member_id, access_hash, access_until, family_hash, refresh_hash, refresh_until)
	VALUES (1, '{hash}', 'infinity', '-', '-', 'infinity')
"""

LUA = """
function setup(thread)
  thread:set("seed", math.random(1, 1000000))
end
function init()
  math.randomseed(seed)
end
function request()
  wrk.headers["Host"] = "of" .. math.random(%d) .. ".localhost"
  return wrk.format("GET", "/api/v2/expenses?page_size=20")
end
"""


def populate(cluster, database, tenants):
    """Gives the organizations of1, of2 … a member with a session, and expenses."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(SECRET).digest()).decode().rstrip("=")
    rows = ROWS.format(schema="%1$I", hash=digest).replace("'", "''")
    scale.run(cluster, database, f"""SET synchronous_commit = off;
        \\o /dev/null
        SELECT format('{rows}', schema) FROM outlay.tenant WHERE slug ~ '^of[0-9]+$' ORDER BY id LIMIT {tenants} \\gexec""")


def memory(cluster, database):
    """Megabytes of its own that the largest backend of outlayd has."""
    sizes = scale.run(cluster, database, """
        SELECT 'RSS ' || (regexp_match(pg_read_file('/proc/' || pid || '/status'), 'RssAnon:\\s+(\\d+)'))[1]
        FROM pg_stat_activity WHERE usename = 'outlay_web' AND datname = current_database()""").split()[1::2]
    return max(int(size) for size in sizes) / 1024


class Request:
    """What requests.run_wrk() needs to know of it."""

    path = "/"


def measure(cluster, database, tenants, seconds=5, rounds=3, clients=16):
    """Requests a second over 10 organizations and over all, in turns, after all have been served a few times. As
    docs/operations.md says for many organizations: one loop, with a connection for every 200 of them."""
    connections = max(8, -(-tenants // 200))
    populate(cluster, database, tenants)
    directory = tempfile.mkdtemp(prefix="olb-")
    os.chmod(directory, 0o755)
    give_away(directory)
    scripts = {count: requests.write(directory, f"{count}.lua", LUA % count) for count in (10, tenants)}
    rates = {count: [] for count in scripts}
    with Outlayd(cluster, database, loops=1, connections=connections, log_level="warning", rate_address=0, rate_token=0) as shim:
        for count, script in scripts.items():
            requests.run_wrk(shim, Request, TOKEN, script, clients, 5 + count // 150)
        for _ in range(rounds):
            for count, script in scripts.items():
                rates[count].append(requests.run_wrk(shim, Request, TOKEN, script, clients, seconds)[0])
        largest = memory(cluster, database)
    return {"connections": connections, **{count: requests.median(rate) for count, rate in rates.items()},
            "ratio": requests.median([b / a for a, b in zip(*rates.values())]), "backend_mb": largest}
