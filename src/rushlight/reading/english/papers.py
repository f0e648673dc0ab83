"""Papers: whose hand, thumb or name came under what, and what the paper says.

A paper that says what will be done or not done is a pledge; one that says what was done is a confession; one put before
somebody who is held or beaten until the name stands under it is a confession by force. Notes have the paper first and its
words behind a colon.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.contents import undertaken
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import rule_words
from rushlight.reading.english.matching import View, negated

SIGNING = rule_words("papers_signing")
MARKS = rule_words("papers_marks")
SHEETS = rule_words("papers_sheets")
RECORDS = rule_words("papers_records")
COMMERCE = rule_words("papers_commerce")
FORCING = rule_words("papers_forcing")
AHEAD = frozenset({"will", "would", "'ll", "shall", "must", "never", "not"})
READ = ("respond.pledge", "respond.confess", "coerce.confession")


def paper_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The pledge or confession of a sentence in which somebody signs, where no frame has read one."""
    if any(h.act.startswith(READ) for h in hits) or COMMERCE & view.lows:
        return []
    noted = _noted(view, n)
    if noted:
        return noted
    for e in view.parsed.events:
        if e.vg.modal or negated(e) or not _signs(view, e):
            continue
        act = _act(view, e)
        if act:
            return _made(view, n, act, e)
    return []


def _signs(view: View, e: Event) -> bool:
    """``put his finger under a sheet``, ``set her thumb to a promise``, ``signed that …``, ``left a thumbprint on …``."""
    signer = e.subjects or e.at <= 2
    if e.lemma == "sign":
        return bool(signer)
    marked = any(np.heads & MARKS for np in e.patients)
    onto = any(
        prep in ("to", "under", "on", "below", "beneath", "at") and (np.heads & (SHEETS | RECORDS) or _that_sheet(view, np))
        for prep, np in e.pps
    )
    return bool(signer) and e.lemma in SIGNING and marked and (onto or bool(e.that))


def _that_sheet(view: View, np: Np) -> bool:
    """``slid a sheet across the desk, and he put his name to it``."""
    before = [x for x in view.parsed.nps if x.first < np.first and x.heads & SHEETS]
    return np.pronoun and np.head.low == "it" and bool(before)


def pledged_contents(view: View, hits: list[Hit]) -> None:
    """``put her thumb to it: she would keep silent and report every call``: what the paper says is pledged, not done."""
    pledge = next((h for h in hits if h.act == "respond.pledge" and h.event is not None and h.content_of is None), None)
    if pledge is None or pledge.event is None:
        return
    said = {id(x) for x in _said(view, pledge.event)}
    for h in hits:
        if h.event is None or id(h.event) not in said or h.content_of is not None or h.modality != "occurred":
            continue
        top = h.event
        while top.parent is not None:
            top = top.parent
        if top.vg.modal in ("will", "would", "'ll", "shall", "'d") or top.vg.form == "inf":
            h.modality, h.content_of, h.negated = "pledged", pledge, False


def _act(view: View, e: Event) -> str:
    """What the paper amounts to by what it says, by what it is called and by how the hand was brought to it."""
    said = _said(view, e)
    sheet = {h for np in (*e.objects, *(p for _, p in e.pps)) for h in np.heads}
    if said:
        ahead = any(x.vg.modal in ("will", "would", "'ll", "shall", "'d") or x.vg.form == "inf" for x in said)
        never = bool({"never", "no"} & view.lows) and not any(x.vg.past and not x.vg.modal for x in said[:1])
        return "respond.pledge" if ahead or never else "respond.confess_written"
    if sheet & {"promise", "pledge", "undertaking", "oath", "guarantee"}:
        return "respond.pledge"
    forced = bool(FORCING & view.lows) or view.asked or view.detained
    if sheet & RECORDS:
        return "coerce.confession" if FORCING & view.lows else "respond.confess_written"
    return "coerce.confession" if sheet & SHEETS and forced and FORCING & view.lows else ""


def _said(view: View, e: Event) -> list[Event]:
    """The verbs of what the paper says: behind ``that``, ``saying``, ``which says`` or a colon."""
    items = view.parsed.items
    start = e.that
    for k in range(e.at + 1, len(items)):
        says = items[k].vg is not None and items[k].vg.lemma in ("say", "state", "promise", "declare", "read", "undertake")  # type: ignore[union-attr]
        if not start and (says or (items[k].low == "that" and items[k].kind in "BW") or items[k].low == ":"):
            start = k
    return [x for x in view.parsed.events if start and x.at > start]


def _made(view: View, n: int, act: str, e: Event) -> list[Hit]:
    items = view.parsed.items
    hit = Hit(act, n, event=e, patients=[], agents=list(e.subjects))
    first = min([e.vg.first, *(np.first for np in e.subjects if e.subject_how == "direct")])
    last = items[-1].last if _said(view, e) else items[min(e.stop, len(items)) - 1].last
    hit.tokens = [(first, last)]
    return [hit, *(undertaken(view, n, hit, e) if act == "respond.pledge" else [])]


def _noted(view: View, n: int) -> list[Hit]:
    """``Signature on paper: will report every call``, ``Paper signed: no contact with abroad``."""
    items = view.parsed.items
    k = next((k for k, i in enumerate(items) if i.low in (":", "–", "—", '"')), 0)
    if not 0 < k <= 6 or any(_tells(e, k) for e in view.parsed.events):
        return []
    before = {h for i in items[:k] if i.np is not None for h in i.np.heads}
    signed = any(e.lemma in ("sign", "write", "undertake", "thumbprint") and e.at < k for e in view.parsed.events)
    if not (before & MARKS or (signed and before & (SHEETS | RECORDS)) or before & {"pledge", "undertaking"}):
        return []
    words = {t.low for t in view.parsed.sentence.tokens[items[k].first :]}
    act = "respond.pledge" if words & AHEAD | words & {"no"} else "respond.confess_written"
    np: Np | None = next((i.np for i in items[:k] if i.np is not None), None)
    if np is None:
        return []
    hit = Hit(act, n, noun=np, tokens=[(0, items[-1].last)])
    first = next((e for e in view.parsed.events if e.at < k), None)
    told = undertaken(view, n, hit, first or _behind(view, k)) if act == "respond.pledge" and view.parsed.events else []
    return [hit, *told]


def _behind(view: View, k: int) -> Event:
    """A place to begin from where no verb stands before the colon."""
    return next((e for e in view.parsed.events if e.at > k), view.parsed.events[0])


def _tells(e: Event, k: int) -> bool:
    """A full clause before the colon, not ``Paper signed``."""
    thing = any(np.heads & (SHEETS | RECORDS) for np in e.subjects)
    return e.vg.form == "fin" and e.at < k and bool(e.subjects) and not e.passive and not thing
