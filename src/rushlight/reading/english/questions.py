"""Question lists: what power wants to know, in reported or quoted questions, and what each question is about.

Money that came is ``disclose.receipt_of_funds``, deliveries to come ``disclose.future_delivery``, whom one met, where
somebody is and who did it ``disclose.contact``.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.contents import DELIVERED, FUNDS, asked_most
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View

WH = frozenset(
    {"who", "whom", "whose", "where", "how", "what", "which", "when", "why", "whether", "if", "from", "by", "through"}
)
ASKERS = rule_words("questions_askers")
WANTING = rule_words("questions_wanting")
HEADS = rule_words("questions_heads")
MANY = 2
READ = ("demand.", "coerce.")


def question_hits(view: View, n: int, hits: list[Hit], spoken: bool) -> list[Hit]:
    """The demand to tell that a list of questions makes; and contents for those demands that have none."""
    out: list[Hit] = []
    if not any(h.act.startswith(READ) for h in hits):
        out = _listed(view, n, hits) or _wanted(view, n, hits) or _quoted(view, n, spoken)
    for h in (*hits, *out):
        bare = h.act == "demand.disclosure" and not h.negated and not any(x.content_of is h for x in (*hits, *out))
        if bare:
            out += _content(view, n, h)
    return out


def _listed(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """``Q: who paid, where is he``, ``Questions: how did you get the phone``, ``Asked: who rings``."""
    items = view.parsed.items
    first = items[0]
    low = first.np.head.low if first.np is not None else first.low
    head = low in HEADS or (first.vg is not None and first.vg.lemma in ("ask", "question"))
    colon = next((k for k, i in enumerate(items[:10]) if k and i.low in (":", "–", "—")), 0)
    asks = colon and colon + 1 < len(items) and items[colon + 1].low in WH - {"if", "from", "by", "through", "when", "whether"}
    several = sum(1 for i in items if i.low in WH) >= MANY and (view.detained or view.asked)
    if not colon or not ((head and colon < 4) or (asks and (head or several))):
        return []
    if view.parsed.sentence.tokens[-1].text == "?" and low in ("q", "q."):
        return []
    k = next((k for k in range(1, len(items)) if items[k].low in WH), None)
    return [] if k is None else [_demand(view, n, 0, k)]


def _wanted(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """``The interrogators were interested in one thing only, where he slept``, ``What they were after: who else …``."""
    for e in view.parsed.events:
        power = any(view.is_official(np) or np.heads & ASKERS for np in e.subjects)
        interested = e.lemma == "be" and bool({*e.adjectives, *e.words} & {"interested", "curious", "after", "keen"})
        interested = interested or (e.lemma == "interest" and e.vg.passive)
        if not power or not (interested or e.lemma in WANTING):
            continue
        items = view.parsed.items
        k = next((k for k in range(e.at + 1, len(items)) if items[k].low in WH - {"if", "from", "by"}), None)
        info = [np for np in (*e.objects, *(p for _, p in e.pps)) if view.fits(np, ["@info"])]
        if k is None and not info:
            info = [np for np in view.parsed.nps if np.first > e.vg.first and view.fits(np, ["@info"])]
        if k is not None or info:
            at = k if k is not None else e.at
            hits[:] = [h for h in hits if h.event is None or h.event.at <= e.at or h.act.startswith("question")]
            return [_demand(view, n, e.at, at, e)]
    return []


def _demand(view: View, n: int, start: int, at: int, e: Event | None = None) -> Hit:
    items = view.parsed.items
    agents = [np for np in e.subjects if view.is_official(np)] if e is not None else []
    victims = [np for np in (*e.objects, *(p for _, p in e.pps)) if view.is_person(np)] if e is not None else []
    event = e if e is not None else next((x for x in view.parsed.events if x.at >= at), None)
    hit = Hit("demand.disclosure", n, event=event, patients=victims, agents=agents, outer=True)
    first = items[start].first
    if e is not None and e.subjects and e.subject_how == "direct":
        first = min(first, e.subjects[0].first)
    hit.tokens = [(first, items[-1].last)]
    hit.noun = None if event is not None else next(iter(view.parsed.nps), None)
    return hit


def _quoted(view: View, n: int, spoken: bool) -> list[Hit]:
    """``“Who gave you the number?” they shouted``: asked by those who hold or search somebody."""
    sentence = view.parsed.sentence
    if sentence.quote is None or not spoken or not (view.asked or view.detained or view.raided):
        return []
    first = next((t for t in sentence.tokens if t.is_word), None)
    you = {"you", "your", "he", "she", "him", "her"} & view.lows
    if first is None or first.low not in WH - {"if", "when", "from", "by", "through", "whether"} or not you:
        return []
    events = view.parsed.events
    return [_demand(view, n, 0, 0)] if events and not events[0].vg.modal else []


def _content(view: View, n: int, h: Hit) -> list[Hit]:
    """The question behind the verb, or the thing asked for."""
    items = view.parsed.items
    start = h.event.at + 1 if h.event is not None and not h.tokens else 0
    if h.event is not None and h.tokens:
        start = next((k for k, i in enumerate(items) if i.first >= h.tokens[0][0]), 0)
    k = next((k for k in range(start, len(items)) if items[k].low in WH - {"by", "from", "through", "if"}), None)
    if k is None:
        np = next((i.np for i in items[start:] if i.np is not None and _told(view, i.np)), None)
        first, last = (np.first, (np.of or np).last) if np is not None else (0, 0)
    else:
        np = next((i.np for i in items[k:] if i.np is not None), None)
        first, last = items[k].first, items[-1].last
    if np is None or last <= first:
        return []
    made = Hit(asked_most(view, first, last), n, noun=np, patients=list(h.patients), modality="demanded", content_of=h)
    made.tokens = [(first, last)]
    return [made]


def _told(view: View, np: Np) -> bool:
    summed = any(t.value == "A" for t in view.parsed.sentence.tokens[np.first : np.last])
    return bool(np.heads & (lexicon().sets["info"] | FUNDS | DELIVERED)) and not summed and not view.is_person(np)
