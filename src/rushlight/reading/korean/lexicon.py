"""The Korean lexicon as compiled patterns (resources/lexicon/ko, built into ``_data/lexicon_ko.json``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import regex

from rushlight.tables import load_table

ADVERB = r"(?:[가-힣]{1,4}\s){0,2}"
LIGHT_PASSIVE = "되|돼|됐|된|될|됩|됨|당하|당해|당했|당한|당할|당합|당함|받"
LIGHT_ACTIVE = "하|해|했|한|할|합|함|시키|시켜|시켰|시킨|시킬|시킴"
FAR_PASSIVE = "진술|증언|호소하|호소했|당하|당해|당했|당한|당할|당합|받|겪|맞았|맞고|맞은"
FAR_ACTIVE = (
    "하(?!지만)|해(?!외)|했|한\\s|한다|할\\s|합니|벌이|벌였|벌인|벌여|가하|가했|가한|단행|실시|자행|퍼부|일삼|"
    "시켰|시키|시켜|놓았|놓으며"
)
NOMINAL = (
    "이어|잇따|벌어|벌였|있었|없|계속|시작|진행|이뤄|이루어|늘|심해|강화|열렸|열리|열린|집행|따랐|뒤따|났|나왔|나서|없었|끝|"
    "심하|거세|적용|내려|잦|빈번|반복|일상|끊이|속출|급증|많아|많|줄었|줄어|비일비재|흔하|흔해"
)
AFTER_NOUN = (
    "사실(?:이|을|도)\\s?(?:알려|드러|확인됐|확인되었|밝혀|공개|전해)|피해(?:를|도)\\s?(?:입|당|호소|겪)|소식|기간|장면|도중|상태|신세|당한\\s뒤"
    "|뒤|후|이후|당시|과정|끝에|직후|전|[0-9가-힣]+\\s?(?:일|년|달|개월)\\s?만"
)


@dataclass(frozen=True)
class Frame:
    """One way a codebook act is worded. ``roles`` names the pattern by which its parties are found."""

    act: str
    roles: str
    scope: str | None
    content_only: bool
    row: dict[str, Any]

    @cached_property
    def finders(self) -> tuple[tuple[str, regex.Pattern[str]], ...]:
        """(voice, pattern) pairs; voice ``noun`` means that a group of the match tells it."""
        row = self.row
        out = []
        if "nouns" in row:
            out.append(("noun", regex.compile(_noun_pattern(row["nouns"]))))
            out.append(
                (
                    "noun-bare",
                    regex.compile(rf"(?:{row['nouns']})(?:\s(?:중|\d+\s?(?:회|차례|번|건|명)))?(?=\s?(?:[.,;/)]|$|\())"),
                )
            )
        for key, voice in (("active", "active"), ("passive", "passive"), ("verbs", "verb"), ("patterns", "pattern")):
            if key in row:
                out.append((voice, regex.compile(f"(?<![가-힣])(?:{row[key]})" if key != "patterns" else row[key])))
        if "imperative" in row:
            out.append(("imperative", regex.compile(_imperative_pattern(row["imperative"]))))
        return tuple(out)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Syllables (one or two) of which one stands in any text the frame matches; empty when that cannot be told."""
        return frozenset(self.row.get("keys", ()))

    @cached_property
    def needs(self) -> regex.Pattern[str] | None:
        return regex.compile(self.row["needs"]) if "needs" in self.row else None

    @cached_property
    def excluded(self) -> regex.Pattern[str] | None:
        return regex.compile(self.row["not"]) if "not" in self.row else None

    @cached_property
    def wants_agent(self) -> bool:
        """Whether the words it needs are there to show that an officer is at work."""
        needs = self.row.get("needs", "")
        return self.roles != "payer" and "보위" in needs and ("경찰" in needs or "공안" in needs)

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(self.row.get("object", ()))


def _noun_pattern(nouns: str) -> str:
    """A Sino-Korean noun with what makes it a predicate: 체포됐다, 조사를 받다, 체포가 잇따랐다, 체포 뒤."""
    return (
        f"(?:{nouns})(?:(?P<passive>{LIGHT_PASSIVE})|(?P<active>{LIGHT_ACTIVE})"
        f"|(?:을|를|도|까지|만|은|는)\\s?{ADVERB}(?:(?P<passive>{FAR_PASSIVE})|(?P<active>{FAR_ACTIVE}))"
        f"|\\s(?P<passive>당하|당했|당해|당한|당함|받음|받았)|\\s(?P<nominal>없었|없음|없다|있었|있음)"
        f"|(?:이|가|은|는|도|까지)\\s{ADVERB}(?P<nominal>{NOMINAL})"
        f"|\\s(?P<nominal>{AFTER_NOUN})|(?P<nominal>에서|에\\s(?:걸|시달|넘)|으로\\s(?:이어|넘|숨|사망|목숨)))"
    )


def _imperative_pattern(stems: str) -> str:
    """A demand's verb: 대라고, 대래서, 대도록, 댈 것을 is left to the cue."""
    told = "라(?:고|는|며|면서|던|기에|네|\\s|니|$|[’”'\"])"
    return f"(?<![가-힣])(?:{stems})(?:{told}|래(?:서|요|$|\\s)|랍니다|도록|게\\s(?:하|했|시))"


@dataclass(frozen=True)
class Noun:
    """A head noun's class and kind as in MODEL.md; ``kin`` nouns take a possessor."""

    party_class: str
    kind: str
    kin: bool


@dataclass(frozen=True)
class Cue:
    kind: str
    pattern: regex.Pattern[str]


class Lexicon:
    """All Korean word knowledge. Patterns are compiled when first asked for."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self.frames = tuple(
            Frame(row["act"], row.get("roles", "state"), row.get("scope"), row.get("only") == "content", row)
            for row in data["frames"]
        )

    @cached_property
    def _keyed(self) -> dict[str, tuple[int, ...]]:
        """Key syllables -> frames by number; under the empty key those to be tried on every text."""
        out: dict[str, list[int]] = {}
        for number, frame in enumerate(self.frames):
            for key in frame.keys or ("",):
                out.setdefault(key, []).append(number)
        return {key: tuple(numbers) for key, numbers in out.items()}

    def frames_for(self, grams: frozenset[str]) -> Iterator[Frame]:
        """The frames that may match a text of these grams, in the lexicon's order."""
        numbers = set(self._keyed.get("", ()))
        for gram in grams & self._keyed.keys():
            numbers.update(self._keyed[gram])
        return (self.frames[n] for n in sorted(numbers))

    @cached_property
    def classes(self) -> dict[str, regex.Pattern[str]]:
        return {name: regex.compile(f"(?:{pattern})") for name, pattern in self._data["classes"].items()}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(Cue(row["kind"], regex.compile(row["pattern"])) for row in self._data["cues"])

    @cached_property
    def particles(self) -> str:
        return "|".join(sorted(self._data["names"]["particles"], key=len, reverse=True))

    @cached_property
    def modifiers(self) -> frozenset[str]:
        return frozenset(self._data["names"]["modifiers"])

    @cached_property
    def spelling(self) -> dict[str, Any]:
        """How transcribed names are told: see ``names.yaml``."""
        rows: dict[str, Any] = self._data["names"]["spelling"]
        return rows

    @cached_property
    def titles(self) -> str:
        return "|".join(self._data["names"]["titles"])

    @cached_property
    def not_si(self) -> frozenset[str]:
        return frozenset(self._data["names"]["not_si"])

    @cached_property
    def nouns(self) -> dict[str, Noun]:
        """Head nouns, longest spelling wins by the matcher's order."""
        out: dict[str, Noun] = {}
        for row in self._data["nouns"]:
            for word in row["pattern"].split("|"):
                out.setdefault(word.replace(r"\s?", " "), Noun(row["class"], row["kind"], bool(row.get("kin"))))
        return out

    def clause(self, name: str) -> regex.Pattern[str]:
        return _compiled(self._data["clauses"][name])

    def clause_words(self, name: str) -> frozenset[str]:
        return frozenset(self._data["clauses"][name])

    def examples(self) -> Iterator[tuple[str, str, bool]]:
        """(act, sentence, whether the act is in it) for the tests."""
        for frame in self.frames:
            for sentence in frame.row.get("examples", ()):
                yield frame.act, sentence, True
            for sentence in frame.row.get("counter", ()):
                yield frame.act, sentence, False


def grams_of(text: str) -> frozenset[str]:
    """All single characters and pairs of neighbours in a text."""
    return frozenset(text) | frozenset(text[i : i + 2] for i in range(len(text) - 1))


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


@cache
def lexicon() -> Lexicon:
    return Lexicon(load_table("lexicon_ko"))
