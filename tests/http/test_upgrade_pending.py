"""An organization that has to be upgraded before the functions can work with its tables."""
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
        service.psql("UPDATE outlay.tenant SET template_version = template_version + 1")
        assert acme.owner.get(f"/api/v2/expenses/{expense['id']}").json == expense
