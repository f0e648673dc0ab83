"""What a release check found, the one thing that matters first: for each sentence who could find how many families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rushlight.cli import screen
from rushlight.cli.frame import Frame
from rushlight.cli.release_ways import show_ways
from rushlight.codebook.words import purpose_words
from rushlight.desk.releasing import CheckedRelease
from rushlight.release import Bundle, Check, Checked, Finding, can_widen
from rushlight.release.runs import runs

LEAD = 5
"""Columns for the name of a sentence."""


def show(done: CheckedRelease, language: str = "en") -> None:
    """Print the sentences with what could be found in each, and the ways to pass."""
    say, check = Frame(language), done.check
    whom = say("whom", name=done.draft.recipient) if done.draft.recipient else ""
    purpose = purpose_words(done.draft.purpose, language)
    screen.say(say("head", id=done.id, purpose=purpose, whom=whom, sentences=say.sentences(len(done.draft.items))))
    screen.say(say("passed" if check.passed else "refused"))
    _sentences(check, say)
    rest(check, say)
    show_ways(done, say)
    by_hand(check, say)


def _sentences(check: Check, say: Frame) -> None:
    told: dict[str, str] = {}
    for item in check.items:
        screen.item(item.item.id, "\n".join((item.text, *answer(item, check, say, told))), width=LEAD)
    for scene in check.scenes:
        if scene.stops:
            screen.say(scene.says.of(say.language))


def answer(item: Checked, check: Check, say: Frame, told: dict[str, str]) -> Iterator[str]:
    """Who could find how many, what that rests on, what stops the sentence. ``told``: what was said of others already."""
    line, rests = item.says.of(say.language) if item.says else say("practice"), ""
    if item.rests is not None:
        words = item.rests.of(say.language)
        first = told.setdefault(words, item.item.id)
        rests = say("rests", words=words) if first == item.item.id else say("rests_same", item=first)
    yield f"{line} {rests}".rstrip()
    found = [f for f in check.findings if f.item == item.item.id]
    yield from stopping(found, check, say)
    notes = noting(found, say)
    if notes:
        first = told.setdefault(notes, item.item.id)
        yield notes if first == item.item.id else say("noted_same", item=first)


def stopping(found: Sequence[Finding], check: Check, say: Frame) -> Iterator[str]:
    """What stops a sentence, each thing said once."""
    together = {i for scene in check.scenes if scene.stops for i in scene.items}
    rest = [f for f in found if not (f.rule == "RL106" and f.item in together)]
    stops = dict.fromkeys(short(f, say) for f in rest if f.stops)
    if stops:
        yield say("stopped", words=" ".join(stops))


def noting(found: Sequence[Finding], say: Frame) -> str:
    """What is only to be looked at, each thing said once; "" where there is nothing."""
    notes = dict.fromkeys(short(f, say) for f in found if not f.stops)
    return say("noted", words=" ".join(notes)) if notes else ""


def short(finding: Finding, say: Frame) -> str:
    """What a rule says, with its id to look up; of the families that fit no more, since that was told already."""
    words = say("too_few") if finding.rule == "RL101" else finding.says.of(say.language).rstrip(".")
    if finding.kept is not None:
        words = f"{words}; {say('kept', by=finding.kept.by, because=finding.kept.because.rstrip('.'))}"
    return f"{words} ({finding.rule})."


def rest(check: Check, say: Frame) -> None:
    """What was found beside the sentences: in the title, in tables."""
    sentences = {item.item.id for item in check.items}
    same: dict[str, list[Finding]] = {}
    for f in check.findings:
        if f.item not in sentences:
            same.setdefault(f.item or say("whole"), []).append(f)
    for lead, found in same.items():
        lines = [*stopping(found, check, say), noting(found, say)]
        screen.item(lead, "\n".join(line for line in lines if line), width=max(LEAD, len(lead)))


def by_hand(check: Check, say: Frame) -> None:
    """What no wider wording answers, with what to do; the same for several sentences once."""
    same: dict[tuple[str, str], list[str]] = {}
    for f in waiting(check):
        words = " ".join(dict.fromkeys(r.of(say.language) for r in f.remedies))
        same.setdefault((f.rule, words), []).append(f.item or say("whole"))
    if same:
        screen.say(f"\n{say('by_hand')}")
    for (rule, words), items in same.items():
        screen.item(rule, f"{runs(items)}: {words}", width=6)


def waiting(check: Check, left_out: Iterable[str] = ()) -> list[Finding]:
    """What stops the release and no wider wording answers."""
    gone = set(left_out)
    return [f for f in check.findings if f.stops and not can_widen(f) and f.item not in gone]


def next_steps(done: CheckedRelease, case: Path, language: str, *, asked: bool, text: str = "") -> Iterator[str]:
    """What to type next. ``asked``: a second person has to approve it first; ``text``: the option that names its file."""
    say = Frame(language)
    if done.sealed_for_trustees:
        yield say("trustees")
        yield f"  rushlight request-identity {case} --release {done.id}"
    way = next((n for n, w in enumerate(done.ways, 1) if _passes(done, w)), None)
    if done.check.passed and asked:
        yield say("next_approve")
        yield f"  rushlight approve {case} {done.id}{text}"
    elif done.check.passed:
        yield say("next", command=f"rushlight publish {case} {done.id}{text} --to FOLDER")
    elif way is not None and not text:
        yield say("next", command=f"rushlight check-release {case} --of {done.id} --way {way}")
    else:
        yield _mend(done, case, say)


def _passes(done: CheckedRelease, way: Bundle) -> bool:
    """Whether something is left to publish once the way is taken, and nothing waits for a person."""
    return len(way.left_out) < len(done.draft.items) and not waiting(done.check, way.left_out)


def _mend(done: CheckedRelease, case: Path, say: Frame) -> str:
    """The command for what waits for a person: consent, or a review; else the same check of less."""
    rules = {f.rule: f.item for f in reversed(waiting(done.check))}
    if "RL110" in rules:
        return say("next", command=f"rushlight review {case}")
    item = next((i for i in done.draft.items if i.id == rules.get("RL109")), None)
    if item is not None and item.subjects:
        return say("next_consent", command=f"rushlight consent {case} {item.subjects[0]} {done.draft.purpose.value}")
    return say("next_change")
