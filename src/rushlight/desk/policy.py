"""What a release is judged by: gates, adversaries, the rules in their version, assumptions, and all that was released before.

An approval is of this as much as of the sentences: where one byte of it changes, the digest is another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from rushlight import __version__, tables
from rushlight.casefile import Casefile
from rushlight.desk.remembering import KIND as LEDGER
from rushlight.release import Check, Facts, digest


def policy(check: Check, facts: Facts) -> dict[str, Any]:
    """The policy of one check, as JSON data: what the release event keeps and what an approval is of.

    ``rules_version`` covers the rules as they are written, their texts and thresholds, and the version of Rushlight;
    ``priors`` the assumptions on how many families fit, ``figures`` the team's own, ``atlas`` the places with their
    populations (SHA-256, hex).
    """
    return {
        "preset": check.preset,
        "gates": {name: figure for name, figure in asdict(check.limits).items() if name != "preset"},
        "adversary": check.adversary,
        "adversaries": _of_table("release", "adversaries"),
        "rules": list(check.rules),
        "rules_version": rules_version(),
        "priors": _of_table("release", "priors"),
        "figures": digest([msgspec.to_builtins(dict(facts.own)), msgspec.to_builtins(facts.estimates)]),
        "atlas": _of_table("atlas"),
    }


@cache
def _of_table(name: str, part: str | None = None) -> str:
    """SHA-256 (hex) over a packaged table, or a part of one: it stays what it is while the process runs."""
    table = tables.load_table(name)
    return digest(table if part is None else table[part])


def ledger_state(case: Casefile) -> str:
    """SHA-256 (hex) over everything that was released before: another release in between makes it another one."""
    return digest([[said.event.id, said.data] for said in case.records(LEDGER)])


def knew_all(case: Casefile, ledger: Mapping[str, str]) -> bool:
    """Whether a release knew of all that stands before it in the ledger now. ``ledger``: what its event says of it.

    Two devices that do not know of each other's release each check beside less than a reader of both has.
    """
    before: list[Any] = []
    for said in case.records(LEDGER):
        if said.event.id == ledger.get("event"):
            break
        before.append([said.event.id, said.data])
    return digest(before) == ledger.get("before")


@cache
def rules_version() -> str:
    """SHA-256 (hex) over the release room as it is installed, its table, and the version of Rushlight.

    Line ends do not count, so that copies on different systems agree.
    """
    room = sorted(_sources(files("rushlight").joinpath("release"), ""))
    whole = hashlib.sha256(f"{__version__}\n{digest(tables.load_table('release'))}\n".encode())
    for name, text in room:
        plain = text.replace(b"\r\n", b"\n")
        whole.update(f"{name} {hashlib.sha256(plain).hexdigest()}\n".encode())
    return whole.hexdigest()


def _sources(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    out = []
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            out += _sources(entry, f"{name}/")
        elif entry.name.endswith(".py"):
            out.append((name, entry.read_bytes()))
    return out
