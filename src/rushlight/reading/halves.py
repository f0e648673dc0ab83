"""A threat and its verb, a denial and its verb, read apart in one sentence: two halves of one act of speaking."""

from __future__ import annotations

from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.patterns import rx
from rushlight.tables import load_table

NEAR = 25
"""Characters between the halves at most."""
SHORT = 2
"""Words of the half that says no more than that something was said."""
BREAK = rx(r"[.!?…。\n]")


def join_halves(source: Source, draft: Draft) -> None:
    """Make one statement of the two, with the words of both and what either knows."""
    spoken = frozenset(load_table("likeness")["own_words"])
    told = [s for s in draft.statements if s.act in spoken]
    gone: set[int] = set()
    for half in (s for s in told if _words(s) <= SHORT):
        whole = next((s for s in told if s is not half and id(s) not in gone and _are_one(source.text, s, half)), None)
        if whole is not None:
            _join(whole, half)
            gone.add(id(half))
            for s in draft.statements:
                s.content_of = whole if s.content_of is half else s.content_of
                s.restates = whole if s.restates is half else s.restates
    draft.statements = [s for s in draft.statements if id(s) not in gone]


def _are_one(text: str, whole: StatementDraft, half: StatementDraft) -> bool:
    """Whether the two say one thing: the same act in one sentence, near, with nobody in one who is another in the other."""
    if (whole.act, whole.modality, whole.polarity) != (half.act, half.modality, half.polarity) or whole.content_of is half:
        return False
    roles = dict(whole.participants)
    if any(roles.get(role, party) is not party for role, party in half.participants):
        return False
    first, last = sorted((whole, half), key=lambda s: min(s.spans).start)
    between = text[max(span.end for span in first.spans) : min(last.spans).start]
    return len(between) <= NEAR and not BREAK.search(between)


def _join(whole: StatementDraft, half: StatementDraft) -> None:
    known = {role for role, _ in whole.participants}
    whole.participants += [(role, party) for role, party in half.participants if role not in known]
    inside = [s for s in half.spans if not any(o.start < s.end and s.start < o.end for o in whole.spans)]
    whole.spans = sorted([*whole.spans, *inside])
    whole.cue = whole.cue or half.cue


def _words(statement: StatementDraft) -> int:
    return sum(len(span.exact.split()) for span in statement.spans)
