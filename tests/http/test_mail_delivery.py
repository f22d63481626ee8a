"""outlay-mail and its mail server: encryption that is not given up, passwords, and what happens when either of them dies."""
import base64
import contextlib
import os
import re
import signal
import ssl

import pytest

import certificates
import harness
import organizations
from test_mail import Mailer, MailServer, link_in, organization

SECRET = "kettle-on-the-hob"


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    """A service that sends mail. Nothing does until a test starts a mailer."""
    service = organizations.Service(cluster)
    service.psql(f"ALTER DATABASE {service.database} SET outlay.mail_from = 'outlay@mail.example'")
    with service:
        yield service


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    return organization(service, "Delivery")


@pytest.fixture(scope="module", name="authority")
def _authority():
    return certificates.Authority()


@pytest.fixture(name="password_file")
def _password_file(service):
    """A function that makes a file with a password, which the mailer alone can read."""
    def make(password):
        path = os.path.join(service.cluster.directory, f"password-{next(service.numbers)}")
        with open(path, "w", encoding="ascii") as file:
            file.write(password + "\n")
        os.chmod(path, 0o600)
        harness.give_away(path)
        return path
    return make


@contextlib.contextmanager
def serving(service, authority=None, **settings):
    """A mail server with a certificate, and an empty queue."""
    context = None
    if authority:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority.certificate, authority.key)
    service.psql("DELETE FROM outlay.mail")
    server = MailServer(context, **settings)
    try:
        yield server
    finally:
        server.answer.set()
        server.shutdown()
        server.server_close()


def invite(acme):
    """One more mail in the queue; whom it is for."""
    address = acme.service.name("guest").replace(" ", "-") + "@delivery.example"
    answer = acme.owner.post("/api/v2/invitations", {"email": address, "role": "member"})
    assert answer.status == 201 and answer.json["sent"], answer
    return address


def try_again(service):
    """What waits for its next try is due."""
    service.psql("UPDATE outlay.mail SET next_try = clock_timestamp() WHERE status = 'waiting'")


def state(service):
    """Status and tries of the only mail."""
    return service.psql("SELECT status, tries FROM outlay.mail")


def await_failure(service, tries=1):
    """Waits until a try has failed, and returns why, as operators see it."""
    harness.wait_until(lambda: service.psql("SELECT tries, error IS NOT NULL FROM outlay.mail") == f"{tries}|t", "it failed")
    return service.psql("SELECT error FROM outlay.mail")


def no_secrets(mailer, *more):
    """No token, link, address or password is in what the mailer has written or reported."""
    text = mailer.lines() + "".join(more)
    assert not re.search("o[a-z]_[A-Za-z0-9_-]{20}|accept-invitation|@delivery", text), text
    for secret in (SECRET, base64.b64encode(f"\0outlay\0{SECRET}".encode()).decode(), base64.b64encode(SECRET.encode()).decode()):
        assert secret not in text, text


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_a_good_certificate(service, acme, authority, password_file, way):
    """All but the greeting is encrypted, password and mail, to a server whose name and authority are right."""
    with serving(service, authority, implicit=way == "tls", login=f"outlay:{SECRET}") as server, Mailer(
            service, server, smtp_tls=way, smtp_ca_file=authority.certificate, smtp_user="outlay",
            smtp_password_file=password_file(SECRET)) as mailer:
        address = invite(acme)
        server.wait(1)
        harness.wait_until(lambda: state(service) == "sent|1", "the database knows")
        assert server.mails[0][1] == [address] and link_in(server.to(address)[0])
        assert [line.split(" ")[0] for line in server.clear] == (["EHLO", "STARTTLS"] if way == "starttls" else [])
        assert any(line.startswith("AUTH") for line in server.commands)
        no_secrets(mailer)
    assert service.psql("SELECT sealed IS NULL FROM outlay.mail") == "t"


@pytest.mark.parametrize("way", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["unknown", "name"])
def test_a_bad_certificate(service, acme, authority, password_file, way, fault):
    """Who is not the mail server gets neither password nor mail; the mail waits, operators read why, and it goes out later."""
    other = certificates.Authority()
    wrong = {"smtp_ca_file": other.certificate} if fault == "unknown" else {
        "smtp_ca_file": authority.certificate, "smtp_host": "localhost"}
    login = {"smtp_user": "outlay", "smtp_password_file": password_file(SECRET)}
    with serving(service, authority, implicit=way == "tls", login=f"outlay:{SECRET}") as server:
        with Mailer(service, server, smtp_tls=way, **login, **wrong) as mailer:
            address = invite(acme)
            why = await_failure(service)
            harness.wait_until(lambda: "mail_delayed" in mailer.lines(), "it is in the log")
            assert re.search("(?i)certificate|SSL|subject", why) and "status 535" not in why, why
            no_secrets(mailer, why)
        assert not server.mails and {line.split(" ")[0] for line in server.commands} <= {"EHLO", "STARTTLS"}
        assert state(service) == "waiting|1"
        with Mailer(service, server, smtp_tls=way, smtp_ca_file=authority.certificate, **login):
            try_again(service)
            server.wait(1)
            assert server.mails[0][1] == [address]


def test_a_server_that_offers_no_encryption(service, acme, password_file):
    """Somebody on the way who takes STARTTLS out of the answer gets no password and no mail."""
    with serving(service, login=f"outlay:{SECRET}") as server, Mailer(
            service, server, smtp_tls="starttls", smtp_user="outlay", smtp_password_file=password_file(SECRET)) as mailer:
        invite(acme)
        no_secrets(mailer, await_failure(service))
        assert not server.mails and not any(re.match("AUTH|MAIL|RCPT|DATA", line) for line in server.commands)


def test_a_wrong_password(service, acme, authority, password_file):
    """A wrong password is our fault, not the mail's: it waits, and goes out once the password is right."""
    settings = {"smtp_tls": "starttls", "smtp_ca_file": authority.certificate, "smtp_user": "outlay"}
    with serving(service, authority, login="outlay:another one") as server:
        with Mailer(service, server, smtp_password_file=password_file(SECRET), **settings) as mailer:
            address = invite(acme)
            why = await_failure(service)
            assert "535" in why or "denied" in why, why
            no_secrets(mailer, why)
        assert state(service) == "waiting|1" and not server.mails
        with Mailer(service, server, smtp_password_file=password_file("another one"), **settings):
            try_again(service)
            server.wait(1)
            assert server.mails[0][1] == [address]
        harness.wait_until(lambda: state(service) == "sent|2", "the database knows")


def test_a_server_that_is_away_and_comes_back(service, acme):
    """Nothing is lost while the mail server is away, nor is the queue stuck when it is back."""
    with serving(service) as gone:
        port = gone.port
    with Mailer(service, gone) as mailer:
        address = invite(acme)
        why = await_failure(service)
        assert re.search("(?i)connect", why), why
        no_secrets(mailer, why)
        server = MailServer(port=port)
        try:
            try_again(service)
            server.wait(1)
            assert server.mails[0][1] == [address]
            harness.wait_until(lambda: state(service) == "sent|2", "the database knows")
        finally:
            server.shutdown()
            server.server_close()


def killed_with_a_mail(service, acme, server):
    """Kills a mailer while the mail server, which has the whole message, has not answered; whom the mail is for."""
    server.answer.clear()
    mailer = Mailer(service, server)
    address = invite(acme)
    assert server.received.wait(harness.PATIENCE)
    mailer.process.send_signal(signal.SIGKILL)
    mailer.process.wait(10)
    server.answer.set()
    return address


def test_kill_9_between_taking_and_confirming(service, acme):
    """A mailer that dies with a mail leaves it in the queue: it is sent again, as the same message, and then no more."""
    with serving(service) as server:
        address = killed_with_a_mail(service, acme, server)
        assert state(service) == "waiting|1"
        assert service.psql("SELECT next_try > now() FROM outlay.mail") == "t", "nobody else takes it at once"
        with Mailer(service, server):
            try_again(service)
            server.wait(2)
            harness.wait_until(lambda: state(service) == "sent|2", "the database knows")
        first, second = server.to(address)
        assert first["Message-ID"] == second["Message-ID"] and link_in(first) == link_in(second)
        with Mailer(service, server):
            other = invite(acme)
            harness.wait_until(lambda: server.to(other), "the queue goes on")
        assert len(server.mails) == 3


def test_the_database_dies_between_taking_and_confirming(service, acme):
    """What was sent while PostgreSQL restarted is told to it once it is back, and not sent again."""
    with serving(service) as server:
        server.answer.clear()
        with Mailer(service, server):
            invite(acme)
            assert server.received.wait(harness.PATIENCE)
            service.cluster.restart("fast")
            server.answer.set()
            harness.wait_until(lambda: state(service) == "sent|1", "the database knows")
            service.shim.await_ready()
        assert len(server.mails) == 1


def test_two_mailers_send_each_mail_once(service, acme):
    """A second mailer shares the work, and never sends what the other one has taken."""
    with serving(service) as server:
        addresses = sorted(invite(acme) for _ in range(12))
        with Mailer(service, server), Mailer(service, server):
            harness.wait_until(lambda: service.psql("SELECT count(*) FROM outlay.mail WHERE status = 'sent'") == "12",
                               "all are sent")
        assert sorted(to[0] for _, to, _ in server.mails) == addresses
