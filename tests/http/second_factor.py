"""Keys of a server, and an authenticator's codes, computed from RFC 6238 and nothing of ours."""
import base64
import hashlib
import hmac
import os
import struct
import time

import harness


class KeyFile:
    """A file of keys that the server alone can read; write() replaces them."""

    def __init__(self, cluster, name="keys"):
        self.path = os.path.join(cluster.directory, name)
        self.write(self.new())

    @staticmethod
    def new():
        return base64.b64encode(os.urandom(32)).decode()

    def write(self, *keys, mode=0o600):
        if os.path.exists(self.path):
            os.unlink(self.path)
        with open(self.path, "w", encoding="ascii") as file:
            file.write("# keys of this test\n" + "".join(key + "\n" for key in keys))
        self.keys = keys
        os.chmod(self.path, mode)
        harness.give_away(self.path)


def code_at(secret, seconds=None):
    """The code of a base32 secret at a time (RFC 6238)."""
    step = int(time.time() if seconds is None else seconds) // 30
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


class Authenticator:
    """Codes that were not used before: the present step's, or the next one's, which is as good. Where both are used up
    the database is made to forget that, since half a minute is long for a test."""

    def __init__(self, secret, person):
        self.secret, self.person, self.last = secret, person, 0

    def code(self):
        step = int(time.time()) // 30
        if self.last > step:
            acme = self.person.organization
            acme.service.psql(f"UPDATE credential SET used_step = 0 WHERE member_id = {self.person.id}", acme.slug)
        elif self.last == step:
            step += 1
        self.last = step
        return code_at(self.secret, step * 30)


def enrol(person):
    """Sets a second factor up for somebody who is logged in; the authenticator and the recovery codes."""
    begun = person.post("/api/v2/me/second-factor", {})
    assert begun.status == 201, begun
    authenticator = Authenticator(begun.json["secret"], person)
    confirmed = person.post("/api/v2/me/second-factor/confirm", {"code": authenticator.code()})
    assert confirmed.status == 200, confirmed
    return authenticator, confirmed.json["recovery_codes"]
