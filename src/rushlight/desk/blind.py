"""Reports that a person reads before any proposal is shown: the one way to learn what the readers never propose.

Which ones follows from the casefile's and the report's random ids by a keyed hash, so that nobody picks them, every device
of a team has the same ones, and a larger share only adds to a smaller one.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.casefile import Casefile
from rushlight.casefile.unseen import second_reader
from rushlight.record import Statement, overlap

SETTING = "pages.blind"
MOST = 50
"""The largest share, in per cent: a team that reads more without proposals does not need any."""


def share(case: Casefile) -> int:
    """How many reports of a hundred are read blind; 0 unless the team said otherwise."""
    said = case.get_setting(SETTING, 0)
    return min(said, MOST) if type(said) is int and said > 0 else 0


def chosen(case_id: str, document: str, percent: int) -> bool:
    """Whether a share of so many per cent takes in this report."""
    drawn = hmac.digest(case_id.encode(), f"rushlight blind 1\n{document}".encode(), "sha256")
    return int.from_bytes(drawn[:8], "big") % 10_000 < percent * 100


def waits(case: Casefile, document: str, percent: int, by: str) -> bool:
    """Whether this report's proposals are kept back from ``by`` until somebody has read it: nobody has, or has decided of any.

    While two read it apart, each waits for what they themselves say: the first one's decision shows the second one nothing.
    """
    if not percent or not chosen(case.id, document, percent) or was_read(case, document, by):
        return False
    apart = second_reader(case._db, document) == by
    said, whose = ("opinion", "d.person = ?") if apart else ("decision", "? <> ''")
    decided = (
        f"SELECT 1 FROM said s JOIN {said} d ON d.statement = s.id WHERE s.document = ? AND {whose}"  # noqa: S608 - our own words
        " AND s.id NOT IN (SELECT id FROM added) LIMIT 1"
    )
    return case._db.one(decided, (document, by)) is None


def was_read(case: Casefile, document: str, by: str) -> bool:
    """Whether this report was read before its proposals were shown, by ``by`` or those who read it with them."""
    second = second_reader(case._db, document)
    sql = "SELECT l.by FROM blind b JOIN log l ON l.event = b.event WHERE b.document = ?"
    return any(not second or (who == second) == (by == second) for (who,) in case._db.rows(sql, (document,)))


def waiting(case: Casefile, documents: Sequence[str], by: str) -> frozenset[str]:
    """Those of these reports whose proposals are kept back from ``by``."""
    percent = share(case)
    return frozenset(d for d in documents if percent and waits(case, d, percent, by))


@dataclass(frozen=True, slots=True)
class Compared:
    """What a person marked before, beside what the readers proposed: ids of statements.

    ``both`` pairs a mark with the proposal whose words it shares most, of the same act.
    """

    both: tuple[tuple[str, str], ...]
    only_marked: tuple[str, ...]
    only_proposed: tuple[str, ...]


def compare(marked: Sequence[Statement], proposed: Sequence[Statement]) -> Compared:
    """Each mark with the free proposal of the same act that shares most of its words; what has none stands alone."""
    free, both, alone = list(proposed), [], []
    for mark in marked:
        shared = [(overlap(mark.spans, p.spans), -n, p) for n, p in enumerate(free) if p.act == mark.act]
        best = max(shared, default=None, key=lambda row: row[:2])
        if best is None or not best[0]:
            alone.append(mark.id)
            continue
        free.remove(best[2])
        both.append((mark.id, best[2].id))
    return Compared(tuple(both), tuple(alone), tuple(p.id for p in free))
