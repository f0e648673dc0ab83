"""A second opinion on what the rules read: words that are plainly like something else are read as that or held back.

A rule sees its own words and their frame; likeness sees everything in the clause. Where the clause is far more like
another act, or like none, a look-alike has been read: a hotel that detains with paperwork, a door that is searched for.
"""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.likeness.features import beside
from rushlight.reading.likeness.model import MARGIN, Line, line, line_around, model
from rushlight.record import Found
from rushlight.tables import load_table

FEWEST_WORDS = 2
"""Words of a statement that can be unlike its act."""


def hold_back_unlike(source: Source, draft: Draft) -> None:
    """Take out what a rule read in words that are not like the act; what they are like instead is read.

    Every statement keeps how far its act lies behind the likeliest label. What is told as the content of a threat is
    like a threat as well, so that less is asked of it; the threat stays while its content does. A word alone is judged
    by nobody.
    """
    unlike = [s for s in draft.statements if not s.by_likeness and _is_unlike(s, source)]
    whole = {id(s.content_of) for s in draft.statements}
    for statement in unlike:
        if statement.content_of is None and id(statement) not in whole:
            _read_anew(statement, draft.statements, source)
    gone = {id(s) for s in unlike if not s.by_likeness}
    gone -= {id(s.content_of) for s in draft.statements if id(s) not in gone}
    draft.statements = [s for s in draft.statements if id(s) not in gone and id(s.content_of) not in gone]
    for statement in draft.statements:
        if id(statement.restates) in gone:
            statement.restates = None


def _is_unlike(statement: StatementDraft, source: Source) -> bool:
    """Note how far the statement's act lies behind the best label for its words; whether they are too unlike it."""
    labels = model(source.language).labels
    if statement.act not in labels or _words(statement) < FEWEST_WORDS:
        return False
    around, start, end = _seen(statement, source)
    scores = around.scores(start, end)
    own = scores[labels.index(statement.act)]
    statement.unlike = max(scores) - own
    least = load_table("likeness")[source.language]["unlike_told" if statement.content_of is not None else "unlike"]
    return bool(own + MARGIN < least)


def _read_anew(statement: StatementDraft, others: Sequence[StatementDraft], source: Source) -> None:
    """Give the statement the act its words are like, unless another statement says that of the same words.

    What is said, asked, ordered or threatened is never made a deed.
    """
    around, start, end = _seen(statement, source)
    like = around.proposed(start, end)
    spoken = statement.act in load_table("likeness")["own_words"]
    if like is not None and not spoken and not any(o.act == like.act and _overlap(o, statement) for o in others):
        statement.act, statement.by_likeness, statement.unlike = like.act, True, 0.0
        statement.found["act"] = Found.LIKENESS


def _overlap(one: StatementDraft, other: StatementDraft) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def _seen(statement: StatementDraft, source: Source) -> tuple[Line, int, int]:
    """The line of the statement's words, in one piece, and where they stand there."""
    first, last = min(statement.spans).start, max(span.end for span in statement.spans)
    if len(statement.spans) == 1:
        own, shift = line_around(source.text, first, last, source.language)
        if own is not None:
            return own, first - shift, last - shift
    words = " ".join(span.exact for span in statement.spans)
    before, after = beside(source.text, first, last)
    return line(f"{before} {words} {after}", source.language), len(before) + 1, len(before) + 1 + len(words)


def _words(statement: StatementDraft) -> int:
    return sum(len(span.exact.split()) for span in statement.spans)
