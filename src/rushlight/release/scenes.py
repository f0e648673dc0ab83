"""Where, when and for how much: what a sentence of a text names besides what its statements hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rushlight.record import Amount, Interval, Report, TimeUse
from rushlight.release.draft import Detail, Money
from rushlight.release.happenings import nested, overlap
from rushlight.release.places import Gazetteer
from rushlight.release.sentences import Sentence
from rushlight.release.settings import part


@dataclass(frozen=True, slots=True)
class Scene:
    """The most exact place (atlas id, below the country), the narrowest time and the first sum that a sentence names;
    ``others`` are its further places, times and sums, in its own words."""

    place: str | None = None
    time: Interval | None = None
    amount: Money | None = None
    others: tuple[Detail, ...] = ()

    @property
    def empty(self) -> bool:
        return self == Scene()


def scene(report: Report, sentence: Sentence, atlas: Gazetteer) -> Scene:
    """What the reading room found in the sentence."""
    places = dict(_places(report, sentence))
    times = [(Interval(t.earliest, t.latest), t.span.exact) for t in report.reading.times if _counts(t.applies_to, t, sentence)]
    sums = [a for a in report.reading.amounts if sentence.start <= a.span.start < sentence.end]
    country = str(part("priors")["families_of_leavers"]["country"])
    known = [p for p in places.values() if p is not None and p != country]
    place = max(known, key=lambda p: len(atlas.ladder(p)), default=None)
    time = min((t for t, _ in times), key=days, default=None)
    amount = Money(sums[0].value, sums[0].currency) if sums else None
    others = (
        *(Detail("place", w) for w, p in places.items() if p != country and not (p and place and nested(p, place, atlas))),
        *(Detail("time", w) for t, w in times if time is not None and not overlap(t, time)),
        *(Detail("amount", a.span.exact) for a in _further(sums)),
    )
    return Scene(place, time, amount, others)


def _places(report: Report, sentence: Sentence) -> Iterator[tuple[str, str | None]]:
    """The words of each place, with its atlas id where it has one."""
    for place in report.reading.places:
        for mention in place.mentions:
            if sentence.start <= mention.start < sentence.end:
                yield mention.exact, place.atlas_id


def _counts(use: TimeUse, time: object, sentence: Sentence) -> bool:
    span, first, last = (getattr(time, name) for name in ("span", "earliest", "latest"))
    return use is TimeUse.EVENT and bool(first and last) and sentence.start <= span.start < sentence.end


def days(time: Interval) -> int:
    """How long a time with both ends is, to compare by."""
    return (time.latest - time.earliest).days if time.latest and time.earliest else 0


def _further(sums: Iterable[Amount]) -> Iterator[Amount]:
    """Sums after the first, and of another value."""
    first: Amount | None = None
    for amount in sums:
        if first is None:
            first = amount
        elif (amount.value, amount.currency) != (first.value, first.currency):
            yield amount
