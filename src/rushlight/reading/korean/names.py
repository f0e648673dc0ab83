"""Names that a text introduces beside a kin noun or calling (여동생 하바를) and then uses alone (하바가)."""

from __future__ import annotations

from functools import cache

import regex

from rushlight.reading.korean.lexicon import lexicon

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


@cache
def _introduced() -> regex.Pattern[str]:
    heads = "|".join(
        regex.escape(w) for w, n in lexicon().nouns.items() if n.kind == "person" and n.party_class == "affected" and len(w) > 1
    )
    return regex.compile(rf"(?:{heads})\s(?P<name>[가-힣]{{2,4}}?)(?={PARTICLE}\s|\s씨|\s[A-Z]\.)")


def apposed_names(text: str) -> frozenset[str]:
    """Names introduced by apposition and used at least once more with a particle of their own."""
    lex = lexicon()
    out = set()
    for match in _introduced().finditer(text):
        name = match["name"]
        if name in COMMON or name in lex.nouns or name in lex.modifiers:
            continue
        if len(regex.findall(rf"(?<![가-힣]){name}(?={PARTICLE}[\s,])", text)) >= 2:
            out.add(name)
    return frozenset(out)
