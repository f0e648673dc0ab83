"""How a Korean deed is told in other ways: voice, negation, quotation style, threat for deed, practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Row = tuple[str, str, str]
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("「", "」"))


def variations(deed: Mapping[str, str], place: str, date: str) -> Iterator[Row]:
    """(relation, how the deed stands, text) of every variation of one deed in one setting."""
    by, whom = deed["by"], deed["whom"]
    setting = {
        **deed,
        "who": subject(by),
        "them": object_(whom),
        "victim": subject(whom),
        "at": f"{date} {place}에서",
        "place": place,
    }
    for relation, standing, pattern in _PATTERNS:
        yield relation, standing, pattern.format(**setting)
    sentence = "{who} {them} {past}".format(**setting)
    for opening, closing in _QUOTES:
        yield "quotation style", "done", f"{place}의 한 주민은 {opening}{date} {sentence}{closing}고 말했다."


_PATTERNS: tuple[Row, ...] = (
    ("plain", "done", "{at} {who} {them} {past}."),
    ("passive", "done", "{at} {victim} {passive}."),
    ("object first", "done", "{at} {them} {who} {past}."),
    ("reported", "done", "소식통에 따르면 {at} {who} {them} {past}."),
    ("said", "done", "한 주민은 {at} {who} {them} {past}고 말했다."),
    ("as is known", "done", "{at} {who} {them} {past}는 소식이 전해졌다."),
    ("practice", "practised", "{place}에서는 매주 {who} {them} {often}."),
    ("negation", "not done", "{at} {who} {them} {not} 않았다."),
    ("could not", "not done", "{at} {who} {them} {not} 못했다."),
    ("attempt", "not done", "{at} {who} {them} {try} 했으나 실패했다."),
    ("plan", "not done", "{place}에서 {who} 다음 주에 {them} {try} 하고 있다."),
    ("order", "not done", "상부는 {place} 일군들에게 {them} {order}고 지시했다."),
    ("condition", "not done", "어머니가 말을 하면 {place}에서 {who} {them} {will}고 한다."),
    ("denial", "not done", "{place}의 {who} {them} {past}는 주장을 부인했다."),
    ("false rumour", "not done", "{place}에서 {who} {them} {past}는 소문은 사실이 아니다."),
    ("question", "not done", "{at} {who} {them} {past}는 말이 사실입니까?"),
    ("threat for deed", "threatened", "{at} {who} {them} {will}고 위협했다."),
    ("threat in quotation", "threatened", "{at} {who} “돈을 내지 않으면 {them} {will}”고 위협했다."),
    ("threat if they talk", "threatened", "{who} 말을 퍼뜨리면 {them} {will}고 을러멨다."),
)


def subject(noun: str) -> str:
    return noun + ("이" if _closed(noun) else "가")


def object_(noun: str) -> str:
    return noun + ("을" if _closed(noun) else "를")


def _closed(noun: str) -> bool:
    """Whether the last syllable ends in a consonant (Unicode, 3.12: 28 syllables for each vowel)."""
    return (ord(noun[-1]) - ord("가")) % 28 != 0
