"""From an act's word outwards: which frames hold it, one inside the other, and what they make of it.

Korean builds to the right: what is attached to a verb stands right behind it (-지 않-, -ㄴ 사람은 없-, -다는 소문이).
So frames are matched only where the verb goes on, never anywhere in the sentence, and a word of negation or
rumour that belongs to another clause cannot reach it. Two negations make an affirmation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from rushlight.reading.caution.ko_frames import Frame, table
from rushlight.reading.caution.ko_stretches import Stretch
from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, Modality

REACH = 110
"""Code points read behind an act's word."""
STEPS = 6
LEFT_NOT = rx(r"(?:^|\s)(?<!(?:집|방|차|굴|국경|마을|건물|시설|감옥|구역|공장|교실|사무실|수용소)\s)(?:안|못)\s$")
"""안, 못 right before the verb; not the 안 of 집 안."""
BARE_JOINT = rx(r"[가-힣]{0,4}?(?P<joint>거나|고|며|면서|아서|어서|해서),?\s")
OWN_SUBJECT = rx(r"[가-힣](?:[은는이가도만]|께서|에서는|까지|마저|조차|부터|역시|에게|한테),?$")
PAST_JOINT = rx(r"[" + "".join(chr(0xAC00 + 28 * i + 20) for i in range(399)) + r"](?:고|며|면서)$")
SHARED_WORDS = 5


@dataclass(frozen=True)
class Verdict:
    """What the frames make of an act; ``end`` is the offset in the stretch behind the last of them."""

    modality: Modality | None = None
    mode: AttributionMode | None = None
    negations: int = 0
    negated: bool = False
    affirms: bool = False
    report: bool = False
    keep: bool = False
    end: int = 0

    @property
    def says(self) -> bool:
        return self.modality is not None or self.mode is not None or self.negations > 0 or self.negated or self.affirms


def walk(stretch: Stretch, act: str, opened: int, at: int, *, named: bool) -> Verdict:
    """The frames around an act (a term) whose word ends at ``at`` in a clause from ``opened`` (offsets in the stretch).

    ``named``: the act's own word is known; without it no negation is read.
    """
    before = stretch.masked[max(0, opened) : at]
    verdict = _outwards(stretch, act, at, before, named=named, shared="")
    if not verdict.says and not verdict.keep and not verdict.report:
        verdict = _over_joint(stretch, act, at, before, named=named) or verdict
    return _unreal(stretch, at, verdict)


def left_not(stretch: Stretch, start: int) -> bool:
    """안 or 못 stands right before the act's word."""
    return bool(LEFT_NOT.search(stretch.masked[:start]))


def _outwards(stretch: Stretch, act: str, at: int, before: str, *, named: bool, shared: str) -> Verdict:
    verdict = Verdict(end=at)
    for _ in range(STEPS):
        step = _step(stretch, act, verdict.end, before, named=named, shared=shared)
        if step is None:
            break
        frame, end = step
        verdict = _with(verdict, frame, end, stretch)
        if not frame.negates:
            break
    return verdict


def _step(stretch: Stretch, act: str, at: int, before: str, *, named: bool, shared: str) -> tuple[Frame, int] | None:
    """The first frame that holds where the verb goes on, with the offset behind it."""
    words = stretch.masked[at : at + REACH]
    for frame in _frames_for(stretch):
        if ((frame.negates or frame.affirms) and not named) or not _is_shared(frame, shared) or not act.startswith(frame.acts):
            continue
        match = frame.pattern.match(words)
        if match is None or (frame.unless_before and frame.unless_before.search(before + words[: match.end()])):
            continue
        if frame.needs_before is None or frame.needs_before.search(before):
            return frame, at + match.end()
    return None


@lru_cache(maxsize=64)
def _frames_for(stretch: Stretch) -> tuple[Frame, ...]:
    """The frames whose letters stand in a sentence, in the table's order."""
    return table().frames_for(stretch.grams)


def _is_shared(frame: Frame, over: str) -> bool:
    """Whether the frame reaches over this joint: none, -거나 (``or``), or another one without tense (``all``)."""
    return not over or frame.shared == "all" or frame.shared == over


def _with(verdict: Verdict, frame: Frame, end: int, stretch: Stretch) -> Verdict:
    if frame.negates:
        return replace(verdict, negations=verdict.negations + 1, end=end)
    rest = stretch.masked[end : end + REACH]
    denied = frame.negated or (frame.untrue_after and untrue(rest))
    return replace(
        verdict,
        modality=frame.modality,
        mode=frame.mode,
        negated=denied,
        affirms=frame.affirms,
        report=frame.report,
        keep=frame.keep,
        end=end,
    )


def untrue(rest: str) -> bool:
    """Whether the same sentence goes on to say that it is not so, and says it itself."""
    match = table().untrue.search(rest)
    return match is not None and not table().claimed.search(rest[match.end() : match.end() + 12])


def _over_joint(stretch: Stretch, act: str, at: int, before: str, *, named: bool) -> Verdict | None:
    """Frames that hold a chain of clauses without tense or subject of their own: 때리고 빼앗았다는 소문."""
    joint = BARE_JOINT.match(stretch.masked, at)
    if joint is None or PAST_JOINT.search(stretch.masked[at - 2 : joint.end()].rstrip(" ,")):
        return None
    shared = "or" if joint["joint"] == "거나" else "all"
    place = joint.end()
    for word in rx(r"\S+").findall(stretch.masked[place : place + REACH])[:SHARED_WORDS]:
        start = stretch.masked.index(word, place)
        verdict = _outwards(stretch, act, start, before, named=named, shared=shared)
        if verdict.says:
            return verdict
        if OWN_SUBJECT.search(word):
            return None
        place = start + len(word)
    return None


def _unreal(stretch: Stretch, at: int, verdict: Verdict) -> Verdict:
    """An act that follows from what was not so: 돈이 있었으면 벌써 빼냈지요."""
    conditions = list(table().unreal_condition.compiled.finditer(stretch.masked, 0, at))
    if not conditions or table().unreal_cut.compiled.search(stretch.masked, conditions[-1].end(), at):
        return verdict
    if verdict.modality is Modality.BELIEVED and verdict.mode is None:
        return replace(verdict, modality=Modality.HYPOTHETICAL)
    if verdict.modality is None:
        return replace(verdict, modality=Modality.HYPOTHETICAL)
    return verdict
