"""RL112: the text says more than the fields: a finer place, time or sum slipped back into sentence, detail or title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rushlight.release.calendar import MONTHS
from rushlight.release.ladders import axis_label
from rushlight.release.rules.base import Case, Finding, Rule, Subject, any_word, finding

NAMED = "|".join(MONTHS)
DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{NAMED})\b|\b(?:{NAMED}) \d{{1,2}}\b|\d{{1,2}}월 ?\d{{1,2}}일|\d{{4}}-\d\d-\d\d"
)
MONTH = re.compile(rf"\b(?:{NAMED})\b|(?<!\d)\d{{1,2}}월")
SUM = re.compile(r"\d[\d,. ]*\d{2}")


def finer(subject: Subject, text: str) -> Iterator[str]:
    """Axes that the text shows more exactly than the item does."""
    rest = without_shown(subject, text)
    for axis, rungs in subject.steps.items():
        finer_rungs = rungs[: subject.at[axis]] if axis != "count" else rungs[: min(1, subject.at[axis])]  # "one" is everywhere
        hidden = [label for rung in finer_rungs for label in (rung.label.en, rung.label.ko) if label]
        if any_word(rest, [h.casefold() for h in hidden]):
            yield axis
    if finer_time(subject, rest):
        yield "time"
    sum_as_shown = subject.view.shares.get("amount", "").partition(":")[0]
    if "amount" in subject.steps and sum_as_shown in ("double", "order", "word") and has_sum(rest):
        yield "amount"


def without_shown(subject: Subject, text: str) -> str:
    """The text less the labels that are shown on purpose, the longest first ("북한 원" before "북한")."""
    rungs = [subject.steps[axis][i] for axis, i in subject.at.items() if not axis.startswith("detail")]
    for shown in sorted({label for r in rungs for label in (r.label.en, r.label.ko) if label}, key=len, reverse=True):
        text = text.replace(shown, " ")
    return text


def finer_time(subject: Subject, text: str) -> bool:
    if "time" not in subject.steps:
        return False
    name = subject.steps["time"][subject.at["time"]].name
    return (name not in ("day", "stated") and bool(DAY.search(text))) or (
        name not in ("day", "stated", "week", "month") and bool(MONTH.search(text))
    )


def has_sum(text: str) -> bool:
    """A number of three digits or more that is no year."""
    numbers = (re.sub(r"\D", "", m.group()) for m in SUM.finditer(text))
    return any(len(n) > 2 and not re.fullmatch(r"(19|20)\d\d", n) for n in numbers)


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        written = (
            part for part in s.parts() if s.item.wording is not None or part[1] != s.text
        )  # a composed one holds only what is shown
        for called, text in (*written, case.title):
            for axis in dict.fromkeys(finer(s, text)):
                yield finding("RL112", s.item.id, part=called, axis=axis_label(axis))


RULE = Rule("RL112", find)
