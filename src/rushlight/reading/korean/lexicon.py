"""The Korean lexicon as compiled patterns (resources/lexicon/ko, built into ``_data/lexicon_ko.json``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import regex

from rushlight.reading.patterns import rx
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
    "존재하지|날조|사실무근|임박|재개|중단|이어|잇따|벌어|벌였|있었|없|계속|시작|진행|이뤄|이루어|늘|심해|강화|열렸|열리|열린|집행|따랐|뒤따|났|나왔|나서|없었|끝|"
    "가해|자행|저질|발생|일어|보고|심하|거세|적용|내려|잦|빈번|반복|일상|끊이|속출|급증|많아|많|줄었|줄어|비일비재|흔하|흔해"
)
TOLD_OF = (
    "알려[졌진지]|전해[졌진지]|되풀이|그치지|멈추지|걸렸|걸리|이뤄[졌지진]|이루어[졌지진]|끝났|있었다|있었습|있었음|벌어[졌지진]|반복"
    "|이어[졌지진]|뒤따"
)
AFTER_NOUN = (
    "사실(?:이|을|도)\\s?(?:알려|드러|확인됐|확인되었|밝혀|공개|전해)|피해(?:를|도)\\s?(?:입|당|호소|겪)|소식|기간|장면|도중|상태|신세|당한\\s뒤"
    "|뒤|후|이후|당시|과정|끝에|직후|전|[0-9가-힣]+\\s?(?:일|년|달|개월)\\s?만"
)


class ContextWords:
    """Words of which one must stand, or none may, near an act: plain words, classes, and a pattern of the rest."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.words: tuple[str, ...] = tuple(row.get("words", ()))
        self.classes: tuple[str, ...] = tuple(row.get("classes", ()))
        self._pattern: str | None = row.get("pattern")

    @property
    def of_power(self) -> bool:
        """Whether they are the words for those who act for the state."""
        return not {"power", "asker"}.isdisjoint(self.classes) or (
            "보위" in self.words and ("경찰" in self.words or "공안" in self.words)
        )

    def stand_in(self, text: str) -> bool:
        if any(word in text for word in self.words):
            return True
        if any(_class_stands(name, text) for name in self.classes):
            return True
        return self._pattern is not None and rx(self._pattern).search(text) is not None


@lru_cache(maxsize=2048)
def stands_anywhere(context: ContextWords, text: str) -> bool:
    """Whether context words stand in a whole sentence; asked again for each wording of a frame and each of its verbs."""
    return context.stand_in(text)


@lru_cache(maxsize=256)
def _class_stands(name: str, text: str) -> bool:
    """Whether a word of a class stands in a text; asked again and again of one sentence."""
    return lexicon().classes[name].search(text) is not None


@dataclass(frozen=True)
class Frame:
    """One way a codebook act is worded. ``roles`` names the pattern by which its parties are found."""

    number: int
    act: str
    roles: str
    scope: str | None
    content_only: bool
    row: dict[str, Any]

    @cached_property
    def needs(self) -> ContextWords | None:
        return ContextWords(self.row["needs"]) if "needs" in self.row else None

    @cached_property
    def excluded(self) -> ContextWords | None:
        return ContextWords(self.row["not"]) if "not" in self.row else None

    @cached_property
    def all(self) -> tuple[ContextWords, ...]:
        """What must stand around the verb, each in one of its words: the parts of a construction."""
        return tuple(ContextWords(row) for row in self.row.get("all", ()))

    @cached_property
    def wants_agent(self) -> bool:
        """Whether the words it needs are there to show that an officer is at work."""
        return self.roles != "payer" and self.needs is not None and self.needs.of_power

    @property
    def worded_not(self) -> bool:
        """Whether its wordings hold a negation that is the act itself: 풀려나지 못하다."""
        return bool(self.row.get("worded_not"))

    @property
    def last(self) -> bool:
        """Whether it is read only where no other act is read from the same words."""
        return bool(self.row.get("last"))

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(self.row.get("object", ()))


@cache
def noun_tail() -> regex.Pattern[str]:
    """What makes a Sino-Korean noun before it a predicate: -됐다, -를 받다, -가 잇따랐다, - 뒤; groups tell the voice."""
    return rx(
        f"(?:(?P<passive>{LIGHT_PASSIVE})|(?P<active>{LIGHT_ACTIVE})"
        f"|(?:을|를|도|까지|만|은|는)\\s?{ADVERB}(?:(?P<passive>{FAR_PASSIVE})|(?P<active>{FAR_ACTIVE}))"
        f"|\\s(?P<passive>당하|당했|당해|당한|당함|받음|받았)|\\s(?P<nominal>없었|없음|없다|있었|있음)"
        f"|(?:이|가|은|는|도|까지)\\s{ADVERB}(?P<nominal>{NOMINAL})"
        f"|(?:이|가|은|는|도)\\s(?:\\S+\\s){{0,4}}(?P<nominal>{TOLD_OF})"
        f"|(?P<nominal>(?:으로|로)\\s(?:인한|인해|말미암|[가-힣]+[은는이가을를]\\s)|의\\s(?:피해|흔적|결과|여파|상처|후유증|희생|고통|기억))"
        f"|(?:을|를|은|는)\\s{ADVERB}(?P<nominal>부인|일축|반박)"
        f"|\\s(?:의혹|주장|보도|혐의|사실|소문)(?:을|를|은|는|이|에)\\s{ADVERB}(?P<nominal>부인|일축|반박|날조|사실무근)"
        f"|\\s(?P<nominal>(?:사례|진술|신고|제보|보고)\\s?(?:[0-9]+\\s?(?:여\\s)?건|[가를은이]\\s))"
        f"|\\s(?P<nominal>{AFTER_NOUN})|(?P<nominal>에서|에\\s(?:걸|시달|넘)|으로\\s(?:이어|넘|숨|사망|목숨)))"
    )


LED_BY = (
    r"(?:잇단|이어진|잇따른|반복된|되풀이된|계속된|거듭된|끝없는|무자비한|가혹한|대대적인|무차별|[0-9가-힣]+(?:간|동안|째)의)"
    r"\s(?:강제\s|집단\s|불법\s)?$"
)


@cache
def led_by() -> regex.Pattern[str]:
    """What before a bare noun tells that it happened: 잇단 연행, 두 달간의 구금."""
    return rx(LED_BY)


@cache
def bare_tail() -> regex.Pattern[str]:
    """A noun that ends a line of notes: -., - 3회, -(5명)."""
    return rx(r"(?:\s(?:중|\d+\s?(?:회|차례|번|건|명)))?(?=\s?(?:[.,;/)]|$|\())")


@cache
def told_tail() -> regex.Pattern[str]:
    """What makes an imperative stem a demand told on: 대라고, 대래서, 대도록; 댈 것을 is left to the cue."""
    told = "라(?:고|는|며|면서|던|기에|네|\\s|니|$|[’”'\"])"
    return rx(f"(?:{told}|래(?:서|요|$|\\s)|랍니다|도록|게\\s(?:하|했|시))")


@dataclass(frozen=True)
class Pattern:
    """A frame's wording, compiled when first tried; ``grams``: one of each set stands in all it matches, in this order."""

    frame: Frame
    expression: str
    grams: tuple[frozenset[str], ...]

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        return rx(self.expression)


@dataclass(frozen=True)
class Word:
    """A noun, verb or imperative as it stands in a text, and the frame it is a wording of."""

    words: str
    follows: str
    kind: str
    frame: Frame

    def stands(self, text: str, at: int) -> bool:
        """Whether it stands at this offset: verbs and imperatives only where a word begins."""
        if not text.startswith(self.words, at):
            return False
        end = at + len(self.words)
        if self.follows and text[end : end + 1] not in self.follows:
            return False
        return self.kind == "noun" or begins_word(text, at)


def begins_word(text: str, at: int) -> bool:
    """Whether a word begins at this offset, a negation or adverb of one syllable written on to it or not: 안댔다, 다뒤졌다."""
    if not at or not "가" <= text[at - 1] <= "힣":
        return True
    return text[at - 1] in "안못다싹막" and (at == 1 or not "가" <= text[at - 2] <= "힣")


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
            Frame(n, row["act"], row.get("roles", "state"), row.get("scope"), row.get("only") == "content", row)
            for n, row in enumerate(data["frames"])
        )

    @cached_property
    def _words(self) -> dict[str, tuple[Word, ...]]:
        rows = self._data["words"].items()
        return {key: tuple(Word(w, f, kind, self.frames[n]) for w, f, kind, n in entries) for key, entries in rows}

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        rows = self._data["patterns"]
        return tuple(Pattern(self.frames[n], written, tuple(map(frozenset, grams))) for n, written, grams in rows)

    @cached_property
    def content_patterns(self) -> tuple[Pattern, ...]:
        """Wordings of what is only told as the content of a demand, pledge or confession."""
        return tuple(p for p in self._patterns if p.frame.content_only)

    def words_in(self, text: str) -> Iterator[tuple[int, Word]]:
        """(offset, word) of the nouns, verbs and imperatives in a text; of one frame's words the longest at a place."""
        known = self._words
        for at in range(len(text)):
            taken: set[tuple[int, str]] = set()
            for word in (*known.get(text[at : at + 2], ()), *known.get(text[at], ())):
                key = (word.frame.number, word.kind)
                if key not in taken and word.stands(text, at):
                    taken.add(key)
                    yield at, word

    def patterns_for(self, grams: Mapping[str, Sequence[int]]) -> Iterator[Pattern]:
        """The patterns that may match a text of these grams and their offsets, in the lexicon's order."""
        entries, known = self._data["entries"], frozenset(grams)
        numbers = set(entries.get("", ()))
        for gram in known & entries.keys():
            numbers.update(entries[gram])
        for n in sorted(numbers):
            pattern = self._patterns[n]
            if not any(map(known.isdisjoint, pattern.grams)) and _stand_in_order(pattern.grams, grams):
                yield pattern

    @cached_property
    def classes(self) -> dict[str, regex.Pattern[str]]:
        return {name: rx(f"(?:{pattern})") for name, pattern in self._data["classes"].items()}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(Cue(row["kind"], rx(row["pattern"])) for row in self._data["cues"])

    @cached_property
    def noun_starts(self) -> frozenset[str]:
        """The first two letters (or the only one) of every head noun."""
        return frozenset(word[:2] for word in self.nouns)

    @property
    def noun_tree(self) -> str:
        """All head nouns as one expression."""
        return str(self._data["noun_tree"])

    @property
    def person_tree(self) -> str:
        """Head nouns of two syllables or more for a person who can suffer, as one expression."""
        return str(self._data["person_tree"])

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

    @property
    def people(self) -> dict[str, Any]:
        """How people are told who are in no list: see ``people.yaml``."""
        rows: dict[str, Any] = self._data["people"]
        return rows

    @cached_property
    def compounded(self) -> frozenset[str]:
        """Titles and units written together with whatever they are of: 초급단체위원장, 포병여단."""
        return frozenset(self.people["compounded"])

    @cached_property
    def nouns(self) -> dict[str, Noun]:
        """Head nouns, longest spelling wins by the matcher's order."""
        out: dict[str, Noun] = {}
        for row in self._data["nouns"]:
            for word in row["pattern"].split("|"):
                out.setdefault(word.replace(r"\s?", " "), Noun(row["class"], row["kind"], bool(row.get("kin"))))
        return out

    def clause(self, name: str) -> regex.Pattern[str]:
        return rx(self._data["clauses"][name])

    def clause_words(self, name: str) -> frozenset[str]:
        return frozenset(self._data["clauses"][name])

    def compile_all(self) -> None:
        """Ask for every pattern of the table, for ``scripts/build_patterns.py``."""
        for pattern in self._patterns:
            rx(pattern.expression)
        for row in self._data["clauses"].values():
            if isinstance(row, str):
                rx(row)
        self.classes, self.cues  # noqa: B018  (asked for, not used)

    def examples(self) -> Iterator[tuple[str, str, bool]]:
        """(act, sentence, whether the act is in it) for the tests."""
        for frame in self.frames:
            for sentence in frame.row.get("examples", ()):
                yield frame.act, sentence, True
            for sentence in frame.row.get("counter", ()):
                yield frame.act, sentence, False


def grams_of(text: str) -> dict[str, list[int]]:
    """All single letters and pairs of neighbours in a text, with the offsets where they stand."""
    out: dict[str, list[int]] = {}
    for at, letter in enumerate(text):
        out.setdefault(letter, []).append(at)
        out.setdefault(text[at : at + 2], []).append(at)
    return out


def _stand_in_order(wanted: Sequence[frozenset[str]], grams: Mapping[str, Sequence[int]]) -> bool:
    """Whether one gram of each set stands in the text, each behind the one before it."""
    last = -1
    for clause in wanted:
        ahead = [at for gram in clause & grams.keys() for at in grams[gram] if at > last]
        if not ahead:
            return False
        last = min(ahead)
    return True


@cache
def lexicon() -> Lexicon:
    return Lexicon(load_table("lexicon_ko"))
