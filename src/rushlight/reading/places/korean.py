"""Place mentions in Korean: atlas names, names with 시·군·동·리 beside a known place, unnamed areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rushlight.atlas import atlas
from rushlight.reading.places.mention import Mention, from_hit
from rushlight.reading.scan import Hit, scan
from rushlight.record import Paragraph
from rushlight.tables import load_table

TYPES = {
    "도": 4,
    "성": 4,
    "주": 4,
    "자치구": 4,
    "현": 3,
    "군": 3,
    "구역": 3,
    "구": 3,
    "면": 3,
    "시": 2,
    "동": 3,
    "읍": 2,
    "리": 2,
    "진": 2,
    "촌": 2,
    "마을": 2,
}
_SUFFIX = "|".join(sorted(TYPES, key=len, reverse=True))
PARTICLE = (
    r"(?=에서|에게|에는|에도|에|의|으로|로|은|는|이|가|을|를|와|과|도|까지|부터|출신|주민|당국|소식통|보위|안전|"
    r"[\s,.)”’\"(·]|$)"
)
BESIDE = re.compile(rf"\s?(?P<name>[가-힣]{{1,4}}?(?P<type>{_SUFFIX})){PARTICLE}")
AREA_TAIL = re.compile(
    r"(?:으로|로|에서|에|의|은|는|이|가|을|를|와|과|까지|도|마을|지역|지대|지방|오지|쪽|행)*(?=[\s,.)”’\"'·]|$)"
)
VENUES = re.compile(r"(?<![가-힣])(?:공설\s?운동장|마을\s?회관|공설\s?시장)")
UNIT_ALONE = re.compile(
    r"(?<![가-힣])(?P<u>읍)(?=\s(?:문화회관|보위|안전|장마당|시장|사무소|인민|당|에))|(?:(?<=같은\s)|(?<=그\s))(?P<s>동|리|읍|군|시|"
    r"마을)(?=[에의\s])"
)
MONEY = re.compile(r"\s?(?:돈|화폐|인민폐|위안|원화|달러|원(?![가-힣])|엔화?)")


@cache
def _not_names() -> frozenset[str]:
    """Ordinary words that end like a place: 다시, 정도, 머리."""
    return frozenset(load_table("atlas")["not_places_ko"])


def mentions_in(text: str, paragraphs: Sequence[Paragraph], outlet: str | None) -> list[Mention]:
    """All mentions of places in the text."""
    closed = [(m.start(), m.end()) for m in re.finditer(re.escape(outlet), text)] if outlet else []
    closed += [
        (m.start(), m.end())
        for m in re.finditer(rf"(?<![가-힣])[가-힣A-Z]{{1,6}}{'|'.join(load_table('atlas')['publishers_ko'])}", text)
    ]
    hits = scan(text, "ko")
    found = [from_hit(h) for n, h in enumerate(hits) if _free(h.start, h.end, closed) and _is_place(text, h, hits, n)]
    found += _beside(text, found, closed)
    taken = [(m.start, m.end) for m in found]
    found += [m for m in _areas(text, taken) if _free(m.start, m.end, taken + closed)]
    taken = [(m.start, m.end) for m in found]
    return found + [m for m in _venues(text) if _free(m.start, m.end, taken + closed)]


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= a or b <= start for a, b in taken)


def _is_place(text: str, hit: Hit, hits: list[Hit], n: int) -> bool:
    """Not a currency word; an ordinary word only right behind its province or county."""
    if MONEY.match(text, hit.end) and hit.matches[0].entry.kind == "country":
        return False
    if not hit.weak:
        return True
    if re.match(
        r"\s?(?:정부|당국|국경|출신|대사관|영사관|군부|국적|내전|경찰|공항|시내|시에|성에)", text[hit.end : hit.end + 8]
    ):
        return True
    before = hits[n - 1] if n else None
    return bool(
        before
        and hit.start - before.end <= 1
        and any(atlas().contains(b.entry.id, m.entry.id) for m in hit.matches for b in before.matches)
    )


def _beside(text: str, found: list[Mention], closed: list[tuple[int, int]]) -> list[Mention]:
    """Unknown names with a type suffix right behind a known place (베트남 닥락성, 회령시 남문동), and where they recur."""
    out: list[Mention] = []
    taken = [(m.start, m.end) for m in found] + closed
    queue = [(m.end, _in_the_north(m)) for m in found]
    while queue:
        at, north = queue.pop()
        m = BESIDE.match(text, at)
        if m and _unknown_name(m, north) and _free(m.start("name"), m.end("name"), taken):
            taken.append(m.span("name"))
            out.append(Mention(*m.span("name"), TYPES[m["type"]], key=m["name"]))
            queue.append((m.end("name"), north))
    return out + _again(text, out, taken)


def _in_the_north(mention: Mention) -> bool:
    return any(e.id.startswith("KP") for e in mention.entries)


def _unknown_name(m: re.Match[str], north: bool) -> bool:
    """More than a suffix, no ordinary word; in the north 성 is a ministry, never a province."""
    return len(m["name"]) > len(m["type"]) and m["name"] not in _not_names() and not (north and m["type"] == "성")


def _again(text: str, named: list[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
    """The other mentions of the names just found."""
    out = []
    for name, precision in {m.key: m.precision for m in named if m.key}.items():
        for m in re.finditer(rf"(?<![가-힣]){re.escape(name)}", text):
            if _free(m.start(), m.end(), taken):
                taken.append(m.span())
                out.append(Mention(m.start(), m.end(), precision, key=name))
    return out


def _areas(text: str, taken: list[tuple[int, int]]) -> list[Mention]:
    ends = {end for _, end in taken}
    out = []
    for precision, words in load_table("atlas")["areas"]["ko"].items():
        for m in re.finditer("(?<![가-힣])(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")", text):
            if AREA_TAIL.match(text, m.end()) and not ends & {m.start(), m.start() - 1}:
                out.append(Mention(m.start(), m.end(), int(precision), key=m[0].replace(" ", "")))
    return out


def _venues(text: str) -> list[Mention]:
    out = [Mention(m.start(), m.end(), 1, key=m[0].replace(" ", "")) for m in VENUES.finditer(text)]
    return out + [Mention(m.start(), m.end(), 2 if m["u"] else 3, key=m[0], same=True) for m in UNIT_ALONE.finditer(text)]
