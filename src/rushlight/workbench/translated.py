"""The same report in another language, where a person said that two are the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.casefile.restricted import hidden
from rushlight.casefile.stored import from_json
from rushlight.casefile.unlinking import withdrawn
from rushlight.desk import Desk
from rushlight.record import Document, Judgement, LinkJudgement, ParagraphRole, Relation


def other_language(desk: Desk, document: Document) -> str | None:
    """The id of the report that somebody judged to be the same text and that is in another language; the latest word counts."""
    sql = "SELECT record FROM judgement WHERE relation = ? AND ? IN (left_id, right_id) ORDER BY turn, device, event"
    said: dict[str, Judgement] = {}
    taken_back = withdrawn(desk.case)
    for (record,) in desk.case._db.rows(sql, (Relation.SAME_TEXT.value, document.id)):
        made = from_json(record, LinkJudgement)
        if made.id in taken_back:
            continue
        said[made.right if made.left == document.id else made.left] = made.judgement
    out_of_sight = hidden(desk.case._db, desk.actor)
    for other in (o for o, judgement in said.items() if judgement is Judgement.SAME and o not in out_of_sight):
        row = desk.case._db.one("SELECT language FROM catalogue WHERE document = ?", (other,))
        if row is not None and row[0].split("-")[0] != document.language.split("-")[0]:
            return other
    return None


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph of the one and what stands beside it in the other, by their places in each text; None where nothing does."""

    left: tuple[int, int] | None
    right: tuple[int, int] | None


def aligned(left: Document, right: Document) -> tuple[tuple[Beside, ...], bool]:
    """Body paragraphs side by side, and whether they are as many: only then the n-th of the one is the n-th of the other."""
    ours, theirs = _bodies(left), _bodies(right)
    most = max(len(ours), len(theirs))
    rows = tuple(Beside(_at(ours, n), _at(theirs, n)) for n in range(most))
    return rows, len(ours) == len(theirs)


def _bodies(document: Document) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in document.paragraphs if p.role is ParagraphRole.BODY]


def _at(places: Sequence[tuple[int, int]], n: int) -> tuple[int, int] | None:
    return places[n] if n < len(places) else None
