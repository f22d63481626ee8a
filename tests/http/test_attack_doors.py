"""An adversary at the doors that stand before a log-in, or open one: numbers to try, links, codes, cursors, and races."""
import base64
import concurrent.futures

import pytest

import harness
import organizations
from organizations import PASSWORD
from second_factor import Authenticator, code_at, enrol

OTHER = "four green kettles"


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


@pytest.fixture(scope="module", name="mine")
def _mine(service):
    return service.sign_up("Mine")


@pytest.fixture(scope="module", name="theirs")
def _theirs(service):
    return service.sign_up("Theirs")


def at_once(*calls):
    """Calls functions at the same time; their results."""
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def test_organization_ids_are_not_enumerated(service, mine):
    """Whoever tries the numbers of a prefix gets a few a minute, by whatever of the addresses that look one up."""
    with harness.Outlayd(service.cluster, service.database, rate_anonymous=12) as shim:
        base = shim.client(host="localhost")
        prefix, seen = mine.organization_id[:4], []
        for number in range(0, 60, 4):
            for ask in (lambda n: base.get(f"/api/v2/organizations/{prefix}{n:04}"),
                        lambda n: base.get(f"/api/v2/organizations/{prefix.lower()}{n:04}?x=1"),
                        lambda n: base.request("HEAD", f"/api/v2/organizations/{prefix}{n:04}/"),
                        lambda n: base.post("/api/v1/tenants/info", {"tenant_id": f"{prefix}{n:04}"},
                                            headers={"X-Forwarded-For": f"192.0.2.{n}"})):
                seen.append(ask(number).status)
        answered = [status for status in seen if status != 429]
        assert len(answered) <= 14 and 429 in seen and seen[-8:] == [429] * 8, seen
        assert base.get(f"/api/v2/organizations/{mine.organization_id}").status == 429, "also for the right one"
        # Those who belong there are not held up: a token is its own limit.
        client = shim.client(mine.host, mine.owner.token)
        assert client.get("/api/v2/organization").json["organization_id"] == mine.organization_id


def test_why_an_organization_is_suspended_is_for_its_members(service, theirs):
    """Outside, a reason may be anything from an unpaid invoice to a suspicion: nobody but members hears it, at any door."""
    acme = service.sign_up(service.name("Suspended"))
    gone = acme.join("member")
    assert acme.owner.post(f"/api/v2/members/{gone.id}/deactivate").status == 200
    reason = "The invoice of March is open"
    service.psql(f"SELECT outlay.suspend_tenant('{acme.slug}', '{reason}')")
    base, stranger = service.base(), acme.client()
    answers = [
        base.get(f"/api/v2/organizations/{acme.organization_id}"),
        base.post("/api/v1/tenants/info", {"tenant_id": acme.organization_id}),
        base.get(f"/t/{acme.slug}/api/v2/branding"),
        base.get(f"/t/{acme.slug}/api/v2/organization", token=theirs.owner.token),
        stranger.get("/api/v2/organization/logo"),
        stranger.post("/api/v2/sessions", {"email": acme.owner.email, "password": PASSWORD}),
        stranger.post("/api/v2/password-resets", {"email": acme.owner.email}),
        stranger.post("/api/v2/invitations/accept", {"invitation_token": "oi_" + "A" * 54, "password": PASSWORD}),
        stranger.get("/api/v2/me", token=gone.token),
        stranger.get("/api/v2/me", token=acme.owner.refresh_token),
        stranger.get("/api/v2/me", token=acme.owner.token[:-2] + "xx"),
        stranger.get("/api/v2/events", token=gone.token),
    ]
    for answer in answers:
        assert answer.status in (401, 403) and "invoice" not in answer.body.decode().lower(), answer
    told = acme.owner.get("/api/v2/me")
    assert told.status == 403 and reason in told.body.decode(), told


def reset_token(acme, person):
    issued = acme.owner.post(f"/api/v2/members/{person.id}/password-reset", {})
    assert issued.status == 201, issued
    return issued.json["token"]


def email_token(acme, person, address):
    issued = acme.owner.post(f"/api/v2/members/{person.id}/email", {"email": address})
    assert issued.status == 202, issued
    return issued.json["token"]


def test_links_lead_where_the_directory_says(service, mine):
    """No header of a request gets into a link, so that nobody has a token sent to a host of their own."""
    person = mine.join("member")
    for headers in ({"X-Forwarded-Host": "evil.example"}, {"X-Host": "evil.example"}, {"Forwarded": "host=evil.example"},
                    {"X-Forwarded-Proto": "gopher", "X-Original-URL": "//evil.example", "Referer": "http://evil.example"}):
        issued = mine.owner.post(f"/api/v2/members/{person.id}/password-reset", {}, headers=headers)
        assert issued.json["link"].startswith(f"https://{mine.host}/reset-password#op_"), issued
    # Behind a path the host says nothing at all.
    issued = service.shim.client("evil.example", mine.owner.token).post(
        f"/t/{mine.slug}/api/v2/members/{person.id}/password-reset", {})
    assert issued.json["link"].startswith(f"https://{mine.host}/reset-password#op_"), issued
    assert service.shim.client("evil.example").post("/api/v2/password-resets", {"email": person.email}).status == 404


def test_a_link_opens_one_door_of_one_organization_once(mine, theirs):
    """A token of another organization, of another kind, of before, or used up is nobody's."""
    person, same = mine.join("member"), theirs.join("member")
    first = reset_token(mine, person)
    token = reset_token(mine, person)
    change = email_token(mine, person, f"else-{person.id}@mine.example")
    raw = base64.urlsafe_b64decode(token[3:] + "==")

    def accept(text, acme=mine):
        return acme.client().post("/api/v2/password-resets/accept", {"reset_token": text, "password": OTHER}).status

    def confirm(text, acme=mine):
        return acme.client().post("/api/v2/email-changes/confirm", {"email_token": text}).status
    # As if it were the member's with the same number over there, and of somebody else here.
    for_same = "op_" + base64.urlsafe_b64encode(same.id.to_bytes(8, "big") + raw[8:]).decode().rstrip("=")
    for_owner = "op_" + base64.urlsafe_b64encode(mine.owner.id.to_bytes(8, "big") + raw[8:]).decode().rstrip("=")
    assert [accept(token, theirs), accept(for_same, theirs), accept(for_owner), accept(first), confirm(token),
            accept("op_" + change[3:]), confirm("oe_" + token[3:]), accept("oi_" + token[3:]),
            accept(mine.owner.token)] == [404] * 9
    assert confirm(change, theirs) == 404
    assert accept(token) == 200 and accept(token) == 404
    assert confirm(change) == 404, "a new password ends what was asked for before"


def test_two_who_use_a_link_at_the_same_time(mine):
    """One wins: the other's password is not set, or an intruder could undo what the member has just done."""
    for number in range(4):
        person = mine.join("member")
        token = reset_token(mine, person)
        words = [f"race of {number} kettles {n}" for n in range(4)]
        statuses = at_once(*[lambda word=word: mine.client().post(
            "/api/v2/password-resets/accept", {"reset_token": token, "password": word}).status for word in words])
        assert sorted(statuses) == [200, 404, 404, 404], statuses
        logged_in = [mine.client().post("/api/v2/sessions", {"email": person.email, "password": word}).status for word in words]
        assert [status == 201 for status in logged_in] == [status == 200 for status in statuses]


def test_two_addresses_confirmed_at_the_same_time(mine):
    """Two members ask for the same new address, and both confirm it: it becomes one's."""
    for number in range(3):
        one, two = mine.join("member"), mine.join("member")
        address = f"wanted-{number}@mine.example"
        tokens = [email_token(mine, one, address), email_token(mine, two, address.upper())]
        answers = at_once(*[lambda token=token: mine.client().post(
            "/api/v2/email-changes/confirm", {"email_token": token}).status for token in tokens])
        assert sorted(answers) == [200, 409], answers


def log_in(person):
    answer = person.organization.client().post("/api/v2/sessions", {"email": person.email, "password": PASSWORD})
    assert answer.status == 201 and answer.json["next"] == "second_factor", answer
    return answer.json["ticket"]


def show(person, ticket, code):
    return person.organization.client().post("/api/v2/sessions/second-factor", {"ticket": ticket, "code": code}).status


def test_one_code_in_two_log_ins_at_the_same_time(mine):
    """Who reads a code over somebody's shoulder is as fast as they are, and yet one of both is not let in."""
    person = mine.join("member")
    authenticator, recovery = enrol(person)
    for code in (authenticator.code(), recovery[0], recovery[1].replace("-", "").lower()):
        tickets = [log_in(person) for _ in range(3)]
        statuses = at_once(*[lambda ticket=ticket, code=code: show(person, ticket, code) for ticket in tickets])
        assert statuses.count(201) == 1, (code, statuses)
        mine.service.psql("DELETE FROM login_failure", mine.slug)


def test_one_ticket_at_the_same_time(mine):
    """A ticket is exchanged once, also for two codes that are both right."""
    person = mine.join("member")
    _, recovery = enrol(person)
    ticket = log_in(person)
    statuses = at_once(*[lambda code=code: show(person, ticket, code) for code in recovery[:3]])
    assert statuses.count(201) == 1, statuses


def test_codes_are_guessed_as_slowly_from_everywhere(mine):
    """Neither more log-ins, nor confirming a session, nor recovery codes give more guesses than one member has."""
    person = mine.join("member")
    _, recovery = enrol(person)
    statuses = []
    with mine.held_waits():
        for number in range(4):
            statuses.append(show(person, log_in(person), f"00000{number}"))
            statuses.append(person.post("/api/v2/sessions/confirm", {"password": PASSWORD, "code": f"11111{number}"}).status)
            statuses.append(show(person, log_in(person), recovery[0][:-1] + ("A" if recovery[0][-1] != "A" else "B")))
        first = statuses.index(429)
        assert first <= 6 and set(statuses[first:]) == {429}, statuses
        assert show(person, log_in(person), recovery[0]) == 429, "the right one waits as well, or waiting would tell it"


def test_a_ticket_is_no_session_and_another_members_is_none(mine, theirs):
    """What the password alone gives opens nothing, and is of no use to anybody else."""
    person, other = mine.join("member"), mine.join("member")
    authenticator, _ = enrol(person)
    enrol(other)
    ticket = log_in(person)
    raw = base64.urlsafe_b64decode(ticket[3:] + "==")
    forged = "ot_" + base64.urlsafe_b64encode(other.id.to_bytes(8, "big") + raw[8:]).decode().rstrip("=")
    code = authenticator.code()
    assert mine.client().get("/api/v2/me", token=ticket).status == 401
    assert mine.client().get("/api/v2/me", token="oa_" + ticket[3:]).status == 401
    assert show(other, forged, code) == 401
    assert theirs.client().post("/api/v2/sessions/second-factor", {"ticket": ticket, "code": code}).status == 401
    assert mine.client().post("/api/v2/sessions/second-factor/setup", {"ticket": ticket}).status == 404
    assert show(person, ticket, code) == 201


def test_who_takes_a_session_over_does_not_take_the_second_factor_away(mine):
    """A copied token of yesterday neither removes the factor, nor adds one, nor makes codes, nor ends the requirement."""
    person = mine.join("admin")
    authenticator, _ = enrol(person)
    mine.service.psql(f"UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE member_id = {person.id}", mine.slug)
    refused = [person.delete("/api/v2/me/second-factor"), person.post("/api/v2/me/second-factor", {}),
               person.post("/api/v2/me/second-factor/confirm", {"code": authenticator.code()}),
               person.post("/api/v2/me/recovery-codes", {}), person.post("/api/v2/me/email", {"email": "x@mine.example"}),
               person.put("/api/v2/me/password", {"old_password": PASSWORD, "new_password": OTHER}),
               person.delete(f"/api/v2/members/{mine.member.id}/second-factor"),
               person.post(f"/api/v2/members/{mine.member.id}/password-reset", {}),
               person.post(f"/api/v2/members/{mine.member.id}/email", {"email": "x@mine.example"})]
    for answer in refused:
        assert answer.status == 403 and answer.json["errors"][0]["code"] == "confirmation_required", answer
    # A refresh makes new tokens, but confirms nothing.
    refreshed = mine.client().post("/api/v2/sessions/refresh", {"refresh_token": person.refresh_token}).json
    assert mine.client().delete("/api/v2/me/second-factor", token=refreshed["access_token"]).status == 403


def test_a_device_is_known_for_one_member_of_one_organization(service, mine, theirs):
    """Another's device token gives no counter of one's own: not to a member, nor for the same address elsewhere."""
    address = "both@mine.example"
    for acme in (mine, theirs):
        service.psql(f"SELECT outlay.create_member('{address}', '{PASSWORD}')", acme.slug)
    person = mine.join("member")
    device = mine.client().post("/api/v2/sessions", {"email": address, "password": PASSWORD, "device_token": ""}).json["device_token"]

    def guess(acme, email, **more):
        return acme.client().post("/api/v2/sessions", {"email": email, "password": "wrong one", **more}).status
    for acme, email in ((theirs, address), (mine, person.email)):
        service.psql("DELETE FROM login_failure WHERE counted_for LIKE 'e%' OR counted_for LIKE 'a%'", acme.slug)
        with acme.held_waits():
            statuses = [guess(acme, email, device_token=device) for _ in range(7)]
            assert statuses[:6].count(401) <= 6 and statuses[-1] == 429, statuses
            assert acme.client().post("/api/v2/sessions", {"email": email, "password": PASSWORD, "device_token": device}).status == 429
    for acme in (mine, theirs):
        service.psql("UPDATE login_failure SET failures = 15, last_at = clock_timestamp() + interval '1 hour' "
                     "WHERE counted_for LIKE 'e%'; DELETE FROM login_failure WHERE counted_for LIKE 'a%'", acme.slug)
    assert mine.client().post("/api/v2/sessions", {"email": address, "password": PASSWORD, "device_token": device}).status == 201
    for acme in (mine, theirs):
        service.psql("DELETE FROM login_failure", acme.slug)


def test_a_position_is_only_a_place(mine, theirs):
    """A cursor of somebody else's, or made up, leads to a place in one's own list or nowhere: never to others' rows, nor to
    an error of the server."""
    for acme in (mine, theirs):
        for _ in range(3):
            acme.join("member")
    own = {person["id"] for person in mine.owner.get("/api/v2/members?page_size=200").json["items"]}
    own_emails = {person["email"] for person in mine.owner.get("/api/v2/members?page_size=200").json["items"]}
    for sort in ("id", "-id", "name", "-name", "email", "-email"):
        foreign = theirs.owner.get(f"/api/v2/members?sort={sort}&page_size=1").json["next"]
        raw = base64.urlsafe_b64decode(foreign + "==")
        order = raw.split(b",")[0]
        assert mine.owner.get(f"/api/v2/members?sort={sort}&page_size=200&after={foreign}").status == 200
        made_up = [order + b",0,", order + b",-9223372036854775808,x", order + b",9223372036854775807,9223372036854775807",
                   order + b",1,' OR 1=1 --", order + b",1,\xff\xfe", order + b",1," + b"9" * 300, order + b",1,NaN", order + b",1,infinity",
                   b"", b",,,", raw[:-1], raw + b"\0", raw.replace(order, b"expense", 1)]
        for text in [foreign] + [base64.urlsafe_b64encode(piece).decode().rstrip("=") for piece in made_up]:
            answer = mine.owner.get(f"/api/v2/members?sort={sort}&page_size=200&after={text}")
            assert answer.status in (200, 422), (sort, text, answer)
            if answer.status == 200:
                assert {row["id"] for row in answer.json["items"]} <= own
                assert {row["email"] for row in answer.json["items"]} <= own_emails


def test_what_may_be_done_is_asked_again(mine):
    """can says what a button would do; without the button the same request is refused, whatever the client says."""
    person, expense = mine.join("member"), mine.expense()
    seen = mine.owner.get(f"/api/v2/expenses/{expense['id']}").json
    assert seen.get("can"), seen
    theirs_view = person.get(f"/api/v2/expenses/{expense['id']}")
    may = theirs_view.json.get("can", []) if theirs_view.status == 200 else []
    assert "update" not in may and "delete" not in may, theirs_view
    refused = [person.patch(f"/api/v2/expenses/{expense['id']}", {"description": "Mine now", "can": ["update"]}),
               person.patch(f"/api/v2/expenses/{expense['id']}", {"description": "Mine now"}),
               person.delete(f"/api/v2/expenses/{expense['id']}")]
    assert all(answer.status in (403, 404, 422, 428) for answer in refused), refused
    assert mine.owner.get(f"/api/v2/expenses/{expense['id']}").json["description"] == expense["description"]


def test_codes_of_the_past_and_the_future(mine):
    """A code is good for its half minute and the ones beside it, whatever the clock of who shows it says."""
    person = mine.join("member")
    begun = person.post("/api/v2/me/second-factor", {}).json
    authenticator = Authenticator(begun["secret"], person)
    assert person.post("/api/v2/me/second-factor/confirm", {"code": authenticator.code()}).status == 200
    now = authenticator.last * 30
    used = code_at(begun["secret"], now)
    assert show(person, log_in(person), used) == 401, "used already"
    for shift in (-120, -90, 120, 150):
        code = code_at(begun["secret"], now + shift)
        mine.service.psql("DELETE FROM login_failure", mine.slug)
        assert code == used or show(person, log_in(person), code) == 401, shift
