"""Organizations and people for the HTTP tests: signed up, invited, logged in and given money over HTTP alone.

    with organizations.Service(cluster) as service:
        acme = service.sign_up("Acme")
        acme.owner.post("/api/v2/departments", {"name": "Sales"})
"""
import contextlib
import itertools
import urllib.parse

import harness
from second_factor import KeyFile

PASSWORD = "three blue teapots"
# A GIF of one pixel.
# As short as one can be.
RECEIPT = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
LOGO = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")
ROLES = ("owner", "admin", "approver", "member", "auditor")


@contextlib.contextmanager
def held_waits(cluster, database, slug):
    """While this lasts, no wait after wrong guesses at an organization is over, so that what is refused does not hang on
    how soon it is asked."""
    chosen = f"DO $$ BEGIN PERFORM outlay.use_tenant('{slug}'); END $$;"
    cluster.psql(chosen + """
        CREATE FUNCTION hold_wait() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN NEW.last_at := clock_timestamp() + interval '1 hour'; RETURN NEW; END $$;
        CREATE TRIGGER hold_wait BEFORE INSERT OR UPDATE ON login_failure FOR EACH ROW EXECUTE FUNCTION hold_wait()""", database)
    yield
    cluster.psql(chosen + "DROP FUNCTION hold_wait() CASCADE; UPDATE login_failure SET last_at = clock_timestamp()", database)


class Service:
    """A database with the extension, and an outlayd in front of it, which answers 5xx only where it may fail."""

    def __init__(self, cluster, may_fail=False, **settings):
        self.cluster, self.may_fail = cluster, may_fail
        self.database = cluster.create_database(extension=True)
        self.keys = KeyFile(cluster, f"{self.database}.keys")
        self.psql(f"ALTER DATABASE {self.database} SET outlay.secret_key_file = '{self.keys.path}'")
        self.psql(f"ALTER DATABASE {self.database} SET outlay.first_member_in_v2 = on")
        self.shim = harness.Outlayd(cluster, self.database, **settings)
        self.numbers = itertools.count(1)

    def __enter__(self):
        self.shim.start()
        return self

    def __exit__(self, *error):
        failures = [line for line in self.shim.events("request") if line["status"] >= 500 and line["path"] != "/readyz"]
        self.shim.__exit__(*error)
        assert self.may_fail or not failures, failures

    def psql(self, sql, slug=None):
        """Runs SQL as an operator, for an organization if its slug is given."""
        if slug:
            sql = f"DO $$ BEGIN PERFORM outlay.use_tenant('{slug}'); END $$; {sql}"
        return self.cluster.psql(sql, self.database)

    def base(self):
        """A client of the base host."""
        return self.shim.client(host="localhost")

    def name(self, what="Thing"):
        """A name that nothing has yet."""
        return f"{what} {next(self.numbers)}"

    def sign_up(self, name):
        """A new organization, its owner logged in."""
        slug = "".join(name.lower().split())
        answer = self.base().post("/api/v2/organizations", {
            "name": name, "business_email": f"office@{slug}.example", "email": f"owner@{slug}.example",
            "password": PASSWORD, "first_name": "Olga", "last_name": "Owner", "slug": slug})
        assert answer.status == 201, answer
        return Organization(self, answer.json)


class Organization:
    """One organization; .owner, .admin, .approver, .member and .auditor are people who are logged in."""

    def __init__(self, service, signed_up):
        self.service = service
        self.slug, self.host, self.name = signed_up["slug"], signed_up["host"], signed_up["name"]
        self.organization_id = signed_up["organization_id"]
        self.people = {"owner": Person(self, f"owner@{self.slug}.example", signed_up)}

    def __getattr__(self, role):
        if role not in ROLES:
            raise AttributeError(role)
        if role not in self.people:
            self.people[role] = self.join(role)
        return self.people[role]

    def held_waits(self):
        """While this lasts, nobody's wait after wrong guesses is over."""
        return held_waits(self.service.cluster, self.service.database, self.slug)

    def client(self):
        """A client of the organization's host who is not logged in."""
        return self.service.shim.client(host=self.host)

    def join(self, role):
        """Somebody new with a role, by invitation."""
        email = f"{role}-{next(self.service.numbers)}@{self.slug}.example"
        invited = self.owner.post("/api/v2/invitations", {"email": email, "role": role, "first_name": role.title()})
        assert invited.status == 201, invited
        accepted = self.client().post("/api/v2/invitations/accept", {
            "invitation_token": invited.json["invitation_token"], "password": PASSWORD})
        assert accepted.status == 201, accepted
        return Person(self, email, accepted.json)

    def create(self, path, by=None, **arguments):
        """Creates something as somebody, or as the owner, and returns its record."""
        answer = (by or self.owner).post("/api/v2/" + path, arguments)
        assert answer.status == 201, answer
        return answer.json

    def department(self):
        """A new department's record."""
        return self.create("departments", name=self.service.name("Department"))

    def category(self, **arguments):
        """A new category's record."""
        return self.create("categories", name=self.service.name("Category"), **arguments)

    def account(self, money="1000000.00"):
        """A new account's record, with money in it."""
        return self.create("accounts", name=self.service.name("Account"), initial_deposit=money)

    def budget(self, amount="1000.00", month="2024-03-01"):
        """A new budget's record, of a new account and a new department."""
        return self.create("budgets", account_id=self.account()["id"], department_id=self.department()["id"],
                           month=month, amount=amount)

    def set_logo(self, content=LOGO):
        """Gives it a logo."""
        answer = self.owner.put("/api/v2/organization/logo", content, headers={"Content-Type": "image/gif"})
        assert answer.status == 200, answer

    def expense(self, person=None, amount="10.00", budget=None, **arguments):
        """A new expense's record, somebody's or the owner's; the owner enters it, or whom "by" names."""
        budget = budget or self.budget()
        return self.create("expenses", budget_id=budget["id"], amount=amount, spent_on="2024-03-14",
                           description="Train tickets", member_id=(person or self.owner).id, **arguments)

    def receipt(self, expense, by=None, name="Receipt.pdf", content=RECEIPT):
        """A new receipt of an expense, which the owner or somebody else adds."""
        answer = (by or self.owner).post(f"/api/v2/expenses/{expense}/receipts?name={urllib.parse.quote(name)}", content,
                                         headers={"Content-Type": "application/octet-stream"})
        assert answer.status == 201, answer
        return answer.json

    def approve(self):
        """From now on expenses have to be approved."""
        answer = self.owner.patch("/api/v2/organization", {"approval": "on"})
        assert answer.status == 200 and answer.json["approval"] == "on", answer


class Person(harness.Client):
    """A client of an organization's host who is logged in."""

    def __init__(self, organization, email, grant):
        super().__init__(organization.service.shim.port, organization.host, grant["access_token"])
        self.organization, self.email = organization, email
        self.id, self.role, self.refresh_token = grant["member_id"], grant["role"], grant["refresh_token"]

    def log_in_again(self, password=PASSWORD):
        """The same person with another session."""
        answer = self.organization.client().post("/api/v2/sessions", {"email": self.email, "password": password})
        assert answer.status == 201, answer
        return Person(self.organization, self.email, answer.json)
