"""Triggers: where the words of an act stand, which frame they fit and in which voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.lexicon import Frame, bare_tail, grams_of, led_by, lexicon, noun_tail, stands_anywhere, told_tail
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import Amount

POWER_WORD = "보위부|보위원|안전원|보안원|지도원|경찰|공안|군인|요원|형사|당국|검찰|군|병력|안전부|민병|헌병|단속반|검열조|사복"
CLOSER: dict[str, frozenset[str]] = {
    "question.interrogate": frozenset({"watch.surveillance", "press.harassment"}),
    "question.summons": frozenset({"press.harassment", "watch.surveillance", "exchange.contact"}),
    "detain.house_arrest": frozenset({"move.travel_ban", "watch.surveillance", "detain.custody"}),
    "respond.pledge": frozenset({"coerce.confession", "respond.confess_written", "adapt.cut_ties"}),
    "respond.confess_written": frozenset({"respond.confess_oral", "question.interrogate"}),
    "coerce.confession": frozenset(
        {"respond.confess_oral", "respond.confess_written", "demand.disclosure", "demand.cooperation"}
    ),
    "respond.denounce": frozenset({"respond.confess_oral"}),
    "traffic.person": frozenset({"respond.negotiate"}),
    "try.sentence": frozenset({"detain.custody", "detain.camp"}),
    "try.public": frozenset({"try.sentence", "respond.confess_written"}),
    "hurt.torture": frozenset({"hurt.assault", "deny.livelihood"}),
    "hurt.sexual_violence": frozenset({"hurt.assault", "search.person"}),
    "detain.camp": frozenset({"detain.arrest", "detain.custody"}),
    "move.internal_exile": frozenset({"move.eviction", "detain.arrest", "deny.livelihood"}),
    "move.forced_return": frozenset({"move.internal_exile", "detain.arrest", "adapt.turn_away_intermediary"}),
    "kill.custody_death": frozenset({"kill.other", "disappear.enforced", "detain.custody"}),
    "kill.execution": frozenset({"kill.other", "kill.custody_death"}),
    "watch.intercept": frozenset({"search.person", "watch.surveillance"}),
    "watch.informant": frozenset({"watch.surveillance"}),
    "search.home": frozenset({"search.person", "press.harassment"}),
    "discriminate.status": frozenset({"deny.livelihood"}),
    "restrict.expression": frozenset({"move.eviction", "deny.livelihood"}),
    "effect.family_separation": frozenset({"adapt.cut_ties", "effect.hardship"}),
    "demand.cooperation": frozenset({"demand.disclosure"}),
    "demand.disclosure": frozenset({"question.interrogate"}),
    "demand.payment": frozenset({"take.extorted_payment", "take.goods"}),
    "seize.property": frozenset({"move.travel_ban"}),
    "labour.forced": frozenset({"detain.arrest"}),
    "disappear.enforced": frozenset({"effect.family_separation"}),
    "respond.deny": frozenset({"respond.refuse"}),
    "adapt.turn_away_intermediary": frozenset({"adapt.cut_ties"}),
    "adapt.conceal": frozenset({"restrict.expression"}),
    "release.freed": frozenset({"adapt.turn_away_intermediary"}),
}
"""Act -> acts that give way where both are read from the same words."""
LED_REACH = 16
FINITE = rx(r"[다요까죠]['”’\"]?[.?!…]*$")


@dataclass(frozen=True, eq=False)
class Trigger:
    """``[start, end)`` are the act's own words; ``clause`` is the index of the clause they end in.

    ``voice``: active, passive, nominal, verb (the frame's own roles), pattern, imperative.
    ``likeness`` is the lead of an act found by likeness alone, 0 where a frame found it.
    """

    frame: Frame
    start: int
    end: int
    voice: str
    clause: int
    likeness: float = 0.0

    @property
    def act(self) -> str:
        return self.frame.act


def find_triggers(
    unit: Unit, clauses: Sequence[Clause], amounts: Sequence[Amount], before: str, *, acting: bool
) -> list[Trigger]:
    """Triggers of one unit in text order.

    ``before`` are the words of the sentence before (for context words); ``acting`` says that an officer or body
    acted just before, which stands for the officer that some frames ask for.
    """
    out = []
    for hit in _hits(unit.masked):
        trigger = _trigger(_kept_inside(hit, unit, clauses), unit, clauses)
        if _admitted(trigger, unit, clauses, amounts, before, acting):
            out.append(trigger)
    return _distinct(out)


@dataclass(frozen=True)
class _Hit:
    """Where a wording stands in a unit; ``tail`` are the words from ``at`` on, as their pattern matched them."""

    frame: Frame
    voice: str
    start: int
    at: int
    tail: regex.Match[str] | None
    end: int


def _hits(masked: str) -> Iterator[_Hit]:
    """All wordings of all frames in a unit's words."""
    finite = FINITE.search(masked) is not None
    tails: dict[int, regex.Match[str] | None] = {}
    for start, word in lexicon().words_in(masked):
        at = start + len(word.words)
        if word.kind == "noun":
            if at not in tails:
                tails[at] = noun_tail().match(masked, at)
            yield from _noun_hits(masked, start, at, word.frame, tails[at], finite)
        elif word.kind != "imperative":
            yield _Hit(word.frame, word.kind, start, at, None, at)
        elif told := told_tail().match(masked, at):
            yield _Hit(word.frame, "imperative", start, at, None, told.end())
    for pattern in lexicon().patterns_for(grams_of(masked)):
        for match in pattern.compiled.finditer(masked):
            yield _Hit(pattern.frame, "pattern", match.start(), match.start(), match, match.end())


def _noun_hits(masked: str, start: int, at: int, frame: Frame, tail: regex.Match[str] | None, finite: bool) -> Iterator[_Hit]:
    """A noun with its light verb, led by a word that tells that it happened, or bare at the end of a note."""
    if tail:
        yield _Hit(frame, "noun", start, at, tail, tail.end())
    elif led_by().search(masked[max(0, start - LED_REACH) : start]):
        yield _Hit(frame, "nominal", start, at, None, at)
    if not finite and (bare := bare_tail().match(masked, at)):
        yield _Hit(frame, "noun-bare", start, at, None, bare.end())


INSIDE_WORD = rx(r"^[가-힣][물약배등소말](?:[^가-힣]|[을를이가은는도에의로과와만])$|^[가-힣]시")
"""A match that begins with the last syllable of a longer word (뇌물을 is no water)."""
CROSSED = rx(r"(?:소문|말[이도은만]|얘기|이야기|혐의|이유|위협|협박|으름장|경고|주장|의혹|약속)")


def _kept_inside(hit: _Hit, unit: Unit, clauses: Sequence[Clause]) -> _Hit:
    """The hit cut back to the clause it begins in, where it ran over into what is said of that clause."""
    first = clauses[clause_at(clauses, unit.start + hit.start)]
    if hit.tail is None or first.kind != "quotative" or unit.start + hit.end <= first.end:
        return hit
    if not CROSSED.search(unit.text(first.end, unit.start + hit.end)):
        return hit
    shorter = hit.tail.re.search(unit.masked, hit.at, first.end - unit.start)
    if shorter is None or (hit.voice == "noun" and shorter.start() != hit.at):
        return hit
    start = hit.start if hit.voice == "noun" else shorter.start()
    return _Hit(hit.frame, hit.voice, start, shorter.start(), shorter, shorter.end())


def _trigger(hit: _Hit, unit: Unit, clauses: Sequence[Clause]) -> Trigger:
    voice = hit.voice
    if voice == "noun":
        groups = hit.tail.capturesdict() if hit.tail is not None else {}
        voice = next((v for v in ("passive", "active", "nominal") if groups.get(v)), "nominal")
    if voice == "noun-bare":
        before = unit.masked[: hit.start]
        voice = "active" if DOER_BEFORE.search(before) else "passive"
    start, end = unit.start + hit.start, unit.start + max(hit.end, hit.start + 1)
    return Trigger(hit.frame, start, end, voice, clause_at(clauses, end - 1))


DOER_BEFORE = rx(rf"(?:{POWER_WORD}|정부|군정|법원)(?:들)?(?:(?:\s\S{{1,3}})?[이가은는]\s|,\s)")


def clause_at(clauses: Sequence[Clause], at: int) -> int:
    """Index of the clause that holds an offset, or of the last one before it."""
    for i, clause in enumerate(clauses):
        if at < clause.end:
            return i
    return len(clauses) - 1


def _admitted(
    trigger: Trigger, unit: Unit, clauses: Sequence[Clause], amounts: Sequence[Amount], before: str, acting: bool
) -> bool:
    frame = trigger.frame
    clause = clauses[trigger.clause]
    inside = trigger.voice == "pattern" and trigger.start > unit.start
    if inside and INSIDE_WORD.search(unit.text(trigger.start - 1, trigger.start + 2)):
        return False
    if trigger.voice == "nominal" and unit.text(trigger.start, trigger.end).endswith("에서"):
        before_it = unit.text(unit.start, trigger.start)
        if not rx(r"[진된인한]\s$").search(before_it):
            return False
    if trigger.voice == "pattern" and _changes_subject(trigger, unit, clauses):
        return False
    left = min(clause.start, clauses[clause_at(clauses, trigger.start)].start)
    if frame.all:
        if not all(stands_anywhere(part, unit.masked) for part in frame.all):
            return False
        left = domain_start(trigger, unit, clauses)
        if not all(part.stand_in(unit.text(left, clause.end)) for part in frame.all):
            return False
    near = unit.text(left, clause.end + 14)
    if frame.excluded is not None and frame.excluded.stand_in(near):
        return False
    if (
        frame.needs is not None
        and not (acting and frame.wants_agent)
        and not stands_anywhere(frame.needs, unit.masked)
        and not stands_anywhere(frame.needs, before)
    ):
        return False
    return not frame.objects or _has_object(frame, unit, left, trigger, amounts)


SERIAL = rx(r"(?:[아어여해와가려져켜돼러쳐혀겨내써줘워커쪄서고러]|다가|느라|느라고|려고|위해|대가로)$")
"""How a clause ends whose verb runs on into the next one's, of the same people: 팔아 갖다 바치다, 데려가 때리다."""
SERIAL_REACH = 2


def domain_start(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> int:
    """Where the words begin that belong to a verb: its clause, and those whose verbs run on into it."""
    first = clause_at(clauses, trigger.start)
    for _ in range(SERIAL_REACH):
        before = clauses[first - 1] if first else None
        if before is None or not _runs_on(before, unit):
            break
        first -= 1
    return clauses[first].start


def _runs_on(before: Clause, unit: Unit) -> bool:
    """Whether a clause is of one piece with the next: its verb runs on, or it only says when."""
    if before.kind == "conjunctive":
        return SERIAL.search(unit.text(before.end - 3, before.end)) is not None
    return before.kind == "temporal"


NEW_SUBJECT = rx(r"(?<![가-힣])(?:[가-힣]{2,}(?:이|가|께서|들은)|(?:\S+\s)?씨(?:는|가)|그(?:는|가)|그녀(?:는|가))\s")
RESULTS = ("kill.", "effect.", "destroy.")
"""Acts told by what came of another one: 학교를 공격해 어린이가 죽었다."""
JOINED = rx(r"[가-힣](?:는데|은데|지만|으나|며|면서|다가|니까|더니|자|고|서),?$")
NO_SUBJECT = rx(r"(?:같이|없이|많이|일일이|줄줄이|낱낱이|샅샅이|높이|깊이|때까지)\s$")


def _changes_subject(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> bool:
    """The wording runs over the end of a clause into one with a subject of its own: 봤는데 친구가 걸려서."""
    first = clause_at(clauses, trigger.start)
    if first == trigger.clause or trigger.act.startswith(RESULTS):
        return False
    if clauses[first].kind != "conjunctive" or not JOINED.search(unit.text(trigger.start, clauses[first].end)):
        return False
    match = NEW_SUBJECT.search(unit.text(clauses[trigger.clause].start, trigger.end))
    return match is not None and not NO_SUBJECT.search(match.group())


def _has_object(frame: Frame, unit: Unit, left: int, trigger: Trigger, amounts: Sequence[Amount]) -> bool:
    words = unit.text(left, trigger.end)
    for name in frame.objects:
        if name == "AMOUNT":
            if any(left <= a.span.start < trigger.end and a.value is not None for a in amounts):
                return True
        elif lexicon().classes[name].search(words):
            return True
    return False


VAGUER = ("respond.", "effect.", "press.")
VOICED = frozenset({"active", "passive"})


def _distinct(triggers: list[Trigger]) -> list[Trigger]:
    """One trigger per act and clause: one whose voice is known, else the widest words."""
    best: dict[tuple[str, int], Trigger] = {}
    for t in sorted(triggers, key=lambda t: (t.voice not in VOICED, -(t.end - t.start), t.start)):
        key = (t.act, t.clause)
        if key not in best:
            best[key] = t
    found = best.values()
    kept = [t for t in found if not any(_displaced(t, other) or _same_words(t, other) for other in found)]
    return sorted(kept, key=lambda t: (t.start, t.end, t.act))


def _same_words(trigger: Trigger, other: Trigger) -> bool:
    """The act was read from these words in an earlier clause already, and the wider wording only runs on."""
    overlap = trigger.start < other.end and other.start < trigger.end
    return trigger.act == other.act and overlap and other.clause < trigger.clause


def _displaced(trigger: Trigger, other: Trigger) -> bool:
    """Another trigger over the same words names the act more closely."""
    if not (trigger.start < other.end and other.start < trigger.end):
        return False
    if trigger.start < other.start and trigger.voice == "nominal":
        return False  # 퇴거 조치로 | 교회는 문을 닫은: its noun stands before the other act's words
    if other.frame.last:
        return trigger.act == "press.harassment"
    fallback = trigger.frame.last and other.act != trigger.act and not other.act.startswith(VAGUER)
    return fallback or trigger.act in CLOSER.get(other.act, ())
