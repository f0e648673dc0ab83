"""What the pages of reviewing share: the index of what waits, kept while the casefile is open; the last decisions; fields."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.codebook import codebook
from rushlight.codebook.words import verdict_words, word
from rushlight.desk.locating import located
from rushlight.desk.reviewing import Item, Reviewing
from rushlight.desk.speaking_of import KINDS, written
from rushlight.errors import MisuseError
from rushlight.record import FIELDS, Report, Verdict
from rushlight.workbench.answering import Asked
from rushlight.workbench.fielded import rows
from rushlight.workbench.holding import Held

_KEPT = "reviewing"
AS_IT_IS, NOT_STATED, TYPED = "", "not stated", "typed"
"""What a field of the form may hold beside a value: nothing changes; the report does not say; what was typed beside it."""


def reviewing(asked: Asked) -> Reviewing:
    """The one that this open casefile has."""
    return reviewing_of(asked.held)


def reviewing_of(held: Held) -> Reviewing:
    kept = held.memory.get(_KEPT)
    if not isinstance(kept, Reviewing) or kept.desk is not held.desk:
        kept = held.memory[_KEPT] = Reviewing(held.desk)
    return kept


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One of the last decisions, in words. ``id`` is what taking it back names; empty once it was taken back."""

    id: str
    statement: str
    alias: str
    act: str
    verdict: str
    words: str


def last_decisions(asked: Asked) -> tuple[ToldRow, ...]:
    """The last ten, the newest first."""
    out = []
    for told in reviewing(asked).last():
        decision, lang = told.decision, asked.language
        said = verdict_words(decision.verdict, lang)
        if decision.field is not None:
            said = f"{word('differ_field', decision.field, lang)}: {said}"
        act = codebook().term(told.act).label(lang) if told.act in codebook() else ""
        kept = decision.id if told.stands else ""
        out.append(ToldRow(kept, decision.statement, told.alias, act, decision.verdict.value, said))
    return tuple(out)


def correct_what_was_sent(asked: Asked, item: Item) -> int:
    """Keep a decision for each field of the form that holds something else than before; gives how many.

    All of them or none. Raises MisuseError and ReviewError for what a field cannot hold.
    """
    desk, before = asked.desk, {row.name: row for row in rows(item, asked.language)}
    made = 0
    with desk.case.batch():
        for name in before:
            value = asked.form.get(f"field-{name}")
            if value == AS_IT_IS and _is_typed(asked, name):
                value = TYPED  # typed beside it without choosing so: it is meant
            if value == AS_IT_IS:
                continue
            if value == NOT_STATED:
                desk.decide(item.proposed.id, Verdict.NOT_STATED, field=name)
            else:
                if value == TYPED:
                    value = _typed(asked, item, name)
                desk.decide(item.proposed.id, Verdict.CORRECT, field=name, value=value)
            made += 1
    return made


def _typed(asked: Asked, item: Item, name: str) -> str:
    """What was typed beside a field: a date, or words of the report, which become the places where they stand."""
    if name == "time":
        return typed_date(asked)
    words = asked.form.get(f"typed-{name}").strip()
    if not words:
        raise MisuseError("something has to be typed beside this field", where=name)
    near = item.proposed.spans[0].start
    return written_words(asked, item.report, name, words, near)


def _is_typed(asked: Asked, name: str) -> bool:
    return is_dated(asked) if name == "time" else bool(asked.form.get(f"typed-{name}").strip())


def is_dated(asked: Asked) -> bool:
    """Whether a date was typed."""
    return bool((asked.form.get("date-time") + asked.form.get("until-time")).strip())


def typed_date(asked: Asked) -> str:
    """The date that was typed, as EDTF: on a day or in a month or year, about then, or between two."""
    how, first, last = (asked.form.get(f"{part}-time").strip() for part in ("how", "date", "until"))
    if not first and not last:
        raise MisuseError("something has to be typed beside this field", where="time")
    if how == "between" or last:
        return f"{first or '..'}/{last or '..'}"
    return f"{first}~" if how == "about" and not first.endswith("~") else first


def written_words(asked: Asked, report: Report, name: str, words: str, near: int) -> str:
    """Where words of the report stand that were given for a field; of a party also what they are."""
    places = located(report.text, words, at=asked.form.get(f"at-{name}"), near=near)
    if name not in KINDS:
        return places
    return written(name, places, asked.form.get(f"kind-{name}"), report.text, report.reading)


def check_field(name: str) -> str:
    """A field of the record by its name. Raises MisuseError."""
    if name not in FIELDS:
        raise MisuseError("a statement has no such field", where=name[:40])
    return name
