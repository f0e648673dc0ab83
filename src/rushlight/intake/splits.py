"""Parts of a line with another role than the rest: datelines before, sign-offs and addresses after body text."""

from __future__ import annotations

import re
from functools import cache

from rushlight.intake.cues import EMAIL
from rushlight.record import ParagraphRole
from rushlight.tables import load_table

_UPPER = r"[A-Z][A-Z.'’\-]+(?:\s[A-Z][A-Z.'’\-]+){0,4}(?:/[A-Z][A-Z.'’\-]+(?:\s[A-Z]+)?)?"
_TITLED = r"[A-Z][\w.'’\-]+(?:\s[A-Z][\w.'’\-]+){0,3}"
_AREA = rf"(?:,\s{_TITLED}){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:,?\s\(?(?:(?:\d{{1,2}}\s)?{_MONTH}(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?|\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?)\)?)"
_AGENCY = r"(?:\s?[(\[][^()\[\]\n]{2,40}[)\]])"
_DASH = r"\s?(?:\.\s?)?[-–—―:]+\s+"
_OPEN = "(?=[“”\"‘'(\\[A-Z0-9])"
DATELINES = tuple(
    re.compile(shape)
    for shape in (
        rf"^{_UPPER}{_AREA}{_DATE}?{_AGENCY}?{_DATE}?\s?[-–—―]+\s+(?={_OPEN})",
        rf"^{_TITLED}{_AREA}{_DATE}{_AGENCY}?{_DASH}",
        rf"^{_TITLED}{_AREA}{_AGENCY}{_DATE}?{_DASH}",
        rf"^\((?:{_TITLED}|{_UPPER}){_AREA}{_DATE}?\)\s?[-–—―]*\s+(?={_OPEN})",
        rf"^{_AGENCY}{_DASH}",
        rf"^{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?\s?[-–—]+\s+(?={_OPEN})",
        r"^[\[(【〔（<]\s?[^\[\]()【】〔〕（）\n]{1,25}\s?[=＝·/]\s?[^\[\]()【】〔〕（）\n]{2,30}[\])】〕）>]"
        r"(?:\s?[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*\s?(?:기자|특파원|선임기자|통신원|인턴기자)?\s?[=＝])?\s*(?=\S)",
        r"^[가-힣]{2,8}\s?[=＝]\s?[가-힣A-Z0-9]{2,12}\s?(?:기자|특파원|통신원)?\s?[=＝]?\s+(?=\S)",
        r"^[가-힣]{2,4}\s(?:기자|특파원|통신원)\s?[=＝]\s*",
        r"^[【\[（(][^【】\[\]（）()\n]{2,30}(?:讯|訊|电|電|報導|报道|共同|時事)[】\]）)]\s*",
        r"^(?:新华社|新華社|中新社|中央社|本报|本報)[^，。\n]{0,20}?(?:电|電|讯|訊)\s*",
    )
)
FIRST_ONLY = re.compile(rf"^{_TITLED}(?:,\s{_TITLED})?\s[–—]\s(?=[A-Z“\"])")
"""A place in ordinary letters with a dash: a dateline only where the article begins, and only with one dash."""

_SPEAKER = re.compile(r"^[\[<](?:앵커|기자|리포트|아나운서|앵커 멘트|진행자)[\]>]\s*")
_SIGN_OFF = re.compile(
    r"\s*[(\[](?:Reporting|Additional reporting|Writing|Editing|Edited|Translated|Compiled|With reporting|Our Standards|"
    r"End of|Ends|녹취 끝|증언 끝|면담 끝|끝|계속)\b[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]\.?\s*$",
)
_PICTURE_TAIL = re.compile(r"\s*[(\[<]?ⓒ\s?[^.]{2,40}[)\]>]?\s*$")
HEAD, TAIL = 250, 800
"""Characters at the ends of a paragraph that are looked at."""

Piece = tuple[int, int, ParagraphRole]


@cache
def _agencies() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, load_table("intake")["agencies"]), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def agency(words: str) -> str | None:
    """The first news agency or outlet of the table that the words name."""
    match = _agencies().search(words)
    return match.group() if match else None


def split_body(words: str, *, opening: bool, closing: bool) -> list[Piece]:
    """The pieces of a body paragraph (offsets in ``words``). ``opening``: first body text; ``closing``: last."""
    start, end = 0, len(words)
    cut = max(0, end - TAIL)
    before: list[Piece] = []
    after: list[Piece] = []
    lead = _lead(words[:HEAD], opening)
    if lead:
        before.append((0, lead[0], lead[1]))
        start = lead[0]
    tail = cut + _tail(words[cut:], max(0, start - cut)) if closing else end
    if tail < end:
        after.append((tail, end, ParagraphRole.FOOTER))
    return [*before, (start, tail, ParagraphRole.BODY), *after]


def _lead(words: str, opening: bool) -> tuple[int, ParagraphRole] | None:
    speaker = _SPEAKER.match(words)
    if speaker:
        return speaker.end(), ParagraphRole.BYLINE
    if not opening:
        return None
    for shape in DATELINES:
        match = shape.match(words)
        if match and match.end() < len(words) and match.end() <= 120:
            return match.end(), ParagraphRole.DATELINE
    match = FIRST_ONLY.match(words)
    if match and not re.search("[–—]", re.split(r"(?<=[.!?])\s", words[match.end() :])[0]):
        return match.end(), ParagraphRole.DATELINE
    return None


def _tail(words: str, start: int) -> int:
    """Where a sign-off or the reporter's address begins after the last sentence, or the end."""
    end = len(words)
    for pattern in (_SIGN_OFF, _PICTURE_TAIL):
        match = pattern.search(words)
        if match and match.start() > start + 20:
            end = min(end, match.start())
    address = list(EMAIL.finditer(words))
    if address and re.fullmatch(r"[\s)>\]|,.]*", words[address[-1].end() :]):
        sentence = re.search(r"[.!?。”\"]\s*([^.!?。]{0,40})$", words[: address[0].start()])
        if sentence and sentence.start() > start + 20:
            end = min(end, sentence.start(1))
    return end
