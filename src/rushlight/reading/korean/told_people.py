"""People whom no list holds, told by what a text says of them: names, bearers of a look or a label, callings.

One word proves little: 수첩이 is a notebook until 수첩에게 is paid. So each word of a text that takes a particle collects
what speaks for a person and what against, over all its places, and counts as somebody only where enough does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import regex

from rushlight.reading.korean.lexicon import Noun, lexicon
from rushlight.reading.korean.names import COMMON, INFLECTED, NO_NAME, holds_foreign
from rushlight.reading.patterns import rx

SAID = rx(
    r"(?<![가-힣])(?P<word>[가-힣]{2,7}?)(?P<call>이)?"
    r"(?P<part>에게서|에게|한테서|한테|더러|께서|께|네|은|는|이|가|을|를|의|와|과|도)(?:는|도|만|가)?(?=[\s,.”’\"'])"
)
"""A word with a particle; 이 between them as after a given name that ends in a consonant: 광일이가."""
TO = frozenset(["에게서", "에게", "한테서", "한테", "더러", "께서", "께"])
SUBJECT = frozenset(["은", "는", "이", "가"])
OBJECT = rx(r"\s(?:[^\s.]+\s){0,3}?[^\s.]{1,8}[을를]\s")
AWAY = rx(
    r"(?<![가-힣])(?P<word>[가-힣]{2,7}?)(?:에서|에서는|으로|로|에(?!\s(?:대|의하|관하|관한|따르))|에는|에도|행|시|군|역|강|산)(?=[\s,.])"
)
"""Where one goes, stays or comes from: a place or a thing."""
INTRODUCED = rx(
    r"(?<![가-힣])(?P<word>[가-힣]{2,6}?)(?P<as>이?라(?:고\s하|고\s불리)?는\s(?:이|사람|남자|여자|아이|청년|처녀|자|놈|노인|학생|소년|소녀|분|애)"
    r"(?=[\s은는이가을를의도에한과와,.])|이?였(?=[가-힣])|이었(?=[가-힣])|이다(?=[\s.])|(?=[.,(·](?!\s?[0-9])|\s(?:자신|본인|집에|모친|부친|아들|딸)))"
)
"""마흐무도프라는 이는, 딸 오굴이다, 미용사 셀린.: a name where it is given."""
ENOUGH = 4
SEVERAL = 3


@cache
def owned() -> regex.Pattern[str]:
    """What only somebody has, after 의: 의 어머니, 의 손."""
    return rx(rf"\s(?:{_any('owned')})(?![가-힣]{{3}})")


@cache
def human() -> regex.Pattern[str]:
    """What only people do, within a few words."""
    return rx(rf"\s(?:[^\s.]+\s){{0,5}}?(?:{_any('only_people')})")


@cache
def acted_on() -> regex.Pattern[str]:
    """What is done to people, a few words after 을 or 를."""
    return rx(rf"[을를]\s(?:[^\s.]+\s){{0,3}}?(?:{_any('acted_on')})")


def _any(rows: str) -> str:
    return "|".join(lexicon().people[rows]).replace(" ", r"\s")


@dataclass
class Word:
    """What a text says of one word: how often with which particle, and what speaks for a person."""

    parts: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    called: bool = False


def told_people(text: str) -> Mapping[str, tuple[Noun, bool]]:
    """Word -> its class, and whether it is a name, of each that a text shows to be somebody."""
    words, places = _words(text), frozenset(m["word"] for m in AWAY.finditer(text))
    found: dict[str, tuple[Noun, bool]] = {}
    for word, said in words.items():
        if not _excluded(word, said) and (noun := _somebody(word, said, text, placed=word in places)):
            found[word] = noun
    return found


def _words(text: str) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for match in SAID.finditer(text):
        name = match["word"]
        if match["call"] and not is_given(name):
            name += "이"
        word = words.setdefault(name, Word())
        part = match["part"]
        word.parts[part] += 1
        word.called |= bool(match["call"]) and is_given(name)
        _weigh(word, part, text, match.end())
        if _called_before(text, match.start()):
            word.points["calling"] = 2
    for match in INTRODUCED.finditer(text):
        word = words.setdefault(match["word"], Word())
        if "라" in match["as"]:
            word.points["called so"] = 4
        elif _called_before(text, match.start()):
            word.points["calling"] = 2
    return words


def _weigh(word: Word, part: str, text: str, after: int) -> None:
    """Note what one place of a word says for its being a person."""
    if part in TO:
        word.points["to"] = 3
    elif part == "의":
        if owned().match(text, after):
            word.points["owner"] = 2
    elif part in SUBJECT:
        if human().match(text, after):
            word.points["human"] = 2
        if OBJECT.match(text, after):
            word.points["object"] = 1
    elif part in ("을", "를") and acted_on().match(text, after - 1):
        word.points["acted on"] = 2


def _called_before(text: str, start: int) -> bool:
    """Whether a person noun without a particle stands right before: 처남 아잣이, 작업반장 길녀가."""
    if text[start - 1 : start] in ("'", "‘", "“", '"'):
        start -= 1
    if text[start - 1 : start] != " ":
        return False
    begin = max(text.rfind(" ", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1
    before = text[begin : start - 1]
    return calls(before)


NEIGHBOURS = frozenset(["이웃", "옆집", "옆자리", "아랫집", "윗집", "옆방", "한마을"])
NO_CALLING = frozenset(["측", "하나", "남자", "여자", "집", "자", "이", "쌍둥이", "직계", "담당"])


@cache
def _last_words() -> frozenset[str]:
    """기사 of 버스 기사, 주인 of 찻집 주인."""
    people = (w for w, n in lexicon().nouns.items() if " " in w and n.kind == "person")
    return frozenset(w.rsplit(" ", 1)[1] for w in people) - NO_CALLING


def calls(word: str) -> bool:
    """Whether a word is a calling or kin noun, alone or at the end of a compound."""
    nouns = lexicon().nouns
    if word in NEIGHBOURS or word in _last_words() or word.endswith(("사람", "장수")) or (len(word) > 2 and class_by_end(word)):
        return True
    for cut in range(max(0, len(word) - 5), len(word) - 1):
        noun = nouns.get(word[cut:])
        if noun is not None and noun.kind == "person" and word[cut:] not in NO_CALLING:
            return cut == 0 or word[cut:] in lexicon().compounded or len(word) - cut > 2
    return False


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    rows = lexicon().people
    return frozenset(rows["given_first"]), frozenset(rows["given_last"])


def is_given(word: str) -> bool:
    """Whether a word of two syllables is spelt as Korean given names are."""
    first, last = _given()
    return len(word) == 2 and word[0] in first and word[1] in last


@cache
def _ordinary() -> frozenset[str]:
    lex = lexicon()
    told = (lex.people["ordinary"], lex.people["common"], COMMON, NO_NAME, lex.spelling["never"], lex.modifiers)
    return frozenset(word for words in told for word in words)


def _excluded(word: str, said: Word) -> bool:
    """A word that the reader knows already, an ordinary one, and what is worn unless it is spoken to: 수첩에게."""
    if word in lexicon().nouns or word.removesuffix("들") in lexicon().nouns:
        return True
    if word in lexicon().people["look"]:
        return "to" not in said.points
    return word in _ordinary()


def _somebody(word: str, said: Word, text: str, *, placed: bool) -> tuple[Noun, bool] | None:
    points = sum(said.points.values()) + min(2, sum(said.parts[p] for p in SUBJECT))
    class_ = class_by_end(word)
    foreign, given = holds_foreign(word), is_given(word)
    points += 2 * bool(class_) + 2 * foreign + given + 2 * said.called
    points += "calling" in said.points and text.count(word) > 1
    named = said.called or given or (foreign and class_ is None) or bool(said.points.keys() & {"calling", "called so"})
    apart = bool(said.points.keys() & {"to", "calling", "owner", "acted on", "called so"})
    apart |= given and "human" in said.points and sum(said.parts.values()) > SEVERAL
    strong = class_ or said.called or apart or (foreign and "human" in said.points and sum(said.parts.values()) > 1)
    if not strong or points < ENOUGH or _inflected(word, said):
        return None
    if placed and "to" not in said.points:
        return None
    return Noun(class_ or "affected", "person", False), bool(named and class_ is None)


VERBAL = rx(r"(?:[하으러려어여해만다까요죠]|말이|으로|대로|까지|부터)$")
"""불러가, 걷으며, 말씀으로: how verbs and adverbs end that look as if they took a particle."""


def _inflected(word: str, said: Word) -> bool:
    """A verb's form takes only 은 and 는 (떠나는); what is a noun takes another particle somewhere."""
    if VERBAL.search(word) and not (holds_foreign(word) or is_given(word)) and "to" not in said.points:
        return True
    if said.called:
        return False
    if "called so" in said.points or ("calling" in said.points and (len(word) > 2 or holds_foreign(word) or is_given(word))):
        return INFLECTED.search(word) is not None and not is_given(word)
    return INFLECTED.search(word) is not None or not any(p not in ("은", "는") for p in said.parts)


@cache
def _ends() -> dict[str, str]:
    return {end: class_ for class_, ends in lexicon().people["suffixes"].items() for end in ends}


@cache
def _not_people() -> frozenset[str]:
    return frozenset(lexicon().people["not_people"])


def class_by_end(word: str) -> str | None:
    """The class of a calling by the end of its word (측량사, 벌목꾼), or None."""
    tails = [word[-size:] for size in (2, 1) if len(word) > 2 or size == 1]
    found = next((t for t in tails if t in _ends() and len(word) >= 3), None)
    if found is None or any(word[cut:] in _not_people() for cut in range(len(word) - 1)):
        return None
    return _ends()[found]
