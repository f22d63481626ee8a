"""A connection to PostgreSQL serves one organization after the other: nothing that the code of one of them did to the
session is there when the next one comes."""
import pytest

import organizations

# Each leaves something in the session, as a published function, and says what it did.
LEFT = {
    "a setting": "SELECT set_config('work_mem', '7MB', false)",
    "a setting of its own": "SELECT set_config('regress.left', 'here', false)",
    "an advisory lock": "SELECT pg_advisory_lock(77)::text",
    "a shared advisory lock": "SELECT pg_advisory_lock_shared(7, 7)::text",
}
# And what a session knows of itself.
STATE = """
SELECT jsonb_build_object(
    'settings', (SELECT jsonb_object_agg(name, setting) FROM pg_settings
                 WHERE source = 'session' AND name <> 'application_name'),
    'left', coalesce(current_setting('regress.left', true), ''),
    'locks', (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'),
    'cursors', (SELECT count(*) FROM pg_cursors WHERE is_holdable),
    'tables', (SELECT count(*) FROM pg_class WHERE relpersistence = 't'),
    'channels', (SELECT count(*) FROM pg_listening_channels()))
"""


@pytest.fixture(scope="module", name="service")
def fixture_service(cluster):
    """One connection, which everybody shares."""
    with organizations.Service(cluster, loops=1, connections=1) as service:
        with service.shim.routes_change():
            service.psql("".join(
                f"CREATE FUNCTION public.leave_{number}() RETURNS text LANGUAGE sql AS $${body}$$;"
                f"SELECT outlay.publish('POST', '/api/leave/{number}', 'public.leave_{number}', 'Leave', '{{owner}}');"
                for number, body in enumerate(LEFT.values())) + f"""
                CREATE FUNCTION public.state() RETURNS jsonb LANGUAGE sql AS $${STATE}$$;
                SELECT outlay.publish('POST', '/api/state', 'public.state', 'State', '{{owner}}');""")
        yield service


@pytest.mark.parametrize("number", range(len(LEFT)), ids=LEFT)
def test_nothing_is_left(service, number):
    """What one organization finds after another one's call is what it found before."""
    acme, bolt = service.sign_up(service.name("Acme")), service.sign_up(service.name("Bolt"))
    assert bolt.owner.post("/api/state").status == 200
    before = bolt.owner.post("/api/state").json
    assert acme.owner.post(f"/api/leave/{number}").status == 200
    assert bolt.owner.post("/api/state").json == before
    assert service.psql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0"
