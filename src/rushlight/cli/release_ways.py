"""The three ways to pass: each as the new sentences, what they lose, and how many families would fit then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rushlight.atlas import atlas
from rushlight.cli import screen
from rushlight.cli.frame import Frame
from rushlight.desk.releasing import CheckedRelease
from rushlight.release import AtlasPlaces, Bundle, Change, DraftItem, ladders
from rushlight.release.ladders import axis_label, shown
from rushlight.release.rules.base import count_of
from rushlight.release.runs import runs

LEAD = 5


def show_ways(done: CheckedRelease, say: Frame) -> None:
    """Print the ways; what a way shares with an earlier one is named, not said again."""
    if not done.ways:
        return
    if not any(way.changes or way.left_out for way in done.ways):
        screen.say(f"\n{say('no_way')}")
        return
    screen.say(f"\n{say('ways')}")
    for n, way in enumerate(done.ways, 1):
        _way(n, way, done, say)


def _way(n: int, way: Bundle, done: CheckedRelease, say: Frame) -> None:
    before, kind = done.ways[: n - 1], say(way.kind)
    twin = next((m for m, w in enumerate(before, 1) if (w.changes, w.left_out) == (way.changes, way.left_out)), None)
    if twin is not None:
        screen.say(say("way_same", n=n, kind=kind, m=twin))
        return
    screen.say(say("way", n=n, kind=kind))
    said: dict[int, list[str]] = {}
    for change in way.changes:
        same = next((m for m, w in enumerate(before, 1) if change in w.changes), None)
        if same is not None:
            said.setdefault(same, []).append(change.item)
            continue
        screen.item(change.item, f"{change.text}\n{effect(change, done.draft.item(change.item), say)}", width=LEAD)
    for m, items in said.items():
        screen.item("", say("as_in", m=m, items=runs(items)), width=LEAD)
    if way.left_out:
        left = say("left_out", items=runs(way.left_out))
        nothing = len(way.left_out) == len(done.draft.items)
        screen.item("", f"{left}; {say('nothing_left')}" if nothing else left, width=LEAD)


def effect(change: Change, item: DraftItem, say: Frame) -> str:
    """How many families would fit then, and what is lost for it."""
    after, low = (count_of(n).of(say.language) for n in (change.after.typical, change.after.low))
    return say("then_fit", after=after, low=low, lost=", ".join(lost(item, change.levels, say)))


def lost(item: DraftItem, levels: Mapping[str, str], say: Frame) -> Iterator[str]:
    """Each part that is shown less exactly: as it stood, and as it would stand."""
    steps = ladders(item, AtlasPlaces(atlas()))
    before, after = shown(item, steps), shown(item.at(levels), steps)
    for axis in levels:
        was, now = (steps[axis][at[axis]].label.of(say.language) for at in (before, after))
        yield say("lost" if now else "lost_whole", axis=axis_label(axis).of(say.language), before=was, after=now)
