"""A short walk through everything: what is done under each module and each setting that a server may have.

    with organizations.Service(cluster) as service:
        walk.walk(service, "any word of its own")
"""
import json

import organizations

# In front of the script where the session reads and prints in another way than the test writes and expects.
PLAIN = "SET client_min_messages = warning; SET client_encoding = 'UTF8';"

# Each line of output is one of EXPECTED. The organization that was signed up over HTTP is :'web'.
SCRIPT = """
SELECT status FROM outlay.create_tenant('Walk {word}', 'office@walk.example', slug => 'walk{word}');
SELECT outlay.make_spare() AS spare \\gset
SELECT status FROM outlay.create_tenant('Spare {word}', 'office@walk.example', slug => 'spare{word}');
SELECT slug = 'walk{word}' FROM outlay.use_tenant('walk{word}');
SELECT role FROM outlay.create_member('olga@walk.example', 'wooden compass', 'owner');
SELECT failure IS NULL FROM outlay.log_in('olga@walk.example', 'wooden compass');
SELECT name FROM outlay.create_department(E'R\\u0026D "quoted" \\\\ it''s');
SELECT balance FROM outlay.create_account('Bank', 1000);
SELECT amount FROM outlay.create_budget((SELECT id FROM account), (SELECT id FROM department), '2026-03-01', 500);
SELECT count(outlay.create_expense((SELECT id FROM budget), 1.25, '2026-03-14', 'Taxi ' || i)) FROM generate_series(1, 8) i;
SELECT sum(amount), count(*) FROM outlay.list_expenses(page_size => 5);
SELECT remaining FROM outlay.list_budgets();
SELECT name FROM outlay.add_migration('note {word}', $$
	CREATE TYPE mood AS ENUM ('good', 'it''s \\so-so');
	CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood DEFAULT 'it''s \\so-so',
		"a Text" text DEFAULT 'back\\slash' CHECK ("a Text" <> '\\' AND "a Text" IS NOT NULL), spent date DEFAULT '2026-12-31',
		size double precision DEFAULT 0.1, raw bytea DEFAULT '\\xde00', cost numeric(12,2) DEFAULT 1.5,
		span interval DEFAULT '1 year -3 days 04:05:06.7', of bigint[] DEFAULT '{{1,2,NULL}}',
		expense_id bigint REFERENCES expense);
	CREATE INDEX note_of ON note ("a Text", spent) WHERE size > 0.05;
	CREATE FUNCTION noted(a text) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN 'it''s ' || a; END $f$;
	CREATE VIEW notes AS SELECT id, "a Text", noted(mood::text) AS m, spent - interval '1 mon' AS before FROM note;
	INSERT INTO note DEFAULT VALUES; $$) WHERE name = 'note {word}';
CALL outlay.upgrade_tenants();
SELECT count(*) FROM outlay.tenant t WHERE t.template_version < (SELECT max(version) FROM outlay.template);
INSERT INTO note DEFAULT VALUES;
SELECT count(*) FROM notes WHERE m = E'it''s it''s \\\\so-so' AND "a Text" = E'back\\\\slash';
SELECT count(*) FROM outlay.drift();
ALTER TABLE note DROP COLUMN cost;
DROP INDEX note_of;
SELECT count(*) FROM outlay.drift() WHERE slug = 'walk{word}';
SELECT count(*) > 0 FROM outlay.repair('walk{word}') r WHERE r NOT LIKE '--%';
SELECT string_agg(r, E'\\n') AS proposed FROM outlay.repair('walk{word}') r \\gset
:proposed
SELECT count(*) FROM outlay.drift();
SELECT label FROM outlay.create_snapshot('walk{word}', 'before');
SELECT amount FROM outlay.create_expense((SELECT id FROM budget), 3, '2026-03-15', 'Too much');
SELECT label FROM outlay.restore_snapshot('walk{word}', 'before');
SELECT sum(amount), count(*) FROM outlay.list_expenses();
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('walk{word}') line;
SELECT status FROM outlay.import_tenant('lines', 'Imported {word}', 'imported{word}');
SELECT status FROM outlay.clone_tenant('walk{word}', 'Cloned {word}', slug => 'cloned{word}');
SELECT count(*) FROM outlay.across_tenants('SELECT sum(amount) AS s FROM expense') WHERE ("row" ->> 's')::numeric = 10;
SELECT count(*) FROM outlay.across_tenants('SELECT * FROM note') WHERE "row" ->> 'span' IS NOT NULL;
DO $$ BEGIN PERFORM outlay.create_tenant('Done {word}', 'office@walk.example', slug => 'done{word}'); END $$;
CREATE TEMPORARY TABLE made AS SELECT status FROM outlay.create_tenant('Made {word}', 'a@walk.example', slug => 'made{word}');
SELECT count(*) FROM outlay.drift();
SELECT count(*) FROM outlay.check_balances();
SELECT string_agg(DISTINCT check_name, ', ') FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL;
SELECT count(*) FROM (SELECT outlay.drop_tenant(slug) FROM outlay.tenant WHERE slug <> '{web}') d;
CALL outlay.purge_tenants('0');
SELECT count(*) FROM outlay.tenant;
"""

EXPECTED = """active
active
t
owner
t
R&D "quoted" \\ it's
1000.00
500.00
8
6.25|5
490.00
note {word}
0
2
0
2
t
0
before
3.00
before
10.00|8
active
active
3
8
0
0

6
6
1"""


def walk(service, word, before=""):
    """Signs an organization up over HTTP, spends, lists, and goes through an operator's commands; before is put in front.
    Returns the passwords and tokens that were sent and given meanwhile, none of which belongs into a log."""
    web = service.sign_up(f"Web {word}")
    department = web.create("departments", name="R\\D 'q' \u00e9")
    account = web.create("accounts", name="Bank", initial_deposit="1000.00")
    budget = web.create("budgets", account_id=account["id"], department_id=department["id"], month="2024-03-01", amount="500.00")
    expense = web.expense(amount="10.50", budget=budget)
    assert (expense["amount"], expense["spent_on"]) == ("10.50", "2024-03-14"), expense
    assert department["name"] == "R\\D 'q' \u00e9"
    listed = web.owner.get("/api/v2/expenses?from_date=2024-03-01&page_size=5")
    assert listed.status == 200 and [item["id"] for item in listed.json["items"]] == [expense["id"]], listed
    refused = web.owner.post("/api/v2/expenses", {"budget_id": budget["id"], "amount": "9999.00", "spent_on": "2024-03-14",
                                                  "description": "Too much"})
    assert refused.status in (409, 422), refused
    for path in ("/api/v2/me", "/api/v2/budgets", "/api/v2/audit", "/api/v2/organization", "/api/v1/expenses/"):
        answer = web.owner.get(path)
        assert answer.status == 200, (path, answer)
    events = web.owner.get("/api/v2/events", headers={"Accept": "text/event-stream"})
    assert events.status == 200, events
    wrong = web.client().post("/api/v2/sessions", {"email": web.owner.email, "password": "not this one"})
    assert wrong.status == 401, wrong
    found = service.cluster.psql(before + SCRIPT.format(word=word, web=web.slug), service.database)
    lines = [line for line in found.split("\n") if "|" not in line or line.count("|") == 1]
    assert "\n".join(lines) == EXPECTED.format(word=word), found
    answer = web.owner.get("/api/v2/expenses")
    assert answer.status == 200 and json.loads(answer.body)["items"][0]["amount"] == "10.50", answer
    again = web.client().post("/api/v2/sessions", {"email": web.owner.email, "password": organizations.PASSWORD})
    assert again.status == 201, again
    invited = web.owner.post("/api/v2/invitations", {"email": "anna@walk.example", "role": "member"})
    assert invited.status == 201, invited
    accepted = web.client().post("/api/v2/invitations/accept", {
        "invitation_token": invited.json["invitation_token"], "password": "sunny garden gate"})
    assert accepted.status == 201, accepted
    return {organizations.PASSWORD, "wooden compass", "not this one", "sunny garden gate", web.owner.token,
            web.owner.refresh_token, again.json["access_token"], again.json["refresh_token"],
            invited.json["invitation_token"], accepted.json["access_token"], accepted.json["refresh_token"]}
