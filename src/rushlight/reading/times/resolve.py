"""From words to days: walks a text in order, remembers what was named before, and resolves each expression.

A rule is a pattern and a function ``(match, state) -> Found | None``. Rules of one language are tried together;
at each place the longest match wins. What a rule may know stands in ``State``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

from rushlight.reading.paragraphs import lowered
from rushlight.reading.patterns import rx
from rushlight.reading.times.chat import message_days
from rushlight.reading.times.diary import diary_days
from rushlight.record import DocumentKind, Interval, Paragraph, ParagraphRole, TimeAnchor, TimeExpr, TimeUse, cut
from rushlight.record.edtf import to_edtf


@dataclass
class State:
    """What is known at one point of the text.

    ``now``: the day relative dates count from (publication, or the message's own day). ``anchor``: the last event
    time, None once a later one could not be resolved. ``explicit``: the last time with its year written out and more
    than a year, in this paragraph. ``year``: the last year named anywhere.
    """

    now: dt.date | None
    published: dt.date | None
    text: str
    by: TimeAnchor = TimeAnchor.PUBLICATION
    anchor: Interval | None = None
    shadow: Interval | None = None
    explicit: Interval | None = None
    year: int | None = None
    month: tuple[int, int] | None = None


@dataclass
class Found:
    """What a rule read. ``interval`` None: unresolved. ``moves``: later expressions may count from this one."""

    rule: str
    interval: Interval | None = None
    anchor: TimeAnchor = TimeAnchor.NONE
    approximate: bool = False
    alternatives: tuple[Interval, ...] = ()
    other: bool = False
    moves: bool = True
    explicit: bool = False
    start: int | None = None
    end: int | None = None


Reader = Callable[[regex.Match[str], State], Found | None]


@dataclass(frozen=True)
class Rule:
    """A named pattern and its reader. ``rank`` breaks ties between equally long matches: the lower wins.

    ``needs``: what a paragraph must hold for the pattern to be tried at all; most paragraphs hold few of them.
    Patterns are compiled when first needed: a reader of one language never pays for the other's.
    """

    name: str
    source: str
    read: Reader
    rank: int = 5
    needs: tuple[regex.Pattern[str], ...] = ()

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        return rx(self.source)


@dataclass
class Resolver:
    """One walk over one text."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    language: str
    published: dt.date | None
    kind: DocumentKind
    out: list[TimeExpr] = field(default_factory=list)
    low: str = ""

    def run(self, rules: Sequence[Rule]) -> list[TimeExpr]:
        self.low = lowered(self.text) if self.language == "en" else self.text
        chat = message_days(self.text, self.paragraphs, self.published, self.kind)
        chat = chat or diary_days(self.text, self.paragraphs, self.published)
        told = self.kind in (DocumentKind.INTERVIEW, DocumentKind.TESTIMONY)
        state = State(self.published, self.published, self.text)
        for paragraph in self.paragraphs:
            if paragraph.start in chat:
                state.now, state.by = chat[paragraph.start], TimeAnchor.UTTERANCE
            state.explicit = state.explicit if told and _goes_on(state) else None  # one story goes through all answers
            self._paragraph(paragraph, rules, state)
        return sorted(self.out, key=lambda t: (t.span.start, t.span.end))

    def _paragraph(self, paragraph: Paragraph, rules: Sequence[Rule], state: State) -> None:
        aside = paragraph.role is not ParagraphRole.BODY
        done = paragraph.start
        for rule, match in candidates(self.low, paragraph.start, paragraph.end, rules):
            if match.start() < done:
                continue
            found = rule.read(match, state)
            if found is None:
                continue
            if not aside:
                remember(found, state)
            elif found.interval and found.explicit and state.now is None and found.interval.earliest:
                state.year = state.year or None
            if not aside or found.interval:
                self._emit(found, match, state, aside)
            done = found.end or match.end()

    def _emit(self, found: Found, match: regex.Match[str], state: State, aside: bool) -> None:
        start, end = found.start if found.start is not None else match.start(), found.end or match.end()
        interval = clip(found.interval, state.published)
        told = not aside and is_telling(self.text, start, end, self.language)
        if told:
            forget(found, state)
        other = found.other or aside or told
        self.out.append(
            TimeExpr(
                id="",
                span=cut(self.text, start, end),
                edtf=to_edtf(interval, found.approximate) if interval else None,
                earliest=interval.earliest if interval else None,
                latest=interval.latest if interval else None,
                resolved=interval is not None,
                applies_to=TimeUse.OTHER if other else TimeUse.EVENT,
                anchor=found.anchor,
                approximate=found.approximate,
                rule=found.rule,
                alternatives=tuple(a for a in (clip(i, state.published) for i in found.alternatives) if a is not None),
            )
        )


def candidates(text: str, start: int, end: int, rules: Sequence[Rule]) -> list[tuple[Rule, regex.Match[str]]]:
    """All matches in a stretch: by place, then the longest, then the lower rank."""
    held: dict[regex.Pattern[str], bool] = {}
    found: list[tuple[Rule, regex.Match[str]]] = []
    for rule in rules:
        for need in rule.needs:
            if (holds := held.get(need)) is None:
                holds = held[need] = need.search(text, start, end) is not None
            if not holds:
                break
        else:
            found.extend((rule, m) for m in rule.pattern.finditer(text, start, end))
    return sorted(found, key=lambda f: (f[1].start(), -f[1].end(), f[0].rank))


STORY = dt.timedelta(days=600)


def _goes_on(state: State) -> bool:
    """Whether an answer's dates may still be of the year named in an answer before: never years before they were told."""
    named = state.explicit.latest if state.explicit else None
    return named is not None and (state.published is None or state.published - named <= STORY)


def clip(interval: Interval | None, published: dt.date | None) -> Interval | None:
    """No bound lies after publication; what lies wholly after it is not resolved."""
    if interval is None or published is None:
        return interval
    if interval.earliest and interval.earliest > published:
        return None
    latest = min(interval.latest, published) if interval.latest else published
    return Interval(interval.earliest, latest)


def remember(found: Found, state: State) -> None:
    """Let later expressions count from this one."""
    interval = found.interval
    if interval and interval.earliest and not found.other:
        state.year = interval.earliest.year
        if interval.latest and (interval.latest - interval.earliest).days < 32:
            state.month = (interval.earliest.year, interval.earliest.month)
        if found.explicit and interval.latest and (interval.latest - interval.earliest).days < 200:
            state.explicit = interval
        elif found.moves and found.anchor in (TimeAnchor.PUBLICATION, TimeAnchor.UTTERANCE):
            state.explicit = None  # 지난달: counted from now again
    if found.moves and not found.other:
        state.shadow = interval or (found.alternatives[0] if found.alternatives else None)
        state.anchor = interval


def forget(found: Found, state: State) -> None:
    """A day of telling is no anchor for what happened."""
    if found.moves:
        state.anchor = state.shadow = None


_TOLD_EN = rx(
    r"\b(?:said|says|told|reported|conveyed|announced|stated|added|explained|confirmed|recounted|relayed|wrote|informed|"
    r"revealed|disclosed)\b(?:\s+(?:\S+\s+){0,6}?)?$",
    regex.I,
)
_TOLD_AFTER_EN = rx(r"[,]?\s*(?:that|citing|quoting)\b|\s*[,.]?\s*(?:according to|speaking on)", regex.I)
_TOLD_KO = rx(
    r"(?:에)?\s*(?:[가-힣A-Za-z ]{0,16}(?:과의|와의|에게|측에)\s?[^.]{0,12})?[,]?\s*(?:“|\"|‘|본지|본보|데일리|자유아시아|"
    r"익명|[가-힣]{2,6}(?:통신|신문|뉴스|방송)|전화|이같이|이렇게|전했|밝혔|말했)"
)
_SOURCE_KO = rx(r"(?:소식통|관계자|대변인|증언자|당국자|정부|통신|신문|매체|단체)(?:은|는|이|가)\s*$")


def is_telling(text: str, start: int, end: int, language: str) -> bool:
    """Is this the day of telling, not of what is told?"""
    if language == "ko":
        head, tail = text[max(0, start - 24) : start], text[end : end + 40]
        sayer = _SOURCE_KO.search(head) or rx(r"[^.“\"]{0,24}(?:소식통|관계자)(?:은|는|이|가)\s").match(tail)
        if rx(r"\s?(?:전했|밝혔|말했|보도했|덧붙)").match(tail):
            return True
        begun = rx(r"[.!?]\s|\n").split(text[max(0, start - 40) : start])[-1]
        line = rx(r"[.!?]\s|\n").split(text[end : end + 200])[0]
        if rx(r"\s*\S{2,14}(?:은|는)\s").fullmatch(begun) and rx(r"인용|보도했|밝혔|전했").search(line) and len(line) < 198:
            return True
        return bool(sayer and _TOLD_KO.match(tail)) or bool(rx(r"[^.“\"]{0,20}소식통(?:은|는)\s").match(tail))
    head = text[max(0, start - 60) : start]
    head = rx(r"[.;!?]\s").split(head)[-1]
    if regex.search(r"\b(?:that|who|which|because|when|after)\b[^,]*$", head, regex.I) and not regex.search(
        r"\b(?:said|conveyed|reported|announced)\s*$", head, regex.I
    ):
        return False
    return bool(_TOLD_EN.search(head)) and bool(
        regex.match(r"(?:(?:late |early )?on |last )", text[start:end], regex.I)
        or regex.search(r"\b(?:said|told \w+|reported|announced)\s+$", head, regex.I)
    )
