"""What people do with the app, in Debian's Chromium, over the real stack; web/tests/browser has the journeys."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = pathlib.Path(os.environ.get("OUTLAY_PICTURES") or ROOT / ".build" / "pictures")

JOURNEYS = [("newcomer", size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]
JOURNEYS += [("refused", "desk", "light"), ("refused", "phone", "dark"), ("live", "desk", "light"), ("overtaken", "desk", "dark"),
             ("side_by_side", "desk", "light"), ("languages", "phone", "light"), ("keyboard", "desk", "light")]
JOURNEYS += [("spending", "desk", "light"), ("spending", "phone", "dark"), ("funding", "phone", "light"),
             ("own_way", "desk", "light"), ("own_way", "phone", "dark"), ("categorizing", "desk", "light"), ("categorizing", "phone", "dark")]
JOURNEYS += [("beginning", "desk", "light"), ("beginning", "phone", "dark")]
JOURNEYS += [("splitting", size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]
JOURNEYS += [("receipts", "desk", "light"), ("receipts", "phone", "dark")]
JOURNEYS += [("describing", "desk", "light"), ("describing", "phone", "dark"), ("describing", "desk", "dark"), ("describing", "phone", "light")]
JOURNEYS += [("budgeting", size, theme) for size, theme in (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))]
JOURNEYS += [("alerting", size, theme) for size, theme in (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))]
JOURNEYS += [("repeating", size, theme) for size, theme in (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))]
JOURNEYS += [("closing", size, theme) for size, theme in (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))]
JOURNEYS += [("policing", size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]
JOURNEYS += [("pricing", "desk", "light"), ("pricing", "phone", "dark"), ("pricing", "desk", "dark"), ("pricing", "phone", "light")]
JOURNEYS += [("driving", size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]

JOURNEYS += [("mentioning", size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]

JOURNEYS += [(name, size, theme) for name in ("people", "own_profile", "settings")
             for size, theme in (("desk", "light"), ("phone", "dark"))]
JOURNEYS += [("paying", size, theme) for size, theme in (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))]
JOURNEYS += [("languages_people", "phone", "light"), ("approving", "desk", "light"), ("approving", "phone", "dark")]
JOURNEYS += [(name, size, theme) for name in ("standing_in", "stepping")
             for size, theme in (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))]

JOURNEYS += [("second_factor", "desk", "light"), ("second_factor", "phone", "dark"), ("required_factor", "phone", "light"),
             ("helping_in", "desk", "light"), ("helping_in", "phone", "dark"), ("password_fields", "desk", "light"), ("password_fields", "phone", "dark")]
CONSOLE = [("operating", size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]
CONSOLE += [("operating_languages", "phone", "light")]
MAILED = [("by_mail", "desk", "light"), ("by_mail", "phone", "dark")]


def walk(node, shim, journey, size, theme):
    """Nothing on the way is an error, leaves the origin, breaks the policy, or cannot be read."""
    host = "console.localhost" if journey.startswith("operating") else "localhost"
    command = [f"{node}/node", "tests/browser/run.mjs", journey, f"http://{host}:{shim.port}", str(PICTURES), size, theme]
    done = subprocess.run(command, cwd=ROOT / "web", env={**os.environ, **shim.journeys}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.timeout(600)
@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here")
@pytest.mark.parametrize("journey, size, theme", JOURNEYS)
def test_journey(node, shim, journey, size, theme):
    """What people do, where no mail is sent."""
    walk(node, shim, journey, size, theme)


@pytest.mark.timeout(600)
@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here")
@pytest.mark.parametrize("journey, size, theme", MAILED)
def test_journey_with_mail(node, mailing, journey, size, theme):
    """What comes by mail leads to the page that it names."""
    walk(node, mailing, journey, size, theme)


@pytest.mark.timeout(600)
@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here")
@pytest.mark.parametrize("journey, size, theme", CONSOLE)
def test_journey_at_the_console(node, console, journey, size, theme):
    """What operators do, at the console's own host."""
    walk(node, console, journey, size, theme)
