"""A submission to the United Nations: the elements a mechanism asks for, and the text made of the answers.

It names people. So it is no release: no rule of the release check passes it, and nothing of it is derived from a release.
Elements and sources: resources/release/submissions.yaml.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.record import Purpose
from rushlight.release.draft import Words
from rushlight.release.pseudonyms import called
from rushlight.release.sealed import squeeze
from rushlight.release.settings import part, words

NOT_STATED = "not stated"
MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that is asked for. ``kind``: name (a whole one), month (a date, month and year at least) or text."""

    key: str
    label: Words
    needed: bool
    kind: str

    def accepts(self, answer: str) -> bool:
        """Whether an answer will do. None of one who is not there does not: that is for ``submission`` to say."""
        if self.kind == "month":
            return _is_date(answer)
        if self.kind == "name":
            return len(squeeze(answer)) > 1 and not called(answer)
        return bool(answer.strip())


@dataclass(frozen=True, slots=True)
class Form:
    """What one mechanism asks for, by its English title and, for whoever fills it in, in their language (``called``).

    ``transmits``: it passes the name to the government as a matter of course.
    """

    id: str
    title: str
    called: Words
    transmits: bool
    elements: tuple[Element, ...]

    def purposes(self, transmit: bool) -> tuple[Purpose, ...]:
        """What the person has to have agreed to, by name."""
        confidential = (Purpose.UN_CONFIDENTIAL,)
        return (*confidential, Purpose.UN_TRANSMITTED_TO_GOVERNMENT) if transmit or self.transmits else confidential


def forms() -> tuple[str, ...]:
    """The mechanisms there are forms for."""
    return tuple(part("submissions"))


def form(to: str) -> Form:
    """The form of a mechanism. Raises MisuseError for one that is not known."""
    if to not in forms():
        raise MisuseError("no such mechanism is known", where=to[:30], hint=f"use one of {', '.join(forms())}")
    row = part("submissions")[to]
    asked = (Element(e["key"], words(e), e["needed"], e.get("kind", "text")) for e in row["elements"])
    return Form(to, row["title"], Words(row["title"], row["title_ko"]), row["transmits"], tuple(asked))


def submission(asked: Form, answers: Mapping[str, str], *, id: str, on: dt.date, transmit: bool) -> str:
    """The text of a submission, English headings, each element in its place.

    Raises ReleaseRefused naming the elements (never the answers) that are required and missing or will not do, and
    MisuseError for an answer that the form does not ask for.
    """
    given = {key: text.strip() for key, text in answers.items() if text.strip()}
    if unknown := set(given) - {e.key for e in asked.elements}:
        raise MisuseError("the form does not ask for this", where=min(unknown)[:30])
    bad = [e for e in asked.elements if (e.key in given and not e.accepts(given[e.key])) or (e.needed and e.key not in given)]
    if bad:
        raise ReleaseRefused(
            "the submission lacks what the mechanism requires",
            where=", ".join(e.key for e in bad),
            hint=f"it asks for: {bad[0].label.en}",
        )
    lines = [asked.title, f"reference: {id}", f"made on: {on.isoformat()}", ""]
    for number, element in enumerate(asked.elements, 1):
        mark = " (required)" if element.needed else ""
        lines += [f"{number}. {element.label.en}{mark}", f"   {given.get(element.key, NOT_STATED)}", ""]
    return "\n".join((*lines, *_consent(asked, transmit))) + "\n"


def _consent(asked: Form, transmit: bool) -> tuple[str, ...]:
    """What was agreed to, in the words the mechanism looks for."""
    passed_on = transmit or asked.transmits
    return (
        "Consent",
        "   Whoever stands behind this agreed, by name, to its submission to the United Nations in confidence.",
        "   The name may be passed to the government concerned."
        if passed_on
        else "   The name may NOT be passed to the government concerned, nor made public.",
    )


def _is_date(written: str) -> bool:
    if not MONTH.fullmatch(written.strip()):
        return False
    try:
        dt.date.fromisoformat(written.strip() if len(written.strip()) > 7 else f"{written.strip()}-01")
    except ValueError:
        return False
    return True
