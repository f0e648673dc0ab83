"""What a document says of itself near its top: title, author, day of publication, outlet, kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from rushlight.intake.chat import is_chat
from rushlight.intake.cues import EMAIL, asks, is_byline, unwrap
from rushlight.intake.dates import find_dates, pattern
from rushlight.intake.splits import agency
from rushlight.record import DocumentKind, Paragraph, ParagraphRole
from rushlight.tables import load_table

_R = ParagraphRole
_RANGE = re.compile(r"(?<!\d)\d{1,2}\s?[-–]\s?(?=\d{1,2}\s[A-Za-z])")
_ENGLISH_AUTHOR = re.compile(r"^(?:By|BY|Words by|Written by|Reported by|Story by|Text by)\s+(.+)$")
_KOREAN_AUTHOR = re.compile(
    "([가-힣]{2,4}(?:[·,]\\s?[가-힣]{2,4})*)\\s?(?:선임|전문|인턴|객원|시민)?(?:기자|특파원|논설위원|통신원|작가|칼럼니스트)"
)
_LABELLED_AUTHOR = re.compile(r"^(?:글쓴이|글·사진|글/사진|작성자|글|author|Author|Автор|作者|文)\s*[:：=]?\s+?(\S.{0,30})$")
_BARS = re.compile(r"\s+[|·•ㅣ│]\s+")
_SAVED = re.compile("저장한 날짜|exported|saved", re.IGNORECASE)


def title(text: str, paragraphs: Iterable[Paragraph]) -> str | None:
    """The first paragraph with the role of a title, on one line."""
    found = next((p for p in paragraphs if p.role is _R.TITLE), None)
    return re.sub(r"^#+\s*|\s*#+$", "", " ".join(text[found.start : found.end].split())) if found else None


def published(text: str, paragraphs: tuple[Paragraph, ...]) -> dt.date | None:
    """The whole date that the head of the page states; a date of revision counts for nothing."""
    for words in _head_lines(text, paragraphs):
        line = _RANGE.sub("", words)
        before = 0
        for found in find_dates(line):
            if not _is_revision(line[before : found.start].lower()):
                return found.day
            before = found.end
    return None


def _is_revision(label: str) -> bool:
    """Does the last stamp word before a date say that it is a later one?"""
    cues = load_table("intake")["cues"]
    placed = [(label.rfind(word.lower()) + len(word), len(word), word) for word in cues["stamp"] if word.lower() in label]
    return bool(placed) and max(placed)[2] in cues["stamp_later"]


def _head_lines(text: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Byline, dateline and title lines above the first body text and on its line, then a byline at the very end."""
    wanted = {_R.BYLINE: 0, _R.DATELINE: 0, _R.TITLE: 1, _R.HEADING: 2}
    head = []
    for p in paragraphs:
        if p.role is _R.BODY and p.end - p.start > 40:
            break
        head.append(p)
    chosen = sorted((p for p in head if p.role in wanted), key=lambda p: wanted[p.role])
    if is_chat(text):
        chosen = [p for p in chosen if p.role is _R.TITLE] + [p for p in head if _SAVED.search(text[p.start : p.end])]
    ending = [p for p in paragraphs[-3:] if p.role is _R.BYLINE and not is_chat(text)]
    yield from (text[p.start : p.end] for p in [*chosen, *ending])


def author(text: str, paragraphs: Iterable[Paragraph]) -> str | None:
    """The writer that a byline names."""
    for line in _bylines(text, paragraphs):
        for part in _BARS.split(line):
            english = _ENGLISH_AUTHOR.match(part)
            if english:
                return re.split(r"[.|,]\s|\s[-–—]\s|,? (?:in|for) [A-Z]", english[1])[0].strip()
            other = _KOREAN_AUTHOR.search(part) or _LABELLED_AUTHOR.match(part)
            if other:
                return other[1].strip()
    return None


def _bylines(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Byline and dateline lines, without the heads of chat messages."""
    if is_chat(text):
        return
    for p in paragraphs:
        if p.role in (_R.BYLINE, _R.DATELINE):
            yield from (line.strip() for line in text[p.start : p.end].split("\n"))


def outlet(text: str, paragraphs: tuple[Paragraph, ...]) -> str | None:
    """The outlet that a byline or dateline names: (Northwire) -, [서울=뉴시스], The Tumen Review | 2025.05.23."""
    for p in paragraphs:
        if p.role is _R.DATELINE and (found := _in_dateline(text[p.start : p.end])):
            return found
    for line in _bylines(text, (p for p in paragraphs if p.role is _R.BYLINE)):
        parts = [part.strip() for part in _BARS.split(line)]
        named = next((found for part in parts if (found := _named(part))), None) if len(parts) > 1 else None
        if named or agency(line):
            return named or agency(line)
    return None


def _in_dateline(words: str) -> str | None:
    bracket = re.search(r"[(\[]([^()\[\]\d]{2,40})[)\]]", words)
    equals = re.search(r"[\[(【]\s?([^=＝\]】)]+?)\s?[=＝]\s?([^=＝\]】)]+)", words)
    if equals:
        sides = [side.strip() for side in equals.groups()]
        signed = [side for side in sides if re.search("기자|특파원", side)]
        known = next((side for side in sides if agency(side)), None)
        return known or (next((side for side in sides if side not in signed), None) if signed else sides[1])
    return bracket[1].strip() if bracket else agency(words)


def _named(part: str) -> str | None:
    """A part of a byline that is a name of its own: capitals, no date, no writer, no trade."""
    if pattern().search(part) or EMAIL.search(part) or is_byline(part) or any(c.isdigit() for c in part):
        return None
    english = re.fullmatch(r"(?:The\s)?[A-Z][\w.'’&-]*(?:\s(?:of|the|for|and|&|[A-Z][\w.'’&-]*)){0,5}", part)
    words = (
        "news",
        "review",
        "times",
        "daily",
        "monitor",
        "post",
        "press",
        "watch",
        "journal",
        "wire",
        "radio",
        "network",
        "herald",
        "magazine",
        "tribune",
        "report",
        "international",
        "quarterly",
        "gazette",
        "chronicle",
        "voice",
        "today",
        "weekly",
        "observer",
        "agency",
        "foundation",
        "project",
    )
    if english and any(word in part.lower() for word in words):
        return part
    return (
        part
        if re.fullmatch("[가-힣A-Z]{2,12}(?:신문|일보|통신|뉴스|방송|NK|소식|저널|타임즈|매거진|투데이)", part)
        or agency(part) == part
        else None
    )


def kind(text: str, paragraphs: tuple[Paragraph, ...]) -> DocumentKind:
    """A guess from the head of the page and the shape of its lines; a person may set another."""
    if is_chat(text):
        return DocumentKind.MESSAGE
    head = "\n".join(text[p.start : p.end] for p in paragraphs[:8] if p.role is not _R.BODY).lower()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    asked = sum(1 for line in lines if asks(line)) >= 4
    kinds = load_table("intake")["kinds"]
    order = (
        ("field_note", "message", "testimony", "interview", "form", "official_record")
        if asked or len(head) < 400
        else tuple(kinds)
    )
    for name in order:
        if any(re.search(rf"(?<![a-z]){re.escape(word)}", head) for word in kinds[name]) and not (
            name in ("testimony", "interview") and _by_reporter(text, paragraphs)
        ):
            return DocumentKind(name)
    return DocumentKind.INTERVIEW if asked else DocumentKind.PUBLICATION


def _by_reporter(text: str, paragraphs: tuple[Paragraph, ...]) -> bool:
    """An article about a testimony is a publication."""
    return any(_ENGLISH_AUTHOR.match(line) or _KOREAN_AUTHOR.search(unwrap(line)[0]) for line in _bylines(text, paragraphs))
