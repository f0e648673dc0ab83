"""What the doctor finds, from outside and, where the casefile opens, from within."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import doctor
from rushlight.casefile.doctor import Check, Health, Repaired
from rushlight.desk.desk import Clock, open_desk, utc_now
from rushlight.errors import CasefileError, WrongPassphrase


@dataclass(frozen=True, slots=True)
class Examined:
    """Every check, and what a repair did when one was asked for."""

    checks: tuple[Check, ...]
    repaired: Repaired | None = None

    @property
    def health(self) -> Health:
        return doctor.worst(self.checks)


def examine(folder: Path, passphrase: Callable[[], str], *, repair: bool = False, now: Clock = utc_now) -> Examined:
    """Look at a casefile from outside, then from within; ``repair`` makes the projections again when they disagree.

    ``passphrase`` is asked for when the outside has been looked at. A casefile that does not open is a finding; a wrong
    passphrase is none, and raises. Raises CasefileError where a repair is refused.
    """
    doctor.require_casefile(folder)
    checks, repaired = doctor.look_around(folder), None
    try:
        desk = open_desk(folder, passphrase(), now=now)
    except WrongPassphrase:
        raise
    except CasefileError as error:
        return Examined((*checks, Check("opening", Health.FAULT, error.what)))
    with desk:
        inside = doctor.examine(desk.case, now())
        if repair and any(check.mends for check in inside):
            repaired = doctor.repair(desk.case)
            inside = doctor.examine(desk.case, now())
    return Examined((*checks, *inside), repaired)
