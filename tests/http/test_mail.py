"""Mail: forgotten passwords, another e-mail address, invitations and notices, from the request to a mail server that
outlay-mail really talks to; and how all of that works where no mail is sent."""
import base64
import email
import email.policy
import os
import re
import socketserver
import ssl
import subprocess
import threading
import time

import pytest

import harness
import organizations
from organizations import PASSWORD
from second_factor import enrol
from test_second_factor import log_in, show

NEW_PASSWORD = "seven green kettles"


class MailServer(socketserver.ThreadingTCPServer):
    """A small SMTP server. .mails has (sender, recipients, message as text); .refuse is an answer in place of 250 to a
    recipient, .fail_data one in place of that to the message; with .context it offers STARTTLS, or with .implicit begins
    with TLS; with .login, "user:password", it takes mail from who logs in. .clear has what was said without TLS."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, context=None, port=0, implicit=False, login=None):
        super().__init__(("127.0.0.1", port), MailSession)
        self.port, self.context, self.implicit, self.login = self.server_address[1], context, implicit, login
        self.mails, self.refuse, self.fail_data, self.lose_answer, self.commands = [], None, None, False, []
        self.clear, self.received, self.answer = [], threading.Event(), threading.Event()
        self.answer.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait(self, count, seconds=harness.PATIENCE):
        """The mails, when there are so many."""
        harness.wait_until(lambda: len(self.mails) >= count, f"{count} mails, not {self.mails}", seconds)
        return self.mails

    def to(self, address):
        """The parsed mails to an address."""
        return [email.message_from_string(text, policy=email.policy.default) for _, to, text in self.mails if to == [address]]


class MailSession(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def secure(self):
        """Goes on with TLS; False where the client breaks it off."""
        try:
            self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        except OSError:
            return False
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        return True

    def log_in(self, line):
        """AUTH PLAIN, with its answer in the same line or in the next one."""
        words = line.split(" ")
        if len(words) < 3:
            self.say("334 ")
            words.append(self.rfile.readline().decode().rstrip("\r\n"))
        given = base64.b64decode(words[2]).decode().split("\0")[1:]
        right = given == self.server.login.split(":")
        self.say("235 welcome" if right else "535 5.7.8 no")
        return right

    def handle(self):
        sender, recipients, known = None, [], self.server.login is None
        if self.server.implicit and not self.secure():
            return
        self.say("220 test")
        while True:
            try:
                line = self.rfile.readline().decode().rstrip("\r\n")
            except OSError:
                return
            if not line or line.upper() == "QUIT":
                return
            self.server.commands.append(line)
            if not isinstance(self.connection, ssl.SSLSocket):
                self.server.clear.append(line)
            word = line.split(":")[0].split(" ")[0].upper()
            if word == "EHLO":
                secure = isinstance(self.connection, ssl.SSLSocket)
                if self.server.context and not secure:
                    self.say("250-STARTTLS")
                if self.server.login and (secure or not self.server.context):
                    self.say("250-AUTH PLAIN")
                self.say("250 8BITMIME")
            elif word == "STARTTLS":
                self.say("220 go on")
                if not self.secure():
                    return
            elif word == "AUTH":
                known = self.log_in(line)
            elif word == "MAIL" and not known:
                self.say("530 5.7.0 log in first")
            elif word == "MAIL":
                sender, recipients = re.search("<(.*)>", line).group(1), []
                self.say("250 ok")
            elif word == "RCPT":
                recipients.append(re.search("<(.*)>", line).group(1))
                self.say(self.server.refuse or "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                lines = []
                while (line := self.rfile.readline().decode()) != ".\r\n":
                    lines.append(line[1:] if line.startswith("..") else line)
                if self.server.fail_data:
                    self.say(self.server.fail_data)
                    continue
                self.server.mails.append((sender, recipients, "".join(lines)))
                self.server.received.set()
                self.server.answer.wait(60)
                if self.server.lose_answer:
                    self.server.lose_answer = False
                    return
                self.say("250 taken")
            else:
                self.say("250 ok")


class Mailer:
    """One outlay-mail process."""

    BINARY = os.path.join(harness.ROOT, "mailer", "outlay-mail")

    def __init__(self, service, server, **settings):
        self.log = os.path.join(service.shim.directory, f"outlay-mail-{next(service.numbers)}.log")
        settings = {"conninfo": service.cluster.conninfo(service.database, "outlay_mail"), "smtp_host": "127.0.0.1",
                    "smtp_port": server.port, "smtp_tls": "none", "interval": 0.05, "log": self.log, **settings}
        self.process = subprocess.Popen(
            [self.BINARY, *(f"--{name.replace('_', '-')}={value}" for name, value in settings.items())],
            cwd="/", **harness.unprivileged())

    def lines(self):
        try:
            with open(self.log, encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(harness.PATIENCE) == 0


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    """A service that sends mail. Nothing does until a test starts a mailer."""
    service = organizations.Service(cluster)
    for setting in ("mail_from = 'outlay@mail.example'", "web_url = 'https://{host}:8443'"):
        service.psql(f"ALTER DATABASE {service.database} SET outlay.{setting}")
    with service:
        yield service


@pytest.fixture(name="server")
def _server(service):
    service.psql("DELETE FROM outlay.mail")
    server = MailServer()
    yield server
    server.shutdown()
    server.server_close()


def organization(service, name):
    """An organization whose members come without mail: they are created by the operator."""
    signed_up = service.sign_up(name)

    def join(role="member"):
        address = f"{role}-{next(service.numbers)}@{signed_up.slug}.example"
        service.psql(f"SELECT outlay.create_member('{address}', '{PASSWORD}', '{role}', '{role.title()}')", signed_up.slug)
        answer = signed_up.client().post("/api/v2/sessions", {"email": address, "password": PASSWORD})
        return organizations.Person(signed_up, address, answer.json)
    signed_up.join = join
    return signed_up


def link_in(mail):
    """The link in a mail, and its token."""
    links = re.findall(r"https://\S+", mail.get_content())
    assert len(links) == 1, mail
    return links[0], links[0].split("#")[1]


def ask(acme, address):
    answer = acme.client().post("/api/v2/password-resets", {"email": address})
    assert answer.status == 202 and answer.json == {"delivery": "mail"}, answer
    return answer


def test_a_forgotten_password(service, server):
    """Asked for by anybody, sent to the address alone, good once: then all sessions have ended and the old password is none."""
    acme = organization(service, "Forgot")
    person = acme.join()
    with Mailer(service, server):
        ask(acme, person.email.upper())
        server.wait(1)
        sender, recipients, _ = server.mails[0]
        assert (sender, recipients) == ("outlay@mail.example", [person.email])
        mail = server.to(person.email)[0]
        link, token = link_in(mail)
        assert link.startswith("https://forgot.localhost:8443/reset-password#op_") and mail["Subject"] == 'A new password for "Forgot"'
        assert acme.service.psql(f"SELECT count(*) FROM credential WHERE '{token}' ~ secret", acme.slug) == "0"
        bad = acme.client().post("/api/v2/password-resets/accept", {"reset_token": token, "password": "short"})
        assert bad.status == 422 and bad.fields() == {"password": "too_short"}, "which does not use the token up"
        done = acme.client().post("/api/v2/password-resets/accept", {"reset_token": token, "password": NEW_PASSWORD})
        assert done.status == 200 and done.json["sessions_ended"] == 1, done
        assert person.get("/api/v2/me").status == 401
        assert acme.client().post("/api/v2/password-resets/accept",
                                  {"reset_token": token, "password": PASSWORD}).status == 404
        assert log_in(person).status == 401
        assert acme.client().post("/api/v2/sessions", {"email": person.email, "password": NEW_PASSWORD}).status == 201
        server.wait(2)
        assert "has changed" in server.to(person.email)[1]["Subject"]
    rows = service.psql("SELECT kind, status, sealed IS NULL FROM outlay.mail ORDER BY id")
    assert rows == "password_reset|sent|t\npassword_changed|sent|t", "nothing of it is left in the queue"


def test_nobody_learns_who_has_an_account(service, server):
    """An address that nobody has is answered alike, and takes as long: both write the same row, and the rest comes later."""
    acme = organization(service, "Nobody")
    person = acme.join()
    client, times = acme.client(), {True: [], False: []}
    for number in range(40):
        known = number % 2 == 0
        address = person.email if known else f"nobody-{number}@nobody.example"
        service.psql("DELETE FROM login_failure", acme.slug)
        begin = time.perf_counter()
        answer = client.post("/api/v2/password-resets", {"email": address})
        times[known].append(time.perf_counter() - begin)
        assert answer.status == 202 and answer.json == {"delivery": "mail"}
    # The least of each: what else the machine does makes some longer, and none shorter.
    least = {known: min(values) for known, values in times.items()}
    assert least[True] < 2 * least[False] and least[False] < 2 * least[True], times
    assert service.psql("SELECT DISTINCT kind, status FROM outlay.mail") == "reset_asked|waiting"
    with Mailer(service, server):
        harness.wait_until(lambda: service.psql("SELECT count(*) FROM outlay.mail WHERE status = 'waiting'") == "0", "all are done")
    assert {to[0] for _, to, _ in server.mails} == {person.email}
    assert service.psql("SELECT status, count(*) FROM outlay.mail GROUP BY 1 ORDER BY 1") == "nobody|20\nsent|20"


def test_no_mail_bombs(service, server):
    """Three an hour for one address, without a word about it; twenty a day over all organizations, whatever they are for."""
    acme = organization(service, "Bombs")
    person = acme.join()
    for _ in range(6):
        ask(acme, person.email)
    assert service.psql("SELECT count(*) FROM outlay.mail") == "3"
    for number in range(12):
        assert acme.owner.post(f"/api/v2/members/{person.id}/password-reset", {}).status == 201
    other = organization(service, "More Bombs")
    statuses = [other.owner.post("/api/v2/invitations", {"email": person.email.title(), "role": "member"}).status] + [
        acme.owner.post(f"/api/v2/members/{person.id}/password-reset", {}).status for _ in range(6)]
    assert statuses == [201] + [201] * 4 + [429] * 2, statuses
    counted = service.psql("SELECT count(*) FROM login_failure WHERE counted_for LIKE 'c%'", acme.slug)
    assert counted == "1", "and wishes are counted for the client"


def test_it_does_not_go_round_a_second_factor(service, server):
    """A new password is one factor: log-in still asks for the other."""
    acme = organization(service, "Both")
    person = acme.join()
    authenticator, _ = enrol(person)
    with Mailer(service, server):
        ask(acme, person.email)
        server.wait(2)
        token = link_in(server.to(person.email)[1])[1]
    acme.client().post("/api/v2/password-resets/accept", {"reset_token": token, "password": NEW_PASSWORD})
    begun = acme.client().post("/api/v2/sessions", {"email": person.email, "password": NEW_PASSWORD})
    assert begun.json["next"] == "second_factor" and begun.json["access_token"] is None
    assert show(person, begun.json["ticket"], authenticator.code()).status == 201


def test_another_address(service, server):
    """The new address confirms, the old one is told before and after, all sessions end, and log-in is with the new one."""
    acme = organization(service, "Moved")
    person = acme.join()
    taken = acme.join()
    assert person.post("/api/v2/me/email", {"email": taken.email.upper()}).fields() == {"email": "taken"}
    with Mailer(service, server):
        asked = person.post("/api/v2/me/email", {"email": "new@moved.example"})
        assert asked.status == 202 and asked.json["sent"] and asked.json["token"] is None and asked.json["link"] is None
        server.wait(2)
        assert "Change of your e-mail address" in server.to(person.email)[0]["Subject"]
        token = link_in(server.to("new@moved.example")[0])[1]
        assert person.get("/api/v2/me").json["email"] == person.email, "until it is confirmed"
        done = acme.client().post("/api/v2/email-changes/confirm", {"email_token": token})
        assert done.json == {"member_id": person.id, "email": "new@moved.example", "sessions_ended": 1}, done
        assert acme.client().post("/api/v2/email-changes/confirm", {"email_token": token}).status == 404
        server.wait(3)
        assert "new@moved.example" in server.to(person.email)[1].get_content()
    assert person.get("/api/v2/me").status == 401
    assert log_in(person).status == 401
    assert acme.client().post("/api/v2/sessions", {"email": "new@moved.example", "password": PASSWORD}).status == 201
    audit = acme.owner.get(f"/api/v2/audit?entity=member&entity_id={person.id}").json["items"]
    assert [row["action"] for row in audit][:2] == ["email_changed", "email_asked"]
    service.psql(f"UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE member_id = {taken.id}", acme.slug)
    assert taken.post("/api/v2/me/email", {"email": "other@moved.example"}).status == 403


def test_invitations_and_languages(service, server):
    """Invitations go by mail, in the organization's language, and whoever invites does not see the token. Names with
    anything in them stay inside their header."""
    subjects = {}
    for locale, name in (("en", "Plain"), ("fr-CA", "Société Générale"), ("de", "Müller & Söhne =?x?="), ("sw", "Duka"), ("pt", "Outro")):
        acme = organization(service, "Language " + locale)
        acme.owner.patch("/api/v2/organization", {"locale": locale, "display_name": name})
        with Mailer(service, server):
            count = len(server.mails)
            invited = acme.owner.post("/api/v2/invitations", {"email": f"guest@{acme.slug}.example", "role": "member"})
            assert invited.status == 201 and invited.json["sent"] and invited.json["invitation_token"] is None, invited
            server.wait(count + 1)
        text = server.mails[-1][2]
        assert text.isascii() and max(map(len, text.split("\r\n"))) < 200 and "\n\n" not in text.replace("\r\n", "\n").split("\n\n")[0]
        mail = server.to(f"guest@{acme.slug}.example")[0]
        subjects[locale] = mail["Subject"]
        assert mail["From"] == "Outlay <outlay@mail.example>" and mail["Auto-Submitted"] == "auto-generated"
        link, token = link_in(mail)
        assert link == f"https://{acme.host}:8443/accept-invitation#{token}"
        accepted = acme.client().post("/api/v2/invitations/accept", {"invitation_token": token, "password": PASSWORD})
        assert accepted.status == 201, accepted
    assert subjects == {"en": 'Invitation to "Plain"', "fr-CA": "Invitation à rejoindre « Société Générale »",
                        "de": "Einladung zu „Müller & Söhne =?x?=“", "sw": 'Mwaliko wa kujiunga na "Duka"',
                        "pt": 'Invitation to "Outro"'}


def test_an_invitation_that_is_void_is_not_sent(service, server):
    """Withdrawn, made anew or with the member deactivated, an invitation that waits to be sent is taken back: nobody gets a
    link that leads nowhere. What waits for others, and the mail of other kinds, goes out."""
    acme = organization(service, "Void")
    ids = {name: acme.owner.post("/api/v2/invitations", {"email": f"{name}@void.example", "role": "member"}).json["member_id"]
           for name in ("gone", "anew", "left", "stays")}
    other = organization(service, "Void elsewhere")
    other.owner.post("/api/v2/invitations", {"email": "gone@void.example", "role": "member"})
    assert acme.owner.delete(f"/api/v2/members/{ids['gone']}/invitation").status == 204
    assert acme.owner.delete(f"/api/v2/members/{ids['gone']}/invitation").status == 404
    assert acme.owner.post(f"/api/v2/members/{ids['anew']}/invitation").status == 201
    assert acme.owner.post(f"/api/v2/members/{ids['left']}/deactivate").status == 200
    counts = service.psql("SELECT status || ' ' || count(*) || ' ' || count(sealed) FROM outlay.mail GROUP BY status ORDER BY 1")
    assert counts == "waiting 3 3\nwithdrawn 3 0", counts
    with Mailer(service, server):
        harness.wait_until(lambda: service.psql("SELECT count(*) FROM outlay.mail WHERE status = 'waiting'") == "0", "all is sent")
    assert sorted(to[0] for _, to, _ in server.mails) == ["anew@void.example", "gone@void.example", "stays@void.example"]
    assert other.host in link_in(server.to("gone@void.example")[0])[0]
    _, token = link_in(server.to("anew@void.example")[0])
    assert acme.client().post("/api/v2/invitations/accept", {"invitation_token": token, "password": PASSWORD}).status == 201


def test_an_invitation_to_a_wrong_address_goes_to_the_right_one(service, server):
    """Somebody was invited at an address with a slip of the pen in it. Corrected, the invitation goes to the right one; what
    the wrong one has got, or would still get, lets nobody in. It asks for the password, and tells nobody of other members."""
    acme = organization(service, "Slip")
    taken = acme.join("member")
    invited = acme.owner.post("/api/v2/invitations", {"email": "jo@slpi.example", "role": "admin"}).json["member_id"]
    with Mailer(service, server):
        server.wait(1)
    _, old = link_in(server.to("jo@slpi.example")[0])
    assert acme.owner.post(f"/api/v2/members/{invited}/invitation").status == 201
    path = f"/api/v2/members/{invited}/email"
    assert taken.post(path, {"email": "jo@slip.example"}).status == 403
    answer = acme.owner.post(path, {"email": taken.email.upper()})
    assert answer.status == 409 and answer.fields() == {"email": "taken"}, answer
    answer = acme.owner.post(path, {"email": "jo@slip.example"})
    assert answer.status == 202 and answer.json["sent"] and answer.json["token"] is None and answer.json["link"] is None, answer
    assert acme.owner.get(f"/api/v2/members/{invited}").json["email"] == "jo@slip.example"
    with Mailer(service, server):
        server.wait(2)
        harness.wait_until(lambda: service.psql("SELECT count(*) FROM outlay.mail WHERE status = 'waiting'") == "0", "all is sent")
    assert [to for _, to, _ in server.mails] == [["jo@slpi.example"], ["jo@slip.example"]]
    link, token = link_in(server.to("jo@slip.example")[0])
    assert "/accept-invitation#" in link
    accept = {"invitation_token": old, "password": PASSWORD}
    assert acme.client().post("/api/v2/invitations/accept", accept).status == 404
    assert acme.client().post("/api/v2/invitations/accept", {**accept, "invitation_token": token}).status == 201
    service.psql(f"UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE member_id = {acme.owner.id}", acme.slug)
    answer = acme.owner.post(path, {"email": "other@slip.example"})
    assert answer.status == 403 and answer.json["errors"][0]["code"] == "confirmation_required", answer


def test_a_mail_is_sent_at_least_once(service, server):
    """A server that fails now gets it later; one whose answer was lost gets it again, as the same message."""
    acme = organization(service, "Again")
    server.lose_answer, server.fail_data = True, "451 later"
    with Mailer(service, server) as mailer:
        acme.owner.post("/api/v2/invitations", {"email": "guest@again.example", "role": "member"})
        harness.wait_until(lambda: "mail_delayed" in mailer.lines(), "the first try failed")
        row = service.psql("SELECT status, tries, error ~ '451', next_try > now() + interval '30 s' FROM outlay.mail")
        assert row == "waiting|1|t|t", row
        server.fail_data = None
        service.psql("UPDATE outlay.mail SET next_try = now()")
        server.wait(1)
        harness.wait_until(lambda: service.psql("SELECT tries FROM outlay.mail WHERE error IS NOT NULL AND tries = 2"), "its answer was lost")
        service.psql("UPDATE outlay.mail SET next_try = now()")
        server.wait(2)
        harness.wait_until(lambda: service.psql("SELECT status FROM outlay.mail") == "sent", "it is sent")
    first, second = server.to("guest@again.example")
    assert first["Message-ID"] == second["Message-ID"] and link_in(first) == link_in(second)


def test_dead_letters(service, server):
    """What a server refuses for good is tried no more; the operator sees it without its text, and can have it tried again."""
    acme = organization(service, "Dead")
    server.refuse = "550 no such user"
    with Mailer(service, server) as mailer:
        acme.owner.post("/api/v2/invitations", {"email": "guest@dead.example", "role": "member"})
        harness.wait_until(lambda: "mail_refused" in mailer.lines(), "it was refused")
        row = "SELECT id, kind, status, tries, error ~ '550' FROM outlay.mail"
        service.psql("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mail_operator') THEN "
                     "CREATE ROLE mail_operator LOGIN IN ROLE outlay_operator; END IF; END $$")
        seen = service.cluster.psql(row, service.database, user="mail_operator")
        number = seen.split("|")[0]
        assert seen == f"{number}|invitation|failed|1|t", seen
        with pytest.raises(AssertionError, match="permission denied"):
            service.cluster.psql("SELECT sealed FROM outlay.mail", service.database, user="mail_operator")
        server.refuse = None
        assert service.cluster.psql(f"SELECT outlay.retry_mail({number})", service.database, user="mail_operator") == "t"
        server.wait(1)


def test_one_broken_organization_keeps_nobody_waiting(service, server):
    """A wish in an organization that cannot be served stays in the queue, and the others' mail goes on."""
    broken, sound = organization(service, "Broken Mail"), organization(service, "Sound Mail")
    ask(broken, broken.owner.email)
    ask(sound, sound.owner.email)
    schema = service.psql(f"SELECT schema FROM outlay.tenant WHERE slug = '{broken.slug}'")
    service.psql(f"ALTER TABLE {schema}.credential RENAME TO hidden")
    with Mailer(service, server):
        server.wait(1)
        harness.wait_until(lambda: service.psql("SELECT count(*) FROM outlay.mail WHERE tries > 0") == "2", "both were tried")
        assert server.mails[0][1] == [sound.owner.email] and service.psql(
            "SELECT status FROM outlay.mail WHERE kind = 'reset_asked'") == "waiting"
        service.psql(f"ALTER TABLE {schema}.hidden RENAME TO credential; UPDATE outlay.mail SET next_try = now()")
        server.wait(2)


def test_tls_is_not_given_up(service, server):
    """With STARTTLS the mail goes encrypted to a server that proves its name, and to no other."""
    acme = organization(service, "Tls Mail")
    with Mailer(service, server, smtp_tls="starttls") as mailer:
        acme.owner.post("/api/v2/invitations", {"email": "guest@tls.example", "role": "member"})
        harness.wait_until(lambda: "mail_delayed" in mailer.lines(), "it was not sent in the clear")
    assert not server.mails and not any(line.startswith("MAIL") for line in server.commands)
    program = subprocess.run([Mailer.BINARY, "--smtp-host=x", "--smtp-tls=none", "--smtp-user=me"], capture_output=True, check=False)
    assert program.returncode == 2 and b"needs TLS" in program.stderr


def test_without_mail_the_admin_passes_the_link_on(cluster):
    """Nothing pretends to send: an admin gets the link, and whoever asks for themselves is told whom to ask."""
    with organizations.Service(cluster) as service:
        acme = service.sign_up("Mailless")
        person = acme.join("member")
        answer = acme.client().post("/api/v2/password-resets", {"email": person.email})
        assert answer.status == 202 and answer.json == {"delivery": "ask_admin"}
        assert service.psql("SELECT count(*) FROM outlay.mail") == "0"
        issued = acme.admin.post(f"/api/v2/members/{person.id}/password-reset", {})
        assert issued.status == 201 and issued.json["sent"] is False, issued
        assert issued.json["link"] == f"https://{acme.host}/reset-password#{issued.json['token']}"
        assert acme.client().post("/api/v2/password-resets/accept",
                                  {"reset_token": issued.json["token"], "password": NEW_PASSWORD}).status == 200
        assert acme.admin.post(f"/api/v2/members/{acme.owner.id}/password-reset", {}).status == 403
        refused = acme.admin.post("/api/v2/me/email", {"email": "else@mailless.example"})
        assert refused.status == 409 and refused.fields() == {"email": "not_configured"}, refused
        begun = acme.admin.post(f"/api/v2/members/{person.id}/email", {"email": "else@mailless.example"})
        assert begun.status == 202 and begun.json["link"].endswith("/confirm-email#" + begun.json["token"]), begun
        assert acme.client().post("/api/v2/email-changes/confirm", {"email_token": begun.json["token"]}).status == 200
        with pytest.raises(AssertionError, match="mail is not configured"):
            service.cluster.psql("SELECT outlay.take_mail()", service.database, user="outlay_mail")
        for statement in ("SELECT * FROM outlay.mail", "SELECT * FROM outlay.list_members()", "SELECT outlay.retry_mail(1)",
                          "SELECT outlay.create_tenant('X', 'x@x.example')"):
            # The functions of the API refuse whom nobody has entered for.
            with pytest.raises(AssertionError, match="permission denied|no organization is chosen"):
                service.cluster.psql(statement, service.database, user="outlay_mail")
