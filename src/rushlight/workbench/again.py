"""After a lock: the process that held the key is replaced by one that never had it.

The new one listens on the same socket and lets the same browser in, to the page that asks for the passphrase. The two
secrets and the folder go through a pipe, never through arguments or the environment.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from typing import NoReturn

from rushlight.casefile.process import end_process


@dataclass(frozen=True, slots=True)
class Kept:
    """What the next process is told: nothing that opens anything."""

    folder: str
    actor: str
    place: str
    cookie: str
    cookie_name: str
    language: str


def begin_again(listening: socket.socket, kept: Kept) -> NoReturn:
    """Replace this process. Where the system cannot (Windows), it ends, and the person opens the casefile anew."""
    if os.name == "nt":
        end_process()
    reading, writing = os.pipe()
    os.write(writing, json.dumps(asdict(kept)).encode())
    os.close(writing)
    for handle in (reading, listening.fileno()):
        os.set_inheritable(handle, True)
    try:  # -P: no module of the folder that the person happens to be in
        os.execv(  # noqa: S606 - ourselves
            sys.executable, [sys.executable, "-P", "-m", "rushlight.workbench.again", str(reading), str(listening.fileno())]
        )
    finally:
        end_process()


def kept(handle: int) -> Kept:
    """What the process before left in the pipe."""
    with os.fdopen(handle, "rb") as pipe:
        return Kept(**json.loads(pipe.read()))


if __name__ == "__main__":
    from rushlight.workbench.serving import serve_again

    serve_again(socket.socket(fileno=int(sys.argv[2])), kept(int(sys.argv[1])))
