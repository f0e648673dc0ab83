"""People called by a look, a label or a number: the one with the scar, ‘Notebook’, the younger of two, Plaintiff 1.

Such a word is a thing wherever else it is met, so it counts only in a text that introduces it as somebody, or where it
stands as one who acts on others does.
"""

from __future__ import annotations

from functools import cache

import regex

from rushlight.reading.korean.lexicon import Noun, lexicon
from rushlight.reading.korean.told_people import TO, human
from rushlight.reading.patterns import rx

QUOTED = rx(r"[‘'“\"「](?P<word>[가-힣]{1,6}(?:\s[가-힣]{1,6}){0,2})[’'”\"」]")
LISTED = rx(r"(?:,|와|과|이고)\s(?:[^\s.‘'“\"]+\s){0,3}[‘'“\"][가-힣\s]{1,12}[’'”\"](?:이라|라|으로|로)(?:고)?\s(?:부르|불|통)")
"""한쪽을 ‘우산’, 다른 쪽을 ‘고무신’이라 불렀다: the first of two named together."""
NAMED_SO = rx(
    r"(?:(?:별명|별호|별칭)[이가은는]\s(?P<word>[가-힣]{2,6}?)(?:인|이다|이었|였|입니다|이라|라)"
    r"|(?:그이|그자|그녀|그|그\s사람)를\s(?P<word>[가-힣]{2,6}?)이?라고?\s(?:불렀|부르|불러))"
)
"""별명이 소금인 수사관, 그이를 라일락이라 불렀다: a label without marks."""
NICKNAMED = ("별명", "별명이", "별명은", "별호", "별칭", "일명")
NEAR = 90
"""Characters around an introduction in which a word for an officer makes the bearer one."""
TOLD_APART = r"(?:하나|한\s?(?:명|사람|놈|분|쪽)|다른\s(?:하나|쪽|한\s(?:명|사람)))(?:은|는)\s"
AS_SUBJECT = r"(?:은|는|이|가|에게|한테|더러|의|에게서|한테서)"
TRAIT_HEADS = r"(?:쪽|편|축)"
ACTS_ON = rx(r"\s(?:[^\s.]+\s){0,3}?[^\s.]{1,8}(?:[을를]|에게|한테|더러)\s")
"""붉은 턱수염은 아버지에게 …, 안경은 전화기를 …: what a thing would hardly do."""


def labels(text: str) -> dict[str, Noun]:
    """Label -> class of each that a text gives to somebody."""
    found = {word: _noun(text, at) for word, at in _introduced(text)}
    found.update({word: _noun(text, at) for word, at in _looks(text) if word not in found})
    found.update({word: Noun("other", "person", False) for word in _by_trait(text)})
    found.update({word: _numbered_noun(word) for word in _numbered(text)})
    found.update({word: Noun("affected", "person", False) for word in _stems(text)})
    found.update({word: Noun("affected", "person", False) for word in surnamed(text)})
    return {word: noun for word, noun in found.items() if word not in lexicon().nouns}


def _noun(text: str, at: int) -> Noun:
    """An officer where an office or officer is spoken of beside the introduction; else somebody unknown."""
    around = text[max(0, at - NEAR) : at + NEAR]
    power = lexicon().classes["power"].search(around) is not None
    return Noun("officer" if power else "other", "person", False)


def _stands(word: str, text: str) -> bool:
    return regex.search(rf"(?<![가-힣]){regex.escape(word)}{AS_SUBJECT}(?=[\s,.])", text) is not None


def _introduced(text: str) -> list[tuple[str, int]]:
    """Words in quotation marks beside a word of naming, and those that tell one of several from the others."""
    rows = lexicon().people
    before, after = tuple(rows["label_before"]), rows["label_after"]
    out = []
    for match in QUOTED.finditer(text):
        lead = text[max(0, match.start() - 8) : match.start()].rstrip(" :은는이가")
        follow = text[match.end() : match.end() + 10].lstrip("이으")
        cued = lead.endswith(before) or any(follow.startswith(a) for a in after) or LISTED.match(text, match.end())
        bare = f" {match['word']}"
        if lead.endswith(NICKNAMED) or (
            (cued or _paid_or_told(match["word"], text)) and bare in text.replace("\n", " ") and _stands(match["word"], text)
        ):
            out.append((match["word"], match.start()))
    out += [(m["word"], m.start()) for m in NAMED_SO.finditer(text) if _stands(m["word"], text[m.end() :])]
    for match in _told_apart().finditer(text):
        if _stands(match["word"], text[match.end() :]):
            out.append((match["word"], match.start()))
    return out


def _paid_or_told(word: str, text: str) -> bool:
    return any(f" {word}{to}" in text for to in TO)


@cache
def _told_apart() -> regex.Pattern[str]:
    """하나는 털모자, 하나는 금니."""
    look = "|".join(sorted(lexicon().people["look"], key=len, reverse=True))
    return rx(rf"{TOLD_APART}(?:[가-힣]{{1,4}}\s)?(?P<word>{look})(?=[가-힣]{{0,3}}[\s,.])")


BEARING = rx(
    r"\s(?:[^\s.]+\s){0,3}?(?:서\s있었|앉아\s있었|말했|말하였|물었|웃었|웃으며|고개를|대답했|끄덕|쳐다보|노려보|돌아보|다가와|다가왔|들어와|들어왔|계단을\s내려|손짓|입을\s열|명령했|소리쳤)"
)
"""파란 제복이 서 있었다: what is borne does not speak, stand or come by itself."""


@cache
def _look() -> regex.Pattern[str]:
    look = "|".join(sorted(lexicon().people["look"], key=len, reverse=True))
    colour = r"(?:검은|검정|까만|흰|하얀|붉은|빨간|파란|푸른|회색|갈색|노란|초록|누런|은색|금색|가죽|털|짧은|긴)\s"
    return rx(
        rf"(?:(?<=^|[.,!?…”’\"'\n]\s?|[고며데자만]\s)|(?<=\n[-–·○*]\s))"
        rf"(?P<word>(?:{colour})?(?:{look}))(?P<part>은|는|이|가|에게|한테|더러)(?=\s)"
    )


def _looks(text: str) -> list[tuple[str, int]]:
    """검은 안경이 말했다: what is worn or borne, where it speaks, is spoken to or acts on others."""
    out = []
    for match in _look().finditer(text):
        to = match["part"] in ("에게", "한테", "더러")
        if to or BEARING.match(text, match.end()) or (human().match(text, match.end()) and ACTS_ON.match(text, match.end())):
            out.append((match["word"], match.start()))
    return out


@cache
def _trait() -> regex.Pattern[str]:
    traits = "|".join(sorted(lexicon().people["traits"], key=len, reverse=True))
    return rx(rf"(?<![가-힣])(?P<word>(?:{traits})\s{TRAIT_HEADS})(?=(?:은|이|도|에게|한테|의|에서|에서는)[\s,.])")


def _by_trait(text: str) -> set[str]:
    """키 작은 쪽은: one of two who were told apart."""
    return {m["word"] for m in _trait().finditer(text)}


@cache
def _number() -> regex.Pattern[str]:
    kinds = "|".join(lexicon().people["numbered"])
    return rx(rf"(?<![가-힣])(?P<word>(?:{kinds})\s?\d{{1,2}})(?=[은는이가을를의도에한과와,(:])")


def _numbered(text: str) -> set[str]:
    """원고 1: who carries a number in a ruling; and 원고 and 원고들 beside a 피고 (elsewhere a manuscript)."""
    found = {m["word"] for m in _number().finditer(text)}
    party = any(w.startswith(("원고", "피고")) for w in found) or ("원고" in text and rx(r"피고(?:는|가|인)").search(text))
    return found | ({"원고"} if party else set())


def _numbered_noun(word: str) -> Noun:
    kind = word.rstrip("0123456789 ")
    known = lexicon().nouns.get(kind)
    return Noun(known.party_class if known else "affected", "person", False)


STEM = rx(r"(?<![가-힣])(?P<word>[갑을병정])(?=(?:은|이|의|에게|한테)[\s,])")


def _stems(text: str) -> set[str]:
    """갑은, 을이: people lettered after the ten stems; only where 을, which is nothing else, is among them."""
    found = {m["word"] for m in STEM.finditer(text)}
    return found & set("갑을") if "을" in found else set()


SURNAMED = rx(
    r"(?<![가-힣])(?P<word>[김박최조윤장오권황류홍배허심곽서왕량천문손양백남노하민변구나진지엄채원방공현함염석선설마길연위표명기반왕금옥육인맹제모탁국여어은편용]가)"
    r"(?=(?:가|한테|에게|더러|놈)[\s,.])"
)
"""최가가, 왕가한테: a surname with 가 as one speaks of a man without respect; 가가 is no word of its own."""


def surnamed(text: str) -> set[str]:
    return {m["word"] for m in SURNAMED.finditer(text)} - NO_SURNAME


NO_SURNAME = frozenset(
    ["국가", "허가", "여가", "어가", "표가", "명가", "은가", "제가", "기가", "반가", "인가", "길가", "방가", "지가", "편가"]
)
