"""Place mentions in English: atlas names, names with a type word, names after a preposition, unnamed areas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from rushlight.reading.money.currency import names as currency_names
from rushlight.reading.patterns import rx
from rushlight.reading.places.mention import Mention, from_hit
from rushlight.reading.scan import Hit, scan
from rushlight.record import Paragraph, ParagraphRole
from rushlight.tables import load_table

CAP = r"(?:(?:(?:al|as|ad|an|ar|ash|at|az|el|es|ez)-)?[A-ZÀ-ÞŞĞÇÖÜİ][\w’'-]*[\w]|[A-Z]\w)"
WORD = r"[A-Z][\w’']*(?:-[A-Z]\w*)*"
NAME = rf"{CAP}(?:[ -](?:{CAP}|al|el|de|la|del|ob|as|az)){{0,3}}"
TYPES = {
    "province": 4, "region": 4, "state": 4, "oblast": 4, "governorate": 4, "prefecture": 4, "voivodeship": 4,
    "county": 3, "district": 3, "township": 3, "municipality": 3, "subdistrict": 3, "raion": 3, "woreda": 3, "borough": 3,
    "city": 2,
    "suburb": 3,
    "quarter": 3,
    "ward": 3,
    "commune": 3, "town": 2, "village": 2, "hamlet": 2, "settlement": 2, "neighbourhood": 3, "neighborhood": 3,
    "avenue": 5, "street": 5, "road": 5, "river": 5, "bridge": 1, "square": 1, "prison": 1, "jail": 1, "camp": 1,
    "penitentiary": 1, "penal colony": 1, "detention centre": 1, "detention center": 1, "removal centre": 1,
    "removal center": 1, "holding centre": 1,
    "reception centre": 1, "pre-trial centre": 1, "pre-trial detention centre": 1, "penal settlement": 1,
    "desert": 9, "airport": 1, "hospital": 1,
    "university": 1, "market": 1, "station": 1, "crossing": 1, "border crossing": 1, "checkpoint": 1, "border post": 1,
    "bazaar": 1, "barracks": 1, "refugee camp": 1, "labour camp": 1, "labor camp": 1, "internment camp": 1,
    "re-education camp": 1, "detention facility": 1, "cemetery": 1, "plaza": 1, "port": 2, "pass": 1, "canton": 3,
    "emirate": 4, "autonomous region": 4, "department": 4, "aimag": 4, "vilayat": 4, "velayat": 4, "banner": 3,
    "upazila": 3, "tehsil": 3, "kebele": 3, "subprefecture": 3,
    "island": 2, "valley": 9, "mountains": 9,
}  # fmt: skip
WORDS = "|".join(sorted(TYPES, key=len, reverse=True))
TYPED = rx(rf"\b(?P<name>{NAME})\s+(?P<type>{WORDS}|{'|'.join(w.title() for w in sorted(TYPES, key=len, reverse=True))})\b")
OF = rx(rf"\b(?P<type>{WORDS})s?\s+of\s+(?P<name>{NAME})")
AFTER = rx(
    rf"\b(?i:in|near|nr\.?|outside|from|at|to|into|via|through|around|towards?|across|between|reached|left|inside|leaving|"
    rf"entering)\s+(?:(?:the\s+)?(?:north|south|east|west|central|downtown|northern|southern|eastern|western|nearby|"
    rf"neighbouring)(?:ern)?\s+)?(?P<name>{NAME})"
)
LOCAL = rx(r"\b(?P<name>[A-Z]\w+)-(?:dong|ri|up|gun|si|gu|guyok|do|myon|shi|xian|cun)\b")
KYOHWASO = rx(
    r"\b(?:Kyohwaso|Kwanliso|Kwalliso|Camp|Prison|Penal Colony|Prison Camp|Correctional Colony|IK|Colony|Detention "
    r"Cent(?:re|er))[ -](?:No\.?\s?)?\d+\b"
)
NUMBERED = rx(
    r"\b(?:[Hh]amlet|[Vv]illage|[Ww]ard|[Dd]istrict|[Cc]ommune|[Ss]ector|[Zz]one|[Tt]ownship)\s+(?:No\.?\s?|[Nn]umber\s)?\d{1,3}\b(?![.,]\d)"
)
"""hamlet 9, District 3."""
SAME = rx(r"\b(?:the |that )?same (?:dong|village|town|city|county|district|ward|township|province|neighbou?rhood)\b")
ORDINALS = frozenset(("First", "Second", "Third", "Fourth", "Next", "Last", "New", "Old", "Main", "Central", "Local", "Gulf"))
"""Before a type word in small letters these are no names: second crossing, Gulf state."""
PLAIN_TYPES = frozenset(("pass", "port", "department", "banner", "commune", "station", "state", "market", "region"))
"""Type words that only a capital letter makes a part of a name: Karakoram Pass, not "they pass"."""
REGIONS = rx(
    r"\b(?:(?:[Cc]entral|[Ss]outh|[Nn]orth|[Ee]ast|[Ss]outheast|[Ss]outh-[Ee]ast|[Ww]est|[Nn]ortheast|[Ww]estern|"
    r"[Ee]astern|[Nn]orthern|[Ss]outhern|Inner|"
    r"[Ss]ub-Saharan)\s+(?:Asia|Africa|America|Europe)|Latin America|(?:the\s+)?Middle East|(?:the\s+)?Horn of Africa|"
    r"the (?:Caucasus|Balkans|Gulf|Sahel|Baltics|Maghreb|Levant|Caribbean|Far East)|Europe|Asia|Africa|"
    r"Scandinavia)\b(?!\s+(?:Watch|Times|Free|Press|Radio|"
    r"Society|Foundation|Bureau|Desk))"
)
_LISTED_TYPES = (
    r"(?:provinces|districts|counties|townships|regions|states|oblasts|prefectures|governorates|communes|municipalities|villages|"
    r"towns|cities|prisons|camps|cantons|departments|parishes|wards)\b"
)
LISTS = rx(rf"\b(?:and|or)\s+[A-Z][\w’' -]{{1,40}}\s{_LISTED_TYPES}")
LISTED = rx(rf"\b(?P<names>{NAME}(?:,\s+{NAME})*,?\s+(?:and|or)\s+{NAME})\s+{_LISTED_TYPES}")
"""Makamba and Rutana provinces."""
OF_PEOPLE = rx(
    r"\b(?:residents?|natives?|inhabitants?|people|citizens?|villagers?|townspeople|bakers?|farmers?|teachers?|traders?|merchants?|"
    r"shopkeepers?|seamstress(?:es)?|tailors?|carpenters?|herders?|herdsm[ae]n|fisherm[ae]n|nurses?|mayors?|governors?|bishops?|parish|"
    r"diocese|outskirts|suburbs?|streets|markets?|hospitals?|port|north|south|east|west|women|men|girls|boys|students|nuns?|monks?|"
    rf"barber|grocer|butcher|driver|widow|cook|miner|midwife|imam|pastor)\s+(?:here\s+)?of\s+(?P<name>{NAME})"
)
"""A baker of Chichigalpa."""
APPOSED = rx(
    rf"\b(?P<name>{NAME}),\s+(?:an?|the|another|"
    rf"one of the)\s+(?:(?!from|of|in|the|who|and|at|whose|"
    rf"near)[\w’'-]+\s+){{0,3}}?(?P<type>{WORDS})\b(?!\s+(?:resident|official|head|chief|police|"
    rf"administrat\w*|employee|guard|worker|elder|teacher|officer))"
)
COUNTED = rx(
    r"\b(?:(?:at least|about|some|around|more than|nearly|all)\s+)?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|\d{1,2})\s+"
    r"(?:(?:other|more|different|neighbou?ring)\s+)?(?:cities|provinces|states|countries|oblasts|capitals)\b"
)
SEVERAL = rx(
    r"\b(?:two|three|four|five|six|several|many|some|other|\d+)\s+(?:European|Asian|African|Western|Gulf|Arab|Scandinavian|"
    r"border|northern|southern|eastern|western|neighbou?ring|coastal)\s+(?:capitals|cities|countries|towns|villages|"
    r"provinces|states|counties)\b"
)
AREA = rx(
    r"\bthe (?:interior(?!\s+(?:and|minist\w+|department|decorat\w+|of))|hinterland|countryside|lowlands|highlands|"
    r"borderlands|plains|outskirts|"
    r"backcountry|uplands|steppe|outback)\b|"
    r"\b(?:(?:the\s+)?(?:remote|rural|isolated|outlying|inland|deep|barren|distant|far-off|northern|"
    r"southern)\s+(?:mountain(?:ous)?\s+)?(?:regions?|areas?|villages?|districts?|countryside|valleys?|mountains?|places?|"
    r"farms?|provinces?)|"
    r"(?:the\s+)?mountain(?:ous)?\s+(?:regions?|areas?|villages?|valleys?)|(?:deep\s+)?in(?:to)? the (?:mountains|"
    r"countryside|interior|hinterland|provinces|jungle|forest|desert)|the mountains|abroad|overseas|"
    r"(?P<border>(?:the\s+)?(?:[A-Z][\w-]+\s)?border(?:land)?s?\s+(?:areas?|regions?|zones?|districts?|towns?|villages?|"
    r"provinces?|cit(?:y|ies))|the [A-Z]\w+(?:-|–)[A-Z]\w+ border))\b"
)
HALVES = ("the North", "the South", "The North", "The South")
FOLLOWED_BY_PEOPLE = frozenset(("to", "from", "at", "left", "through", "between", "into", "around", "across", "via", "reached"))
"""Prepositions that may stand before a person as well."""
AT_PLACE = rx(
    r"(?:[.!?]\s+[“\"]?|\n|,\s|\b(?:caf[eé]|house|shop|school|office|gate|station|post|border|camp|stop|market|"
    r"checkpoint|home|"
    r"teahouse|hospital|barracks|prison|road|bridge|customs|crossing|factory|mine|farm)\s+)$"
)
"""What stands before "at" and the name of a place rather than of a firm."""
POSSESSED = rx(r"[’']s(?:\s|$)")
ADJECTIVE = rx(r"(?:[^s]tan|ian|ist|ish|ese)s?$")
"""Buddhist, Tibetan: adjectives that a noun follows, not names of places."""
NOT_PLACE_NEXT = rx(r"\s+(?:Party|Army|Court|Bureau|Ministry|Law|Act|Convention|Committee|Revolution|Church|Guard|Spring)\b")
PEOPLE_WORD = rx(r"(?:'s|’s)?\s+(?:said|told|says|was|is|had|has|asked|paid|and his|and her)\b")


@cache
def _stop() -> frozenset[str]:
    """Capitalised words that begin sentences, name months, offices or apps, and never a place."""
    return frozenset(load_table("atlas")["not_places_en"])


@cache
def _publisher() -> str:
    """The end of a newspaper's or a group's name, as a pattern: "… Review", "… Red Sea Monitor"."""
    return rf"\s+(?:[A-Z][\w-]*\s+){{0,2}}(?:{'|'.join(load_table('atlas')['publishers_en'])})\b"


def mentions_in(text: str, paragraphs: Sequence[Paragraph], outlet: str | None) -> list[Mention]:
    """All mentions of places in the text."""
    closed = _outlet_spans(text, outlet)
    hits = scan(text, "en")
    korea = any(
        True for h in hits for m in h.matches if m.entry.id.startswith(("KP", "KR")) and text[h.start : h.end] not in HALVES
    )
    found = [
        from_hit(hit)
        for hit in hits
        if _free(hit.start, hit.end, closed) and not _not_here(text, hit) and (korea or text[hit.start : hit.end] not in HALVES)
    ]
    closed += [(h.start, h.end) for h in hits if h.demonym and _not_here(text, h)]
    for extra in (_camps, _typed, _listed, _areas, _apposed, _after, _of_people, _dateline):
        found += [m for m in extra(text, paragraphs) if _free(m.start, m.end, closed + [(f.start, f.end) for f in found])]
    return found + _again(text, found, closed)


def _again(text: str, found: list[Mention], closed: list[tuple[int, int]]) -> list[Mention]:
    """The other mentions of names that only their words around them told to be places."""
    taken = closed + [(f.start, f.end) for f in found]
    out = []
    for key, first in {m.key: m for m in found if m.key and not m.entries and not m.same and m.precision < 8}.items():
        name = text[first.start : first.start + len(key or "")]
        if len(name) < 5 or not rx(NAME).fullmatch(name):
            continue
        for m in regex.compile(rf"\b{regex.escape(name)}\b(?![’']s?\b|\s+[A-Z])").finditer(text):
            if _free(*m.span(), taken) and not PEOPLE_WORD.match(text, m.end()):
                taken.append(m.span())
                out.append(Mention(*m.span(), first.precision, key=key))
    return out


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= a or b <= start for a, b in taken)


ORGAN = rx(r"\b(?:Security|Intelligence|Police|State|Federal|National|Border|Prison|Ministry)\b")


def _outlet_spans(text: str, outlet: str | None) -> list[tuple[int, int]]:
    """Where outlets are named: the document's own, and names that end in a publisher's word. State organs are none."""
    own = [m.span() for m in regex.finditer(regex.escape(outlet), text, regex.I)] if outlet else []
    ending = rx(rf"\b(?:[Tt]he\s+)?{WORD}(?:\s+{WORD}){{0,2}}?{_publisher()}").finditer(text)
    return own + [m.span() for m in ending if not ORGAN.search(m[0])]


@cache
def _money_next() -> regex.Pattern[str]:
    return rx(rf"\s+(?:{currency_names('en').name_pattern}|money|currency|cash)\b", regex.I)


def _not_here(text: str, hit: Hit) -> bool:
    """A currency, a language or an ordinary word, not a place."""
    if hit.weak and not rx(r"\b(?:in|at|from|near|to|of)\s+(?:the\s+)?$").search(text[max(0, hit.start - 12) : hit.start]):
        return True
    if (_money_next().match(text, hit.end) and hit.demonym) or (
        _money_next().match(text, hit.end) and hit.matches[0].entry.kind == "country"
    ):
        return True
    if rx(r"\b(?:[Tt]ranslat\w*|[Ii]nterpret\w*)\s+(?:from|into|out of)\s+(?:the\s+)?$").search(
        text[max(0, hit.start - 28) : hit.start]
    ):
        return True
    if hit.demonym:
        alone = rx(r"\s*(?:[.,;:)!?/]|$|and\b|or\b|but\b|to\b)").match(text[hit.end : hit.end + 6])
        return bool(
            alone
            and rx(
                r"\b(?:in|into|in (?:fluent|broken|poor|good|perfect|pleasant|halting|bad|plain|accented|her|his|"
                r"their)|speaks?|spoke|speaking|learn\w*|from|taught|/)\s*$|\b(?:speak|spoke|learn|taught|studied|"
                r"translat)\w*\b[^.;]*$"
            ).search(
                text[max(0, hit.start - 36) : hit.start],
            )
        )
    return bool(NOT_PLACE_NEXT.match(text, hit.end) and hit.matches[0].entry.kind != "country")


def _camps(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    camps = [Mention(m.start(), m.end(), 1, key=m[0].lower()) for m in KYOHWASO.finditer(text)]
    return camps + [Mention(m.start(), m.end(), 3, key=m[0].lower()) for m in NUMBERED.finditer(text)]


def _typed(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    out = []
    for pattern in (TYPED, OF):
        for m in pattern.finditer(text):
            start = m.start("name")
            name = _strip_stop(m["name"])
            if (
                not name
                or POSSESSED.search(name)
                or name.split()[0] in _stop()
                or m["type"] in PLAIN_TYPES & {"pass", "port", "department", "banner"}
            ):
                continue
            small = m["type"].islower()
            if small and (ADJECTIVE.search(name) or name in ORDINALS or name.title() in ("County", "District")):
                continue
            start += len(m["name"]) - len(name)
            out.append(Mention(start, max(m.end("name"), m.end()), TYPES[m["type"].lower()], key=name.lower()))
    out += [Mention(m.start(), m.end(), 3, key=m["name"].lower()) for m in LOCAL.finditer(text)]
    out += [Mention(m.start(), m.end(), 3, key=m[0], same=True) for m in SAME.finditer(text)]
    several = [*SEVERAL.finditer(text), *REGIONS.finditer(text), *COUNTED.finditer(text)]
    return out + [Mention(m.start(), m.end(), 8, key=m[0].lower()) for m in several]


def _listed(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    out: list[Mention] = []
    for m in LISTED.finditer(text) if LISTS.search(text) else ():
        for name in rx(NAME).finditer(text, *m.span("names")):
            if not any(w in _stop() for w in name[0].split()) and not ADJECTIVE.search(name[0]):
                out.append(Mention(*name.span(), 3, key=name[0].lower()))
    return out


def _of_people(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    return [
        Mention(*m.span("name"), 2, key=m["name"].lower())
        for m in OF_PEOPLE.finditer(text)
        if not any(w in _stop() for w in m["name"].split()) and not _is_person(text, m["name"])
    ]


PERSON_BEHIND = rx(
    r"(?:\s+(?:himself|herself|said|says|told|tells|had|asked|asks|paid|thinks|thought|knew|knows|recalls?|recalled|stayed|answered|"
    r"replied|went|got|wrote|writes|wanted|remembers?|and (?:his|her)|felt|laughed|nodded)\b|"
    r"[’']s\s+(?:\w+\s)?(?:mother|father|wife|husband|sister|brother|son|daughter|uncle|aunt|cousin|family|parents|lawyer|phone|"
    r"door|name|case|friend|hands?|face|voice)\b)"
)
PERSON_BEFORE = rx(r"\b(?:told|asked|tells|asks|feeds?|arrested|beat|questioned|called|named|Mr|Mrs|Ms|Dr|Mx)\.?\s+$")
SENTENCE_HEAD = rx(r"(?:[.!?,;:”\"\n]\s*|^)$")


def _is_person(text: str, name: str) -> bool:
    """Does the text elsewhere speak of this name as of a person?"""
    at = text.find(name)
    while at >= 0:
        stop = at + len(name)
        whole = not text[stop : stop + 1].isalnum()
        if whole and PERSON_BEFORE.search(text[max(0, at - 12) : at]):
            return True
        if whole and PERSON_BEHIND.match(text, stop) and SENTENCE_HEAD.search(text[max(0, at - 3) : at]):
            return True
        at = text.find(name, stop)
    return False


def _strip_stop(name: str) -> str:
    """Without what only leads to the name: "In Chechnya's Urus-Martan" -> "Urus-Martan"."""
    words = rx(r"[’']s ").split(name)[-1].split(" ")
    while words and words[0] in _stop():
        words.pop(0)
    return " ".join(words)


def _areas(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    out = []
    for m in AREA.finditer(text):
        key = (
            "border"
            if m["border"]
            else "abroad"
            if m[0].lower() in ("abroad", "overseas")
            else "mountains"
            if "mountain" in m[0].lower()
            else m[0].lower()
        )
        out.append(Mention(m.start(), m.end(), 5 if m["border"] else 9, key=key))
    return out + [Mention(*m.span(), size, key=m[0].lower()) for size, pattern in _features() for m in pattern.finditer(text)]


@cache
def _features() -> tuple[tuple[int, regex.Pattern[str]], ...]:
    """Rivers, seas, deserts and mountains by their precision."""
    rows = load_table("atlas")["features"]["en"].items()
    return tuple((int(size), rx(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b")) for size, names in rows)


def _after(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Capitalised names after "in", "near", "from" that are no person, month or office."""
    out = []
    for m in AFTER.finditer(text):
        words = m["name"].split(" ")
        if words[0] in _stop() or any(w in _stop() for w in words) or (words[0].isupper() and len(words[0]) > 1):
            continue
        word = m[0].split()[0].lower()
        if word in FOLLOWED_BY_PEOPLE and not _settled(text, m, word):
            continue
        name = m["name"]
        if POSSESSED.search(name) or text[m.end("name") : m.end("name") + 2] in ("'s", "’s") or ADJECTIVE.search(name):
            continue
        told = word in ("in", "near", "outside") or (word == "at" and AT_PLACE.search(text[max(0, m.start() - 40) : m.start()]))
        if (PEOPLE_WORD.match(text, m.start("name") + len(name)) and not told) or name.startswith("New Year"):
            continue
        if word in FOLLOWED_BY_PEOPLE and _is_person(text, name):
            continue
        out.append(Mention(m.start("name"), m.start("name") + len(name), 2, key=name.lower()))
    return out


def _apposed(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Sayat, a village in the north: the words behind the name say that it is a place."""
    out = []
    for m in APPOSED.finditer(text):
        name = _strip_stop(m["name"])
        if name and not any(w in _stop() for w in name.split()):
            out.append(Mention(m.end("name") - len(name), m.end("name"), TYPES[m["type"].lower()], key=name.lower()))
    return out


def _dateline(text: str, paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """The town before an article's first words: SAYAT, 3 March."""
    out = []
    for p in paragraphs:
        m = (
            rx(rf"\(?(?P<name>{NAME})(?=\s*[,(/–—-]|\s+\d)").match(text[p.start : p.end])
            if p.role is ParagraphRole.DATELINE
            else None
        )
        if m and not any(w.title() in _stop() or w in _stop() for w in m["name"].split()):
            out.append(Mention(p.start + m.start("name"), p.start + m.end("name"), 2, key=m["name"].lower()))
    return out


def _settled(text: str, m: regex.Match[str], word: str) -> bool:
    """After "to" and "from" a person may stand as well: take verbs of moving only."""
    head = text[max(0, m.start() - 40) : m.start()]
    if word == "at" and (AT_PLACE.search(head) or m.start() == 0):
        return True
    return bool(
        rx(
            r"\b(?:sent|send|moved?|fled|travel\w*|went|go|going|drove|driven|taken|brought|transferred|deported|exiled|"
            r"banished|expelled|returned|back|way|road|train|bus|truck|call(?:ed|ing)? in|crossed|lives?|lived|stayed|held|"
            r"detained|arrested|native|lifted|picked up|households?|families|family|people|men|women|villagers|residents|"
            r"traders|refugees|workers|students|girls?|boys?|farmers|returnees|pilgrims|"
            r"window|branch|came|arrived|flew|flight|ticket|phone|telephone|phoned|spoke|speaking|wrote|"
            r"writes|called|forced|marched|trucked)\b[^.]{0,16}$"
        ).search(
            head,
        )
    )
