"""Ladders: for each part of a sentence, the steps from exact to general, with wording, reach and loss.

Steps and losses: design/RELEASE, section 5; the weights are data (resources/release/ladders.yaml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rushlight.errors import ReleaseError
from rushlight.record import Interval
from rushlight.release.calendar import units
from rushlight.release.draft import DraftItem, Money, Officer, Words
from rushlight.release.money import band_label, double, exact_label, orders
from rushlight.release.places import Gazetteer
from rushlight.release.settings import part, words


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder. ``label`` is its wording (empty where nothing is shown); ``loss`` what the reader loses
    down to here; ``share`` names the prior for how many happenings fit it; ``place``, ``time``, ``money`` are its reach.
    """

    name: str
    label: Words
    loss: float
    share: str | None = None
    place: str | None = None
    time: Interval | None = None
    money: tuple[Decimal, Decimal] | None = None


Ladders = Mapping[str, tuple[Rung, ...]]
NOTHING = Words("", "")


def ladders(item: DraftItem, atlas: Gazetteer) -> dict[str, tuple[Rung, ...]]:
    """Every axis the item has, with its rungs from exact to general."""
    found = {
        "place": _place(item.place, atlas),
        "time": _time(item.time),
        "amount": _amount(item.amount, item.act),
        "officer": _officer(item),
        "count": _count(item.count),
        "age": _age(item.age),
        "job": _job(item),
        "kin": _kin(item.kin),
    }
    found |= {f"detail:{i}": _detail(d.words, d.softer) for i, d in enumerate(item.details)}
    return {axis: rungs for axis, rungs in found.items() if rungs}


def shown(item: DraftItem, steps: Ladders) -> dict[str, int]:
    """For each axis the index of the rung that is shown; raises ReleaseError for a rung the ladder does not have."""
    return {axis: _index(rungs, item.levels.get(axis), item.id) for axis, rungs in steps.items()}


def _index(rungs: tuple[Rung, ...], name: str | None, where: str) -> int:
    if name is None:
        return 0
    for i, rung in enumerate(rungs):
        if rung.name == name:
            return i
    raise ReleaseError("the ladder has no such step", where=where, hint=f"use one of {', '.join(r.name for r in rungs)}")


def loss(steps: Ladders, at: Mapping[str, int]) -> float:
    """What the reader loses altogether."""
    return sum(steps[axis][i].loss for axis, i in at.items())


def axis_label(axis: str) -> Words:
    return words(part("ladders")["axes"][axis.partition(":")[0]])


def _stacked(axis: str, rungs: Iterator[tuple[str, Words]], first: str) -> tuple[Rung, ...]:
    """Rungs whose losses add up step by step; ``first`` is the exact one and costs nothing."""
    weights = part("ladders")["loss"][axis]
    total, out = 0.0, []
    for name, label in rungs:
        total += 0.0 if name == first else weights[name]
        out.append(Rung(name, label, round(total, 6), share=name))
    return tuple(out)


def _place(place: str | None, atlas: Gazetteer) -> tuple[Rung, ...]:
    if place is None:
        return ()
    step = part("ladders")["loss"]["place"]
    return tuple(
        Rung(p, Words(atlas.name(p, "en"), atlas.name(p, "ko")), i * step, place=p) for i, p in enumerate(atlas.ladder(place))
    )


def _time(time: Interval | None) -> tuple[Rung, ...]:
    if time is None or time.earliest is None or time.latest is None:
        return ()
    weights, total, out = part("ladders")["loss"]["time"], 0.0, list[Rung]()
    for name, interval, label in units(time.earliest, time.latest):
        total += weights.get(name, 0.0) if out else 0.0
        out.append(Rung(name, label, round(total, 6), time=interval))
    return tuple(out)


def _amount(amount: Money | None, act: str) -> tuple[Rung, ...]:
    if amount is None:
        return ()
    losses = part("ladders")["loss"]["amount"]
    money = part("ladders")["money"]
    word = words(money["take" if act.startswith("take.") else "other"])
    if amount.value is None or amount.value <= 0:
        return (Rung("word", word, 0.0, share="word"),)
    value = amount.value
    round_sum = len(value.normalize().as_tuple().digits) == 1
    wide, wider = double(value), orders(value)
    of = f":{amount.currency}" if amount.currency else ""  # the share of a band hangs on where it lies (sums)
    exact = f"exact_{'round' if round_sum else 'odd'}{of}"
    return (
        Rung("exact", exact_label(value, amount.currency), 0.0, exact, money=(value, value)),
        Rung("double", band_label(*wide, amount.currency), losses["double"], f"double{of}", money=wide),
        Rung("order", wider.label(amount.currency), losses["double"] + losses["order"], f"order{of}", money=wider.range),
        Rung("word", word, losses["double"] + losses["order"] + losses["word"], "word"),
    )


def _officer(item: DraftItem) -> tuple[Rung, ...]:
    """Post, office, service as far as known, then "officials"."""
    who = item.officer
    if who is None:
        return ()
    known = [(n, w) for n, w in (("post", who.post), ("office", who.office), ("service", who.service)) if w]
    everyone = words(part("ladders")["officials"])
    rungs = _stacked("officer", iter([*known, ("officials", everyone)]), known[0][0] if known else "officials")
    does = _does(who)
    return tuple(r if does == "usual" or r.name == "officials" else replace(r, share=f"{r.name}_{does}") for r in rungs)


def _does(who: Officer) -> str:
    """How much of it his service does: usual, second or rare; one that nobody recognises counts as rare."""
    said = " ".join(f"{w.en} {w.ko}" for w in (who.post, who.office, who.service) if w).casefold()
    return next((str(row["does"]) for row in part("ladders")["services"] if any(m in said for m in row["marks"])), "rare")


def _count(count: int | None) -> tuple[Rung, ...]:
    if count is None:
        return ()
    band = next(words(row) for row in part("ladders")["counts"] if count <= row["up_to"])
    return _stacked("count", iter([("exact", Words(str(count), str(count))), ("band", band), ("removed", NOTHING)]), "exact")


def _age(age: int | None) -> tuple[Rung, ...]:
    if age is None:
        return ()
    table = part("ladders")["ages"]
    key = "child" if age < table["child_below"] else "from" if age >= table["broad_from"] else "below"
    tens = age // 10 * 10
    decade = Words(f"in their {tens}s", f"{tens}대") if tens else Words("under ten", "10세 미만")
    rungs = [("exact", Words(f"aged {age}", f"{age}세")), ("decade", decade), ("broad", words(table["broad"][key]))]
    return _stacked("age", iter([*rungs, ("removed", NOTHING)]), "exact")


def _job(item: DraftItem) -> tuple[Rung, ...]:
    known = [(n, w) for n, w in (("exact", item.job), ("sector", item.sector)) if w]
    return _stacked("job", iter([*known, ("removed", NOTHING)]), known[0][0]) if known else ()


def _kin(kin: Words | None) -> tuple[Rung, ...]:
    return _stacked("kin", iter([("term", kin), ("relative", words(part("ladders")["relative"]))]), "term") if kin else ()


def _detail(text: str, softer: str | None) -> tuple[Rung, ...]:
    rungs = [("exact", Words(text, text))]
    if softer:
        rungs.append(("softer", Words(softer, softer)))
    return _stacked("detail", iter([*rungs, ("removed", NOTHING)]), "exact")


def day_range(rung: Rung) -> tuple[dt.date, dt.date] | None:
    """First and last day of a time rung."""
    time = rung.time
    return (time.earliest, time.latest) if time and time.earliest and time.latest else None
