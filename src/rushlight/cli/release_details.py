"""All behind a release check: what each of seven adversaries could find in each sentence, and every rule that spoke."""

from __future__ import annotations

from rushlight.cli import asked_by, screen
from rushlight.cli.frame import Frame
from rushlight.cli.release_said import LEAD
from rushlight.release import Check, Finding
from rushlight.release.runs import runs

WHOLE = "rule_says"


def show(check: Check, language: str) -> None:
    """Print all of it."""
    say = Frame(language)
    screen.say()
    odds = f"{1 / check.limits.worst:.0f}"
    screen.say(say("needed", WHOLE, pool=f"{check.limits.pool:g}", odds=odds, knowers=check.limits.knowers))
    asked_by.show(check, language)
    _assumptions(check, say)
    _rules(check, say)


def _assumptions(check: Check, say: Frame) -> None:
    """What the answers rest on, with where it comes from; the same for several sentences once."""
    same: dict[str, list[str]] = {}
    for line in dict.fromkeys(a.of(say.language) for a in check.assumptions):
        item, _, words = line.partition(": ")
        same.setdefault(words, []).append(item)
    if same:
        screen.say(f"\n{say('assumptions', WHOLE)}")
    for words, items in same.items():
        screen.item("", f"{runs(items)}: {words}", width=0)


def _rules(check: Check, say: Frame) -> None:
    """Each rule that spoke: of which sentences, what it said, what to do; in full by ``rushlight explain``."""
    by_rule: dict[str, list[Finding]] = {}
    for f in check.findings:
        by_rule.setdefault(f.rule, []).append(f)
    if by_rule:
        screen.say(f"\n{say('rules', WHOLE)}")
    for rule, found in sorted(by_rule.items()):
        stops = any(f.stops for f in found)
        items = runs(f.item or say("whole") for f in found)
        screen.say(say("stops" if stops else "notes", WHOLE, rule=rule, items=items))
        for words in dict.fromkeys(f.says.of(say.language) for f in found):
            screen.item("", words, width=LEAD)
        remedies = " ".join(dict.fromkeys(r.of(say.language) for f in found for r in f.remedies))
        screen.item("", f"{say('does', WHOLE)}: {remedies}", width=LEAD)
    if by_rule:
        screen.say(say("one_rule", command=f"rushlight explain {min(by_rule)}"))
