"""What the frames of its sentence and of its neighbours make of one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from rushlight.reading.caution.en_reach import hits, standing, told
from rushlight.reading.caution.en_table import Frame, of_act, table
from rushlight.reading.caution.en_text import Sentence, Trigger
from rushlight.reading.patterns import rx
from rushlight.record import Modality

ORDER = ("denied", "rule", "supposed", "policy", "attempted", "intended", "wished", "talk", "unsure")
"""Which frame wins where several reach an act: the farthest from a deed first."""
MODALITY = {
    "denied": Modality.DENIED,
    "rule": Modality.POLICY,
    "supposed": Modality.HYPOTHETICAL,
    "policy": Modality.POLICY,
    "attempted": Modality.ATTEMPTED,
    "intended": Modality.INTENDED,
    "wished": Modality.PREFERRED,
    "talk": Modality.BELIEVED,
    "unsure": Modality.BELIEVED,
}
_OPEN_QUESTION = rx(r"^\W*(?:is|are|was|were|did|do|does|has|have|had|any|will|would|could|can)\b|\bif\b")
_INFINITIVE = rx(r"(.*?)\bto (?:\w+ly )?(?:be |have been |get |have )?(?:\w+ly )?$")
_DELETED = rx(r"\b(?:deleted|taken down)\b")
_ALIVE = rx(r"\b(?:alive|unharmed)\b")
MORTAL = frozenset({"kill", "hurt", "disappear"})
"""What ``he is alive`` takes back."""
_TRUE_FILM = rx(r"\b(?:documentary|smuggled|secretly|real|true|footage)\b")
_SIDE = (
    r"(?:officials?|ministry|minister|police|government|authorities|spokes\w+|army|state media|"
    r"prosecutors?|embassy|regime|governor|mayor)"
)
_SAYS = r"(?:said|says|claim\w*|insist\w*|stat\w*|told|repl\w+|maintain\w*|den\w+)"
_OFFICIAL = rx(rf"\b{_SIDE}\b[^.]*\b{_SAYS}\b|\b{_SAYS}\b[^.]*\b{_SIDE}\b")


@dataclass(slots=True)
class Verdict:
    """``kinds`` are the names of the frames that reach the act, ``negated`` whether it is said not to be so."""

    kinds: set[str] = field(default_factory=set)
    negated: bool = False

    @property
    def modality(self) -> Modality | None:
        """The modality that the farthest frame asks for; None where no frame does."""
        return next((MODALITY[k] for k in ORDER if k in self.kinds), None)


def in_sentence(act: str, sentence: Sentence, trigger: Trigger) -> Verdict:
    """The frames of the act's own sentence. Two negations that reach it take each other back."""
    verdict, negations, meant = Verdict(), [], []
    for frame, places in standing(sentence):
        if _passes_by(frame, act) or _is_its_content(frame, act, sentence, trigger):
            continue
        found = list(hits(frame, places, sentence, trigger))
        if found and frame.makes == "negated":
            negations += found
        elif found:
            verdict.kinds.add(frame.makes)
            meant += found
    verdict.negated = len(_apart([n for n in negations if not _inside(n, meant)])) % 2 == 1
    if verdict.kinds <= {"talk", "unsure"} and table().words["confirming"].search(sentence.low):
        verdict.kinds.clear()
    if _bare_infinitive(act, sentence, trigger) and not verdict.kinds and not verdict.negated:
        verdict.kinds.add("intended")
    if table().words["fiction"].search(sentence.low) and not _TRUE_FILM.search(sentence.low):
        verdict.kinds.add("unsure")
    return verdict


def taken_back(sentence: Sentence, trigger: Trigger) -> Verdict:
    """What the sentence itself says of talk that it tells: ``… turned out to be wrong``."""
    for frame, places in standing(sentence):
        if frame.makes == "negated" and frame.reach in ("earlier", "between") and any(hits(frame, places, sentence, trigger)):
            return Verdict(negated=True)
    return Verdict()


def _inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """``in order not to``: the negation is part of another frame."""
    return any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in spans)


def _passes_by(frame: Frame, act: str) -> bool:
    """An act whose own wording carries a negation, and an act of speaking whose condition is its content."""
    if frame.spares:
        return of_act(act, table().spoken)
    if frame.makes != "negated" or frame.reach == "earlier":
        return False
    own = frame.reach != "between" and not frame.firm
    return act == "respond.deny" or (own and of_act(act, table().negative_acts))


def _is_its_content(frame: Frame, act: str, sentence: Sentence, trigger: Trigger) -> bool:
    """``You will be sent to the camp``: what a threat or demand holds out is future by nature; the speaking is not."""
    if frame.makes not in ("supposed", "rule", "policy", "intended", "wished") or not of_act(act, table().spoken):
        return False
    said = table().triggers.get(act.split(".")[0])
    return said is not None and not said.match(sentence.low, trigger.start)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap count once."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _bare_infinitive(act: str, sentence: Sentence, trigger: Trigger) -> bool:
    """``They came to arrest him``: what is meant, unless the governing verb carries it out (``began to beat``)."""
    if trigger.noun or not of_act(act, table().harm):
        return False
    found = _INFINITIVE.match(sentence.low[: trigger.start])
    if rx(r"\bto have (?:been )?(?:\w+ly )?$").search(sentence.low[: trigger.start]):
        return False
    return found is not None and not table().words["realised"].search(" ".join(found[1].split()[-4:]))


@lru_cache(maxsize=256)
def _found(name: str, reply: str) -> regex.Match[str] | None:
    """Words of retraction; the statements of one sentence ask for the same reply."""
    return table().retractions[name].search(reply)


def from_next(act: str, trigger_before: str, sentence: Sentence, after: Sequence[Sentence]) -> Verdict:
    """What the next sentence makes of it: an answer to a question, words that take it back, or a doubt that is granted."""
    if not after:
        return _unanswered(sentence)
    reply = after[0].words
    if sentence.low.rstrip().rstrip("\"')").endswith("?"):
        return _answered(sentence, reply)
    if _OFFICIAL.search(reply):
        return Verdict()
    back = _found("untrue", reply)
    if back and _ALIVE.search(back[0]) and not of_act(act, MORTAL):
        back = None
    if back and (told(trigger_before) or not _DELETED.search(back[0])):
        return Verdict({"talk"} if told(trigger_before) else set(), negated=True)
    if _found("unsure", reply) and (told(trigger_before) or not told(sentence.low[len(trigger_before) :])):
        return Verdict({"talk" if told(trigger_before) else "unsure"})
    if len(after) > 1 and table().words["challenge"].search(reply) and table().words["doubting"].search(after[1].words):
        return Verdict({"talk"})
    return Verdict()


def _unanswered(sentence: Sentence) -> Verdict:
    asked = sentence.low.rstrip().endswith("?") and _OPEN_QUESTION.search(sentence.words)
    return Verdict({"supposed"}) if asked else Verdict()


def _answered(sentence: Sentence, reply: str) -> Verdict:
    if table().answers["unsure"].search(reply):
        return Verdict({"unsure"})
    return (
        Verdict(negated=True)
        if table().answers["negative"].search(reply) and _OPEN_QUESTION.search(sentence.words)
        else Verdict()
    )


def figure(act: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Are the words no act at all: threat of rain, sentenced to boredom, held up in traffic?"""
    if act in table().always_acts:
        return False
    guard = table().words["figure_guard"].search(sentence.low) is not None
    for name in (act, act.split(".")[0], "*"):
        if guard and name in table().guarded:
            continue
        if any(_covers(p, sentence.low, trigger, anywhere=name == "*") for p in table().figures.get(name, ())):
            return True
    return False


def _covers(pattern: regex.Pattern[str], low: str, trigger: Trigger, *, anywhere: bool) -> bool:
    return any(anywhere or (m.start() < trigger.end and trigger.start < m.end()) for m in pattern.finditer(low))
