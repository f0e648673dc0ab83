"""What people decide: about statements and about links. Append-only; undo is another decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rushlight.errors import RecordError
from rushlight.record.vocabulary import Judgement, Relation, Verdict

FIELDS = frozenset(
    {"act", "scope", "modality", "polarity", "time", "place", "agent", "affected", "amounts", "speaker", "mode", "words"}
)
"""Fields a person may correct or mark as not stated."""

TOUCHED = ("modality", "agent", "speaker")
"""Fields that a person looks at one by one before accepting: did it happen, who did it, who says so."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one statement, or about one of its fields.

    ``accept``, ``reject`` and ``unsure`` are about the whole statement (``field`` empty).
    ``correct`` gives ``value`` to ``field``; ``not_stated`` empties it. ``undo`` names, in
    ``supersedes``, the decision it takes back. ``value`` is a term of the field's vocabulary, or
    an id within the same reading, several joined by a comma; for ``time`` also an EDTF date; for
    ``words`` the stretches of the text, "12-30,41-52" (code points, end exclusive), never the words.
    ``seen`` are the fields of TOUCHED that the person confirmed one by one before accepting.
    """

    id: str
    statement: str
    verdict: Verdict
    by: str
    at: dt.datetime
    field: str | None = None
    value: str | None = None
    reason: str | None = None
    supersedes: str | None = None
    seen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        about_field = self.verdict in (Verdict.CORRECT, Verdict.NOT_STATED)
        if about_field != (self.field is not None) or (self.field is not None and self.field not in FIELDS):
            raise RecordError("this decision needs one of the fields a person may correct", where=self.id)
        if (self.verdict is Verdict.CORRECT) != (self.value is not None):
            raise RecordError("a correction, and only a correction, carries a value", where=self.id)
        if (self.verdict is Verdict.UNDO) != (self.supersedes is not None):
            raise RecordError("an undo, and only an undo, names the decision it takes back", where=self.id)
        if self.seen and (self.verdict is not Verdict.ACCEPT or not set(self.seen) <= set(TOUCHED)):
            raise RecordError("only accepting says which fields were looked at", where=self.id)


@dataclass(frozen=True, slots=True)
class LinkJudgement:
    """What a person says of two tellings.

    ``left`` and ``right`` are document ids for ``same_text`` and ``same_origin``, statement ids for
    ``same_event``, party ids for ``same_person``. A later judgement of the same pair and relation
    replaces an earlier one; nothing is deleted.
    """

    id: str
    relation: Relation
    left: str
    right: str
    judgement: Judgement
    by: str
    at: dt.datetime
    reason: str | None = None
