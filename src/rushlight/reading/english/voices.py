"""Whose voices a chat or a note carries: the senders of messages, whom they quote, the letters that stand for sources."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from rushlight.reading.drafts import PartyDraft, Source
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.refs import SPEAKER, Cast, Ref
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.sentences import Sentence
from rushlight.reading.english.tokens import Token
from rushlight.reading.patterns import rx
from rushlight.record import DocumentKind, IdentityStatus, ParagraphRole, PartyClass, PartyKind, Span, cut

HEAD = regex.compile(r"(?:\[?[\d:.,/ \-]*(?:[ap]m)?\]?\s*[-–]?\s*)?(\p{L}[^:\n\d]{0,38}?)\s*(?:\([^)\n]*\))?:\s*")
"""The head of a message: clock, sender, colon."""
CODE = regex.compile(
    r"\b(?:Src|SRC|src|Source|source|Informant|informant|Contact|contact|Respondent|Interviewee|Witness|Caller)\.?\s+(\p{Lu}|\d{1,2})\b(?![.’'\p{L}])"
)
MARK = rx(r"\[(\p{Lu})\]")
"""``[A]``: the letter of a source in a note's margin."""
CARRYING = role_words("voices_carrying")
PASSED_ON = frozenset({"fwd", "forward", "forwarded", "from", "paste", "pasting", "voice", "note", "message", "text"})
NOTES = frozenset({"note", "voice-note", "message", "voice-message", "audio", "text", "letter", "recording", "words"})
LABELS = role_words("voices_labels")
PERCEIVING = frozenset(
    {"see", "hear", "think", "believe", "know", "watch", "witness", "remember", "guess", "suspect", "reckon", "swear"}
)
BEFORE_NAME = frozenset({"to", "by", "from", "with", "and", "src", "source", "["})


@dataclass
class Voices:
    """Senders by paragraph, and whose words stand in the chat's quotation marks, by sentence."""

    senders: dict[int, Ref] = field(default_factory=dict)
    carried: dict[int, Ref] = field(default_factory=dict)
    codes: dict[str, Ref] = field(default_factory=dict)
    marked: dict[int, Ref] = field(default_factory=dict)
    last: Ref | None = None

    def sender(self, parsed: Parsed) -> Ref | None:
        return self.senders.get(parsed.sentence.paragraph)

    def hear(self, parsed: Parsed, n: int, cast: Cast) -> None:
        """``im pasting what my aunt sent me``: the quotations that follow are hers."""
        if self.senders and parsed.sentence.quote is None:
            found = _passed_on(parsed, cast, self.sender(parsed))
            if found is not None:
                found.lead, self.last = True, found
        if self.last is not None:
            self.carried[n] = self.last


def _passed_on(parsed: Parsed, cast: Cast, sender: Ref | None) -> Ref | None:
    lows = {t.low for t in parsed.sentence.tokens}
    for e in parsed.events:
        subject = e.subjects[-1] if e.subjects else None
        said = e.lemma in CARRYING and subject is not None and subject.head.low not in SPEAKER | {"you", "they"}
        ref = cast.get(subject) if said else None
        if ref is not None and ref is not sender and ref.cls in ("person", "source", "family") and not ref.plural:
            return ref
    for np in parsed.nps:
        if np.heads & NOTES and np.owner is not None and (whose := cast.get(np.owner)) is not None and whose is not sender:
            return whose
        ref = cast.get(np) if np.prep == "from" and PASSED_ON & lows - {"from"} else None
        if ref is not None and ref is not sender and ref.cls in ("person", "source") and not ref.plural:
            return ref
    return None


def find_senders(source: Source, cast: Cast, voices: Voices) -> None:
    """The senders of a chat as parties, each with the heads of its messages as mentions."""
    if source.kind is not DocumentKind.MESSAGE:
        return
    known: dict[str, Ref] = {}
    now: Ref | None = None
    for k, p in enumerate(source.paragraphs):
        head = HEAD.fullmatch(source.text, p.start, p.end) if p.role is ParagraphRole.BYLINE else None
        if head is not None:
            span = cut(source.text, *head.span(1))
            now = known.get(span.exact.lower()) or _person(cast, span)
            known[span.exact.lower()] = now
            now.draft.mentions += [span] if span not in now.draft.mentions else []
        elif p.role is ParagraphRole.BODY and now is not None:
            voices.senders[k] = now


def find_codes(source: Source, cast: Cast, voices: Voices) -> None:
    """``Src A = brother of the detainee``, ``Src B = …``: letters that stand for sources, where there are two or more."""
    rows = [(m.group(1), cut(source.text, *m.span())) for m in CODE.finditer(source.text)]
    marks = [(m.group(1), cut(source.text, *m.span())) for m in MARK.finditer(source.text)]
    rows += marks if not rows and any([code for code, _ in marks].count(m) > 1 for m, _ in marks) else []
    if source.kind is DocumentKind.MESSAGE or len({code for code, _ in rows}) < 2:
        return
    for code, span in rows:
        ref = voices.codes.get(code)
        if ref is None:
            ref = voices.codes[code] = _person(cast, span)
            ref.names = {code.lower()}
            ref.heads |= {"source"}
            ref.coded = True
        ref.draft.mentions += [span] if span not in ref.draft.mentions else []


def _person(cast: Cast, span: Span) -> Ref:
    draft = PartyDraft(PartyKind.PERSON, PartyClass.SOURCE, span.exact, IdentityStatus.UNNAMED, [span])
    ref = Ref(draft, "source", set(), False)
    ref.names = {w.lower() for w in rx(r"\p{L}+").findall(span.exact)}
    cast.refs.append(ref)
    return ref


def name_codes(sentences: list[Sentence], voices: Voices) -> None:
    """Tag the letters as names: ``A says``, ``acc. to B``, ``[B] saw``; ``A lawyer`` keeps its article."""
    for sentence in sentences if voices.codes else ():
        tokens = sentence.tokens
        for k, t in enumerate(tokens):
            if t.text in voices.codes and t.text.isalpha() and _is_name(tokens, k):
                t.tag, t.lemma, t.form, t.value = "M", t.low, "", ""
        if [t.text for t in tokens[:3:2]] == ["[", "]"] and tokens[1].text in voices.codes:
            voices.marked[id(sentence)] = voices.codes[tokens[1].text]
        if not sentence.quotes:
            _unbracket(tokens, voices)


def _unbracket(tokens: list[Token], voices: Voices) -> None:
    """Take the brackets off a source's letter: ``[B] has moved`` has B for its subject, brackets and all."""
    for k in range(len(tokens) - 3, -1, -1):
        if tokens[k].text == "[" and tokens[k + 2].text == "]" and tokens[k + 1].text in voices.codes:
            tokens[k + 1].start, tokens[k + 1].end = tokens[k].start, tokens[k + 2].end
            del tokens[k + 2], tokens[k]


def name_labels(sentences: list[Sentence]) -> None:
    """``Subject: male, 30s``: a label is a noun, whatever else the word may be."""
    for sentence in sentences:
        first = sentence.tokens[0]
        if len(sentence.tokens) > 2 and first.low in LABELS and sentence.tokens[1].text in ":=":
            first.tag, first.lemma, first.form = "N", first.low, "sg"


def _is_name(tokens: list[Token], k: int) -> bool:
    before = tokens[k - 1].low if k else ""
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    if tokens[k].text != "A":
        return True
    return (
        before in BEFORE_NAME or after is None or after.tag in "VALXSY" or (after.tag == "E" and not after.low.endswith("ly-"))
    )


def bracketed(parsed: Parsed, voices: Voices) -> Ref | None:
    """``[B] saw …``, ``[B]: …``: the source whose mark opens the sentence; not where it tells what B did."""
    ref = voices.marked.get(id(parsed.sentence))
    if ref is None:
        return None
    does = next((e for e in parsed.events if e.subjects and e.subjects[0].first <= 1 and e.vg.first <= 3), None)
    tells = does is None or does.lemma in lexicon().speech["say"] | PERCEIVING
    return ref if tells else None


def heads_note(parsed: Parsed, voices: Voices) -> bool:
    """``[B]: …``, ``[B], same cell: …``: the mark stands for more than a verb's subject."""
    tokens = parsed.sentence.tokens
    return id(parsed.sentence) in voices.marked and any(t.text in ":,-–—" for t in tokens[1:4])
