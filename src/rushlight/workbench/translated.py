"""What pages show of a report beside its translation: rows of sentences in pieces, and one statement part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rushlight.desk.renditions import Rendition, linked_words, set_beside
from rushlight.record import Report, Span, Statement
from rushlight.workbench.answering import Asked
from rushlight.workbench.marked import Mark, marks_of, pieces

if TYPE_CHECKING:
    from rushlight.reading.beside import Found, Part, Sentence

MEMORY = "beside"
LIT = 0
"""Number of the marks that are lit from the start; statements have numbers above it, values of both texts below."""

How = Literal["person", "nowhere", "same", "near", "order", "nothing"]
"""Who found the words, or what the machine's finding rests on; nowhere: a person says that it does not stand there."""


@dataclass(frozen=True, slots=True)
class BesidePiece:
    """A stretch of one text. ``numbers``: the statements it is part of, ``opens`` those that begin here; ``of``: all marks."""

    at: int
    text: str
    kind: str
    begins: bool
    numbers: tuple[int, ...]
    opens: tuple[int, ...]
    of: str
    lit: bool


@dataclass(frozen=True, slots=True)
class BesideRow:
    """Sentences of both that say the same; a side without any has no pieces. ``here``: the chosen statement stands in it."""

    number: int
    left: tuple[BesidePiece, ...]
    right: tuple[BesidePiece, ...]
    left_role: str
    right_role: str
    here: bool
    by_place_alone: bool
    """Nothing but order and length says that the two sides belong together."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the chosen statement: its words here and there, and how those were found."""

    name: str
    left: str
    right: str
    how: How
    differs: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """One statement of the left and its words on the right. ``right``: these words, ``machine`` what was found by itself."""

    number: int
    statement: Statement
    found: Found
    right: tuple[Span, ...]
    how: How

    @property
    def machine(self) -> Part:
        return self.found.words

    @property
    def differs(self) -> bool:
        return self.how not in ("person", "nowhere") and self.machine.differs


@dataclass(frozen=True, slots=True)
class View:
    """Two reports side by side, as one page draws them. ``only_right``: statements that nothing on the left says, by number."""

    rendition: Rendition
    linked: tuple[Linked, ...]
    only_right: Mapping[int, Statement]


def rendition(asked: Asked, left: Report, right: Report) -> Rendition:
    """The two set beside each other; the last pair is kept while the casefile is open."""
    key = tuple((r.document.id, tuple(s.id for s in r.reading.statements)) for r in (left, right))
    kept: tuple[object, Rendition] | None = asked.memory.get(MEMORY)
    if kept is None or kept[0] != key:
        kept = asked.memory[MEMORY] = (key, set_beside(left, right))
    return replace(kept[1], left=left, right=right)


def view(asked: Asked, left: Report, right: Report) -> View:
    """What was found, with what people said of it in its place."""
    made = rendition(asked, left, right)
    said = linked_words(asked.desk, [f.statement for f in made.found], right)
    linked = tuple(_linked(n, f, made, said) for n, f in enumerate(made.found, 1))
    taken = {one.found.pair.right for one in linked if one.found.pair and one.how not in ("person", "nowhere")}
    ordered = (right.reading.statement(f.statement) for f in made.back)
    only = (s for s in ordered if s.id not in taken and not _covered(s, linked))
    return View(made, linked, dict(enumerate(only, len(linked) + 1)))


def _linked(number: int, found: Found, made: Rendition, said: Mapping[str, tuple[Span, ...]]) -> Linked:
    statement = made.left.reading.statement(found.statement)
    if found.statement in said:
        chosen = said[found.statement]
        return Linked(number, statement, found, chosen, "person" if chosen else "nowhere")
    return Linked(number, statement, found, found.words.right, how(found.words))


def _covered(statement: Statement, linked: Iterable[Linked]) -> bool:
    """Whether a person has given just these words to a statement of the other side."""
    return any(one.how == "person" and set(one.right) == set(statement.spans) for one in linked)


def how(part: Part) -> How:
    """What a pair of words rests on."""
    names: Mapping[str, How] = {"same": "same", "near": "near", "order": "order"}
    return names[part.trust.value] if part.trust is not None else "nothing"


# --- rows --------------------------------------------------------------------------------------------


def rows(shown: View, start: int, end: int, chosen: Linked | None) -> tuple[BesideRow, ...]:
    """The rows from one bead to another, in pieces; what belongs to the chosen statement is lit."""
    made = shown.rendition
    left, right = _marks(shown, chosen)
    here = set(made.alignment.beads_of(chosen.statement.spans)) if chosen else set()
    out = []
    for k in range(start, min(end, len(made.alignment.beads))):
        bead = made.alignment.beads[k]
        ours, theirs = [made.alignment.left[n] for n in bead.left], [made.alignment.right[n] for n in bead.right]
        cut = _cut(made.left.text, ours, left), _cut(made.right.text, theirs, right)
        out.append(BesideRow(k + 1, *cut, _role(ours), _role(theirs), k in here, made.alignment.by_place_alone(k)))
    return tuple(out)


def parts(made: Rendition, letters: int) -> list[tuple[int, int]]:
    """From which bead to which each page goes: about so many letters of the left and right together."""
    out, start, so_far = [], 0, 0
    for k, bead in enumerate(made.alignment.beads):
        sentences = [made.alignment.left[n] for n in bead.left] + [made.alignment.right[n] for n in bead.right]
        size = sum(s.end - s.start for s in sentences)
        if so_far and so_far + size > letters:
            out.append((start, k))
            start, so_far = k, 0
        so_far += size
    return [*out, (start, len(made.alignment.beads))]


def one_side(shown: View, chosen: Linked) -> tuple[BesidePiece, ...]:
    """The sentences of the right that stand beside a statement, its words there lit."""
    made = shown.rendition
    beads = made.alignment.beads_of(chosen.statement.spans)
    sentences = [made.alignment.right[n] for k in beads for n in made.alignment.beads[k].right]
    marks = [m for m in marks_of(made.right.reading, ()) if m.kind] + [Mark(s.start, s.end, "", LIT) for s in chosen.right]
    return _cut(made.right.text, sentences, marks)


def _role(sentences: Sequence[Sentence]) -> str:
    return sentences[0].role.value if sentences else ""


def _marks(shown: View, chosen: Linked | None) -> tuple[list[Mark], list[Mark]]:
    made = shown.rendition
    left = marks_of(made.left.reading, [(one.number, one.statement) for one in shown.linked])
    right = marks_of(made.right.reading, list(shown.only_right.items()))
    right += [Mark(s.start, s.end, "", one.number) for one in shown.linked for s in one.right]
    for number, part in enumerate(made.values, 1):
        left += [Mark(s.start, s.end, "", -number) for s in part.left]
        right += [Mark(s.start, s.end, "", -number) for s in part.right]
    if chosen:
        of = [p for p in chosen.found.parts if p.name != "words"]
        left += [Mark(s.start, s.end, "", LIT) for s in (*chosen.statement.spans, *_spans(p.left for p in of))]
        right += [Mark(s.start, s.end, "", LIT) for s in (*chosen.right, *_spans(p.right for p in of))]
    return left, right


def _spans(parts: Iterable[tuple[Span, ...]]) -> Iterator[Span]:
    return (span for spans in parts for span in spans)


def _cut(text: str, sentences: Sequence[Sentence], marks: Sequence[Mark]) -> tuple[BesidePiece, ...]:
    if not sentences:
        return ()
    out = []
    for piece in pieces(text, sentences[0].start, sentences[-1].end, marks):
        numbers, opens = (tuple(n for n in of if n > LIT) for of in (piece.of, piece.opens))
        of = " ".join(str(n) for n in piece.of if n != LIT)
        out.append(BesidePiece(piece.at, piece.text, piece.kind, piece.begins, numbers, opens, of, LIT in piece.of))
    return tuple(out)


def part_rows(chosen: Linked) -> tuple[PartRow, ...]:
    """A statement part by part: its own words first, those that a person chose in place of the machine's."""
    own = PartRow("words", _exact(chosen.statement.spans), _exact(chosen.right), chosen.how, chosen.differs)
    rest = (PartRow(p.name, _exact(p.left), _exact(p.right), how(p), p.differs) for p in chosen.found.parts[1:])
    return (own, *rest)


def _exact(spans: Sequence[Span]) -> str:
    return " … ".join(s.exact for s in spans)
