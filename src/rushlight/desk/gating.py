"""The release gates of a team: the shipped presets, or figures of its own, with who set them and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.casefile import Casefile
from rushlight.errors import MisuseError, ReleaseError, Tampered
from rushlight.release import Gates, gates, looser

KIND = "gates.set"


@dataclass(frozen=True, slots=True)
class GatesSet:
    """The gates in force. ``by``, ``on`` and ``why`` are empty for the shipped default that nobody changed."""

    gates: Gates
    changes: Mapping[str, float]
    by: str = ""
    on: dt.date | None = None
    why: str = ""

    @property
    def looser(self) -> tuple[str, ...]:
        """The gates that let more pass than the shipped default."""
        return looser(self.gates)


def gates_set(case: Casefile) -> GatesSet:
    """The gates in force: the latest that somebody set."""
    rows = case.records(KIND)
    if not rows:
        return GatesSet(gates("default"), {})
    event, row = rows[-1].event, rows[-1].data
    try:
        return GatesSet(gates(row["preset"], **row["changes"]), row["changes"], event.by, event.at.date(), row["why"])
    except (ReleaseError, TypeError):
        raise Tampered("the release gates of the casefile are not readable", where=event.id) from None


def gates_of(case: Casefile) -> Gates:
    return gates_set(case).gates


def set_gates(
    case: Casefile, *, preset: str | None, changes: Mapping[str, float], why: str, now: dt.datetime, actor: str
) -> GatesSet:
    """Set the gates from now on: a preset, with figures of the team's own in place of some. A preset alone forgets these.

    Raises MisuseError for a preset or figure that makes no sense, and where a gate is looser than the shipped default
    and no reason is given: the reason is kept.
    """
    standing = gates_set(case)
    kept = {} if preset is not None else dict(standing.changes)
    name, mine = preset or standing.gates.preset, {**kept, **changes}
    try:
        limits = gates(name, **mine)
    except ReleaseError as error:
        raise MisuseError(error.what, where=error.where, hint=error.hint) from None
    if looser(limits) and not why.strip():
        raise MisuseError(
            "this lets more pass than the shipped default",
            where=", ".join(looser(limits)),
            hint="say why: --why WORDS; it is kept",
        )
    case.append(KIND, {"preset": name, "changes": mine, "why": why.strip()}, by=actor, at=now)
    return gates_set(case)
