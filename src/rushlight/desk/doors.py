"""Doors and locks: who can open a casefile, how that is changed, and how it is shut for good.

Each function opens what it needs and closes it again: none of them needs a desk with a person reading.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rushlight import casefile
from rushlight.casefile import Casefile, Cost, joining, setting_up, ways
from rushlight.casefile.process import SETTING, IdleLock, end_process, idle_minutes
from rushlight.casefile.setting_up import Question
from rushlight.casefile.ways import Travelling, WayIn
from rushlight.desk import clearing
from rushlight.desk.desk import Clock, Desk, open_desk, utc_now
from rushlight.errors import MisuseError
from rushlight.parts import Parts, at_once
from rushlight.record import Randomness

ACTOR = "A1"


class SettingUp:
    """A casefile whose recovery shares are being given out. ``shares`` are shown once, ``questions`` are to be answered."""

    def __init__(self, case: Casefile, *, actor: str = ACTOR, randomness: Randomness = secrets.token_bytes) -> None:
        self.shares, self._case, self._actor = case.shares, case, actor
        self.questions = setting_up.questions(case.shares, randomness)

    def holds(self, question: Question, word: str) -> bool:
        return setting_up.holds(self.shares, question, word)

    def confirm(self, answers: dict[Question, str]) -> None:
        """Finish; from now on the casefile takes reports in. Raises MisuseError."""
        setting_up.confirm(self._case, answers, by=self._actor)


@contextmanager
def shares(folder: Path, passphrase: str, counts: tuple[int, int], *, actor: str = ACTOR) -> Iterator[SettingUp]:
    """New recovery shares in place of those there were. Nothing is taken in until they are confirmed."""
    with open_desk(folder, passphrase, actor=actor) as desk:
        desk.case.new_shares(*counts)
        yield SettingUp(desk.case, actor=actor)


def ways_in(folder: Path) -> tuple[WayIn, ...]:
    """Who can open it, as far as the slot file tells; needs no passphrase."""
    return ways.ways_in(folder)


def add_way_in(folder: Path, passphrase: str, new: str, *, actor: str = ACTOR, cost: Cost | None = None) -> str:
    """A further passphrase; gives the id of its slot."""
    with open_desk(folder, passphrase, actor=actor) as desk:
        return ways.add_passphrase(desk.case, new, by=actor, cost=cost)


def change_passphrase(folder: Path, passphrase: str, new: str, *, actor: str = ACTOR, cost: Cost | None = None) -> str:
    """A new passphrase in place of this one; gives the id of its slot."""
    with open_desk(folder, passphrase, actor=actor) as desk:
        return ways.change_passphrase(desk.case, new, by=actor, cost=cost)


def remove_way_in(folder: Path, passphrase: str, slot: str, *, actor: str = ACTOR) -> None:
    with open_desk(folder, passphrase, actor=actor) as desk:
        ways.remove(desk.case, slot, by=actor)


def lock_after(folder: Path, passphrase: str, minutes: int, *, actor: str = ACTOR) -> None:
    """Keep the minutes without a touch after which an open casefile locks. Raises MisuseError outside 1 to 240."""
    if idle_minutes(minutes) != minutes:
        raise MisuseError("a casefile locks after 1 to 240 minutes", where=str(minutes))
    with open_desk(folder, passphrase, actor=actor) as desk:
        desk.case.put_setting(SETTING, minutes, by=actor, at=desk.now())


def idle_lock(desk: Desk, told: Callable[[], object] = lambda: None) -> IdleLock:
    """A lock for somebody who sits at an open casefile: after its minutes ``told`` is called and the process ends."""

    def lock() -> None:
        try:
            told()
        finally:
            end_process()

    return IdleLock(idle_minutes(desk.case.get_setting(SETTING)), lock=lock)


def travel(folder: Path, passphrase: str, *, actor: str = ACTOR) -> Travelling:
    """Leave no way in but the recovery shares (see ``casefile.ways.travel``). The casefile is closed afterwards."""
    with open_desk(folder, passphrase, actor=actor) as desk:
        done = ways.travel(desk.case, by=actor)
        done.case.close()
        return done


def recover(
    folder: Path,
    held: Sequence[str],
    new: str,
    *,
    actor: str = ACTOR,
    now: Clock = utc_now,
    randomness: Randomness = secrets.token_bytes,
    cost: Cost | None = None,
) -> str:
    """Open with recovery shares and add a passphrase; gives the id of its slot. Other passphrases stay."""
    with casefile.recover_casefile(folder, held, randomness=randomness, now=now) as case:
        return ways.add_passphrase(case, new, by=actor, cost=cost, why="recovered")


def recovered(
    folder: Path, held: Sequence[str], *, actor: str = "", now: Clock = utc_now, randomness: Randomness = secrets.token_bytes
) -> Desk:
    """A desk on a casefile that recovery shares open (give it a passphrase then). Without ``actor`` as ``open_desk``."""
    case = casefile.recover_casefile(folder, held, randomness=randomness, now=now)
    clearing.clear(case)
    return Desk(case, actor=actor or joining.actor_of(case), now=now, randomness=randomness)


def panic(folder: Path, end: Callable[[], object]) -> None:
    """Destroy the ways in, then ``end`` the process. Raises CasefileError, without ending it, when they are still there."""
    ways.panic(folder)
    end()


def rekey(folder: Path, passphrase: str, *, actor: str = ACTOR) -> tuple[str, ...]:
    """A new case key; gives the ids of the ways in that open nothing any more."""
    with open_desk(folder, passphrase, actor=actor) as desk:
        return at_once(rekey_parts(desk))


def rekey_parts(desk: Desk) -> Parts[tuple[str, ...]]:
    """``rekey`` in parts, at a desk that goes on; nobody may look at the casefile in between. Ended early, it is as it was."""
    desk.case, lost = yield from desk.case.rekey_parts()
    ways.log(desk.case, "new_key", desk.actor)
    return lost
