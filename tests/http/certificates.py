"""Certificates made for a test, and clients that speak TLS."""
import os
import socket
import ssl
import subprocess
import tempfile

import harness


class Authority:
    """A directory that outlayd may read, with a certificate and its key in it that can be replaced."""

    def __init__(self):
        self.directory = tempfile.mkdtemp(prefix="olc-", dir=harness.PARENT)
        os.chmod(self.directory, 0o755)
        harness.give_away(self.directory)
        self.certificate, self.key = (os.path.join(self.directory, name) for name in ("tls.crt", "tls.key"))
        self.issue("first")

    def settings(self):
        """What outlayd is told."""
        return {"tls_certificate": self.certificate, "tls_key": self.key}

    def issue(self, name, certificate=True, key=True):
        """Puts a new certificate in place of the old one, or only a half of it."""
        made = os.path.join(self.directory, "made")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "1", "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:*.localhost,IP:127.0.0.1",
                        "-keyout", made + ".key", "-out", made + ".crt"],
                       check=True, capture_output=True, **harness.unprivileged())
        if certificate:
            os.rename(made + ".crt", self.certificate)
        if key:
            os.rename(made + ".key", self.key)

    def write(self, text):
        """Puts something else in place of the certificate."""
        with open(self.certificate, "w", encoding="utf-8") as file:
            file.write(text)


def context(**versions):
    """How a client is set up that takes any certificate."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    for name, value in versions.items():
        setattr(made, name, value)
    return made


def connect(port, made=None, source="127.0.0.1", seconds=harness.PATIENCE):
    """A TLS connection."""
    link = socket.create_connection(("127.0.0.1", port), timeout=seconds, source_address=(source, 0))
    try:
        return (made or context()).wrap_socket(link)
    except BaseException:
        link.close()
        raise


def shown(link):
    """Whom the certificate names that a connection was shown."""
    text = subprocess.run(["openssl", "x509", "-inform", "DER", "-noout", "-subject", "-nameopt", "multiline"],
                          input=link.getpeercert(True), check=True, capture_output=True).stdout.decode()
    return text.split("= ")[-1].strip()


def exchange(link, data, seconds=harness.PATIENCE):
    """Sends bytes, returns all that comes until the server ends the connection or seconds pass."""
    received = b""
    link.settimeout(seconds)
    try:
        link.sendall(data)
        while piece := link.recv(65536):
            received += piece
    except OSError:
        pass
    return received
