"""An organization that has to be upgraded before the functions can work with its tables."""
import harness
import organizations


def test_says_so_and_when_to_come_again(cluster):
    """It answers 503 in words for people and tells the client to wait for a minute; nothing of it is lost."""
    with organizations.Service(cluster, may_fail=True, loops=1, connections=1) as service:
        acme = service.sign_up("Acme")
        expense = acme.expense()
        service.psql("UPDATE outlay.tenant SET template_version = template_version - 1")
        answer = acme.owner.get("/api/v2/expenses")
        assert answer.status == 503 and answer.code == "unavailable" and answer.headers["retry-after"] == "60"
        assert answer.json["detail"] == 'organization "acme" is being upgraded'
        assert answer.json["hint"] == "Try again in a minute."
        service.psql("UPDATE outlay.tenant SET template_version = template_version + 1")
        assert acme.owner.get(f"/api/v2/expenses/{expense['id']}").json == expense
        # Where it takes the operator, what they have to type is in psql and in the log, and not in the answer.
        service.psql("UPDATE outlay.tenant SET template_version = template_version - 1;"
                     "DELETE FROM outlay.migration WHERE builtin")
        answer = acme.owner.get("/api/v2/expenses")
        assert answer.status == 503 and answer.json["detail"] == "the SQL of the extension is older than its library"
        assert answer.json["hint"] == "Whoever runs the server has to end its update."
        assert b"EXTENSION" not in answer.body and b"upgrade_tenants" not in answer.body
        logged = harness.wait_until(lambda: [event for event in service.shim.events("database_error")
                                             if event["message"] == answer.json["detail"]], "the log line")[0]
        assert "ALTER EXTENSION" in logged["detail"] and logged["hint"] == answer.json["hint"]
