"""Numbers that lead to one person: papers, cards and accounts, phones. What has a check digit is reckoned.

Resident registration number of the Republic of Korea (13 digits; since October 2020 new ones have no check digit, so a wrong
one proves nothing), citizen's number of the People's Republic of China (GB 11643-1999, ISO 7064 MOD 11-2), cards (ISO/IEC
7812-1, Luhn), phones (ITU-T E.164 and the usual ways to write those of China and both Koreas).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from rushlight.release.identifiers.grammar import any_of
from rushlight.release.patterns import rx
from rushlight.tables import load_table

BORN = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
CHINESE = regex.compile(rf"(?<![\da-z])\d{{6}}[ -]?(?:19|20)\d\d{BORN}[ -]?\d{{3}}[\dx](?![\da-z])", regex.I)
KOREAN = regex.compile(rf"(?<!\d)\d\d{BORN}(?P<apart>[ -]{{0,3}})[1-8](?:\d{{6}}|\*{{6}})(?!\d)")
LONG = regex.compile(r"(?<![A-Za-z\d+-])[1-9](?:[ -]?\d){12,18}(?![\d-])")
GROUPED = regex.compile(r"(?<![A-Za-z\d+-])\d{2,6}-\d{2,8}-\d{2,8}(?:-\d{1,6})?(?![A-Za-z\d-])")
PHONES = tuple(
    map(
        regex.compile,
        (
            r"(?<![A-Za-z\d])\(?(?:\+|00[ -]?)\d{1,3}\)?(?:[ .\-/]{0,2}\(?\d{1,11}\)?){2,7}(?![A-Za-z\d-])",
            r"(?<![A-Za-z\d+-])(?:86[ -]?)?1[3-9]\d[ .\-]?\d{4}[ .\-]?\d{4}(?![A-Za-z\d-])",
            r"(?<![A-Za-z\d+-])\(?0(?:1[016-9]|2|[3-6]\d|70|50\d)\)?[ .\-]{0,3}\d{3,4}[ .\-]{0,3}\d{4}(?![A-Za-z\d]|-\d)",
            r"(?<![A-Za-z\d+-])(?:850[ -]?)?19[1-5][ .\-]?\d{3}[ .\-]?\d{4}(?![A-Za-z\d-])",
            r"(?<![A-Za-z\d+])\d(?:[ .\-_]\d){8,14}(?![A-Za-z\d-])",
            r"(?<![가-힣])[공영일이삼사오육륙칠팔구](?: ?[-.]? ?[공영일이삼사오육륙칠팔구]){8,12}"
            r"(?=(?:으로|로|이|가|은|는|을|를|에|에서|번|이다)?(?![가-힣]))",
            r"(?i)\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double)"
            r"(?:[ ,-]+(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double)){6,}\b",
        ),
    )
)
LOCAL = regex.compile(
    r"(?<![A-Za-z\d.,$¥+-])(?:\d{2,4}[ .\-]\d{3,4}(?:[ .\-]\d{2,4})?|\d{6,9})(?![A-Za-z\d]|[-.,]\d| ?(?:원|위안|won|yuan))"
)
BARE = regex.compile(r"(?<![A-Za-z\d.,$¥+-])\d(?:[ -]?\d){5,24}(?![A-Za-z\d]|[-.,]\d| ?(?:원|위안|won|yuan))")
NEAR = 25
"""How far before a bare number the word that says what it is may stand, in code points."""

Found = tuple[int, int, str, str]


def numbers(text: str) -> Iterator[Found]:
    """Start, end, kind and proof of each number; none is told as two kinds."""
    taken: list[tuple[int, int]] = []
    for start, end, kind, proof in _candidates(text):
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            yield start, end, kind, proof


def _candidates(text: str) -> Iterator[Found]:
    for found in CHINESE.finditer(text):
        yield *found.span(), "national_id", "check digit" if chinese_check(_signs(found[0])) else ""
    for found in KOREAN.finditer(text):
        right = korean_check(_signs(found[0]))
        if right or found["apart"]:
            yield *found.span(), "national_id", "check digit" if right else ""
    yield from _long(text, 15)
    for form in PHONES:
        for found in form.finditer(text):
            if len(found[0]) >= 7 and (not found[0][0].isdigit() or _count(found[0]) <= 15):
                yield *found.span(), "phone", ""
    yield from _long(text, 13)
    for found in GROUPED.finditer(text):
        if _count(found[0]) >= 9 and not regex.match(r"(?:19|20)\d\d-", found[0]):
            yield *found.span(), "account", ""
    yield from _said(text, BARE, "accounts", "account")
    yield from _said(text, LOCAL, "calls", "phone")


def _long(text: str, fewest: int) -> Iterator[Found]:
    """Cards and other long numbers."""
    for found in LONG.finditer(text):
        if _count(found[0]) >= fewest:
            yield *found.span(), "account", "check digit" if luhn(_signs(found[0])) else ""


def _said(text: str, form: regex.Pattern[str], words: str, kind: str) -> Iterator[Found]:
    """Bare numbers that a word before them names."""
    said = rx(any_of(load_table("identifiers")["numbers"]["lists"][words]["any"]), regex.I)
    for found in form.finditer(text):
        if said.search(text[max(0, found.start() - NEAR) : found.start()]) and not regex.match(
            r"(?:19|20)\d\d\W\d\d?\W", found[0]
        ):
            yield *found.span(), kind, ""


def _signs(words: str) -> str:
    return "".join(c for c in words.upper() if c.isdigit() or c == "X")


def _count(words: str) -> int:
    return sum(c.isdigit() for c in words)


def korean_check(number: str) -> bool:
    """Is the thirteenth digit of a resident registration number the one that the others make?"""
    if len(number) != 13 or not number.isdigit():
        return False
    total = sum(int(d) * w for d, w in zip(number, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False))
    return (11 - total % 11) % 10 == int(number[12])


def chinese_check(number: str) -> bool:
    """Is the eighteenth sign of a citizen's number the one that the others make?"""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    total = sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def luhn(number: str) -> bool:
    """Does a card's number pass Luhn's check?"""
    digits = [int(d) for d in reversed(number) if d.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[1::2]]
    return len(digits) >= 12 and (sum(digits[::2]) + sum(doubled)) % 10 == 0
