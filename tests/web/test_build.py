"""What the build makes: within its budget of bytes, typed, and by the document that the server gives."""
import json
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
KB = 1000


def run(node, *command):
    """Runs something of the app's, and shows what it said where it failed."""
    environment = {**os.environ, "PATH": f"{node}:{os.environ['PATH']}", "CI": "1"}
    done = subprocess.run(command, cwd=WEB, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.timeout(900)
def test_what_computes_is_right(node, site, console_site):
    """Money, colours, days, texts and the rules of the house: the tests beside the code, of both apps."""
    assert site and console_site
    run(node, "npx", "vitest", "run")


@pytest.mark.timeout(900)
def test_types_hold(node, site):
    """A page that asks for what the API does not have is an error before anybody opens it."""
    assert site
    run(node, "npx", "vue-tsc", "--noEmit", "-p", ".nuxt/tsconfig.app.json")


@pytest.mark.timeout(900)
def test_types_of_the_console_hold(node, site, console_site):
    """The same of the operators' console."""
    assert site and console_site
    run(node, "npx", "vue-tsc", "--noEmit", "-p", ".nuxt-console/tsconfig.app.json")


def test_types_are_those_of_the_server(node, shim):
    """The committed types are of this server's document."""
    run(node, "node", "scripts/api-types.mjs", "--check", f"http://127.0.0.1:{shim.port}")


def test_types_of_the_console_are_those_of_the_server(node, console):
    """The same of the console's own document."""
    run(node, "node", "scripts/api-types.mjs", "--console", "--check", f"http://127.0.0.1:{console.port}")


def test_neither_app_has_anything_of_the_other(site, console_site):
    """Members load nothing of the console; the console knows no expense."""
    def made(folder):
        return {path.name: path.read_text() for path in (folder / "_nuxt").glob("*.js")}

    assert not [name for name, text in made(site).items() if "/api/console" in text or "console.organizations" in text]
    assert not [name for name, text in made(console_site).items() if "/api/v2/expenses" in text or "expenses.title" in text]
    assert any("/api/console/organizations" in text for text in made(console_site).values())


def test_budget_of_bytes_of_the_console(console_site):
    """Who looks after a fleet may do so over a bad line, too: 280 kB of scripts for all pages together, 25 of styles."""
    scripts = sum(size(path) for path in (console_site / "_nuxt").glob("*.js"))
    styles = sum(size(path) for path in (console_site / "_nuxt").glob("*.css"))
    print(json.dumps({"scripts": scripts, "styles": styles}))
    assert 50 * KB < scripts <= 280 * KB and styles <= 25 * KB, (scripts, styles)


def test_rights_are_those_of_the_server(shim):
    """What a page offers where no record says what may be done with it goes by the roles of the server's operation."""
    table = (WEB / "app" / "session" / "rights.ts").read_text()
    rights = re.findall(r"'[\w.]+': \{ operation: '(\w+) (\S+)', roles: \[([^]]*)\] \}", table)
    assert len(rights) == table.count("operation: '") and rights
    for method, path, roles in rights:
        wanted = shim.psql(f"SELECT roles FROM outlay.route WHERE method = '{method}' AND path = '{path}'")
        assert set(re.findall(r"\w+", wanted)) == set(re.findall(r"\w+", roles)), (method, path, wanted, roles)


def size(path):
    """Bytes on the way to a browser."""
    compressed = path.with_name(path.name + ".br")
    return (compressed if compressed.exists() else path).stat().st_size


def first_load(site, texts):
    """The files that a landing or log-in page needs: what the page names, and chunks that hold one of these texts."""
    html = (site / "index.html").read_text()
    named = set(re.findall(r'(?:src|href)="/(_nuxt/[^"]+)"', re.sub(r'<link rel="prefetch"[^>]*>', "", html)))
    chunks = [path for path in (site / "_nuxt").glob("*.js")]
    wanted = {name for name in named if name.endswith(".js")}
    wanted |= {f"_nuxt/{path.name}" for path in chunks if any(text in path.read_text() for text in texts)}
    # What these import in turn.
    before = set()
    while wanted != before:
        before = set(wanted)
        for name in before:
            wanted |= {f"_nuxt/{other}" for other in re.findall(r'from\s*"\./([\w.-]+\.js)"|import\s*"\./([\w.-]+\.js)"', (site / name).read_text())
                       for other in other if other}
    return wanted, {name for name in named if name.endswith(".css")}


def test_budget_of_bytes(site):
    """Landing and log-in come quickly over a bad line: 190 kB of scripts, 25 of styles, one font of 50."""
    scripts, styles = first_load(site, ["entry.landing.title", "entry.logIn.submit", "entry.forgotten.link", "Know where the money goes"])
    sizes = {"scripts": sum(size(site / name) for name in scripts), "styles": sum(size(site / name) for name in styles),
             "font": max(path.stat().st_size for path in (site / "_nuxt").glob("inter-latin-wght*.woff2"))}
    print(json.dumps(sizes))
    assert 50 * KB < sizes["scripts"] <= 190 * KB, sizes
    assert sizes["styles"] <= 25 * KB, sizes
    assert sizes["font"] <= 50 * KB, sizes


def test_can_be_installed(site, shim):
    """A browser that puts the app among its applications finds what it asks for: a name, a start and an icon, of this host."""
    link = re.search(r'<link rel="manifest" href="(/[^"]+)"', (site / "index.html").read_text()).group(1)
    answer = shim.client().get(link)
    assert answer.status == 200 and answer.headers["content-type"] == "application/manifest+json"
    assert answer.json["display"] == "standalone" and answer.json["start_url"] == "/"
    for icon in answer.json["icons"]:
        assert shim.client().get(icon["src"]).headers["content-type"] == icon["type"]


def test_policy_allows_what_is_there(site):
    """The hashes are of the scripts that stand in the page, and nothing else may run."""
    policy = (site / ".csp").read_text()
    assert policy.count("'sha256-") == len(re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", (site / "index.html").read_text()))
    assert "unsafe-eval" not in policy and "http" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
