"""What in a text could point to somebody: every find of every kind, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rushlight.atlas import Atlas
from rushlight.errors import ReleaseError
from rushlight.release.identifiers.chains import family_trees, trajectories
from rushlight.release.identifiers.digits import numbers
from rushlight.release.identifiers.folding import Folded, fold
from rushlight.release.identifiers.grammar import forms
from rushlight.release.identifiers.kinds import Identifier
from rushlight.release.identifiers.market import priced
from rushlight.release.identifiers.network import internet_addresses
from rushlight.release.identifiers.persons import STARTS, again, given, names
from rushlight.release.identifiers.places import known_places


class Find(NamedTuple):
    """A find in the folded text."""

    start: int
    end: int
    kind: str
    proof: str = ""


def identifiers(text: str, language: str, atlas: Atlas) -> tuple[Identifier, ...]:
    """Everything in ``text`` that could point to somebody, sorted; of one kind no two overlap, different kinds may.

    ``language`` is English or Korean (``en``, ``ko-KP``, ...); ReleaseError for another. Rules alone: no model, no network.
    What is found is proposed to a person, who also says what else is unusual: free detail is where rules fail
    (Pilán et al. 2022 report the same of models).
    """
    tongue = language.lower()[:2]
    if tongue not in ("en", "ko"):
        raise ReleaseError("identifiers are found in English and Korean", where=language, hint="use language en or ko")
    folded = fold(text)
    finds = list(_finds(folded.text, tongue, atlas))
    finds += _chains(folded.text, finds)
    return tuple(sorted(_identifier(text, folded, find) for find in _joined(finds)))


def _finds(text: str, tongue: str, atlas: Atlas) -> Iterator[Find]:
    told = [Find(*found) for found in numbers(text)]
    told += [Find(a, b, "ip") for a, b in internet_addresses(text)]
    told += _formed(text, tongue)
    told += [Find(a, b, "place", "atlas") for a, b in known_places(text, tongue, atlas)]
    told = _without_prices(text, tongue, told)
    yield from told
    yield from _named(text, tongue, told)


def _formed(text: str, tongue: str) -> Iterator[Find]:
    """What the forms find."""
    for form in forms(tongue):
        for start, end in form.finds(text):
            if form.shape == "given" and not given(text[start:end]):
                continue
            yield Find(start, end, form.kind, form.proof)


def _without_prices(text: str, tongue: str, told: list[Find]) -> list[Find]:
    prices = priced(text, tongue)
    return [f for f in told if f.kind != "amount" or not _overlaps(f.start, f.end, prices)]


def _named(text: str, tongue: str, told: list[Find]) -> Iterator[Find]:
    other = [(f.start, f.end) for f in told if (f.kind in STARTS and f.proof != "guess") or f.kind == "officer"]
    for start, end, proof in names(text, tongue, other):
        yield Find(start, end, "name", proof)
    said = {text[f.start : f.end] for f in told if f.kind == "name"}
    yield from (Find(a, b, "name", "again") for a, b in again(text, said))


def _chains(text: str, finds: list[Find]) -> list[Find]:
    def of(*kinds: str) -> list[tuple[int, int]]:
        joined = (f for f in _joined([f for f in finds if f.kind in kinds]))
        return sorted((f.start, f.end) for f in joined)

    trees = [Find(a, b, "family_tree") for a, b in family_trees(text, of("kin"), of("place", "time"))]
    return trees + [Find(a, b, "trajectory") for a, b in trajectories(text, of("time"))]


def _overlaps(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in stretches)


def _joined(finds: list[Find]) -> Iterator[Find]:
    """Of one kind, what overlaps is one find."""
    last: dict[str, Find] = {}
    for find in sorted(finds):
        held = last.get(find.kind)
        if held is not None and find.start < held.end:
            last[find.kind] = Find(held.start, max(held.end, find.end), find.kind, held.proof or find.proof)
            continue
        if held is not None:
            yield held
        last[find.kind] = find
    yield from last.values()


def _identifier(text: str, folded: Folded, find: Find) -> Identifier:
    start, end = folded.source(find.start, find.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Identifier(start, end, find.kind, text[start:end], find.proof)
