"""Place mentions in Korean: atlas names, names with 시·군·동·리 beside a known place, unnamed areas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from rushlight.atlas import atlas
from rushlight.reading.patterns import rx
from rushlight.reading.places.korean_foreign import foreign_names
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
BESIDE = rx(rf"\s?(?P<name>[가-힣]{{1,6}}?(?P<type>{_SUFFIX})){PARTICLE}")
AREA_TAIL = rx(r"(?:으로|로|에서|에|의|은|는|이|가|을|를|와|과|까지|도|마을|지역|지대|지방|오지|쪽|행)*(?=[\s,.)”’\"'·]|$)")
NOT_AREA = rx(r"오지\s?(?:말|않|못|마[라세]|도\s|는\s)")
"""오지 말라고: not to come."""
VENUES = rx(
    r"(?<![가-힣])(?:공설\s?운동장|(?:학교|시|군|읍|중학교|대학)\s운동장|[가-힣]{1,4}(?:장마당|시장)(?=에서|으로|에\s)|[가-힣]{2,6}의\s다리|마을\s?회관|공설\s?시장)"
)
UNIT_ALONE = rx(
    r"(?<![가-힣])(?P<u>읍)(?=\s(?:문화회관|보위|안전|장마당|시장|사무소|인민|당|에))|(?:(?<=같은\s)|(?<=그\s))(?P<s>동|리|읍|군|시)(?=에)"
)
MONEY = rx(r"\s?(?:돈|화폐|인민폐|위안|원화|달러|원(?![가-힣])|엔화?)")


@cache
def _not_names() -> frozenset[str]:
    """Ordinary words that end like a place: 다시, 정도, 머리."""
    return frozenset(load_table("atlas")["not_places_ko"])


COMMON = frozenset(
    (
        "이제",
        "선전",
        "안도",
        "인도",
        "관전",
        "수단",
        "파리",
        "하산",
        "이리",
        "우파",
        "시안",
        "크림",
        "제다",
        "도하",
        "위아",
        "아리",
    )
)
"""Names that are everyday words even before 에서: never read by the particle alone."""
NORTH = rx(
    r"(?<![가-힣])(?:[북남]쪽(?=\s(?:여자|여성|남자|사람|가족|형제|동생|출신|주민|식구|말씨|소식|집|땅|당국))|[북남](?=에\s?(?:있|남|두고|사는|계)|에서(?:는|도)?\s|으로\s?(?:송환|돌려|보내|넘|끌|다시)|의\s(?:가족|부모|동생)))"
)
ABOUT_NORTH = rx(r"북송|탈북|보위부|보위원|보위지도원|월남도주|강제북송")
"""Words that only reports about the north use."""
NUMBERED = rx(
    r"(?<![\d가-힣])(?:제\s?)?\d{1,4}(?:호|번)?\s?(?:정치범\s?)?(?:교도소|교화소|관리소|수용소|구치소|감옥|형무소|유형지)"
)
"""14호 관리소, 17번 교도소."""
RIVER = rx(
    r"(?<![가-힣])(?P<name>(?!이강|그강|저강|건강)[가-힣]{1,5}강)(?=(?:을|를)?\s?(?:건너|건넜|건넌|헤엄|따라)|을\s사이|변(?:에|을|의|\s|$)|기슭)"
)
"""메콩강을 건넜다: a river by its word and what is done at it."""
PRISON = rx(
    r"(?<![가-힣])(?P<name>[가-힣]{2,5})\s?(?:교도소|감옥|교화소|정치범수용소|수용소|관리소|구치소|형무소|난민촌|난민캠프|국경검문소|검문소|대교|공항|탄광|광산)"
    r"(?=에서|에\s|에$|로|으로|의|은|는|이|가|을|를|와|과|까지|[\s,.)”]|$)"
)
GENERIC = rx(
    r"(?:정치범|소년|여성|여자|남자|지방|비밀|지하|노동|로동|강제|외국인|난민|재교육|집단|국영|중앙|임시|모든|우리|이웃|외곽|인근|근처|다른|도내|해당|담당|미결수|현지|관할|불법|"
    r"이민|출입국|국제|군사|사설|무허가|합숙|단기|장기|특별|일반|같은|어느|당시|여러|이런|그런|저런|새로|도시|마을|학교|국경|시장|시내|공장|병원|집|역전|행정|민간|유명|악명|"
    r"[가-힣]*(?:의|에|은|는|을|를|로|와|과|던|한|된|인|할|린|운|있|에서|까지|으로|하고|해서|지만|라고|이나|처럼|마다|적|들))$"
)
CLAUSE = rx(
    r"(?:으나|거나|느니|든지|던지|니까|도록|지만|는데|ㄴ데|라도|더니|가|이|면|돼|해|어|아|서|고|며|딴|든|난|른|도|만|큼)$"
)
"""Endings of words that govern a prison named after a space, and do not name it: 외딴 감옥, 않으면 교화소."""
LIVED = rx(
    r"(?<![가-힣])(?P<name>[가-힣]{2,4}(?P<type>구역|로동자구|노동자구|동|리|읍|군|시|현|촌|마을))(?=에\s?(?:사는|살던|살고|산다|거주|위치)|의\s한\s(?:주민|"
    r"가정|집)|\s(?:주민|거주))"
)
"""Words before a prison or a mine that do not name it."""
TOWN = rx(r"(?<![가-힣])(?P<name>[가-힣]{2,6})(?=\s(?:외곽|시내|교외|근교)(?:에|의|로|으|\s))")
FOREIGN = rx(r"\s(?P<name>[가-힣]{2,6}?)(?=(?:에서|출신|시내|까지)(?:는|도|의)?(?:[\s,.]|$))")
COMMON_END = rx(
    r"(?:[장원당국소서청부관실집점텔대교방땅쪽선길속밖안변측위사회처군인자들역내외차배산곳때후전년월일날밤주시간편중상하층문점판식터막켠]|당국|정부|가족|"
    r"현지|수도|북부|남부|동부|서부|중부|지역|지방|도시|마을|국내|해외|농촌|산골|국경|과정|이후|처음|지금|어디|거기|여기|저기)$"
)
"""Endings of everyday nouns that may stand between a country and 에서."""


def _names_it(m: regex.Match[str]) -> bool:
    spaced = " " in m[0]
    return not GENERIC.search(m["name"]) and not (spaced and CLAUSE.search(m["name"]))


def _formed(text: str, found: list[Mention]) -> list[Mention]:
    """Names outside the atlas told by their form: a prison's or a town's word behind, a country before."""
    out = [Mention(*m.span(), 1, key=m[0].replace(" ", "")) for m in PRISON.finditer(text) if _names_it(m)]
    out += [Mention(*m.span(), 1, key=m[0].replace(" ", "")) for m in NUMBERED.finditer(text)]
    out += [Mention(*m.span("name"), 5, key=m["name"]) for m in RIVER.finditer(text)]
    out += [
        Mention(*m.span("name"), TYPES.get(m["type"], 2), key=m["name"])
        for m in LIVED.finditer(text)
        if m["name"] not in _not_names() and not GENERIC.search(m["name"])
    ]
    out += [
        Mention(*m.span("name"), 2, key=m["name"])
        for m in TOWN.finditer(text)
        if not GENERIC.search(m["name"]) and not COMMON_END.search(m["name"]) and m["name"] not in _not_names()
    ]
    for known in found:
        m = FOREIGN.match(text, known.end) if not _in_the_north(known) and known.precision in (2, 3, 4, 6) else None
        if m and not COMMON_END.search(m["name"]) and not GENERIC.search(m["name"]) and m["name"] not in _not_names():
            out.append(Mention(*m.span("name"), 2, key=m["name"]))
    if any(_in_the_north(f) for f in found) or ABOUT_NORTH.search(text):
        out += [Mention(*m.span(), 6, key="half") for m in NORTH.finditer(text)]
    return out


def mentions_in(text: str, paragraphs: Sequence[Paragraph], outlet: str | None) -> list[Mention]:
    """All mentions of places in the text."""
    closed = [(m.start(), m.end()) for m in rx(regex.escape(outlet)).finditer(text)] if outlet else []
    hits = scan(text, "ko")
    sure = {(h.start, h.end) for h in hits if not h.weak}  # 빌뉴스 is no newspaper
    outlets = rx(rf"(?<![가-힣])[가-힣A-Z]{{1,6}}(?:{'|'.join(load_table('atlas')['publishers_ko'])})").finditer(text)
    closed += [m.span() for m in outlets if m.span() not in sure]
    open_hits = [(n, h) for n, h in enumerate(hits) if _free(h.start, h.end, closed)]
    kept = [h for n, h in open_hits if _is_place(text, h, hits, n)]
    told = {text[h.start : h.end] for h in kept if h.weak}
    kept += [h for _, h in open_hits if h not in kept and text[h.start : h.end] in told and _opens(text, h)]
    found = [from_hit(h) for h in kept]
    found += _beside(text, found, closed)
    taken = [(m.start, m.end) for m in found] + closed
    for m in (*_formed(text, found), *foreign_names(text)):
        if _free(m.start, m.end, taken):
            taken.append((m.start, m.end))
            found.append(m)
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
    name = text[hit.start : hit.end]
    if rx(r"(?:행(?:이|으|을|에|열|$|[\s.,”])|출신|시내|외곽|인근|근교|부근)").match(text[hit.end : hit.end + 4].strip()):
        return True
    if name not in COMMON and rx(r"(?:에서|까지|으로\s?(?:이송|보내|넘)|로\s?(?:이송|끌|보내|넘))").match(
        text[hit.end : hit.end + 6]
    ):
        lands = {atlas().country(m.entry.id) for m in hit.matches}
        return any(not h.weak and lands & {atlas().country(m.entry.id) for m in h.matches} for h in hits)
    if _of_its_people(text, hit, hits):
        return True
    if rx(r"\s?(?:정부|당국|국경|출신|대사관|영사관|군부|국적|내전|경찰|공항|시내|시에|성에)").match(
        text[hit.end : hit.end + 8]
    ):
        return True
    after = hits[n + 1] if n + 1 < len(hits) else None
    if after and after.start - hit.end <= 1 and _holds(hit, after):
        return True
    before = hits[n - 1] if n else None
    return bool(before and hit.start - before.end <= 1 and _holds(before, hit))


BESIDE_PEOPLE = rx(
    r"(?:에\s(?:있는|사는|살|거주|남은|남아|두고)|\s(?:친척|가족|식구|녀자|여자|남자|여성|남성|누이|언니|오빠|동생|이모|고모|삼촌|처녀|총각|청년|아주머니|아줌마|할머니|색시|출신|망명)|"
    r"(?:으로|로)\s(?:실려|끌려|갔|쫓겨|추방|이송|넘어))"
)
DRIVEN_BEFORE = rx(r"(?:추방|끌려|실려|쫓겨|이송|넘어)\S{0,6}\s$")


def _of_its_people(text: str, hit: Hit, hits: list[Hit]) -> bool:
    """인도 친척, 마리에 있는 부모, 실려갔다 백암으로: beside a sure place of the same country."""
    near = BESIDE_PEOPLE.match(text, hit.end)
    driven = DRIVEN_BEFORE.search(text[max(0, hit.start - 12) : hit.start]) and rx(r"(?:으로|로)").match(text, hit.end)
    if not near and not driven:
        return False
    lands = {atlas().country(m.entry.id) for m in hit.matches}
    return any(m.entry.kind == "country" for m in hit.matches) or any(
        not h.weak and lands & {atlas().country(m.entry.id) for m in h.matches} for h in hits
    )


def _opens(text: str, hit: Hit) -> bool:
    """마리는 가스전의 고장이다: a name told elsewhere, at the head of a sentence."""
    head = text[max(0, hit.start - 2) : hit.start]
    return bool(rx(r"(?:^|[.!?]\s|\n)$").search(head) and rx(r"(?:는|은|에|의|로|으로)").match(text, hit.end))


def _holds(outer: Hit, inner: Hit) -> bool:
    return any(atlas().contains(a.entry.id, b.entry.id) for a in outer.matches for b in inner.matches)


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


def _unknown_name(m: regex.Match[str], north: bool) -> bool:
    """More than a suffix, no ordinary word; in the north 성 is a ministry, never a province."""
    if m["name"].endswith(("자치주", "자치현", "자치구")):
        return False  # of the name before: 간쯔 티베트족자치주
    if rx(r"(?:에서|에게|으로|까지|부터|조차|마저)|(?:에|로|서|만|와|과|랑)도$").match(m["name"]):
        return False  # 올긴에서도: particles, no name
    return len(m["name"]) > len(m["type"]) and m["name"] not in _not_names() and not (north and m["type"] == "성")


def _again(text: str, named: list[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
    """The other mentions of the names just found."""
    out = []
    for name, precision in {m.key: m.precision for m in named if m.key}.items():
        for m in regex.compile(rf"(?<![가-힣]){regex.escape(name)}").finditer(text):
            if _free(m.start(), m.end(), taken):
                taken.append(m.span())
                out.append(Mention(m.start(), m.end(), precision, key=name))
    return out


def _areas(text: str, taken: list[tuple[int, int]]) -> list[Mention]:
    ends = {end for _, end in taken}
    out: list[Mention] = []
    for precision, words in load_table("atlas")["areas"]["ko"].items():
        for m in rx("(?<![가-힣])(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")").finditer(text):
            if NOT_AREA.match(text, m.start()):
                continue
            if AREA_TAIL.match(text, m.end()) and not ends & {m.start(), m.start() - 1}:
                out.append(Mention(m.start(), m.end(), int(precision), key=m[0].replace(" ", "")))
    return _run_together(out)


def _run_together(areas: list[Mention]) -> list[Mention]:
    """산골 오지: two words for one area."""
    out: list[Mention] = []
    for m in sorted(areas, key=lambda m: m.start):
        last = out[-1] if out else None
        if last is not None and m.start - last.end == 1 and m.precision == last.precision:
            out[-1] = Mention(last.start, m.end, last.precision, key=f"{last.key}{m.key}")
        else:
            out.append(m)
    return out


def _venues(text: str) -> list[Mention]:
    out = [Mention(m.start(), m.end(), 1, key=m[0].replace(" ", "")) for m in VENUES.finditer(text)]
    return out + [Mention(m.start(), m.end(), 2 if m["u"] else 3, key=m[0], same=True) for m in UNIT_ALONE.finditer(text)]
