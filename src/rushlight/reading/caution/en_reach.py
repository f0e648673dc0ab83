"""Does a frame reach an act? A small logic of clauses over the words between the two.

Negation reaches the verb of its own clause, not what a verb of knowing or saying opens, not a clause after a
conjunction, not what a definite noun takes for granted (``no reason was given for his arrest``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from rushlight.reading.caution.en_table import Frame, table
from rushlight.reading.caution.en_text import Sentence, Trigger
from rushlight.reading.patterns import rx

_INDEFINITE = rx(
    r"\b(?:no|any|an?|single|zero|further|new|more|mass|public|such|one|'t|not|make|made|of)\s(?:[\w-]+\s){0,2}$|^\s*(?:[\w-]+\s){0,1}$"
)
_RELATIVE = rx(r"\b(?:who|which)\b")
_GIVEN = rx(r"\b(?:after|when|since|because|for|following|despite|about)\b[^,;]*$")
_COMMA = rx(r",|\band\b|\bor\b")
_AT_VERB = frozenset({"not", "n't", "never", "cannot", "hardly", "barely", "scarcely"})
_FINITE = rx(r"\b(?:was|were|is|are|has|had|did|does|will|would)\b")
_COMMA_ENDS = rx(r",(?! and that\b)")
_AT_ONCE_COMMA = rx(r"\s*(?:\w+\s*){0,3},")
_PAST = rx(r"\w+ed|paid|shot|took|held|caught|sent|hung|fled|hid|sold|gave|told|burnt|tore|came|went|made|kept")
_NEXT_VERB = rx(r",\s*(?:then |later |also )?$")
_INVERTED = rx(r"\b(?:was|were|did|had|has|have|is|are|does|do|would|will)\s+(?:he|she|they|we|i|it|you)\b")


def hits(frame: Frame, found: tuple[regex.Match[str], ...], sentence: Sentence, trigger: Trigger) -> Iterator[tuple[int, int]]:
    """Where the frame stands each time that it reaches the act; ``found`` are the places where its words stand."""
    for place in found:
        if not _excepted(frame, sentence.low, place) and REACHES[frame.reach](frame, sentence.low, place, trigger):
            yield place.start(), _end(frame, sentence.low, place, trigger)


def _end(frame: Frame, low: str, place: regex.Match[str], trigger: Trigger) -> int:
    """Where the frame ends, with the words that close it (``the claim that … is not true``)."""
    closing = frame.until.search(low, trigger.end) if frame.until is not None and frame.reach == "between" else None
    return closing.end() if closing is not None else place.end()


@lru_cache(maxsize=256)
def standing(sentence: Sentence) -> tuple[tuple[Frame, tuple[regex.Match[str], ...]], ...]:
    """The frames whose words stand in the sentence, and where; the statements of one sentence ask for the same."""
    out = []
    for frame in table().frames:
        if frame.may_stand(sentence.low):
            start = 0 if frame.at.pattern[0] == "(" or frame.reach == "itself" else sentence.label
            places = tuple(frame.at.finditer(sentence.low, start))
            if places:
                out.append((frame, places))
    return tuple(out)


def _excepted(frame: Frame, low: str, found: regex.Match[str]) -> bool:
    """Do the words of the frame mean something else here (not only, hardly had)?"""
    if frame.unless is None:
        return False
    return any(m.start() < found.end() and found.start() < m.end() for m in frame.unless.finditer(low))


def _between(low: str, start: int, end: int) -> str:
    """The words from one to the other, asides between commas left out."""
    return table().blockers["aside"].sub(" ", low[start:end])


def _clause(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """The rest of the clause in which the frame stands."""
    if not found.end() <= t.start:
        return _contains(found, t)
    words = table().blockers
    between = _relative_undone(_between(low, found.end(), t.start))
    if _beside(low, found, between):
        return False
    if _verbal(low, found) and _FINITE.search(between):
        return False
    if any(words[name].search(between) for name in ("hard", "cognition")):
        return False
    if frame.makes == "negated" and words["reversal"].search(between):
        return False
    if t.noun:
        return frame.makes != "negated" or (bool(_INDEFINITE.search(low[found.start() : t.start])) and not _fresh(between))
    if frame.makes == "negated" and _set_apart(between, low, t):
        return False
    return not (_fresh(between) or _own_subject(between) or _taken_for_granted(between, low, t))


def _set_apart(between: str, low: str, t: Trigger) -> bool:
    """``would not go, kept five days, came out``: a note's next verb behind a comma, not a list that ends with ``or``."""
    if not _NEXT_VERB.search(between):
        return False
    return not rx(r"[^,;.]*(?:,[^,;.]*)*\b(?:or|nor)\b").match(low[t.end :])


def _beside(low: str, found: regex.Match[str], between: str) -> bool:
    """The negation is shut off from what is joined on: in a clause about the subject, or in an object."""
    before = low[: found.start()]
    if rx(r"\b(?:who|which|whose|where)\b[^,]*$").search(before) and "," in between:
        return True
    joined = "," in between or rx(r"\band\b").search(between)
    words = table().words
    return bool(joined and words["quantifiers"].fullmatch(found[0]) and not words["openers"].search(before))


def _verbal(low: str, found: regex.Match[str]) -> bool:
    """Does the negation stand at a verb, so that the next finite verb begins something else?"""
    before = low[: found.start()].rstrip()
    return found[0] in _AT_VERB and bool(before) and before[-1] not in ',;:".'


def _contains(found: regex.Match[str], t: Trigger) -> bool:
    return found.start() <= t.start < found.end() and "no" in found[0].split()


def _relative_undone(between: str) -> str:
    """``No one who spoke out was arrested``: the clause about the subject is over when a second verb comes."""
    found = _RELATIVE.search(between)
    if found is None:
        return between
    rest = between[found.end() :].split()
    while rest and table().blockers["auxiliary"].fullmatch(rest[-1]):
        rest.pop()
    return between[: found.start()] if rest else between + " that "


def _fresh(between: str) -> bool:
    """Does a new clause begin after the last comma, ``and`` or ``or``?"""
    found = list(_COMMA.finditer(between))
    return bool(found) and bool(table().blockers["fresh"].search(between[found[-1].end() :]))


def _own_subject(between: str) -> bool:
    """A pronoun that can only be a subject, unless verb and subject are turned round (``nor was he``)."""
    return bool(table().blockers["subject"].search(_INVERTED.sub(" ", between)))


def _taken_for_granted(between: str, low: str, t: Trigger) -> bool:
    """``never spoke of being beaten``: what follows a preposition as a gerund is taken for granted."""
    gerund = low[t.start : t.end].endswith("ing") or rx(r"\bbeing\s+(?:\w+ly\s+)?$").search(between)
    return bool(gerund) and bool(table().blockers["gerund"].search(between))


def _complement(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """What the frame opens, to a semicolon or a ``but``."""
    if not found.end() <= t.start:
        return False
    between = _between(low, found.end(), t.start)
    if table().blockers["open"].search(between) or (frame.brief and _COMMA_ENDS.search(between)):
        return False
    if frame.firm and _AT_ONCE_COMMA.match(between):
        return False
    return not (frame.firm and (_GIVEN.search(between) or _in_relative(between)))


def _itself(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """The act word is part of the frame."""
    return found.start() <= t.start < found.end()


def _in_relative(between: str) -> bool:
    found = list(_RELATIVE.finditer(between))
    if not found:
        return False
    rest = between[found[-1].end() :].split()
    return all(table().blockers["auxiliary"].fullmatch(w) for w in rest)


def _next(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """The phrase that follows, with what is joined to it."""
    if not found.end() <= t.start:
        return False
    between = low[found.end() : t.start]
    words = table().blockers
    if frame.tight:
        return len(between.split()) <= 1 and not rx(r"[,;:.]").search(between) and not _reversed(frame, low, found)
    if len(between.split()) > 8 or words["hard"].search(between) or words["subject"].search(between):
        return False
    if found[0].endswith(("to", "and", "then")) and _past(low, t):
        return False
    joined = rx(r"\b(?:and|or)\b").search(between)
    return not ("," in between and not joined) and not _fresh(between) and not _reversed(frame, low, found)


def _past(low: str, t: Trigger) -> bool:
    """A finite verb of the past: no infinitive reaches it (``unable to find him, they arrested her``)."""
    word = low[t.start : t.end].split()[0] if low[t.start : t.end].strip() else ""
    return bool(_PAST.fullmatch(word)) and not rx(
        r"\b(?:be|been|being|get|got|have|(?:have|get|got|had|see|want) (?:him|her|them))\s+(?:\w+ly\s+)?$"
    ).search(low[: t.start])


def _reversed(frame: Frame, low: str, found: regex.Match[str]) -> bool:
    """``No one escaped arrest``, ``did not fail to``: two negations in one clause take each other back."""
    if frame.makes != "negated" or frame.firm:
        return False
    first = table().frames[0]
    for m in first.at.finditer(low, 0, found.start()):
        between = low[m.end() : found.start()]
        if (
            m.end() <= found.start()
            and not _excepted(first, low, m)
            and not table().blockers["hard"].search(between)
            and not _fresh(between)
        ):
            return True
    return False


def _back(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """The noun before it, as its subject."""
    between = low[t.end : found.start()]
    blocked = rx(r"[,;:]|\b(?:and|but|who|which|was|were|is|are|had|has|after|before|when)\b").search(between)
    return t.noun and t.end <= found.start() and len(between.split()) <= 10 and not blocked


def _between_two(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """Between the noun and what is said of it: ``the claim that … is not true``."""
    end = frame.until.search(low, t.end) if frame.until is not None else None
    if end is None or not found.end() <= t.start:
        return False
    return not table().blockers["open"].search(low[found.end() : end.start()])


def _whole(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """The frame's own clause, on both sides."""
    first, last = sorted(((found.start(), found.end()), (t.start, t.end)))
    between = _between(low, first[1], last[0])
    return not table().blockers["open"].search(between) and not _fresh_and(between)


def _leading(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """A word of doubt before the act, or at the very end; within what follows the act it doubts something else."""
    last = not low[found.end() :].strip(" .!?,;\"')")
    return (found.start() < t.start or last) and _whole(frame, low, found, t)


def _fresh_and(between: str) -> bool:
    found = rx(r"\b(?:and|because|when|after|until|who)\b").search(between)
    return found is not None and bool(table().blockers["fresh"].search(between[found.start() :]))


def _earlier(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """What the sentence said before it, in the same sentence."""
    if frame.noun and not t.noun:
        return False
    return t.end <= found.start() and not (frame.talk and not told(low[: t.start]))


def told(before: str) -> bool:
    """Do these words hand the act on as what somebody said?"""
    return bool(
        rx(
            r"\b(?:sa(?:id|y|ys|ying)|told|inform(?:ed|s)|claim\w*|rumou?r\w*|heard|report\w*|wrote|posted|alleg\w*|believed|thought|feared|suppos\w*)\b"
        ).search(
            before,
        )
    )


def _conditional(frame: Frame, low: str, found: regex.Match[str], t: Trigger) -> bool:
    """A condition and what it leads to, where the verbs are of the present or future."""
    inside = low[found.start() :]
    if t.start < found.start():
        return False
    past = rx(r"\b(?:was|were|had|did|\w{3,}ed (?:him|her|them|us|me|the))\b").search(inside)
    return not past and bool(
        rx(r"\b(?:is|are|will|shall|can|may|must|risks?|faces?|gets?|goes|go|[a-z]+s|they|we|you)\b").search(inside)
    )


REACHES = {
    "clause": _clause,
    "complement": _complement,
    "next": _next,
    "itself": _itself,
    "back": _back,
    "between": _between_two,
    "whole": _whole,
    "leading": _leading,
    "earlier": _earlier,
    "conditional": _conditional,
}
