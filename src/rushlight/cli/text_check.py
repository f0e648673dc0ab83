"""``rushlight check-release --text``: an article or brief, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rushlight.cli import release_details, release_json, release_ways, screen
from rushlight.cli.frame import Frame
from rushlight.cli.release_said import next_steps, short
from rushlight.cli.unlocking import telling
from rushlight.codebook.words import purpose_words
from rushlight.desk import Desk
from rushlight.desk.letting_stand import Keep
from rushlight.desk.writing import CheckedText
from rushlight.record import Purpose
from rushlight.release import ALL, Finding, Sentence
from rushlight.release.rules.rl106 import Scene
from rushlight.release.runs import runs
from rushlight.release.settings import part

SECTION = "text_says"
FITS = ("RL101", "RL106", "RL126")
"""Rules that say how few families fit; where sentences share a scene it is said of the scene."""
FIRST, LAST = ("RL103", "RL101", "RL106", "RL104"), ("RL109", "RL110")
"""What to change before all else: what leads to one person, then what fits few. Consent and backing come last."""
SHOWN = 12
"""Sentences named in the command that signs."""


def run(
    desk: Desk, text: Path, purpose: Purpose, language: str | None, *, details: bool, as_json: bool, keep: Keep | None = None
) -> int:
    """Check and show; exit code 1 when refused."""
    done = desk.check_text(text, purpose=purpose, language=language, keeping=keep, tell=telling("checking"))
    check, tongue = done.release.check, language or done.release.draft.language
    code = 0 if check.passed else 1
    if as_json:
        release_json.show(release_json.text(done))
        return code
    say = Frame(tongue)
    show(done, text, say)
    _wordings(done, say)
    blocks(done, say)
    if details:
        release_details.show(check, tongue)
    for line in _next(done, desk, text, say):
        screen.note(line)
    if not details:
        screen.note(say("more"))
    return code


def show(done: CheckedText, text: Path, say: Frame) -> None:
    """Each sentence in which something was found: what to change first, and what then."""
    check = done.release.check
    purpose = purpose_words(done.release.draft.purpose, say.language)
    screen.say(say("head", SECTION, file=text.name, sentences=say.sentences(len(done.parts)), purpose=purpose))
    signed = say("signed", SECTION, n=len(done.parts) - len(done.unsigned), all=len(done.parts))
    screen.say(say("passed" if check.passed else "refused"))
    screen.say(f"{signed}\n")
    clean = []
    for sentence in done.parts:
        lines = list(_lines(sentence, done, say))
        if not lines:
            clean.append(sentence.id)
            continue
        screen.say(_place(sentence, done, say))
        screen.item("", "\n".join((f"“{sentence.text}”", *lines)), width=0)
    if clean:
        screen.say(say("nothing", SECTION, items=runs(clean)))


def _place(sentence: Sentence, done: CheckedText, say: Frame) -> str:
    line = done.lines.get(sentence.id)
    where = say("line", SECTION, n=line) if line else say("paragraph", SECTION, n=sentence.paragraph)
    signature = done.signed.get(sentence.id)
    mark = say("signed_by", SECTION, who=signature.by) if signature else say("unsigned", SECTION)
    return f"{say('place', SECTION, sentence=sentence.id, place=where)} ({mark})"


def _lines(sentence: Sentence, done: CheckedText, say: Frame) -> Iterator[str]:
    """What is said of one sentence: the scene it belongs to, who could find how many, what to change."""
    found, scene = of_sentence(sentence.id, done), _scene(sentence.id, done)
    first = scene.items[0].partition(".")[0] if scene else sentence.id
    if scene is not None and first == sentence.id:
        rests = say("rests", words=scene.rests.of(say.language)) if scene.rests else ""
        yield f"{scene.says.of(say.language)} {rests}".rstrip()
    if scene is not None and first != sentence.id:
        yield say("part_of", SECTION, item=first)
    stops = sorted((f for f in found if f.stops and not (scene and f.rule in FITS)), key=_turn)
    yield from _alone(stops, sentence, done, say)
    for n, f in enumerate(_once(stops, say)):
        yield say("first" if n == 0 else "then", SECTION, words=_change(f, say))
    notes = dict.fromkeys(short(f, say) for f in found if not f.stops)
    if notes:
        yield say("noted", words=" ".join(notes))
    kinds = () if sentence.id in done.signed else done.look_at(sentence)
    if kinds:
        yield say("look_at", SECTION, words=", ".join(kind.of(say.language) for kind in kinds))


def _alone(stops: Sequence[Finding], sentence: Sentence, done: CheckedText, say: Frame) -> Iterator[str]:
    """Who could find how many, of a sentence that stands for itself."""
    if any(f.rule == "RL101" for f in stops):
        item = next(c for c in done.release.check.items if c.item.id.partition(".")[0] == sentence.id and c.says)
        if item.says is not None:
            rests = say("rests", words=item.rests.of(say.language)) if item.rests else ""
            yield f"{item.says.of(say.language)} {rests}".rstrip()


def _wordings(done: CheckedText, say: Frame) -> None:
    """How sentences that too few families fit could be said: for the one who writes, since a text is published as it stands."""
    if done.wordings:
        screen.say(f"\n{say('wordings', SECTION)}")
    for change in done.wordings:
        effect = release_ways.effect(change, done.release.draft.item(change.item), say)
        screen.item(change.item.partition(".")[0], f"{change.text}\n{effect}", width=release_ways.LEAD)


def _turn(f: Finding) -> int:
    order = (*FIRST, *LAST)
    return order.index(f.rule) - len(FIRST) if f.rule in FIRST else order.index(f.rule) if f.rule in LAST else 0


def _once(found: Sequence[Finding], say: Frame) -> Iterator[Finding]:
    """The findings, of one rule with one remedy the first: a sentence and its details often say the same."""
    told: set[tuple[str, str]] = set()
    for f in found:
        key = (f.rule, " ".join(r.of(say.language) for r in f.remedies))
        if key not in told:
            told.add(key)
            yield f


def _change(f: Finding, say: Frame) -> str:
    remedies = " ".join(r.of(say.language) for r in f.remedies)
    return f"{remedies} {'' if f.rule == 'RL101' else f.says.of(say.language) + ' '}({f.rule})"


def unsigned(f: Finding) -> bool:
    """Whether the finding only says that nobody has signed yet: that is counted, not said of each sentence."""
    return f.rule == "RL110" and f.says.en == part("rules")["RL110"]["say_unsigned"]["en"]


def of_sentence(name: str, done: CheckedText) -> list[Finding]:
    """The findings of one sentence."""
    return [f for f in done.release.check.findings if f.item and f.item.partition(".")[0] == name and not unsigned(f)]


def _scene(name: str, done: CheckedText) -> Scene | None:
    """The happening told over several sentences that this one belongs to, where too few families fit it."""
    for scene in done.release.check.scenes:
        names = {i.partition(".")[0] for i in scene.items}
        if scene.stops and name in names and len(names) > 1:
            return scene
    return None


def blocks(done: CheckedText, say: Frame) -> None:
    """What still blocks: the signatures, then each rule with its sentences."""
    check = done.release.check
    if check.passed:
        return
    screen.say(f"\n{say('blocks', SECTION)}")
    if done.unsigned:
        names, number = runs(s.id for s in done.unsigned), say.sentences(len(done.unsigned))
        screen.item("RL110", say("blocks_unsigned", SECTION, sentences=number, items=names), width=6)
    titles = {rule.id: rule.title for rule in ALL}
    by_rule: dict[str, list[str]] = {}
    for f in sorted((f for f in check.findings if f.stops and not unsigned(f)), key=lambda f: f.rule):
        name = f.item.partition(".")[0] if f.item else say("whole")
        rule = "RL101" if f.rule == "RL106" and _scene(name, done) else f.rule
        by_rule.setdefault(rule, []).append(name)
    for rule, found in sorted(by_rule.items()):
        screen.item(rule, f"{titles[rule].of(say.language)}: {runs(found)}", width=6)


def _next(done: CheckedText, desk: Desk, text: Path, say: Frame) -> Iterator[str]:
    case, check = desk.case.folder, done.release.check
    if any(f.stops and not unsigned(f) for f in check.findings):
        yield say("next_text")
    if done.unsigned:
        numbers = " ".join(str(s.number) for s in done.unsigned[:SHOWN])
        yield say("ask", SECTION)
        yield f'  rushlight sign {case} {text} {numbers} --unusual ""'
    if check.passed:
        yield from next_steps(done.release, case, say.language, asked=desk.approval_asked(), text=f" --text {text}")
