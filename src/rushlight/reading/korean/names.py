"""Names that stand without 씨: beside a kin noun or calling (여동생 하바를, 교사 에이 산다를), then alone (하바가)."""

from __future__ import annotations

from functools import cache

import regex

from rushlight.reading.korean.lexicon import lexicon
from rushlight.reading.patterns import rx

PARTICLE = r"(?:은|는|이|가|을|를|의|에게|도|와|과)"
COMMON = frozenset(
    [
        "이름",
        "전화",
        "통화",
        "목소리",
        "사진",
        "얼굴",
        "생일",
        "문제",
        "소식",
        "편지",
        "월급",
        "직장",
        "학교",
        "휴대전화",
        "손전화",
        "집안",
        "연락",
        "혼자",
        "모두",
        "대신",
        "역시",
        "때문",
        "이야기",
        "얘기",
        "생각",
        "명의",
        "앞으로",
        "면회",
        "사건",
        "사망",
        "체포",
        "석방",
        "송환",
        "구금",
        "재판",
        "시신",
        "유해",
        "소유",
        "계좌",
        "여권",
        "신분증",
        "일행",
        "전원",
        "본인",
        "자신",
        "하나",
        "둘이",
        "셋이",
        "가운데",
        "사이",
        "중에",
    ]
)
"""What follows a person noun without being a name."""


INFLECTED = rx("(?:은|는|을|를|에|에서|의|과|와|한|된|던|인|게|고|서)$")
"""How a word ends that no name goes on over."""


@cache
def _spelling() -> dict[str, regex.Pattern[str]]:
    """Patterns of ``names.yaml``: foreign syllables, loan words that hold them, names told by their own syllables."""
    rows = lexicon().spelling
    burmese, vietnamese = "|".join(rows["burmese"]), "|".join(rows["vietnamese"])
    spelt = rf"(?:{vietnamese})(?:\s[가-힣]{{1,3}}?){{1,3}}|(?:(?:{burmese})\s){{1,3}}(?:{burmese})"
    return {
        "foreign": rx(f"[{rows['foreign_syllables']}]"),
        "loans": rx("|".join(rows["loans"])),
        "spelt": rx(rf"(?<![가-힣])(?P<name>{spelt})(?={PARTICLE}(?:\s|,))"),
    }


def holds_foreign(word: str) -> bool:
    return _spelling()["foreign"].search(word) is not None and _spelling()["loans"].search(word) is None


@cache
def _introduced() -> regex.Pattern[str]:
    return rx(rf"(?:{lexicon().person_tree}|후보|의원|시장|총리)\s(?P<name>[가-힣]{{2,4}}?)(?={PARTICLE}\s|\s씨|\s[A-Z]\.)")


@cache
def _called() -> regex.Pattern[str]:
    """A calling and one to three words after it that end in a particle: 활동가 자말 아흐메도프가."""
    return rx(
        rf"(?<![가-힣])(?:[가-힣]{{0,4}}(?:{lexicon().person_tree}|후보|의원))\s(?P<name>(?:[가-힣]{{1,6}}\s){{0,2}}?[가-힣]{{2,7}}?)(?={PARTICLE}(?:\s|,|\.))"
    )


INITIAL = rx(
    r"(?<![가-힣A-Za-z0-9ㄱ-ㅎ.&/-])(?P<name>[A-Zㄱ-ㅎ](?:-?\d{1,2})?)(?:\([^)]{1,20}\))?"
    r"(?:은|는|이|가|을|를|의|에게|한테|에게는|도|와|과|네|로부터|에\s따르면)(?=[\s,.])"
)
"""A person written as one letter (K는, S1이, ㄴ에게): told by a particle that people take."""
NO_PERSON = rx(r"(?:비타민|플랜|코드|유형|등급|구역|지점|부록|별첨|그림|표|항목|구간|노선|그룹|블록|제|형)\s?$")
"""What stands before a letter that numbers a thing."""


NUMBERED = rx(r"(?<![\d가-힣A-Za-z])(?P<name>\d{1,4}번)(?=(?:은|는|이|을|에게|한테|에게서|의|도)[\s,])")
BY_NUMBER = rx(r"번(?:이|에게|한테|에게서)")


def numbers(text: str) -> frozenset[str]:
    """Prisoners known by a number (8번은, 8번을): one that is said twice and once as only a person is."""
    found: dict[str, list[str]] = {}
    for match in NUMBERED.finditer(text):
        found.setdefault(match["name"], []).append(text[match.start() : match.end() + 3])
    return frozenset(
        name for name, said in found.items() if len(said) >= 2 and any("번은" in w or BY_NUMBER.search(w) for w in said)
    )


AGED = rx(r"(?<![가-힣A-Za-z0-9ㄱ-ㅎ.&/-])(?P<name>[A-Zㄱ-ㅎ](?:-?\d{1,2})?)\((?:남|여|\d{2})(?:[^)]{0,24})\)")
"""R(52), B(여, 30대)."""


def initials(text: str) -> frozenset[str]:
    """The letters that stand for people in a text; none that numbers a thing anywhere."""
    found: dict[str, bool] = {}
    for match in INITIAL.finditer(text):
        thing = NO_PERSON.search(text[max(0, match.start() - 6) : match.start()]) is not None
        found[match["name"]] = found.get(match["name"], True) and not thing
    return frozenset(name for name, person in found.items() if person) | {m["name"] for m in AGED.finditer(text)}


def apposed_names(text: str) -> frozenset[str]:
    """Names introduced by apposition (used once more with a particle of their own, or foreign), and initials."""
    return initials(text) | numbers(text) | _apposed(text) | _recurring(text) | _kin_owners(text)


TAKEN = rx(r"(?<![가-힣])(?P<name>[가-힣]{2,5}?)(?P<part>은|는|이|가|을|를|의|에게|한테|도)(?=[\s,.])")
PERSONAL = rx(
    r"(?:에게|한테)|의\s(?:아버지|어머니|남편|아내|아들|딸|형|오빠|언니|누나|누이|여동생|남동생|동생|할머니|할아버지|장모|장인|사촌|조카|집|가족|부모|삼촌|이모|고모|친구|동료|방|손|발|팔|다리|몸|얼굴"
    r"|눈|입|머리|등|허리|시신|행방|석방|체포|구금|변호인|변호사|이름|여권|휴대전화|전화기|노트북|계정|진술|증언|자백|재판)"
    r"|[은는이가]\s(?:\S+\s){0,4}?(?:끌려[갔가간]|잡혀[갔가간]|체포[됐되]|연행[됐되]|구금[됐되]|붙[들잡](?:렸|혔)|달아났|도망쳤|도망갔|태어났|말했다|말한다|대답했|서명했|거절했|울었|숨졌|풀려났|석방[됐되]|털어놓|회상|맞았)"
)
"""What people are said with or do: 에브라임에게, 에브라임의 아내, 에브라임은 끌려갔다."""
SAID_OF = 40
"""Characters behind a word that tell whether a person is spoken of."""
AWAY = r"(?:에서|으로|로|에|시|주|산|행|군|교도소|감옥)(?=[\s,.])"


def _recurring(text: str) -> frozenset[str]:
    """Names spelt as Korean words are not and said again and again of a person, never of a place."""
    found: dict[str, list[str]] = {}
    for match in TAKEN.finditer(text):
        if _foreign(match["name"]):
            found.setdefault(match["name"], []).append(text[match.start("part") : match.end() + SAID_OF])
    return frozenset(name for name, said in found.items() if _of_a_person(name, said, text))


KIN = (
    r"(?:아버지|어머니|남편|아내|아들|딸|형|오빠|언니|누나|누이|여동생|남동생|동생|할머니|할아버지"
    r"|장모|장인|사촌|조카|삼촌|이모|고모|부모|시어머니|며느리)"
)
KIN_OWNER = rx(rf"(?<![가-힣])(?P<name>[가-힣]{{2,4}})의\s{KIN}(?:은|는|이|가|을|를|도|의|에게|한테|와|과)(?=[\s,.])")
NO_NAME = frozenset(
    [
        *("자기", "서로", "상대", "당사자", "그녀", "누구", "우리", "저희", "이들", "그들"),
        *("타인", "당신", "너희", "모두", "각자", "둘째", "첫째", "셋째"),
    ]
)


def _kin_owners(text: str) -> frozenset[str]:
    """마리아의 오빠는 …, then 마리아는: a word that owns a relative and is a subject elsewhere is somebody's name."""
    names = {m["name"] for m in KIN_OWNER.finditer(text) if not _ordinary(m["name"])} - NO_NAME
    return frozenset(
        n for n in names if not INFLECTED.search(n) and regex.compile(rf"(?<![가-힣]){n}[은는이가를](?=[\s,])").search(text)
    )


def _of_a_person(name: str, said: list[str], text: str) -> bool:
    """Three times with a subject's or object's particle and not only -는, or once as only people are."""
    acting = sum(words[0] in "은는이가" for words in said)
    noun = any(words[0] not in "은는" for words in said)
    told = len(said) >= 3 and acting >= 2 and noun
    personal = len(said) >= 2 and any(PERSONAL.match(words) for words in said)
    return (told or personal) and regex.compile(rf"(?<![가-힣]){name}{AWAY}").search(text) is None


def _apposed(text: str) -> frozenset[str]:
    out = {m["name"] for m in _spelling()["spelt"].finditer(text)}
    for match in _introduced().finditer(text):
        name = match["name"]
        if not _ordinary(name) and len(regex.compile(rf"(?<![가-힣]){name}(?={PARTICLE}[\s,])").findall(text)) >= 2:
            out.add(name)
    for start, end in _near_foreign(text):
        for match in _called().finditer(text, start, end, overlapped=True):
            if _foreign(match["name"]):
                out.update(_with_fellow(match, text))
    return frozenset(out | {last for name in out if (last := _last(name, text))})


BEFORE_FOREIGN, AFTER_FOREIGN = 40, 24


def _near_foreign(text: str) -> list[tuple[int, int]]:
    """The stretches around syllables that Korean words seldom have: nothing else can be a transcribed name."""
    out: list[tuple[int, int]] = []
    for match in _spelling()["foreign"].finditer(text):
        start, end = max(0, match.start() - BEFORE_FOREIGN), min(len(text), match.end() + AFTER_FOREIGN)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _ordinary(word: str) -> bool:
    return word in COMMON or word in lexicon().spelling["never"] or word in lexicon().nouns or word in lexicon().modifiers


def _foreign(name: str) -> bool:
    """Whether every word may belong to a name and one of them is spelt as Korean words are not."""
    *before, last = name.split()
    whole = not _ordinary(last) and not any(_ordinary(w) or INFLECTED.search(w) for w in before)
    return whole and holds_foreign(name)


def _with_fellow(match: regex.Match[str], text: str) -> set[str]:
    """The name and one joined to it: 승려 롭상과 노르부를."""
    after = text[match.end("name") : match.end("name") + 12]
    fellow = rx(rf"[과와]\s(?P<name>[가-힣]{{2,5}}?)(?={PARTICLE}\s)").match(after)
    if fellow is None or not _foreign(fellow["name"]):
        return {match["name"]}
    return {match["name"], fellow["name"]}


def _last(name: str, text: str) -> str | None:
    """The last word of a full name, where the text uses it alone: 아흐메도프는."""
    *before, last = name.split()
    if not before or len(last) < 2 or _ordinary(last):
        return None
    alone = regex.compile(rf"(?<!{regex.escape(before[-1])}\s)(?<![가-힣]){last}(?={PARTICLE}[\s,])").search(text)
    return last if alone else None
