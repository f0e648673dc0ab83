"""Publishes a release and kills itself without warning at a named point; run as a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import making_desk as make

from rushlight.casefile import Casefile, underway
from rushlight.desk import open_desk, publishing

WRITE = import_module("rushlight.exports.write")


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(done: Callable[..., Any]) -> Callable[..., Any]:
    def both(*args: Any, **named: Any) -> Any:
        done(*args, **named)
        die()

    return both


POINTS: dict[str, Callable[[], None]] = {
    "noted": lambda: setattr(underway, "begin", after(underway.begin)),
    "files": lambda: setattr(WRITE, "_search", die),
    "entry": lambda: setattr(publishing, "_entered", die),
    "between": lambda: setattr(Casefile, "add_release", die),
    "entered": lambda: setattr(publishing, "_prove", die),
    "proof": lambda: setattr(publishing, "_prove", after(publishing._prove)),
    "place": lambda: setattr(underway, "end", die),
}

if __name__ == "__main__":
    case, release, folder, point = sys.argv[1:]
    with open_desk(Path(case), make.PASSPHRASE, actor="A1", now=make.ticking()) as opened:
        POINTS.get(point, lambda: None)()
        print("ready", flush=True)
        opened.publish(release, Path(folder), way=1)
