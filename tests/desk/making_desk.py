"""A desk for tests: a cheap casefile, a clock that ticks, and plain fictional reports."""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from rushlight.casefile import Cost, create, open_casefile
from rushlight.desk import Desk
from rushlight.desk.releasing import CheckedRelease, tellable
from rushlight.desk.taking_in import TakenIn
from rushlight.record import DocumentKind, Purpose, Statement, Verdict

PASSPHRASE = "lantern orchard quiet marble ferry tundra"  # noqa: S105 - fictional
PUBLISHED = dt.date(2025, 11, 1)
NAME = "Marigold Quillfeather"
DEMAND = "On 12 October 2025 in Hyesan, two officers of the county security office demanded 10,000 yuan from a family.\n"
VISIT = (
    f"On 12 October 2025, two officers of the county security office searched the house of {NAME} in Hyesan. "
    "They demanded 10,000 yuan from her family. They threatened to send the family to a prison camp. "
    "On 14 October 2025 the officers detained her brother Tobias Wrenfield.\n"
)
RETOLD = (
    "A neighbour remembers it well. Security agents searched a house in Hyesan on 12 October 2025 and demanded 10,000 yuan. "
    "The agents arrested a young man on 14 October 2025, and the street was quiet for a week.\n"
)


def ticking() -> Callable[[], dt.datetime]:
    """A clock that goes on by a second a look."""
    seconds = itertools.count()
    return lambda: dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC) + dt.timedelta(seconds=next(seconds))


def a_desk(folder: Path) -> Desk:
    """A desk on a new casefile whose passphrase costs next to nothing: only for tests."""
    case = create(
        folder / "winter.case",
        PASSPHRASE,
        randomness=secrets.token_bytes,
        now=ticking(),
        by="A1",
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    )
    return Desk(case, now=ticking())


def reopened(desk: Desk) -> Desk:
    """The same casefile, closed and opened again."""
    desk.close()
    return Desk(open_casefile(desk.case.folder, PASSPHRASE, randomness=secrets.token_bytes, now=desk.now), now=desk.now)


def taken(
    desk: Desk, text: str, *, source: str | None = None, outlet: str | None = None, kind: DocumentKind | None = None
) -> TakenIn:
    path = desk.case.folder.parent / f"{secrets.token_hex(6)}.txt"
    path.write_text(text, encoding="utf-8")
    try:
        return desk.take_in(path, published=PUBLISHED, source=source, outlet=outlet, kind=kind)
    finally:
        path.unlink()


def accept(desk: Desk, statements: Iterable[Statement]) -> None:
    for statement in statements:
        desk.decide(statement.id, Verdict.ACCEPT)


def accept_all(desk: Desk) -> None:
    accept(desk, [item.statement for item in desk.queue()])


def single(desk: Desk) -> tuple[str, ...]:
    """What was accepted and can be told on its own."""
    return tellable(desk.link())


def agreed(desk: Desk, *subjects: str) -> None:
    for subject in subjects:
        desk.consent(subject, Purpose.PUBLIC_ANONYMOUS)


def ready(desk: Desk, text: str = DEMAND) -> CheckedRelease:
    """One report of one source who agreed, accepted whole, its release checked."""
    desk.add_source("S1", name=NAME, contact="marigold@example.org")
    taken(desk, text, source="S1")
    accept_all(desk)
    agreed(desk, "S1", "R1")
    return desk.check_release()
