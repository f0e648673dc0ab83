"""Levels that a person sets by hand: "I1.place=province", "I2.time=month", "I3=out"; those that do not exist are refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rushlight.atlas import atlas
from rushlight.errors import MisuseError
from rushlight.release import Draft, DraftItem, Gazetteer, Rung, ladders

OUT = "out"
KINDS = {"county": ("county", "city", "district"), "town": ("city", "county", "district")}
"""Words for a level of places, and the kinds of the atlas that they mean where it has no kind of that name here."""

Levels = dict[str, dict[str, str]]


def levels_of(draft: Draft, written: Iterable[str], places: Gazetteer) -> tuple[Levels, tuple[str, ...]]:
    """By sentence and axis the step of its ladder that was meant, and the sentences to leave out.

    Raises MisuseError naming what there is to choose from: sentences, parts, levels; never a word of the sentence.
    """
    levels: Levels = {}
    left_out: list[str] = []
    for one in written:
        name, _, level = (part.strip() for part in one.partition("="))
        item_id, _, axis = name.partition(".")
        item = _item(draft, item_id, one)
        if not axis and level == OUT:
            left_out.append(item.id)
            continue
        levels.setdefault(item.id, {})[axis] = _level(item, axis, level, one, places)
    return levels, tuple(dict.fromkeys(left_out))


def _item(draft: Draft, item_id: str, written: str) -> DraftItem:
    for item in draft.items:
        if item.id == item_id:
            return item
    there = ", ".join(i.id for i in draft.items)
    raise MisuseError("the release has no such sentence", where=written[:60], hint=f"it has {there or 'none'}")


def _level(item: DraftItem, axis: str, level: str, written: str, places: Gazetteer) -> str:
    steps = ladders(item, places)
    if axis not in steps:
        hint = f"{item.id} has {', '.join(steps) or 'none'}; to leave the sentence out: {item.id}={OUT}"
        raise MisuseError("the sentence has no such part", where=written[:60], hint=hint)
    names = _words(steps[axis]) if axis == "place" else [(rung.name, rung.name) for rung in steps[axis]]
    wanted = KINDS.get(level, ()) if axis == "place" else ()
    for meant in (level, *wanted):
        for word, name in names:
            if meant.casefold() in (word.casefold(), name.casefold()):
                return name
    there = ", ".join(word for word, _ in names)
    raise MisuseError("there is no such level", where=written[:60], hint=f"{item.id}.{axis} can be {there}")


def _words(rungs: Sequence[Rung]) -> list[tuple[str, str]]:
    """Places by what they are: city, county, province, region, country; a place that the atlas has no kind of, by its step."""
    out = []
    for n, rung in enumerate(rungs, 1):
        kinds = {step.id: step.kind for place in (rungs[0].name,) if place in atlas() for step in atlas().ladder(place)}
        out.append((str(kinds.get(rung.name, f"step-{n}")), rung.name))
    return out
