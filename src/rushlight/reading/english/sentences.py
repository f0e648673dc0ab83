"""Sentences of the body: quotation by quotation, so that speech never runs into the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from rushlight.reading.drafts import Source
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.nicknames import name_nicknames
from rushlight.reading.english.phrasal import retag
from rushlight.reading.english.quotes import Quote, find_quotes
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.tagger import tag
from rushlight.reading.english.tokens import Token, is_abbreviation, tokenise
from rushlight.record import DocumentKind, ParagraphRole

NUMBERED = regex.compile(r"(?:\d{1,3}|\(?[a-z]\))\s?[.)/]\s+(?=\S)")
"""Paragraph numbers: ``31.``, ``4/``, ``(b)``."""


ASKING = rule_words("sentences_asking")
TITLES = role_words("sentences_titles")


@dataclass(eq=False)
class Sentence:
    """Tagged tokens of one sentence. ``quote`` is the quotation it stands in; ``quotes`` those standing in it as Q tokens."""

    tokens: list[Token]
    paragraph: int
    quote: Quote | None = None
    quotes: dict[int, Quote] = field(default_factory=dict)
    outer: Sentence | None = None
    turn: str = ""

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def question(self) -> bool:
        """Does it ask? ``He was asked one thing: where is she?`` tells."""
        if self.tokens[-1].text != "?":
            return False
        colon = next((k for k, t in enumerate(self.tokens) if t.text == ":"), 0)
        told = [t for t in self.tokens[:colon] if t.tag == "V"]
        return not told or self.tokens[0].low in ASKING


def split(source: Source) -> list[Sentence]:
    """The sentences of all body paragraphs in text order, quoted ones after the sentence they stand in."""
    out: list[Sentence] = []
    loose = source.kind is DocumentKind.MESSAGE
    values = _values(source)
    turn = ""
    for n, p in enumerate(source.paragraphs):
        if p.role is not ParagraphRole.BODY:
            turn = turn if n and p.start == source.paragraphs[n - 1].end else ""
            continue
        for line_start, line_end in _lines(source.text, p.start, p.end):
            start, turn = _turn(source.text, line_start, line_end, turn)
            for sentence in _paragraph(source.text, start, line_end, n, loose):
                sentence.turn = turn
                out.append(sentence)
    for sentence in out:
        _unpoint_titles(sentence.tokens)
        for token in sentence.tokens:
            token.value = values.get(token.start, "")
    name_nicknames([sentence.tokens for sentence in out])
    for sentence in out:
        tag(sentence.tokens)
        retag(sentence.tokens)
    return out


def _unpoint_titles(tokens: list[Token]) -> None:
    """``Mr. Kim``: the point of a title parts it from no name."""
    for k in range(len(tokens) - 2, 0, -1):
        if tokens[k].text == "." and tokens[k - 1].low in TITLES and tokens[k - 1].capital and tokens[k + 1].capital:
            del tokens[k]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph's lines, joined again when the next one merely goes on (hard-wrapped text)."""
    lines: list[tuple[int, int]] = []
    i = start
    while i < end:
        j = text.find("\n", i, end)
        j = end if j < 0 else j
        if text[i:j].strip():
            goes_on = lines and text[lines[-1][1] - 1 : lines[-1][1]] not in '.!?:”"»)]' and text[i:j].lstrip()[0].islower()
            if goes_on:
                lines[-1] = (lines[-1][0], j)
            else:
                lines.append((i, j))
        i = j + 1
    return lines


def _turn(text: str, start: int, end: int, last: str) -> tuple[int, str]:
    """Question or answer of a transcript, and where its words begin."""
    while start < end and text[start].isspace():
        start += 1
    numbered = NUMBERED.match(text, start, end)
    if numbered:
        start = numbered.end()
    head = text[start : start + 14]
    mark, colon, _ = head.partition(":")
    name = mark.strip().upper()
    if colon and name in ("Q", "QUESTION", "INTERVIEWER", "INT"):
        return start + len(mark) + 1, "Q"
    if colon and name in ("A", "ANSWER", "WITNESS", "INTERVIEWEE"):
        return start + len(mark) + 1, "A"
    if not colon and text[start : start + 3] in ("Q. ", "A. "):
        return start + 2, text[start]
    return start, last if last in ("A",) else ""


def _values(source: Source) -> dict[int, str]:
    """First offsets of all tokens that a value grammar claimed."""
    marks: dict[int, str] = {}
    spans = [(m, "L") for place in source.places for m in place.mentions]
    spans += [(a.span, "A") for a in source.amounts]
    spans += [(t.span, "T") for t in source.times]
    for span, kind in spans:
        for i in range(span.start, span.end):
            marks[i] = kind
    return marks


def _paragraph(text: str, start: int, end: int, n: int, loose: bool) -> list[Sentence]:
    quotes = list(find_quotes(text, start, end))
    return _stretch(text, start, end, quotes, n, None, None, loose)


def _stretch(
    text: str, start: int, end: int, quotes: list[Quote], n: int, quote: Quote | None, outer: Sentence | None, loose: bool
) -> list[Sentence]:
    """Sentences between two offsets; each speech quotation becomes one Q token and its own sentences."""
    tokens: list[Token] = []
    spoken = {}
    i = start
    for q in quotes:
        tokens += tokenise(text, i, q.start)
        if q.speech:
            spoken[q.start] = q
            tokens.append(Token(q.start, q.end, text[q.start : q.end], "", tag="Q"))
        else:
            tokens += [t for t in tokenise(text, q.start, q.end) if t.text not in '“”"«»‘’']
        i = q.end
    tokens += tokenise(text, i, end)
    out: list[Sentence] = []
    for group in _cut(tokens, text, loose):
        sentence = Sentence(group, n, quote, {t.start: spoken[t.start] for t in group if t.tag == "Q"}, outer)
        out.append(sentence)
        for q in sentence.quotes.values():
            out += _stretch(text, *q.inner, q.nested, n, q, sentence, loose)
    return out


def _cut(tokens: list[Token], text: str, loose: bool) -> list[list[Token]]:
    groups: list[list[Token]] = []
    current: list[Token] = []
    for i, t in enumerate(tokens):
        current.append(t)
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or _ends(tokens, i, after, text, loose):
            groups.append(current)
            current = []
    return [g for g in groups if any(t.is_word or t.tag == "Q" or t.text[0].isdigit() for t in g)]


def _ends(tokens: list[Token], i: int, after: Token, text: str, loose: bool) -> bool:
    """Does a sentence end behind token ``i``?"""
    t = tokens[i]
    if t.tag == "Q":
        return text[t.end - 2 : t.end - 1] in ".!?" and (after.capital or after.tag == "Q") and after.low not in ("i",)
    if t.text in ")]":
        return after.text == "[" or bool(i and tokens[i - 1].text in ".!?" and after.capital)
    if after.text in ")]»”":
        return False
    if t.text == "[" or (after.text == "[" and t.text == "."):
        return t.text != "["
    if t.text in ("!", "?", "…"):
        return after.text not in "!?" and (loose or after.capital or after.tag == "Q" or not after.is_word)
    if t.text != ".":
        return bool(t.text.endswith(".") and len(t.text) == 2 and after.capital and _common(after) and t.end < after.start)
    if i and tokens[i - 1].low == "no" and not after.text[0].isdigit():
        return loose or after.capital
    if i and tokens[i - 1].low in TITLES and tokens[i - 1].capital:
        return False
    if i and is_abbreviation(tokens[i - 1].low) and not (after.capital and _common(after)):
        return False
    if t.end == after.start and after.is_word:
        return False
    return loose or after.capital or after.tag == "Q" or after.text[0].isdigit() or after.text in '[(“"«—–-'


def _common(token: Token) -> bool:
    """A capitalised word that is an ordinary word: it starts a sentence rather than carries a name on."""
    lex = lexicon()
    return token.low in lex.nouns or token.low in lex.verbs or any(token.low in words for words in lex.words.values())
