"""A last look at an English reading: what was not done must not stand as a deed.

``look_again`` goes through the statements that stand as occurred and affirmed, finds the frames of their sentence
and of the sentence after it, and makes them negated, believed, hypothetical, ordered, or takes out what is no act
at all. Spans are never touched; a missed act is bad, a threat or a rumour counted as a deed is worse.
"""

from __future__ import annotations

from rushlight.reading.caution.en_reach import told
from rushlight.reading.caution.en_table import table
from rushlight.reading.caution.en_text import Sentence, Trigger, home, lower, sentences, trigger
from rushlight.reading.caution.en_verdict import Verdict, figure, from_next, in_sentence, taken_back
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, Modality, Polarity

CONTENT = frozenset({Modality.THREATENED, Modality.DEMANDED, Modality.PLEDGED, Modality.CONFESSED, Modality.DENIED})
HELD = frozenset({Modality.BELIEVED, Modality.HYPOTHETICAL})
SPOKEN = frozenset({"threat.sanction", "demand.payment", "demand.disclosure", "demand.cooperation"})
CLOSING = ("”", '"', "’", "»")
_QUOTED = rx('[“"«‘][^”"»’]*[”"»]')
QUOTED = frozenset({AttributionMode.DIRECT_QUOTE, AttributionMode.EMBEDDED_QUOTE})


def look_again(source: Source, draft: Draft) -> None:
    """Change the draft where a frame says that an act did not happen or is not known. Twice is the same as once."""
    rows = sentences(source)
    gone = [s for s in draft.statements if _is_no_act(s, rows)]
    gone += _denials_that_are_none(source.text, draft.statements)
    _take_out(draft, gone)
    for statement in draft.statements:
        _weigh(statement, rows)
    while any(_follow(s) for s in draft.statements):
        pass


def _stands(s: StatementDraft) -> bool:
    return s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED


def _is_no_act(s: StatementDraft, rows: tuple[Sentence, ...]) -> bool:
    n = home(s, rows)
    return _stands(s) and n is not None and figure(s.act, rows[n], trigger(s, rows[n]))


def _weigh(s: StatementDraft, rows: tuple[Sentence, ...]) -> None:
    """Read the frames around one statement and change it as they ask."""
    n = home(s, rows)
    if n is None or s.polarity is not Polarity.AFFIRMED or s.modality not in (Modality.OCCURRED, Modality.BELIEVED):
        return
    at = trigger(s, rows[n])
    telling = told(rows[n].low[at.start : at.end])  # to hear something is no less true when it was a lie
    after = Verdict() if telling else from_next(s.act, rows[n].low[: at.start], rows[n], rows[n + 1 : n + 3])
    here = in_sentence(s.act, rows[n], at) if _stands(s) else taken_back(rows[n], at)
    if _spoken_beside_a_quotation(s, rows[n], at):
        here.kinds.discard("supposed")
    _change(s, Verdict(here.kinds | after.kinds, here.negated or after.negated))


def _spoken_beside_a_quotation(s: StatementDraft, sentence: Sentence, at: Trigger) -> bool:
    """“Pay, or we will take him,” they threatened: what the quotation holds out does not make the threat a mere case."""
    beside = sentence.low[: at.start].rstrip().endswith(CLOSING) or _QUOTED.search(sentence.low[at.start : at.end]) is not None
    return s.act in SPOKEN and (beside or _QUOTED.search(sentence.low[: at.start]) is not None)


def _change(s: StatementDraft, verdict: Verdict) -> None:
    if verdict.negated:
        s.polarity = Polarity.NEGATED
    if verdict.modality is not None and s.modality is Modality.OCCURRED:
        s.modality = verdict.modality
    if "talk" in verdict.kinds and s.modality is Modality.BELIEVED and s.mode not in QUOTED:
        s.mode = AttributionMode.HEARSAY


def _denials_that_are_none(text: str, statements: list[StatementDraft]) -> list[StatementDraft]:
    """``did not deny that``, ``some swear that``: what follows is not denied. Gives back acts of denying that are none."""
    none = []
    for s in statements:
        parent = s.content_of
        if parent is None or s.modality not in (Modality.DENIED, Modality.CONFESSED):
            continue
        words = lower(_around(text, parent, s))
        if s.modality is Modality.CONFESSED and not table().words["unconfessed"].search(words):
            continue
        undenied = table().words["undenied"].search(words) is not None
        if s.modality is Modality.DENIED and table().words["denying"].search(words) and not undenied:
            continue
        s.modality, s.content_of = Modality.BELIEVED, None
        if parent.act == "respond.deny" and not undenied and _stands(parent):
            none.append(parent)
            s.mode = AttributionMode.HEARSAY if s.mode not in QUOTED else s.mode
    return none


def _around(text: str, parent: StatementDraft, content: StatementDraft) -> str:
    """The words of an act of speaking, a little before it included, without those of its content that follows."""
    first, last = min(x.start for x in parent.spans), max(x.end for x in parent.spans)
    inner = min(x.start for x in content.spans)
    return text[max(0, first - 20) : inner if first < inner else last]


def _follow(s: StatementDraft) -> bool:
    """What a threat, demand or pledge holds is only supposed where that itself is not known or did not happen."""
    parent = s.content_of
    if parent is None or s.modality not in CONTENT - {Modality.DENIED, Modality.CONFESSED}:
        return False
    unreal = parent.modality in HELD or (parent.polarity is Polarity.NEGATED and parent.modality is Modality.OCCURRED)
    s.modality = Modality.HYPOTHETICAL if unreal else s.modality
    return unreal


def _take_out(draft: Draft, gone: list[StatementDraft]) -> None:
    """Remove statements, with what was only their content; other references to them end."""
    out = {id(s) for s in gone}
    held = [s for s in draft.statements if s.content_of is not None and s.modality in CONTENT | {Modality.POLICY}]
    for _ in held:
        out |= {id(s) for s in held if id(s.content_of) in out}
    draft.statements = [s for s in draft.statements if id(s) not in out]
    for s in draft.statements:
        s.content_of = None if id(s.content_of) in out else s.content_of
        s.restates = None if id(s.restates) in out else s.restates
