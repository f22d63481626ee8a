"""An organization's settings and logo over HTTP, as a page shows them before and after a log-in."""
import pytest

import organizations

PATH = "/api/v2/organization/logo"


@pytest.fixture(scope="module", name="acme")
def _acme(cluster):
    with organizations.Service(cluster, loops=1) as service:
        yield service.sign_up("Acme")


def put(acme, content, kind="image/png", query=""):
    """Sends a logo."""
    return acme.owner.put(PATH + query, content, headers={"Content-Type": kind})


def test_before_a_log_in(acme):
    """A log-in page shows whose it is, and asks for it again no more often than once a minute."""
    acme.set_logo()
    changed = {"display_name": "Acme & Söhne", "primary_color": "#FFCC00", "locale": "de-at"}
    assert acme.owner.request("PATCH", "/api/v2/organization", changed).status == 200
    answer = acme.client().get("/api/v2/branding")
    assert answer.status == 200 and answer.headers["cache-control"] == "public, max-age=60"
    assert {key: answer.json[key] for key in ("display_name", "primary_color", "primary_text_color", "locale",
                                              "logo_type", "logo_width", "logo_height")} == {
        "display_name": "Acme & Söhne", "primary_color": "#ffcc00", "primary_text_color": "#000000",
        "locale": "de-AT", "logo_type": "image/gif", "logo_width": 1, "logo_height": 1}
    logo = acme.client().get(PATH)
    assert logo.status == 200 and logo.body == organizations.LOGO and logo.headers["content-type"] == "image/gif"
    assert logo.headers["cache-control"] == "public, max-age=60" and logo.headers["x-content-type-options"] == "nosniff"
    assert logo.headers["content-disposition"] == 'attachment; filename="logo.gif"'
    again = acme.client().get(PATH, headers={"If-None-Match": logo.headers["etag"]})
    assert again.status == 304 and again.body == b""


def test_everything_else_is_for_members(acme):
    """What is public is a choice, not what is left over."""
    public = acme.client().get("/api/v2/branding").json
    assert not {"currency", "over_budget", "organization_id", "slug", "version", "own_settings"} & set(public)
    assert acme.client().get("/api/v2/organization").status == 401


@pytest.mark.parametrize("claimed", ["text/html", "image/svg+xml", "image/png; charset=utf-8", ""])
def test_a_type_is_what_the_bytes_say(acme, claimed):
    """Not what the client says."""
    assert put(acme, organizations.LOGO, claimed).json["logo_type"] == "image/gif"
    assert acme.client().get(PATH).headers["content-type"] == "image/gif"


@pytest.mark.parametrize("content, code", [
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unknown_type"),
    (b"<html><script>alert(1)</script>", "unknown_type"), (b"GIF89a/*\0", "unknown_type"), (b"\0", "unknown_type"),
    (b"GIF89a=\"\"<script>alert(1)</script>", "out_of_range"),
    (organizations.LOGO + b"\0" * 65536, "too_large"),
])
def test_what_is_no_logo(acme, content, code):
    """Is refused, and the one that was there stays."""
    acme.set_logo()
    answer = put(acme, content)
    assert answer.status == 422 and answer.fields() == {"content": code}, answer
    assert acme.client().get(PATH).body == organizations.LOGO


def test_nobodys_change_is_lost(acme):
    """The logo is part of the organization: its version counts changes of either."""
    other = organizations.LOGO + b"\0"
    version = acme.owner.get("/api/v2/organization").json["version"]
    assert put(acme, other, query=f"?version={version}").json["version"] == version + 1
    assert put(acme, other, query=f"?version={version}").status == 412
    assert acme.owner.request("DELETE", f"{PATH}?version={version}").status == 412
    assert acme.owner.request("PATCH", "/api/v2/organization", {"version": version, "locale": ""}).status == 412
    assert acme.owner.request("DELETE", f"{PATH}?version={version + 1}").status == 204
    assert acme.client().get(PATH).status == 404 and acme.owner.request("DELETE", PATH).status == 404
    assert acme.client().get("/api/v2/branding").json["logo_type"] is None


def test_back_to_the_default(acme):
    """An empty text takes an own setting away; what is in force and whose it is are told."""
    answer = acme.owner.request("PATCH", "/api/v2/organization", {"time_zone": "pacific/kiritimati", "locale": "fr"})
    assert {"time_zone", "locale"} <= set(answer.json["own_settings"]) and answer.json["time_zone"] == "Pacific/Kiritimati"
    answer = acme.owner.request("PATCH", "/api/v2/organization", {"time_zone": "", "locale": ""})
    assert not {"time_zone", "locale"} & set(answer.json["own_settings"])
    assert (answer.json["time_zone"], answer.json["locale"]) == ("UTC", "en")
