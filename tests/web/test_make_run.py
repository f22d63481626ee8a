"""`make run` serves at once, and the web app as soon as it is built."""
import pathlib
import sys
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "run"))

from instance import Instance  # noqa: E402


def await_app(instance, seconds):
    """Waits until the page at the root is the app's."""
    end = time.monotonic() + seconds
    while b"/_nuxt/" not in instance.get("/")[1]:
        assert time.monotonic() < end, instance.output()
        time.sleep(0.2)


@pytest.mark.timeout(600)
def test_the_app_is_switched_to_when_it_is_there(site):
    """Nobody waits for the app to call the API; a second start has the app from its first answer."""
    assert site
    instance = Instance()
    instance.environment["OUTLAY_WEB"] = "1"
    try:
        instance.start()
        status, page = instance.get("/")
        assert status == 200 and (b"outlayd" in page or b"/_nuxt/" in page)
        await_app(instance, 60)
        instance.await_output("The web app is there")
        assert instance.get("/t/anybody/expenses")[0] in (200, 404)
        instance.make("stop")
        instance.process.wait(60)
        instance.start()
        assert b"/_nuxt/" in instance.get("/")[1]
        assert "being built" not in instance.output()
    finally:
        instance.remove()
