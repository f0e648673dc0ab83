"""Every paragraph's part on the page: title, byline, dateline, caption, heading, navigation, footer or body.

First what a line's own words settle, then the head of the page down to the first body text, the tail up
to the last, and what stands between. When in doubt a paragraph is body: a statement lost to a wrong
caption is worse than a caption read as body.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from rushlight.intake import cues
from rushlight.intake.chat import chat_paragraphs, is_chat
from rushlight.intake.layout import LIST_MARK, Unit, units, weight
from rushlight.intake.splits import Piece, split_body
from rushlight.record import Paragraph, ParagraphRole

LONG = 1000
"""Code points of a unit that is body whatever its words are."""

MANY = 3000
"""Units above which only the head and lines that speak for themselves get roles: a book and not a page."""

HEAD_UNITS = 14
"""How far down the head of a page may reach."""

_R = ParagraphRole
_VERB_END = re.compile('(?:[다요죠까네음함됨임]|니다)[.”"’]*$')
_HEADING_MARK = re.compile(r"^[■□◆◇▣◈●○◎☐❍※]\s*\S")
_QUOTED = re.compile("^[“\"‘'«「『](.+)[”\"’'»」』][.,]?$", re.DOTALL)
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVXLC]{1,5}\.|[Ⅰ-Ⅻ]\.?|[A-Z]\.|제?\d{1,2}[장절]\.?)\s+[A-Z가-힣“\"]")
_LETTERED = re.compile(r"^(?:[가나다라마바사아자차카타파하]\.|\([가-하]\))\s+[가-힣A-Z“\"]")
"""Headings of Korean papers: 나. 자의적 체포와 구금. Items that end like a sentence are none."""
_NOTE_MARK = re.compile(r"^(?:\[?\d{1,3}\]|\d{1,3}[.)]|[¹²³⁴⁵⁶⁷⁸⁹]+|\*+|†)\s*\S")
_END_MARK = re.compile(
    r"^(?:[-–—/*]*\s*(?:ENDS?|END OF (?:STATEMENT|RELEASE))\.?\s*[-–—/*]*|#\s?#\s?#|-\s?30\s?-|\[?끝\]?|<끝>|\(끝\))$"
)
_DOCUMENT_CODE = re.compile(r"^[A-Z]{1,6}[./\s-]?\d{2}[\d./-]{2,}\s?(?:\([A-Z]\))?(?:\s?/\s?\d{1,3})?$")
_NOUN_END = re.compile(
    "(?:금|처음|마음|이름|사람|다음|어려움|두려움|괴롭힘|험|책임|모임|죽음|점|담|밤|봄|불안감|감)$(?<!려감)(?<!아감)(?<!어감)(?<!나감)"
)
"""Nouns that close with ㅁ like a clipped sentence does."""
_BARE_NOTE = re.compile(r"^(\d{1,3})\s+\S")
_NOTE = re.compile(r"^\[?(?:\d{1,3}|[*†]+|[¹²³⁴⁵⁶⁷⁸⁹]+)[\].)]?\s*\S")
_DASHED = re.compile(r"^[-–—]\s.{3,80}\s[-–—]$")
_INITIALS = re.compile(r"^[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}$")
_RULE = re.compile(r"^[\W_]+$")


def find_roles(text: str, hints: Mapping[int, ParagraphRole] | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text`` in order; together they hold everything that is not white space.

    ``hints`` are roles that the format itself states, by the offset a block starts at; they win.
    """
    if not hints and is_chat(text):
        return chat_paragraphs(text)
    page = _Page(units(text), hints or {})
    page.mark()
    return tuple(_paragraphs(text, page))


class _Page:
    """The units of one page with the roles found so far (None: undecided, in the end body)."""

    def __init__(self, parts: list[Unit], hints: Mapping[int, ParagraphRole]) -> None:
        self.units = parts
        self.roles: list[ParagraphRole | None] = [hints.get(u.start) or cues.cue_role(u) for u in parts]
        self.one_block = len({u.block for u in parts}) == 1
        self.labels = Counter(_label(u.words) for u in parts)
        self.sizes: dict[int, int] = {}
        for u in parts:
            self.sizes[u.block] = self.sizes.get(u.block, 0) + 1

    def mark(self) -> None:
        first = self._mark_head()
        if len(self.units) > MANY:
            return
        self._mark_link_lists(first)
        last = self._mark_tail(first)
        self._mark_middle(first, last)

    def open(self, i: int) -> bool:
        return self.roles[i] in (None, _R.BODY)

    def body_like(self, i: int) -> bool:
        """Long enough or shaped like a sentence, an answer or an item: what statements are read from."""
        u = self.units[i]
        if not self.open(i):
            return False
        if self.roles[i] is _R.BODY or len(u.words) > LONG or cues.asks(u.words):
            return True
        if LIST_MARK.match(u.words) and (u.weight >= 8 or u.final) and not _NUMBERED.match(u.words):
            return True
        return u.weight >= 28 or (u.final and u.weight >= 6) or (u.weight >= 9 and _VERB_END.search(u.words) is not None)

    # head ------------------------------------------------------------------------------------

    def _mark_head(self) -> int:
        """Roles of the head; returns the index of the first body text."""
        title = self._title()
        byline = self._byline(title)
        first = self._first_body(title, byline)
        undecided = [i for i in range(first) if self.roles[i] is None]
        many = len(undecided) > HEAD_UNITS
        for i in undecided:
            self.roles[i] = _R.TITLE if i == title else self._head_role(i, byline, many)
        self._kicker(title, first)
        return first

    def _title(self) -> int | None:
        """The first undecided unit, when it reads like a title and something follows it."""
        for i, u in enumerate(self.units[:6]):
            if self.roles[i] is not None:
                if self.roles[i] is _R.TITLE:
                    return i
                continue
            if cues.is_byline(u.words) or cues.is_place_and_date(u.words) or cues.is_heading_phrase(u.words):
                continue
            if cues.is_meta(u.words) and weight(u.words) > 8 and i > 0:
                continue
            return i if self._title_like(i) else None
        return None

    def _title_like(self, i: int) -> bool:
        u = self.units[i]
        if (
            not any(self.body_like(j) for j in self._after(i))
            or u.weight > 34
            or cues.asks(u.words)
            or LIST_MARK.match(u.words)
            or _NUMBERED.match(u.words)
        ):
            return False
        if re.search(r"[,;:：]$", u.words) or _R.TITLE in self.roles:
            return False
        if re.search(r"[.。](?:[”\"’')\]]*)$", u.words):
            return u.weight <= 8 and self._followed_by_head(i) and not u.words.endswith(("니다.", "다."))
        return not (u.final and cues.sentences(u.words) > 2)

    def _followed_by_head(self, i: int) -> bool:
        return i + 1 < len(self.units) and cues.is_byline(self.units[i + 1].words)

    def _byline(self, title: int | None) -> int | None:
        """A byline that stands near the top, with nothing long before it."""
        for i, u in enumerate(self.units[:9]):
            if self.roles[i] is _R.BYLINE or (self.roles[i] is None and i != title and cues.is_byline(u.words)):
                before = [j for j in range(i) if self.open(j) and j != title]
                long = [j for j in before if self.body_like(j) and (self.units[j].final or self.units[j].weight >= 28)]
                standfirst = len(long) <= 1 and all(self.units[j].weight <= 55 for j in before)
                after = sum(self.body_like(j) for j in self._after(i))
                return i if standfirst and len(before) <= 4 and after > len(long) else None
        return None

    def _first_body(self, title: int | None, byline: int | None) -> int:
        start = 0 if byline is None else byline + 1
        for i in range(start, len(self.units)):
            if i != title and self.body_like(i) and not self._is_head_line(i):
                return i
        return min(len(self.units), max(start, 0 if title is None else title + 1))

    def _is_head_line(self, i: int) -> bool:
        """A line about the document, so long as only such lines came before it."""
        words = self.units[i].words
        near = i < HEAD_UNITS and (
            not _label(words) or self.labels[_label(words)] < 3
        )  # a label that comes back is a speaker's
        return near and (cues.is_byline(words) or cues.is_place_and_date(words) or cues.is_meta(words) or self._editors_note(i))

    def _meta(self, i: int) -> bool:
        words = self.units[i].words
        return cues.is_meta(words) and (not _label(words) or self.labels[_label(words)] < 3)

    def _editors_note(self, i: int) -> bool:
        words = self.units[i].words
        return re.match(r"^\W{0,2}(?:editors?['’]?s? note|note to readers?|편집자\s?주)\b", words, re.IGNORECASE) is not None

    def _head_role(self, i: int, byline: int | None, many: bool) -> ParagraphRole:
        u = self.units[i]
        if cues.is_byline(u.words):
            return _R.BYLINE
        if cues.is_place_and_date(u.words):
            return _R.DATELINE
        if cues.is_heading_phrase(u.words):
            return _R.HEADING
        if self._editors_note(i):
            return _R.FOOTER
        if self._meta(i):
            return _R.BYLINE
        if byline is not None and i < byline:
            return _R.HEADING
        return _R.BODY if many or u.final or u.words.endswith((",", ";")) or cues.asks(u.words) else _R.HEADING

    def _kicker(self, title: int | None, first: int) -> None:
        """A word or two above the real title is the section's name."""
        if title is None or self.units[title].weight > 3 or title + 1 >= first:
            return
        following = title + 1
        if self.roles[following] is _R.HEADING and self.units[following].weight >= 5 and not self.units[following].final:
            self.roles[title], self.roles[following] = _R.NAVIGATION, _R.TITLE

    # tail ------------------------------------------------------------------------------------

    def _mark_link_lists(self, first: int) -> None:
        """Headlines below "Related articles", and notes below "Notes"."""
        for i in range(first, len(self.units)):
            role = self._list_head(i)
            if role is None or self._long_after(i):
                continue
            for j in range(i + 1, len(self.units)):
                if not self._list_item(j, role):
                    break
                self.roles[j] = role
            if role is _R.FOOTER:
                self.roles[i] = role

    def _list_head(self, i: int) -> ParagraphRole | None:
        words = self.units[i].words
        if self.roles[i] is _R.NAVIGATION and weight(words) <= 5:
            return _R.NAVIGATION
        label = re.fullmatch(
            r"\W*(?:notes?|footnotes?|endnotes?|references|sources|각주|주|주석|참고문헌|contacts?|media contacts?)\W*",
            words,
            re.IGNORECASE,
        )
        return _R.FOOTER if label and self.open(i) else None

    def _list_item(self, j: int, role: ParagraphRole) -> bool:
        u = self.units[j]
        if not self.open(j):
            return False
        if role is _R.NAVIGATION:
            return not u.final and u.weight <= 28 and not cues.asks(u.words)
        return _NOTE_MARK.match(u.words) is not None or cues.is_footer(u.words) or u.weight <= 8

    def _long_after(self, i: int) -> bool:
        return any(
            self.open(j) and self.units[j].final and self.units[j].weight >= 15
            for j in self._after(i)
            if not cues.is_footer(self.units[j].words) and not _NOTE_MARK.match(self.units[j].words)
        )

    def _after(self, i: int) -> range:
        return range(i + 1, len(self.units))

    def _mark_tail(self, first: int) -> int:
        """Roles from the end upwards until body text; returns the index of the last body text."""
        authors = tuple(self._authors(first))
        self._mark_after_end(first)
        self._mark_notes(first)
        for i in range(len(self.units) - 1, first, -1):
            if not self.open(i):
                continue
            role = self._tail_role(i, authors)
            if role is None:
                return self._last_footers(i, first)
            self.roles[i] = role
        return first

    def _mark_after_end(self, first: int) -> None:
        """All that follows a line such as ENDS or ### in the lower half is footer."""
        start = max(first, len(self.units) // 2)
        ends = [i for i in range(start, len(self.units)) if _END_MARK.match(self.units[i].words)]
        for i in range(ends[0], len(self.units)) if ends else ():
            if self.open(i):
                self.roles[i] = _R.FOOTER

    def _mark_notes(self, first: int) -> None:
        """Numbered notes below a drawn line in the lower half."""
        start = max(first, len(self.units) // 2)
        for i in range(start, len(self.units)):
            if not re.fullmatch(r"[_\-–—]{5,}", self.units[i].words):
                continue
            below = [j for j in self._after(i) if self.open(j)]
            if below and all(_NOTE.match(self.units[j].words) for j in below):
                for j in (i, *below):
                    self.roles[j] = _R.FOOTER
                return

    def _tail_role(self, i: int, authors: tuple[str, ...]) -> ParagraphRole | None:
        u = self.units[i]
        if len(u.words) > LONG:
            return None
        pieces = split_body(u.words, opening=False, closing=True)
        signed_off = len(pieces) > 1 and not cues.is_footer(u.words[: pieces[0][1]])
        if cues.asks(u.words) or self.roles[i] is _R.BODY or (signed_off and not cues.unwrap(u.words)[1]):
            return None
        if cues.is_footer(u.words) or cues.bio(u.words, authors):
            return _R.FOOTER
        if cues.is_byline(u.words):
            return _R.BYLINE
        if (cues.unwrap(u.words)[1] and u.weight <= 60) or _RULE.match(u.words) or _INITIALS.match(u.words):
            return _R.FOOTER
        if _DOCUMENT_CODE.match(u.words) or self._cited_note(i):
            return _R.FOOTER
        if _shouted(u.words) or self._repeats_title(u.words):
            return _R.FOOTER
        if not u.final and u.weight <= 7 and cues.is_byline(self.units[i - 1].words):
            return _R.BYLINE  # who signs, below the date
        if i + 1 < len(self.units) and self.roles[i + 1] is _R.NAVIGATION and u.weight <= 7 and not u.final:
            return _R.NAVIGATION
        after_footer = any(r is _R.FOOTER for r in self.roles[i + 1 :])
        if (
            re.match(r"^(?:\[?\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹]+|\*+|†)\s*\S", u.words)
            and (after_footer or i == len(self.units) - 1)
            and u.weight <= 40
        ):
            return _R.FOOTER
        return _R.BYLINE if re.match(r"^[-–—]{1,2}\s?[A-Z가-힣]", u.words) and u.weight <= 6 and not u.final else None

    def _cited_note(self, i: int) -> bool:
        """A note whose number stands raised behind a word further up: "... to officers.12"."""
        found = _BARE_NOTE.match(self.units[i].words)
        if not found or self.units[i].weight > 45:
            return False
        mark = re.compile(rf"[^\W\d][.,;:”\"’)]{{0,2}}{found[1]}(?!\d)")
        return any(mark.search(other.words) for other in self.units[:i])

    def _repeats_title(self, words: str) -> bool:
        """A running foot: the title with a page number."""
        titles = [_squeeze(u.words) for u, role in zip(self.units, self.roles, strict=True) if role is _R.TITLE]
        squeezed = _squeeze(words)
        return any(len(title) >= 8 and squeezed.startswith(title) and len(squeezed) <= len(title) + 6 for title in titles)

    def _last_footers(self, last: int, first: int) -> int:
        """A sign-off with one short line below it is a footer, and so is that line."""
        above = last - 1
        most = 60 if _R.FOOTER in self.roles[last + 1 :] else 12
        if above > first and self.open(above) and self.units[last].weight <= most and cues.is_footer(self.units[above].words):
            self.roles[above] = self.roles[last] = _R.FOOTER
            return above
        return last

    def _authors(self, first: int) -> Iterator[str]:
        for i in range(first):
            if self.roles[i] is _R.BYLINE:
                yield from re.findall(
                    r"[A-Z][\w.'’\-]+(?:\s[A-Z][\w.'’\-]+){1,3}|[가-힣]{2,4}(?=\s?(?:기자|작가|특파원))",
                    self.units[i].words.removeprefix("By "),
                )

    # middle ----------------------------------------------------------------------------------

    def _mark_middle(self, first: int, last: int) -> None:
        inner = [i for i in range(first + 1, last) if self.open(i)]
        short = [i for i in inner if self._heading_like(i)]
        if len(short) > 0.55 * (len(inner) + 1):
            short = [i for i in short if _HEADING_MARK.match(self.units[i].words)]
        squeezed = [_squeeze(u.words) for u in self.units]
        for i in inner:
            if i in short or self._pull_quote(i, squeezed):
                self.roles[i] = _R.HEADING

    def _own_block(self, i: int) -> bool:
        block = self.units[i].block
        return self.one_block or self.sizes[block] == 1 or self._line_paragraphs(block)

    def _line_paragraphs(self, block: int) -> bool:
        """Is every line of this block a paragraph? Text pasted without empty lines looks so."""
        inside = [u for u in self.units if u.block == block]
        return len(inside) >= 5 and 2 * sum(u.final and u.weight >= 8 for u in inside) >= len(inside)

    def _heading_like(self, i: int) -> bool:
        u = self.units[i]
        if self.roles[i] is None and _DASHED.match(u.words) and self._own_block(i):
            return True
        marked = any(shape.match(u.words) for shape in (_HEADING_MARK, _NUMBERED))
        marked = marked or (_LETTERED.match(u.words) is not None and not _noted(u.words))
        if self.roles[i] is not None or u.final or re.search(r"[,;:：~–—-]$", u.words) or cues.asks(u.words):
            return False
        if not (self._own_block(i) or marked) or u.weight > (20 if marked else 14):
            return False
        if (
            (LIST_MARK.match(u.words) and not marked)
            or (_VERB_END.search(u.words) and not marked and not _QUOTED.match(u.words))
            or u.words[:1].islower()
            or _RULE.match(u.words)
        ):
            return False
        return any(self.body_like(j) for j in range(i + 1, min(i + 3, len(self.units))))

    def _pull_quote(self, i: int, squeezed: list[str]) -> bool:
        """A line of its own whose words stand in another paragraph as well."""
        u = self.units[i]
        if not self._own_block(i) or u.weight > 45 or u.weight < 4 or self.roles[i] is not None:
            return False
        quoted = _QUOTED.match(u.words)
        needle = _squeeze(quoted[1] if quoted else u.words)
        return len(needle) >= 12 and any(
            needle in other and len(other) > len(needle) + 10 for j, other in enumerate(squeezed) if j != i
        )


def _shouted(words: str) -> bool:
    """Calls and notices in capitals, without an end like a sentence's."""
    letters = [c for c in words if c.isalpha()]
    return (
        len(letters) >= 16
        and words.isascii()
        and sum(c.isupper() for c in letters) >= 0.6 * len(letters)
        and words[-1] not in ".!?"
    )


def _noted(words: str) -> bool:
    """A note's clipped sentence: its last syllable closes with ㅁ (끌려감, 없음)."""
    bare = words.rstrip('.”"’ ')
    last = bare[-1:]
    return _NOUN_END.search(bare) is None and "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 == 16


def _label(words: str) -> str:
    """The label a line begins with (Source: ...), or nothing."""
    match = re.match(r"^([^\W\d][^:：|\n]{0,30})[:：]\s", words)
    return match[1] if match else ""


def _squeeze(words: str) -> str:
    """Letters and digits only, for comparing words across quote styles."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).lower()


def _paragraphs(text: str, page: _Page) -> Iterator[Paragraph]:
    body = [i for i in range(len(page.units)) if page.open(i)]
    opening, closing = set(body[:2]), set(body[-1:])
    for i, u in enumerate(page.units):
        if i not in opening | closing and page.roles[i] is not None and page.roles[i] is not _R.BODY:
            yield Paragraph(u.start, u.end, page.roles[i] or _R.BODY)
            continue
        role = page.roles[i] or _R.BODY
        pieces: list[Piece] = (
            split_body(text[u.start : u.end], opening=i in opening, closing=i in closing)
            if role is _R.BODY
            else [(0, u.end - u.start, role)]
        )
        yield from _trimmed(text, u.start, pieces)


def _trimmed(text: str, offset: int, pieces: list[Piece]) -> Iterator[Paragraph]:
    for a, b, role in pieces:
        raw = text[offset + a : offset + b]
        if raw.strip():
            start = offset + a + len(raw) - len(raw.lstrip())
            yield Paragraph(start, start + len(raw.strip()), role)
