"""Mentions into places: homonyms settled by what is named nearby, one Place for each."""

from __future__ import annotations

from collections import Counter

from rushlight.atlas import Entry, atlas
from rushlight.reading.places.mention import Mention
from rushlight.record import Place, cut


def group(text: str, mentions: list[Mention]) -> list[Place]:
    """One Place for each place, in the order of its first mention."""
    ordered = sorted(mentions, key=lambda m: m.start)
    choose_homonyms(ordered)
    groups: dict[str, list[Mention]] = {}
    named: list[tuple[str, str]] = []
    for mention in ordered:
        key = _pointed_at(text, mention, named) if mention.same else None
        key = key or _key(text, mention)
        groups.setdefault(key, []).append(mention)
        if mention.precision <= 4 and not mention.same:
            named.append((text[mention.start : mention.end].lower(), key))
    return [_place(text, members) for members in groups.values()]


def _pointed_at(text: str, mention: Mention, named: list[tuple[str, str]]) -> str | None:
    """The place that "the same dong" points back to: the last one of that kind, or the last one."""
    word = text[mention.start : mention.end].split()[-1].lower()
    return next((key for name, key in reversed(named) if name.endswith(word)), named[-1][1] if named else None)


def _key(text: str, mention: Mention) -> str:
    if mention.chosen:
        return mention.chosen.id
    return mention.key or text[mention.start : mention.end].lower()


def choose_homonyms(mentions: list[Mention]) -> None:
    """Choose for each mention the candidate nearest to the sure places: same province, then country, then the larger unit."""
    sure = [m.entries[0] for m in mentions if len(m.entries) == 1]
    provinces = Counter(p for e in sure for p in {e.id, *atlas().parents(e.id)[-2:]})
    for n, mention in enumerate(mentions):
        if len(mention.entries) == 1:
            mention.chosen = mention.entries[0]
        elif mention.entries:
            near = [e for m in mentions[max(0, n - 2) : n + 3] if m is not mention for e in m.entries if len(m.entries) == 1]
            mention.chosen = _best(mention.entries, provinces, near)


def _best(entries: tuple[Entry, ...], counts: Counter[str], near: list[Entry]) -> Entry | None:
    def weight(e: Entry) -> tuple[int, int, int]:
        chain = (e.id, *atlas().parents(e.id))
        beside = sum(1 for x in near if x.id in chain)
        return beside, sum(counts[p] for p in chain[-2:]), -len(chain)

    ranked = sorted(entries, key=weight, reverse=True)
    if len(ranked) > 1 and weight(ranked[0]) == weight(ranked[1]):
        return None
    return ranked[0]


def _place(text: str, members: list[Mention]) -> Place:
    first = next((m for m in members if not m.same), members[0])
    entry = first.chosen
    name = max((text[m.start : m.end] for m in members if not m.same), key=len, default=text[first.start : first.end])
    readings = tuple(e.id for e in first.entries) if entry is None and len(first.entries) > 1 else ()
    return Place(
        id="",
        name=name,
        precision=entry.precision if entry else first.precision,
        mentions=tuple(cut(text, m.start, m.end) for m in members),
        atlas_id=entry.id if entry else None,
        parents=atlas().parents(entry.id) if entry else (),
        readings=readings,
    )
