"""A browser in few lines, for tests that kill servers and read slowly: asks a real server, keeps its cookie, runs no script."""

from __future__ import annotations

import http.client
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import lxml.html
import serving_case as case

PATIENCE = 30.0
"""Seconds for which work is waited for, on a busy machine too."""
GONE = (ConnectionError, http.client.HTTPException, TimeoutError)
"""What a server that was killed leaves of a connection."""


class PlainBrowser:
    """Let in with the address that ``rushlight open`` printed. ``ask`` gives what came, or raises one of ``GONE``."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port, self.cookie, self.place = parts.hostname or "", parts.port or 0, "", ""
        entered = self._send("GET", parts.path, {"sec-fetch-site": "none"})
        self.cookie = entered.headers["set-cookie"].partition(";")[0]
        self.place = entered.headers["location"].split("/")[1]

    def unlock(self, passphrase: str = case.PASSPHRASE) -> None:
        opened = self.post("/unlock", {"passphrase": passphrase})
        assert opened.status == 303, opened.words()

    def lock(self) -> case.Answered:
        """Lock, and take the other cookie that comes of it."""
        locked = self.post("/lock")
        self.cookie = locked.headers["set-cookie"].partition(";")[0]
        return locked

    def get(self, path: str) -> case.Answered:
        return self._send("GET", f"/{self.place}{path}", {"sec-fetch-site": "same-origin"})

    def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> case.Answered:
        mark, kind = uuid.uuid4().hex, "application/x-www-form-urlencoded"
        body = urlencode(fields or {}, doseq=True).encode()
        if files is not None:
            body, kind = case._multipart(mark, fields or {}, files), f"multipart/form-data; boundary={mark}"
        heads = {"sec-fetch-site": "same-origin", "origin": f"http://{self.host}:{self.port}", "content-type": kind}
        return self._send("POST", f"/{self.place}{path}", heads, body)

    def led(self, answered: case.Answered) -> case.Answered:
        """The page that a form leads to in the end, however long its work takes."""
        until = time.monotonic() + PATIENCE
        while answered.status == 303 or "/wait" in self.last:
            assert time.monotonic() < until, "it never came to an end"
            if answered.status != 303:
                time.sleep(0.05)
            answered = self.get(answered.where.partition("#")[0] if answered.status == 303 else self.last)
        return answered

    def _send(self, method: str, path: str, heads: Mapping[str, str], body: bytes | None = None) -> case.Answered:
        self.last = path.removeprefix(f"/{self.place}")
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {**heads, **({"cookie": self.cookie} if self.cookie else {})})
            answer = connection.getresponse()
            named: dict[str, Any] = {name.lower(): value for name, value in answer.getheaders()}
            return case.Answered(answer.status, named, answer.read(), self.place)
        finally:
            connection.close()


def first(answered: case.Answered, css: str, name: str = "value") -> str:
    """An attribute of the first element that fits."""
    found = lxml.html.fromstring(answered.text).cssselect(css)
    assert found, answered.words()
    return str(found[0].get(name))
