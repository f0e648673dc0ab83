"""Who could know what a release tells, as an editor says it: by fact, for every sentence or for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rushlight.errors import MisuseError
from rushlight.release import Draft
from rushlight.release.settings import part
from rushlight.release.source import HAPPENED

KnownTo = Mapping[tuple[str, str], tuple[str, ...]]
"""By sentence (I1; empty: every one) and fact: the kinds of people who could know it."""
EVERYTHING = "all"
"""In the place of a fact: whatever is told and not named by itself."""


def kept(known_to: KnownTo) -> dict[str, dict[str, list[str]]]:
    """As the recipe of a release keeps it: by sentence, by fact. Raises MisuseError for a fact or kind there is not."""
    facts = (EVERYTHING, HAPPENED, *part("ladders")["axes"])
    kinds = part("priors")["knowers"]["kinds"]
    out: dict[str, dict[str, list[str]]] = {}
    for (sentence, fact), named in known_to.items():
        if fact.partition(":")[0] not in facts:
            raise MisuseError("there is no such fact", where=fact, hint=f"use one of {', '.join(facts)}")
        for kind in named:
            if kind not in kinds:
                raise MisuseError("there is no such kind of people", where=kind, hint=f"use one of {', '.join(kinds)}")
        if not named:
            raise MisuseError("nobody is named who could know it", where=fact, hint=f"use one of {', '.join(kinds)}")
        out.setdefault(sentence, {})[fact] = list(dict.fromkeys(named))
    return out


def knowing(draft: Draft, said: Mapping[str, Any]) -> Draft:
    """The draft with who could know each fact: what is said of one sentence goes before what is said of all.

    Raises MisuseError where a sentence is named that the draft has not.
    """
    ids = {item.id for item in draft.items}
    for sentence in said:
        if sentence and sentence not in ids:
            raise MisuseError("the release has no such sentence", where=sentence, hint="they are named I1, I2 …")
    items = []
    for item in draft.items:
        facts = {**said.get("", {}), **said.get(item.id, {})}
        everything = tuple(facts.pop(EVERYTHING, item.knowers))
        items.append(replace(item, knowers=everything, known_to={**item.known_to, **{f: tuple(k) for f, k in facts.items()}}))
    return replace(draft, items=tuple(items))
