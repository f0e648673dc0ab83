"""A timestamp authority on this machine: the openssl command line with certificates made for the test."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "Tidewater Timestamps"
Span = tuple[dt.datetime, dt.datetime]
SPAN = (dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2120, 1, 1, tzinfo=dt.UTC))
LONG_AGO = (dt.datetime(2001, 1, 1, tzinfo=dt.UTC), dt.datetime(2003, 1, 1, tzinfo=dt.UTC))

_CONFIG = """\
[tsa]
default_tsa = own
[own]
serial = serial
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is not on this machine")

Key = ec.EllipticCurvePrivateKey


class Authority:
    """Answers timestamp requests, as ``openssl ts -reply`` does, in a folder of its own."""

    def __init__(self, folder: Path, *, name: str = NAME, span: Span = SPAN) -> None:
        pytest.importorskip("rfc3161_client")
        self.folder = folder
        folder.mkdir()
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate(f"{name} root", root_key, f"{name} root", root_key, SPAN, True, False)
        tsa = _certificate(name, key, f"{name} root", root_key, span, False, True)
        self.der = tsa.public_bytes(Encoding.DER)
        self._same = (name, key, f"{name} root", root_key, span, False, False, tsa.serial_number)
        self.root_der = root.public_bytes(Encoding.DER)
        self.roots = folder / "root.pem"
        self.roots.write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "tsa.pem").write_bytes(tsa.public_bytes(Encoding.PEM))
        (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "tsa.cnf").write_text(_CONFIG)
        (folder / "serial").write_text("01\n")

    def __call__(self, request: bytes) -> bytes:
        """The reply, whatever it says."""
        (self.folder / "in.tsq").write_bytes(request)
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "in.tsq", "-out", "out.tsr")
        return (self.folder / "out.tsr").read_bytes()

    def certified_for_something_else(self, reply: bytes) -> bytes:
        """A reply whose signer's certificate, of the same key and root, is not made for timestamps."""
        while len(other := _certificate(*self._same).public_bytes(Encoding.DER)) != len(self.der):
            pass  # ECDSA signatures differ in length now and then
        assert self.der in reply
        return reply.replace(self.der, other)

    def agrees(self, reply: bytes, digest: bytes, *more: str) -> bool:
        """Whether openssl itself verifies a reply: another checker than ours."""
        (self.folder / "check.tsr").write_bytes(reply)
        done = self._run("ts", "-verify", "-digest", digest.hex(), "-in", "check.tsr", "-CAfile", "root.pem", *more)
        return done.returncode == 0

    def text(self, reply: bytes) -> str:
        """What openssl reads in a reply's signed part."""
        (self.folder / "check.tsr").write_bytes(reply)
        return self._run("ts", "-reply", "-in", "check.tsr", "-text").stdout.decode("latin-1")

    def _openssl(self, *args: str) -> None:
        done = self._run(*args)
        assert done.returncode == 0, done.stderr

    def _run(self, *args: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", *args], cwd=self.folder, capture_output=True, check=False, timeout=60)


def _certificate(
    name: str, key: Key, issuer: str, by: Key, span: Span, ca: bool, for_timestamps: bool, serial: int = 0
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if not ca:
        purpose = ExtendedKeyUsageOID.TIME_STAMPING if for_timestamps else ExtendedKeyUsageOID.CODE_SIGNING
        made = made.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return made.sign(by, hashes.SHA256())


Answer = Callable[["Handler", bytes], None]


class Handler(BaseHTTPRequestHandler):
    """Reads a request and lets the server's ``answer`` reply; what came is kept."""

    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers.get("Content-Type", ""), body))
        self.server.answer(self, body)

    def send(self, status: int, body: bytes, kind: str = "application/timestamp-reply", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests print no requests."""


class Server(HTTPServer):
    """``seen`` are (path, media type, body) of all requests."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.seen: list[tuple[str, str, bytes]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: the client under test hangs up on purpose."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/tsr/"


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    server = Server(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
