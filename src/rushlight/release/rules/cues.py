"""Words that give something away, and the pieces of text in which a rule looks for them.

The words are data (resources/release/cues.yaml). A sentence that was composed holds only what its fields show, and the
other rules weigh those: here the text that people wrote is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rushlight.record import Scope
from rushlight.release.draft import Words
from rushlight.release.patterns import plain_rx
from rushlight.release.rules.base import FREE, Case, Finding, Subject, finding, part_name
from rushlight.release.settings import part


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that a person wrote: whose it is (None for title and tables), what to call it, its language.

    ``field``: it is the label of a field (a detail, the work), which the insider's question counts.
    """

    subject: Subject | None
    item: str | None
    called: Words
    text: str
    language: str
    field: bool = False


def pieces(case: Case) -> Iterator[Piece]:
    """Every text of the draft that a person wrote."""
    language = case.draft.language[:2]
    yield Piece(None, None, *case.title, language)
    for s in case.subjects:
        yield from _written(s, language)
    for table in case.draft.tables:
        labels = dict.fromkeys(x for c in table.cells for x in (c.row, c.column))
        yield from (Piece(None, table.id, Words("table", "표"), text, language) for text in (table.title, *labels))


def _written(s: Subject, language: str) -> Iterator[Piece]:
    if s.item.wording is not None:
        yield Piece(s, s.item.id, Words("sentence", "문장"), s.text, language)
    if s.item.attribution:
        yield Piece(s, s.item.id, Words("attribution", "출처 표시"), s.item.attribution, language)
    for axis, i in s.at.items():
        label = s.steps[axis][i].label
        if axis.partition(":")[0] in FREE and label.en:
            same = label.en == label.ko
            for text, tongue in ((label.en, language if same else "en"), *(() if same else ((label.ko, "ko"),))):
                yield Piece(s, s.item.id, part_name(axis), text, tongue, field=True)


def sentences(case: Case) -> Iterator[Piece]:
    """Pieces that no field stands for: sentences and attributions by hand, and the title, less what is shown on purpose."""
    for piece in pieces(case):
        table = piece.subject is None and piece.item is not None
        if piece.field or table:
            continue
        shown = case.subjects if piece.subject is None else (piece.subject,)
        text = piece.text
        for label in sorted({w for s in shown for w in _labels(s)}, key=len, reverse=True):
            text = re.sub(re.escape(label), " ", text, flags=re.IGNORECASE)
        yield Piece(piece.subject, piece.item, piece.called, text, piece.language)


def _labels(s: Subject) -> Iterator[str]:
    for axis, i in s.at.items():
        label = s.steps[axis][i].label
        yield from (w for w in (label.en, label.ko) if w)


def tells_a_happening(case: Case, piece: Piece) -> bool:
    """Whether the piece is about something that happened once; the title is when any sentence is."""
    if piece.subject is not None:
        return piece.subject.item.scope is Scope.INCIDENT
    return piece.item is None and any(s.item.scope is Scope.INCIDENT for s in case.subjects)


def cue(rule: str) -> Mapping[str, Any]:
    """The rule's own cues."""
    row: Mapping[str, Any] = part("cues")[rule]
    return row


CLASS = re.compile(r"<([a-z]+)>")


def expanded(form: str, language: str) -> str:
    """A form with each class of words (``<number>``) written out. Raises KeyError for a class that the table lacks."""
    return CLASS.sub(lambda found: str(part("cues")["words"][found[1]][language]), form)


@cache
def _compiled(
    en: tuple[str, ...], ko: tuple[str, ...], harmless: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    forms = [rf"(?<!\w)(?:{expanded(form, 'en')})(?!\w)" for form in en]
    forms += [f"(?:{expanded(form, 'ko')})" for form in ko]
    taken = plain_rx("|".join(harmless), re.IGNORECASE) if harmless else None
    return plain_rx("|".join(forms), re.IGNORECASE), taken


def found(text: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Each cue of ``words`` (en, ko, not) that stands in the text, as it stands there, in order."""
    pattern, harmless = _compiled(tuple(words["en"]), tuple(words["ko"]), tuple(words.get("not", ())))
    rest = harmless.sub(" ", text) if harmless else text
    return [m.group() for m in pattern.finditer(rest)]


Wanted = Callable[[Case, Piece], bool]


def _find(rule: str, read: Callable[[Case], Iterator[Piece]], wanted: Wanted) -> Callable[[Case], Iterator[Finding]]:
    def find(case: Case) -> Iterator[Finding]:
        for piece in read(case):
            if wanted(case, piece) and found(piece.text, cue(rule)):
                yield finding(rule, piece.item, part=piece.called)

    return find


def everywhere(rule: str) -> Callable[[Case], Iterator[Finding]]:
    """Finds the rule's cues in every piece."""
    return _find(rule, pieces, lambda case, piece: True)


def in_happenings(rule: str) -> Callable[[Case], Iterator[Finding]]:
    """Finds the rule's cues in every piece that is about something that happened once."""
    return _find(rule, pieces, tells_a_happening)


def beside_the_fields(rule: str) -> Callable[[Case], Iterator[Finding]]:
    """Finds the rule's cues where no field stands for them, in what is told of something that happened once."""
    return _find(rule, sentences, tells_a_happening)
