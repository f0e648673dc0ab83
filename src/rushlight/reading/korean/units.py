"""Sentences and quotations: the text as stretches at one speaking level.

A quotation that is speech becomes stretches of its own and is masked in the sentence that holds it, so that
nothing said inside it is read as said outside. Quoted labels (‘적선’과) stay where they stand.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

import regex

from rushlight.reading.drafts import Source
from rushlight.reading.patterns import rx
from rushlight.record import DocumentKind, ParagraphRole

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "〈": "〉", "《": "》"}
MASK = "▒"
HEAD = rx(
    r"^\s*(?P<head>(?P<q>문|질문|질|Q|면담자|조사자|기자|면담원|질문자)|(?P<a>답|답변|A|증언자|응답|구술자|진술인|응답자|[가-힣]{2,4}(?:\(가명\))?))\s?[:：]\s?"
)
NO_SPEAKER = frozenset(
    [
        *(
            "전언",
            "비고",
            "요지",
            "참고",
            "주의",
            "결과",
            "출처",
            "장소",
            "일시",
            "날짜",
            "시간",
            "대상",
            "내용",
            "제목",
            "작성",
        ),
        *(
            "지역",
            "이름",
            "성별",
            "나이",
            "직업",
            "추가",
            "메모",
            "현황",
            "배경",
            "개요",
            "결론",
            "주석",
            "요약",
            "경위",
            "확인",
        ),
        *(
            "미확인",
            "소문",
            "첩보",
            "보고",
            "연락",
            "주소",
            "전화",
            "사건",
            "피해",
            "가해",
            "조치",
            "상황",
            "원문",
            "사유",
            "혐의",
        ),
        *("처분", "판결", "죄목", "형량", "근거", "특이사항", "기타", "구분", "종류", "금액"),
    ]
)
"""Labels of notes and forms, which nobody speaks under."""
CHAT_HEAD = rx(
    r"^\s*(?:\[(?P<who>[^\]\n]{1,20})\]\s?\[(?:오전|오후)?\s?\d{1,2}:\d{2}\]|(?P<who>[^\s,:\[][^,:\n]{0,19}),?\s(?:\d{4}[.년/-]\s?\d{1,2}[.월/-]\s?\d{1,2}[.일]?\s?)?(?:오전|오후)\s?\d{1,2}:\d{2}\s?[:,]?)\s?"
)
INLINE_TURN = rx(r"(?<=[.?!])\s(?=(?:문|답|질문|응답|증언자|조사자|면담자|구술자)\s?[:：]\s)")
"""A turn that begins within a line; the white space before its head is taken for a line break."""
BULLET = rx(r"^\s*(?:[-–—•·*○●▪□■▶]|\(?\d{1,2}[.)]|[가-하][.)]|[①-⑳])\s+")
SPEECH_AFTER = rx(
    r"\s?(?:(?:이?라|이란)(?:고|며|면서|는|던|기에|지만|더니)|고(?:도|는)?(?:\s|$)|며\s|면서|는\s(?:소문|말|내용|지시|것|게|취지|이야기|얘기|통보|경고|대답|답|협박|위협|구호|식|요구|주장|문구|글|설명|전언|으름장|방침|포고|명령|입장|답변)|\s?(?:이랬|이러|하고|했|하자|한다|라\s|라며)|라\s)"
)
SENTENCE_LIKE = rx(r"(?:[다요까죠지네라자오음]|것|뿐|[.?!…])[.?!…]*$")
ENDING = rx(r"(?<=[^\d\s.][.?!。]|[^\d\s.]\.{2,4}|[가-힣][ㅠㅜㅋㅎ]{1,8}|…|[.?!][”’\"'」』])\s+|(?<=[가-힣])\.(?=[가-힣]{2})")


@dataclass(frozen=True, eq=False)
class Turn:
    """Who holds the floor in a transcript or chat: ``asker`` for questions, ``name`` as the head writes it."""

    asker: bool
    name: str | None


@dataclass(frozen=True, eq=False)
class Unit:
    """One sentence at one speaking level. ``masked`` is its text with quoted speech blanked, same length."""

    start: int
    end: int
    masked: str
    block: int
    parent: Unit | None = None
    depth: int = 0
    turn: Turn | None = None
    bullet: bool = False
    before: str = ""
    after: str = ""

    def text(self, start: int, end: int) -> str:
        """Masked words between two offsets of the whole text."""
        return self.masked[max(0, start - self.start) : max(0, end - self.start)]


@dataclass(frozen=True)
class _Quote:
    open: int
    close: int


def find_units(source: Source) -> list[Unit]:
    """All stretches of the body in text order; a quotation's come after the sentence that holds them."""
    units: list[Unit] = []
    turn: Turn | None = None
    block = 0
    for paragraph in source.paragraphs:
        if paragraph.role is ParagraphRole.BYLINE and source.kind is DocumentKind.MESSAGE:
            turn = _sender(source.text[paragraph.start : paragraph.end]) or turn
        if paragraph.role is not ParagraphRole.BODY:
            continue
        for start, end in _lines(source.text, paragraph.start, paragraph.end):
            block += 1
            bullet = bool(BULLET.match(source.text[start:end]))
            turn, start = _turn(source.text, start, end, turn)
            units += _split(source.text, start, end, block, None, 0, turn, bullet)
        block += 1
    return units


def _sender(line: str) -> Turn | None:
    """Whose message a chat's head opens."""
    chat = CHAT_HEAD.match(line)
    return Turn(False, chat["who"].strip()) if chat else None


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines of a paragraph; hard-wrapped ones (long, unfinished) are joined with what follows."""
    out: list[tuple[int, int]] = []
    at = start
    for line in INLINE_TURN.sub("\n", text[start:end]).splitlines(keepends=True):
        stop = at + len(line)
        body = line.strip()
        if body:
            if out and _runs_on(text[out[-1][0] : out[-1][1]].rstrip(), body):
                out[-1] = (out[-1][0], stop)
            else:
                out.append((at, stop))
        at = stop
    return out


def _runs_on(previous: str, line: str) -> bool:
    last = previous.rsplit("\n", 1)[-1]
    if len(last) < 30 or rx(r"(?:[.?!…:”’\"]|[다요음임함됨])$").search(last):
        return False
    return not (HEAD.match(line) or CHAT_HEAD.match(line) or BULLET.match(line))


def _turn(text: str, start: int, end: int, turn: Turn | None) -> tuple[Turn | None, int]:
    """The turn a line opens, or the running one, and where its words begin."""
    line = text[start:end]
    if chat := CHAT_HEAD.match(line):
        return Turn(False, chat["who"].strip()), start + chat.end()
    head = HEAD.match(line)
    if head is not None and head["a"] not in NO_SPEAKER:
        name = head["a"] if head["a"] not in ("답", "답변", "A", "응답") else None
        return Turn(bool(head["q"]), name), start + head.end()
    if bullet := BULLET.match(line):
        return turn, start + bullet.end()
    return turn, start


def _split(
    text: str, start: int, end: int, block: int, parent: Unit | None, depth: int, turn: Turn | None, bullet: bool
) -> list[Unit]:
    """Sentences of ``text[start:end]`` and, after each, those of its quotations."""
    quotes = [q for q in find_quotes(text, start, end) if is_speech(text, q, end)]
    masked = text[start:end]
    for q in quotes:
        masked = masked[: q.open + 1 - start] + MASK * (q.close - q.open - 1) + masked[q.close - start :]
    out: list[Unit] = []
    for a, b in _sentences(masked):
        unit = Unit(start + a, start + b, masked[a:b], block, parent, depth, turn, bullet)
        out.append(unit)
        for q in quotes:
            if unit.start <= q.open < unit.end and q.close - q.open > 1 and depth < 4:
                out += _split(text, q.open + 1, q.close, block, unit, depth + 1, turn, bullet)
    return out


def _sentences(masked: str) -> list[tuple[int, int]]:
    cuts = [m.end() if m.group().strip() or m.group() else m.start() for m in ENDING.finditer(masked)]
    bounds = [0, *cuts, len(masked)]
    out = []
    for a, b in itertools.pairwise(bounds):
        piece = masked[a:b]
        left = a + len(piece) - len(piece.lstrip())
        right = a + len(piece.rstrip())
        if right > left:
            out.append((left, right))
    return out


def find_quotes(text: str, start: int, end: int) -> list[_Quote]:
    """Outermost quotations; a missing closing mark ends the quotation at the end of the line."""
    out = []
    at = start
    while at < end:
        char = text[at]
        if char in PAIRS and (close := _closing(text, at, end)) is not None:
            out.append(_Quote(at, close))
            at = close
        elif char in "\"'" and (straight := text.find(char, at + 1, end)) > 0 and _opens(text, at):
            out.append(_Quote(at, straight))
            at = straight
        at += 1
    return out


def _opens(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _closing(text: str, at: int, end: int) -> int | None:
    opening, closing, depth = text[at], PAIRS[text[at]], 0
    for i in range(at, end):
        if text[i] == opening:
            depth += 1
        elif text[i] == closing:
            depth -= 1
            if depth == 0:
                return i
    return None


def is_speech(text: str, quote: _Quote, end: int) -> bool:
    """Whether quoted words are speech rather than a label (‘적선’과, ‘비판회’가, 〈title〉)."""
    words = text[quote.open + 1 : quote.close].strip()
    after = text[quote.close + 1 : min(end, quote.close + 24)]
    if not words or text[quote.open] in "〈《「『":
        return False
    long = len(words.split()) > 1
    if long and SPEECH_AFTER.match(after):
        return True
    if len(words.split()) > 4 and rx(r"[가-힣][.?!]\s").search(words):
        return True
    if SENTENCE_LIKE.search(words) and (len(words.split()) > 2 or words[-1] in ".?!…"):
        return True
    return bool(rx(r"(?:이?라|이란)(?:고|며|면서)\s|고\s(?:했|말|전|밝)").match(after)) and not _label_after(after)


def _label_after(after: str) -> bool:
    return bool(rx(r"이?라(?:고|는)\s(?:부르|불리|불렀|하는|칭|규정|낙인|이름)").match(after))


@cache
def word_pattern() -> regex.Pattern[str]:
    return rx(r"\S+")
