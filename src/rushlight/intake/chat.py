"""Exported chats: the heads of messages are bylines, what was written is body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rushlight.intake.cues import is_byline, is_meta
from rushlight.record import Paragraph, ParagraphRole
from rushlight.tables import load_table

_CLOCK = r"(?:(?:오전|오후|上午|下午)\s?)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[aApP]\.?[mM]\.?)?"
_DAY = r"(?:\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?|\d{4}년\s?\d{1,2}월\s?\d{1,2}일)"
_NAME = r"[^\s:\[\]<>()][^:\n\[\]<>\t]{0,39}?"
_STAMP = rf"\u200e?\[?(?:{_DAY},?\s+)?{_CLOCK}\]?"
HEADS = tuple(
    re.compile(shape)
    for shape in (
        rf"^{_STAMP}(?:\s?[-–—]\s|,\s|\s+){_NAME}\s?:(?=\s|$)",
        rf"^\[{_NAME}\]\s?\[(?:{_DAY},?\s+)?{_CLOCK}\]",
        rf"^{_NAME},?\s\[{_DAY},?\s+{_CLOCK}\]:?",
        rf"^{_NAME}\s[(\[]{_CLOCK}[)\]]\s?:?(?=\s|$)",
        rf"^{_CLOCK}\t[^\t\n]{{1,40}}\t",
        rf"^{_STAMP}\s?<[^<>\n]{{1,40}}>",
    )
)
_SYSTEM_HEAD = re.compile(rf"^{_STAMP}(?:\s?[-–—]\s|\s+)")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEK = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)"
_DAY_LINE = re.compile(
    rf"^\W*(?:{_WEEK}?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTHS}|{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s\d{{4}})?|{_WEEK}?"
    rf"(?:today|yesterday)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|오늘|어제|그저께|(?:\d{{4}}년\s?)?\d{{1,2}}월\s?\d{{1,2}}일"
    rf"(?:\s?\(?[월화수목금토일](?:요일)?\)?)?|[월화수목금토일]요일)\W*$",
    re.IGNORECASE,
)
"""A line of its own that only says the day."""
_DIVIDER = re.compile(r"^[-–—=_*\s]{3,}.*[-–—=_*\s]{3,}$")
_SPEAKING = re.compile(r"\b(?:said|says|told|asked|asks|added|answered|shouted|that)\s?:$")
"""A log with clock times (21:00 They said: come out) is no chat."""
_LINE = re.compile(r"[^\n]+")
ENOUGH = 3
"""Heads that make a chat of a text."""

Piece = tuple[int, int, ParagraphRole]


def head_end(line: str) -> int:
    """Where the head of a message ends in the line, 0 when the line has none."""
    for shape in HEADS:
        match = shape.match(line)
        if match and not _SPEAKING.search(match.group()):
            return match.end()
    return 0


def is_chat(text: str) -> bool:
    """At least three message heads, on at least a fifth of the lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    heads = sum(1 for line in lines if head_end(line))
    return heads >= ENOUGH and heads * 5 >= len(lines)


def chat_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a chat in order."""
    out: list[Paragraph] = []
    started = False
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not line:
            continue
        start = match.start() + match.group().index(line[0])
        end = head_end(line)
        started = started or bool(end)
        pieces = _message(line, end) if end else _other(line, started, first=not out)
        out.extend(_placed(line, start, pieces))
    return tuple(out)


def _placed(line: str, offset: int, pieces: Iterator[Piece]) -> Iterator[Paragraph]:
    for a, b, role in pieces:
        raw = line[a:b]
        if raw.strip():
            left = a + len(raw) - len(raw.lstrip())
            yield Paragraph(offset + left, offset + left + len(raw.strip()), role)


def _message(line: str, end: int) -> Iterator[Piece]:
    yield 0, end, ParagraphRole.BYLINE
    said = line[end:].strip()
    yield end, len(line), ParagraphRole.CAPTION if _is_system(said, whole=True) else ParagraphRole.BODY


def _other(line: str, started: bool, *, first: bool) -> Iterator[Piece]:
    role = ParagraphRole.BODY
    if _is_divider(line) or is_byline(line) or _DAY_LINE.match(line):
        role = ParagraphRole.BYLINE
    elif _is_system(line, whole=False):
        role = ParagraphRole.TITLE if first else ParagraphRole.FOOTER
    elif not started:
        role = ParagraphRole.TITLE if first else _before(line)
    yield 0, len(line), role


def _before(line: str) -> ParagraphRole:
    """Between the title and the first message: words about the export, or a covering remark, which is body."""
    return ParagraphRole.BYLINE if is_meta(line) or not re.search(r"[.!?다요]$", line) else ParagraphRole.BODY


def _is_divider(line: str) -> bool:
    return bool(_DIVIDER.match(line)) and any(c.isdigit() for c in line)


def _is_system(words: str, *, whole: bool) -> bool:
    """A line of the messenger itself: omitted media, joins and leaves, the note on encryption."""
    lower = words.lower().strip("\u200e<>[]() .")
    cues = load_table("intake")["cues"]["chat_system"]
    if whole:
        return len(lower) <= 80 and any(lower == cue.lower() or (len(cue) > 8 and cue.lower() in lower) for cue in cues)
    headless = _SYSTEM_HEAD.match(words) is not None or len(words) <= 60
    return headless and any(len(cue) > 5 and cue.lower() in lower for cue in cues)
